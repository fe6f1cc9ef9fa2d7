import type { ReconstructionParams } from '../contract/reconstruction';
import type {
  MappedSetting,
  ParameterMap,
  ReconstructionScore,
  SweptParameters,
} from '../contract/parameter-map';

/** The values of the second parameter that is swept. */
export function secondValues(swept: SweptParameters): readonly MappedSetting['second'][] {
  return swept.method === 'srrf' ? swept.temporals : swept.sensitivities;
}

/** All settings of a sweep: radii one after another for each value of the second parameter in turn. */
export function sweptSettings(swept: SweptParameters): Pick<MappedSetting, 'radius' | 'second'>[] {
  return secondValues(swept).flatMap((second) => swept.radii.map((radius) => ({ radius, second })));
}

/** The parameters with one setting. */
export function withSetting(
  params: ReconstructionParams,
  { radius, second }: Pick<MappedSetting, 'radius' | 'second'>,
): ReconstructionParams {
  return params.method === 'srrf'
    ? { ...params, ringRadius: radius, temporal: second as typeof params.temporal }
    : { ...params, radius, sensitivity: second as number };
}

/**
 * Makes a map of scores, in the order of {@link sweptSettings}. QnR = 2 f g / (f + g) of resolution f and RSP g (Laine et
 * al. 2023); resolution is taken as the finest of the map over a setting's own, which needs no scale of its own and keeps
 * settings that hardly differ hardly different.
 */
export function parameterMap(
  facts: Pick<ParameterMap, 'params' | 'swept' | 'frames' | 'region' | 'pixelSizeUm'>,
  scores: readonly ReconstructionScore[],
): ParameterMap {
  const finest = Math.min(...scores.map(({ resolutionPx }) => resolutionPx ?? Infinity));
  const settings = sweptSettings(facts.swept).map((setting, n): MappedSetting => {
    const score = scores[n]!;
    const sharpness = score.resolutionPx === null ? 0 : finest / score.resolutionPx;
    const sum = sharpness + score.rsp;
    return { ...setting, ...score, sharpness, qnr: sum > 0 ? (2 * sharpness * score.rsp) / sum : 0 };
  });
  const best = settings.reduce<number | null>(
    (most, { qnr }, n) => (qnr > (most === null ? 0 : settings[most]!.qnr) ? n : most),
    null,
  );
  const map = { format: 'finescope-parameter-map' as const, version: 1 as const, ...facts, settings, best };
  return { ...map, sentence: sentenceOf(map) };
}

/** Resolutions that differ by less than this share are told as the same, and RSPs by less than this. */
const SAME_RESOLUTION = 0.02;
const SAME_RSP = 0.005;

/** What the best setting does, and what a sharper or a more faithful one costs. */
function sentenceOf({ settings, best, swept, pixelSizeUm }: Omit<ParameterMap, 'sentence'>): string {
  if (best === null) {
    return 'With no setting do reconstructions of the odd and of the even frames have anything in common: take more frames, or a part with structure.';
  }
  const chosen = settings[best]!;
  const own = chosen.resolutionPx!;
  const name = (one: MappedSetting): string => settingText(swept, one);
  const length = (one: MappedSetting): string => resolutionText(one, pixelSizeUm);
  const said = `${capital(name(chosen))} resolve ${length(chosen)} with RSP ${chosen.rsp.toFixed(3)}`;
  const limited = settings.filter(({ outcome }) => outcome === 'beyond-pixels').length;
  if (chosen.outcome === 'beyond-pixels' && limited > 1) {
    return `${said}; ${limited} of ${settings.length} settings are as fine as the result's pixels can tell, and of these it is the most faithful.`;
  }
  const shown = settings.filter(({ resolutionPx }) => resolutionPx !== null);
  const sharpest = shown.reduce((a, b) => (b.resolutionPx! < a.resolutionPx! ? b : a));
  if (sharpest.resolutionPx! < own * (1 - SAME_RESOLUTION)) {
    const cost = `${name(sharpest)}, resolve ${length(sharpest)}, but RSP falls to ${sharpest.rsp.toFixed(3)}`;
    return `${said}; the sharpest, ${cost}.`;
  }
  const truest = shown.reduce((a, b) => (b.rsp > a.rsp ? b : a));
  if (truest.rsp > chosen.rsp + SAME_RSP) {
    const cost = `${name(truest)}, have RSP ${truest.rsp.toFixed(3)}, but resolve only ${length(truest)}`;
    return `${said}; the most faithful, ${cost}.`;
  }
  return `${said}; no other setting is finer or more faithful.`;
}

/** "radius 1.5 and sensitivity 2", "ring radius 0.5 and trac2". */
export function settingText(
  { method }: Pick<SweptParameters, 'method'>,
  { radius, second }: Pick<MappedSetting, 'radius' | 'second'>,
): string {
  return method === 'srrf'
    ? `ring radius ${radius} and ${second}`
    : `radius ${radius} and sensitivity ${second}`;
}

/** "87 nm", "25 nm or less" where pixels limit it, or where their size is not known "1.70 pixels of the input". */
export function resolutionText(
  { resolutionPx, outcome }: Pick<ReconstructionScore, 'resolutionPx' | 'outcome'>,
  pixelSizeUm: number | null,
): string {
  if (resolutionPx === null) return 'nothing';
  const limit = outcome === 'beyond-pixels' ? ' or less' : '';
  if (pixelSizeUm === null) return `${resolutionPx.toFixed(2)} pixels of the input${limit}`;
  const nanometres = resolutionPx * pixelSizeUm * 1000;
  const length = nanometres < 1000 ? `${Math.round(nanometres)} nm` : `${(nanometres / 1000).toFixed(2)} µm`;
  return length + limit;
}

/** The same where there is little room: "87 nm", "\u2264 25 nm", "1.70 px". */
export function shortResolution(
  score: Pick<ReconstructionScore, 'resolutionPx' | 'outcome'>,
  pixelSizeUm: number | null,
): string {
  const text = resolutionText(score, pixelSizeUm).replace(' pixels of the input', ' px');
  return text.endsWith(' or less') ? `\u2264 ${text.slice(0, -' or less'.length)}` : text;
}

/** With a capital letter: as a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The map as a table: a line for each setting. */
export function parameterMapTable({ settings, swept, pixelSizeUm, best }: ParameterMap): string {
  const second = swept.method === 'srrf' ? 'temporal' : 'sensitivity';
  const head = [
    'radius',
    second,
    'resolution_px',
    'resolution_nm',
    'outcome',
    'rsp',
    'sharpness',
    'qnr',
    'best',
  ];
  const lines = settings.map((one, n) => [
    one.radius,
    one.second,
    one.resolutionPx?.toFixed(4) ?? '',
    one.resolutionPx === null || pixelSizeUm === null
      ? ''
      : (one.resolutionPx * pixelSizeUm * 1000).toFixed(2),
    one.outcome,
    one.rsp.toFixed(5),
    one.sharpness.toFixed(5),
    one.qnr.toFixed(5),
    n === best ? 'best' : '',
  ]);
  return [head, ...lines].map((line) => line.join(',')).join('\n') + '\n';
}
