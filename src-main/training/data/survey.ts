import type { PixelArray } from '../../contract/image';
import type { DataFinding } from '../../contract/training-api';
import { throwIfCancelled, type CallOptions } from '../../contract/signal';
import { PairMoments } from '../../imaging/measures/pair-moments';
import type { RegistrationShift } from '../../imaging/measures/registration-shift';
import { StatisticsAccumulator } from '../../imaging/statistics';
import type { ImageStatistics } from '../../contract/files-api';
import type { DataFiles } from './data-files';
import type { Field, FieldSet, Frame, Place } from './fields';
import { unreadable } from './findings';
import { binned } from '../../imaging/binning';
import { shiftOf } from './field-shift';
import type { PlaneStore } from './plane-store';

/** What a plane holds. */
export interface PlaneFacts extends ImageStatistics {
  /** Part of the pixels that have the largest value. */
  atLargest: number;
  /** Tells planes of equal pixels; null where the values are computed and equal ones mean nothing. */
  checksum: string | null;
}

/** What a frame and its target hold, and how they go together: stored values, the target averaged to the input's grid. */
export interface FrameFacts {
  input: PlaneFacts;
  target: PlaneFacts;
  moments: PairMoments;
}

/** A field and what is in its files. */
export interface FieldFacts {
  field: Field;
  frames: FrameFacts[];
  /** How far targets lie from inputs, in input pixels. */
  shift: RegistrationShift;
}

/**
 * Reads every frame of the given fields once. A field with a file that cannot be read is left out and becomes a finding.
 * Progress counts frames.
 */
export async function surveyFields(
  { scale, density }: FieldSet,
  fields: readonly Field[],
  store: PlaneStore,
  files: DataFiles,
  { signal, onProgress }: CallOptions,
): Promise<{ facts: FieldFacts[]; findings: DataFinding[] }> {
  const facts: FieldFacts[] = [];
  const findings: DataFinding[] = [];
  const total = fields.reduce((sum, { frames }) => sum + frames.length, 0);
  let done = 0;
  for (const field of fields) {
    const targets = new Map<Place['image'], Map<number, PlaneFacts>>();
    const frames: FrameFacts[] = [];
    let file = field.input;
    try {
      for (const frame of field.frames) {
        throwIfCancelled(signal);
        file = frame.input.file;
        const planes = targets.get(frame.target.image) ?? new Map<number, PlaneFacts>();
        targets.set(frame.target.image, planes);
        const known = planes.get(frame.target.plane);
        const tell = () => onProgress?.({ done, total, unit: 'frames', activity: 'checking' });
        const one = await surveyFrame(frame, field, { scale, density, known }, store, files, {
          signal,
          onBand: tell, // a large frame takes long: a sign of life
        });
        planes.set(frame.target.plane, one.target);
        frames.push(one);
        done++;
        tell();
      }
      facts.push({ field, frames, shift: await shiftOf(field, scale, store, { signal }) });
    } catch (error) {
      findings.push(unreadable(error, file));
      done += field.frames.length - frames.length;
    }
  }
  return { facts, findings };
}

async function surveyFrame(
  { input, target }: Frame,
  size: { width: number; height: number },
  { scale, density, known }: { scale: number; density: boolean; known: PlaneFacts | undefined },
  store: PlaneStore,
  files: DataFiles,
  { signal, onBand }: Pick<CallOptions, 'signal'> & { onBand: () => void },
): Promise<FrameFacts> {
  const moments = new PairMoments();
  const inputs = new PlaneSurvey(files.startHash());
  const targets = new PlaneSurvey(density ? null : files.startHash());
  for (const band of store.bands(size, scale)) {
    if (band.y > 0) onBand();
    const finer = { x: 0, y: band.y * scale, width: band.width * scale, height: band.height * scale };
    const inputValues = await store.values(input, band, { signal });
    const targetValues = await store.values(target, finer, { signal });
    inputs.add(inputValues);
    if (!known) targets.add(targetValues);
    moments.add(inputValues, binned(targetValues, finer.width, scale));
  }
  return { input: inputs.facts(), target: known ?? targets.facts(), moments };
}

/** {@link PlaneFacts} of values that come band by band. */
class PlaneSurvey {
  readonly #statistics = new StatisticsAccumulator();
  #largest = -Infinity;
  #atLargest = 0;
  #count = 0;

  constructor(private readonly hash: ReturnType<DataFiles['startHash']> | null) {}

  add(data: PixelArray): void {
    this.#statistics.add(data);
    this.hash?.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    this.#count += data.length;
    let [largest, atLargest] = [this.#largest, this.#atLargest];
    for (let i = 0; i < data.length; i++) {
      const value = data[i]!;
      if (value > largest) [largest, atLargest] = [value, 1];
      else if (value === largest) atLargest++;
    }
    [this.#largest, this.#atLargest] = [largest, atLargest];
  }

  facts(): PlaneFacts {
    const checksum = this.hash?.digest() ?? null;
    return { ...this.#statistics.result(), atLargest: this.#atLargest / this.#count, checksum };
  }
}
