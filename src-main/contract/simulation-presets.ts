import type { SimulationConfigInput } from './simulation';

/** A configuration by name. */
export interface SimulationPreset {
  /** As it is typed. */
  name: string;
  /** As it is shown. */
  title: string;
  /** One sentence: what comes of it, and what for. */
  help: string;
  config: SimulationConfigInput;
}

/** A two-photon microscope with a photomultiplier, as the paper's: what comes of it has its range of values. */
const TWO_PHOTON = {
  optics: { psf: 'two-photon', numericalAperture: 1.2, wavelengthNm: 800, refractiveIndex: 1.33 },
  haze: { fraction: 0.3 },
  camera: { kind: 'pmt' },
} as const;

const fluctuating = (photons: number) => ({ kind: 'fluctuating' as const, photons });

/** The simulations that can be asked for by name; fields of 256 x 256 and 50 frames where nothing else is said. */
export const SIMULATION_PRESETS: readonly SimulationPreset[] = [
  {
    name: 'actin',
    title: 'Actin',
    help: 'Bundles of filaments under a two-photon microscope: the size and number of fields of the paper.',
    config: { name: 'actin', sample: { kind: 'actin' }, emission: fluctuating(20), ...TWO_PHOTON },
  },
  {
    name: 'microtubules',
    title: 'Microtubules',
    help: 'Filaments that radiate and cross, under a two-photon microscope: fields as the paper has them.',
    config: {
      name: 'microtubules',
      sample: { kind: 'microtubules' },
      emission: fluctuating(20),
      ...TWO_PHOTON,
    },
  },
  {
    name: 'mitochondria',
    title: 'Mitochondria',
    help: 'Bent capsules with labelled membranes, under a two-photon microscope: fields as the paper has them.',
    config: {
      name: 'mitochondria',
      sample: { kind: 'mitochondria' },
      emission: fluctuating(10),
      ...TWO_PHOTON,
    },
  },
  {
    name: 'vesicles',
    title: 'Vesicles',
    help: 'Small hollow spheres, under a two-photon microscope: fields as the paper has them.',
    config: { name: 'vesicles', sample: { kind: 'vesicles' }, emission: fluctuating(10), ...TWO_PHOTON },
  },
  {
    name: 'nuclear-pores',
    title: 'Nuclear pores',
    help: 'Rings of eight corners in the envelope of a nucleus, with finer pixels, under a two-photon microscope.',
    config: {
      name: 'nuclear-pores',
      sample: { kind: 'nuclear-pores' },
      emission: fluctuating(40),
      pixelSizeNm: 60,
      ...TWO_PHOTON,
    },
  },
  {
    name: 'wide-field',
    title: 'Microtubules in a wide field',
    help: 'An sCMOS camera with haze, bleaching and a little drift: what a recording is like that needs care.',
    config: {
      name: 'wide-field',
      sample: { kind: 'microtubules' },
      emission: fluctuating(60),
      haze: { fraction: 0.4 },
      bleachingFrames: 400,
      drift: { nmPerFrame: 1, degrees: 30, walkNm: 2 },
    },
  },
  {
    name: 'deep-storm',
    title: 'Deep-STORM',
    help: 'Few emitters in each of many small frames, with their positions: what the preset deep-storm trains on.',
    config: {
      name: 'deep-storm',
      fields: 1,
      frames: 200,
      width: 64,
      height: 64,
      sample: { kind: 'scattered' },
      emission: { kind: 'sparse' },
      background: 50,
      truth: { magnification: 8, blurNm: 0 },
    },
  },
  {
    name: 'blinking-microtubules',
    title: 'Blinking microtubules',
    help: 'A long stack of microtubules whose fluorophores blink, with all positions: to try localisation on.',
    config: {
      name: 'blinking-microtubules',
      fields: 1,
      frames: 360,
      width: 64,
      height: 64,
      sample: { kind: 'microtubules' },
      emission: { kind: 'blinking', photons: 2500 },
      background: 50,
      truth: { magnification: 8, blurNm: 0 },
    },
  },
  {
    name: 'anna-palm',
    title: 'ANNA-PALM',
    help: 'Images of few and of all localisations of microtubules, and the wide-field image beside them.',
    config: {
      name: 'anna-palm',
      fields: 15,
      frames: 1,
      width: 128,
      height: 128,
      sample: { kind: 'microtubules', labelsPerUm: 150 },
      emission: { kind: 'steady', photons: 100 },
      truth: { magnification: 4, blurNm: 25 },
      localisations: {},
    },
  },
  {
    name: 'gsos',
    title: 'GSOS',
    help: 'Microtubules at two excitation powers, the signal saturating: what GSOS narrows the PSF with.',
    config: {
      name: 'gsos',
      fields: 1,
      sample: { kind: 'microtubules' },
      emission: { kind: 'steady', photons: 100 },
      optics: { ...TWO_PHOTON.optics, psf: 'gaussian' },
      excitation: { powers: [0.5, 1], coefficients: [1, -0.3] },
      camera: { kind: 'pmt', countsPerElectron: 100 },
    },
  },
];
