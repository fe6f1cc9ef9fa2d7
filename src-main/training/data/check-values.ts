import type { PixelType } from '../../contract/image';
import type { DataFinding } from '../../contract/training-api';
import type { TrainingNormalisation } from '../../contract/training-config';
import { fullScale } from '../../imaging/normalize';
import { PIXEL_TYPES } from '../../imaging/pixel-types';
import type { FieldSet } from './fields';
import { fault, someOf, warning } from './findings';
import type { FieldFacts, PlaneFacts } from './survey';

/** Values that cameras and converters end at: 8, 10, 12, 14 and 16 bits. */
const CAMERA_LIMITS = [8, 10, 12, 14, 16].map((bits) => 2 ** bits - 1);

/** Part of the pixels at the limit from which on a field counts as saturated. */
const SATURATED = 0.005;

/** Values that fill less than this part of full scale leave the network little to see. */
const DIM = 1 / 16;

type Facts = Pick<FieldFacts, 'field' | 'frames'>;
interface SeenPlane extends PlaneFacts {
  file: string;
  plane: number;
  role: 'input' | 'target';
}

/** Planes of a field with what is in them, each target once. */
function planesOf({ field, frames }: Facts): SeenPlane[] {
  const seen = new Set<PlaneFacts>();
  return frames.flatMap((facts, i) =>
    (['input', 'target'] as const).flatMap((role) => {
      if (seen.has(facts[role])) return [];
      seen.add(facts[role]);
      const { file, plane } = field.frames[i]![role];
      return [{ ...facts[role], file, plane, role }];
    }),
  );
}

/** Planes without any structure: an error where it is a target, or all that there is of a field's input. */
export function checkEmpty(facts: readonly Facts[], { density }: Pick<FieldSet, 'density'>): DataFinding[] {
  return facts.flatMap((one) => {
    const planes = planesOf(one);
    const findings: DataFinding[] = [];
    const isEmpty = ({ min, max }: PlaneFacts) => min === max;
    const empty = planes.filter(isEmpty).filter(({ role }) => role === 'input' || !density);
    for (const { file, min } of empty.filter(({ role }) => role === 'target').slice(0, 3)) {
      const value = min === null ? 'no number' : `nothing but the value ${min}`;
      const sentence = `The target "${file}" holds ${value}: a network would learn to answer just that. Replace it, or take the field away.`;
      findings.push(fault('empty', file, sentence));
    }
    const inputs = empty.filter(({ role }) => role === 'input');
    if (inputs.length === 0) return findings;
    const { file, plane, min } = inputs[0]!;
    const what = `holds nothing but the value ${min}`;
    const count = one.frames.length;
    const sentence =
      inputs.length === count
        ? `The input "${file}" ${what}: there is nothing to learn from. Replace it, or take the field away.`
        : `${inputs.length} of the ${count} frames of the field ${one.field.name} are empty, the first of them frame ${plane + 1} of "${file}": it ${what}. Take them away.`;
    findings.push((inputs.length === count ? fault : warning)('empty', file, sentence));
    return findings;
  });
}

/** Values that are NaN or infinite, which would spoil the first step. */
export function checkFinite(facts: readonly Facts[]): DataFinding[] {
  return facts.flatMap((one) =>
    planesOf(one)
      .filter(({ nonFinite }) => nonFinite > 0)
      .slice(0, 1)
      .map(({ file, nonFinite, plane }) =>
        fault(
          'range',
          file,
          `Frame ${plane + 1} of "${file}" holds ${nonFinite} values that are no numbers (NaN or infinite). Replace them (Fiji: Process > Math > NaN Background) and save it again.`,
        ),
      ),
  );
}

/** Pixels at the end of what the camera can tell: a finding for each file. */
export function checkSaturation(facts: readonly Facts[]): DataFinding[] {
  const saturated = new Map<string, SeenPlane[]>();
  for (const one of facts) {
    for (const plane of planesOf(one)) {
      const { pixelType } = one.field.frames[0]![plane.role].image.info;
      const { min, max, atLargest, file } = plane;
      if (max === null || max === min || atLargest < SATURATED || !isCameraLimit(max, pixelType)) continue;
      saturated.set(file, [...(saturated.get(file) ?? []), plane]);
    }
  }
  return [...saturated].map(([file, planes]) => {
    const worst = planes.reduce((a, b) => (b.atLargest > a.atLargest ? b : a));
    const percent = (worst.atLargest * 100).toPrecision(2);
    const where =
      planes.length > 1 ? ` of frame ${worst.plane + 1} (of ${planes.length} saturated ones)` : '';
    const sentence = `"${file}" is saturated: ${percent} % of the pixels${where} have the largest value, ${worst.max}. What was brighter there is lost.`;
    return warning('saturation', file, sentence);
  });
}

/** Whether a largest value is one at which cameras of 8 to 16 bits, or the pixel type, end. */
export function isCameraLimit(max: number, type: PixelType): boolean {
  const { integer, bytes, max: largest } = PIXEL_TYPES[type];
  return integer && (max === largest || (bytes === 2 && CAMERA_LIMITS.includes(max)));
}

/** Under `fixed`, data that fill little of full scale or reach beyond it: both go through the network badly. */
export function checkRange(
  facts: readonly Facts[],
  { density }: Pick<FieldSet, 'density'>,
  normalisation: TrainingNormalisation,
): DataFinding[] {
  if (normalisation.kind !== 'fixed') return [];
  return (['input', 'target'] as const).flatMap((role) => {
    if (density && role === 'target') return [];
    const planes = facts.flatMap((one) =>
      planesOf(one)
        .filter((plane) => plane.role === role && plane.max !== null)
        .map((plane) => ({ ...plane, full: fullScale(one.field.frames[0]![role].image.info.pixelType) })),
    );
    if (planes.length === 0) return [];
    const cure = 'Choose another normalisation: percentile, or minMax.';
    const beyond = planes.find(({ max, min, full }) => max! > full || min! < 0);
    if (beyond) {
      const sentence = `The values of "${beyond.file}" lie between ${say(beyond.min!)} and ${say(beyond.max!)}, beyond the range of the normalisation "fixed", 0 to ${beyond.full}. ${cure}`;
      return [warning('range', beyond.file, sentence)];
    }
    const brightest = planes.reduce((a, b) => (b.max! / b.full > a.max! / a.full ? b : a));
    if (brightest.max === 0 || brightest.max! / brightest.full >= DIM) return [];
    const sentence = `The ${role}s reach no more than ${say(brightest.max!)} ("${brightest.file}") of the full scale of ${brightest.full} that the normalisation "fixed" takes: nearly black to the network. ${cure}`;
    return [warning('range', brightest.file, sentence)];
  });
}

/** Files of other pixel types than most. */
export function checkTypes({ fields }: Pick<FieldSet, 'fields'>): DataFinding[] {
  return (['input', 'target'] as const).flatMap((role) => {
    const files = new Map<PixelType, Set<string>>();
    for (const { frames } of fields) {
      for (const frame of frames) {
        const { image, file } = frame[role];
        const { pixelType } = image.info;
        files.set(pixelType, (files.get(pixelType) ?? new Set()).add(file));
      }
    }
    const [most, ...others] = [...files].sort((a, b) => b[1].size - a[1].size);
    return others.map(([type, names]) => {
      const listed = [...names].map((name) => `"${name}"`);
      const sentence = `${someOf(listed)} ${listed.length === 1 ? 'is' : 'are'} ${type}, while most ${role}s are ${most![0]}. Save all in one type, or their values mean different things.`;
      return warning('type', [...names][0]!, sentence);
    });
  });
}

const say = (value: number) => String(Number(value.toPrecision(5)));
