import type { PixelBlock } from '../contract/image';
import type { SimulationConfig } from '../contract/simulation';
import { RandomStream } from '../imaging/random';
import { bleach, bleachingTimes, unbleached } from './bleaching';
import { exposed, type Detector } from './cameras/detector';
import { makeDetector } from './cameras/make-detector';
import { beginEmission, comesAndGoes, meanPhotons, type Emission } from './emission';
import { addHaze, hazeImage, hazeRatio, hazeSigma } from './haze';
import { linearSpread, photonsAbsorbed, spreadAt } from './optics';
import { positionRows, type PositionRows } from './position-rows';
import { areaOf, makeScene, placesIn, type Scene } from './scene';
import { wholeArea } from './area';
import { drawFluorophores, makeStamps, type Photons, type Stamps } from './stamps';

/** Haze is drawn to so many of its sigmas around the field. */
const HAZE_SIGMAS = 3;

/**
 * A field of view seen at one excitation power, frame after frame. Any frame can be asked for; in their order is quick.
 * Everything random is keyed by seed, field and frame: the same frame has the same bits, whatever was asked for before.
 */
export class FieldSimulation {
  readonly #stamps: Stamps;
  readonly #detector: Detector;
  readonly #haze: { image: Photons; margin: number } | null;
  readonly #light: Float32Array;
  #emission: Emission;
  #bleached: Float32Array | null;
  #nextFrame = 0;

  /** @param field, power Counted from 0; the power is one of `excitation.powers`. */
  constructor(
    private readonly config: SimulationConfig,
    private readonly field: number,
    private readonly power: number,
    private readonly scene: Scene = makeScene(config, field),
  ) {
    const { optics, excitation, pixelSizeNm, seed, bleachingFrames } = config;
    const intensity = excitation.powers[power]!;
    const unit = linearSpread(optics);
    const isLinear = intensity === 1 && excitation.coefficients.every((a, m) => a === (m === 0 ? 1 : 0));
    const spread = isLinear ? unit : spreadAt(optics, excitation, intensity);
    this.#stamps = makeStamps(spread, unit, pixelSizeNm / 1000);
    this.#detector = makeDetector(config);
    this.#haze = this.#makeHaze(intensity ** photonsAbsorbed(optics));
    this.#light = new Float32Array(this.scene.places.count);
    this.#emission = this.#begin();
    const { count } = this.scene.crowd;
    this.#bleached = bleachingTimes(count, bleachingFrames, new RandomStream(seed, 'bleaching', field));
  }

  /**
   * A frame, counted from 0, and where `firstId` (the number of the first row) is given its part of the table of positions:
   * fluorophores that come and go are told in each frame, those that shine in all frames once, in the first.
   */
  frame(frame: number, firstId: number | null): { block: PixelBlock; positions: PositionRows } {
    const { width, height, background, seed, bleachingFrames } = this.config;
    const light = this.#shine(frame);
    const shift = { x: this.scene.drift.x[frame]!, y: this.scene.drift.y[frame]! };
    const image = { width, height, data: new Float32Array(width * height).fill(background) };
    drawFluorophores(image, this.#stamps, this.scene.places, light, shift);
    if (this.#haze)
      addHaze(image, this.#haze.image, this.#haze.margin, shift, unbleached(bleachingFrames, frame));
    const random = new RandomStream(seed, 'noise', this.field, this.#time(frame));
    const data = exposed(this.#detector, image.data, random);
    const positions =
      firstId === null || (frame > 0 && !comesAndGoes(this.config.emission))
        ? { text: '', count: 0 }
        : positionRows(this.config, this.scene.places, light, { frame, shift, firstId });
    return { block: { width, height, samples: 1, pixelType: 'uint16', data }, positions };
  }

  /** The photons of each fluorophore in a frame. */
  #shine(frame: number): Float32Array {
    if (frame < this.#nextFrame) {
      this.#emission = this.#begin();
      this.#nextFrame = 0;
    }
    const { seed } = this.config;
    for (; this.#nextFrame <= frame; this.#nextFrame++) {
      const random = new RandomStream(seed, 'emission', this.field, 1 + this.#time(this.#nextFrame));
      this.#emission.next(random, this.#light);
    }
    bleach(this.#light, this.#bleached, frame);
    return this.#light;
  }

  #begin(): Emission {
    const random = new RandomStream(this.config.seed, 'emission', this.field);
    return beginEmission(this.config.emission, this.scene.crowd, random);
  }

  /** A number for each frame of each power, so that noise and fluctuations differ. */
  #time(frame: number): number {
    return this.power * this.config.frames + frame;
  }

  #makeHaze(brightness: number): { image: Photons; margin: number } | null {
    const { emission, pixelSizeNm, seed, width, height } = this.config;
    const ratio = hazeRatio(this.config);
    if (ratio === 0) return null;
    const sigma = (hazeSigma(this.config) * 1000) / pixelSizeNm;
    const margin = Math.ceil(HAZE_SIGMAS * sigma);
    const area = areaOf(this.config, (margin * pixelSizeNm) / 1000);
    const places = placesIn(this.config, area, new RandomStream(seed, 'surroundings', this.field));
    const light = meanPhotons(emission, { count: places.count, area: wholeArea(area) });
    const image = hazeImage(places, light * ratio * brightness, { width, height, margin, sigma });
    return { image, margin };
  }
}
