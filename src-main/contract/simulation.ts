import { z } from 'zod';
import { SimulatedSample } from './simulated-sample';

/**
 * What a simulated microscope sees and how: one schema for the form, the command line (`--set key=value`) and the file.
 * Unknown keys are refused. Lengths are in nm or micrometres as their names say, times in frames, light in photons that
 * reach the detector.
 */

const positive = (most: number) => z.number().positive().max(most);
const count = (least: number, most: number) => z.int().min(least).max(most);
const part = z.number().min(0).max(1);

const photons = (usual: number) =>
  positive(1e7)
    .default(usual)
    .describe('Mean photons of one fluorophore in a frame in which it shines throughout.');
const variation = (usual: number, what: string) => z.number().min(0).max(10).default(usual).describe(what);

/** How fluorophores shine over time. */
export const SimulatedEmission = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('steady'),
    photons: photons(20),
    variation: variation(0, 'SD of brightness from one fluorophore to the next, as a part of the mean.'),
  }),
  z.strictObject({
    kind: z.literal('fluctuating'),
    photons: photons(20),
    variation: variation(
      0.7,
      "SD of a fluorophore's brightness over time, as a part of its mean (log-normal).",
    ),
    correlationFrames: z
      .number()
      .min(0)
      .max(10_000)
      .default(0.5)
      .describe('Over so many frames a fluctuation falls to 1/e.'),
  }),
  z.strictObject({
    kind: z.literal('blinking'),
    photons: photons(1000),
    variation: variation(0.3, 'SD of brightness from one time on to the next, as a part of the mean.'),
    onFrames: positive(1e5).default(2).describe('Mean time that a fluorophore stays on.'),
    offFrames: positive(1e9).default(200).describe('Mean time that it stays dark.'),
  }),
  z.strictObject({
    kind: z.literal('sparse'),
    photons: photons(2500),
    variation: variation(0.3, 'SD of brightness from one to the next, as a part of the mean.'),
    perSquareUm: positive(1000)
      .default(1.5)
      .describe('Fluorophores that shine in a square micrometre, drawn anew in each frame.'),
  }),
]);
export type SimulatedEmission = z.infer<typeof SimulatedEmission>;

/** The point spread function, in focus. */
export const SimulatedOptics = z.strictObject({
  psf: z
    .enum(['gaussian', 'airy', 'two-photon'])
    .default('gaussian')
    .describe('Gaussian of sigma 0.21 wavelength / NA; Airy disc; Airy disc of the excitation, squared.'),
  numericalAperture: z.number().min(0.05).max(1.7).default(1.4).describe('Of the objective.'),
  wavelengthNm: z
    .number()
    .min(200)
    .max(2000)
    .default(600)
    .describe('Of the emitted light; with two photons, and where powers are given, of the exciting light.'),
  refractiveIndex: z.number().min(1).max(2).default(1.515).describe('Of the immersion; above the aperture.'),
});
export type SimulatedOptics = z.infer<typeof SimulatedOptics>;

/** Light of layers above and below the focus. */
export const SimulatedHaze = z.strictObject({
  fraction: z
    .number()
    .min(0)
    .max(0.95)
    .default(0)
    .describe(
      'Part of all light that comes from out of focus in a wide field; two photons reject most of it.',
    ),
  depthUm: positive(100).default(1.5).describe('How far from the focus it comes from.'),
});
export type SimulatedHaze = z.infer<typeof SimulatedHaze>;

/** How the sample moves against the camera; the first frame is where the truth is. */
export const SimulatedDrift = z.strictObject({
  nmPerFrame: z.number().min(0).max(1e4).default(0).describe('Steady drift.'),
  degrees: z.number().min(-360).max(360).default(0).describe('Its direction; 0 is to the right, 90 down.'),
  walkNm: z.number().min(0).max(1e4).default(0).describe('Random walk: SD of a step along x, and along y.'),
});
export type SimulatedDrift = z.infer<typeof SimulatedDrift>;

const efficiency = (usual: number) => part.default(usual).describe('Part of the photons that are detected.');
const offset = (usual: number) =>
  z.number().min(0).max(30_000).default(usual).describe('Counts without light.');

/** The detector; its counts are of 16 bits and saturate there. */
export const SimulatedCamera = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scmos'),
    quantumEfficiency: efficiency(0.82),
    countsPerElectron: positive(1e4).default(2.2).describe('Mean gain.'),
    gainVariation: part.default(0.005).describe('SD of gains from pixel to pixel, as a part of the mean.'),
    offset: offset(100),
    offsetSd: z
      .number()
      .min(0)
      .max(1000)
      .default(1)
      .describe('SD of offsets from pixel to pixel, in counts.'),
    readNoise: z.number().min(0).max(1000).default(1.3).describe('Its median over the pixels, in electrons.'),
    readNoiseSpread: z
      .number()
      .min(0)
      .max(2)
      .default(0.25)
      .describe(
        'SD of the logarithm of read noise from pixel to pixel: few pixels are far noisier than most.',
      ),
  }),
  z.strictObject({
    kind: z.literal('pmt'),
    quantumEfficiency: efficiency(0.4),
    countsPerElectron: positive(1e5).default(400).describe('Mean counts of one photoelectron.'),
    excessNoise: z
      .number()
      .min(1)
      .max(4)
      .default(1.2)
      .describe(
        'Variance of the signal over that of photoelectrons alone: 1 + the relative variance of the gain.',
      ),
    offset: offset(500),
    readNoise: z.number().min(0).max(1e4).default(60).describe('Of the electronics, in counts.'),
  }),
  z.strictObject({
    kind: z.literal('ideal'),
    countsPerPhoton: positive(1e4).default(1).describe('Gain; there is no noise but that of the photons.'),
    offset: offset(0),
  }),
]);
export type SimulatedCamera = z.infer<typeof SimulatedCamera>;

/**
 * Of a scanning microscope: the signal S(I) = sum over m of coefficient m times (I h)^(N m), where h is the exciting light
 * and N the number of photons absorbed together (2 with the two-photon PSF, else 1). With several powers each field is
 * taken once at each, for GSOS.
 */
export const SimulatedExcitation = z.strictObject({
  powers: z
    .array(positive(1e6))
    .min(1)
    .max(16)
    .refine((powers) => new Set(powers).size === powers.length, 'each power once')
    .default([1])
    .describe('Excitation powers, 1 being the one that brightness is told for.'),
  coefficients: z
    .array(z.number().min(-1e6).max(1e6))
    .min(1)
    .max(16)
    .default([1])
    .describe('Of the orders from the first on; a negative second one is saturation.'),
});
export type SimulatedExcitation = z.infer<typeof SimulatedExcitation>;

/** The image of known truth: fluorophores per pixel. */
export const SimulatedTruth = z.strictObject({
  magnification: count(1, 32).default(5).describe('Pixels of the truth along a side of a camera pixel.'),
  blurNm: z
    .number()
    .min(0)
    .max(1000)
    .default(20)
    .describe('Sigma of a Gaussian that it is smoothed by; 0: none.'),
});
export type SimulatedTruth = z.infer<typeof SimulatedTruth>;

/** Images of localisations for ANNA-PALM, on the grid of the truth: few localisations, and all of them. */
export const SimulatedLocalisations = z.strictObject({
  perFluorophore: positive(1000).default(4).describe('Mean number of times that a fluorophore is localised.'),
  precisionNm: z.number().min(0).max(1000).default(10).describe('SD of a localisation along x, and along y.'),
  part: z.number().positive().max(1).default(0.05).describe('Part of all localisations in the sparse image.'),
  countsPerLocalisation: count(1, 65_535).default(2000).describe('Height of one localisation; of 65535.'),
});
export type SimulatedLocalisations = z.infer<typeof SimulatedLocalisations>;

/** All that a simulation is told. The same configuration makes the same bits. */
export const SimulationConfig = z.strictObject({
  format: z.literal('finescope-simulation').default('finescope-simulation'),
  version: z.literal(1).default(1),
  name: z
    .string()
    .min(1)
    .max(100)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u, 'letters, digits, spaces and . _ - only')
    .default('simulated')
    .describe('What the names of files begin with.'),
  fields: count(1, 999).default(15).describe('Fields of view.'),
  frames: count(1, 100_000).default(50).describe('Frames of each field.'),
  width: count(16, 4096).default(256).describe('Width of a frame, in pixels.'),
  height: count(16, 4096).default(256).describe('Height of a frame, in pixels.'),
  pixelSizeNm: z.number().min(10).max(5000).default(100).describe('Side of a camera pixel in the sample.'),
  sample: SimulatedSample.prefault({ kind: 'microtubules' }),
  emission: SimulatedEmission.prefault({ kind: 'fluctuating' }),
  optics: SimulatedOptics.prefault({}),
  excitation: SimulatedExcitation.prefault({}),
  haze: SimulatedHaze.prefault({}),
  background: z.number().min(0).max(1e6).default(2).describe('Photons in each pixel of a frame, everywhere.'),
  bleachingFrames: positive(1e9)
    .nullable()
    .default(null)
    .describe('Mean time until a fluorophore is bleached; none bleaches where empty.'),
  drift: SimulatedDrift.prefault({}),
  camera: SimulatedCamera.prefault({ kind: 'scmos' }),
  truth: SimulatedTruth.prefault({}),
  localisations: SimulatedLocalisations.nullable().default(null),
  seed: count(0, 2 ** 31 - 1)
    .default(1)
    .describe('Of all that is random.'),
});
export type SimulationConfig = z.infer<typeof SimulationConfig>;
/** What a person writes: everything that has a default may be absent. */
export type SimulationConfigInput = z.input<typeof SimulationConfig>;
