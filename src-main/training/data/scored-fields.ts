import type { Linear } from '../../contract/compute-api';
import { InvalidRequestError } from '../../contract/errors';
import type { Normalisation } from '../../contract/model';
import type { OpenedFields, WholePair } from '../../contract/training-data-api';
import type { DataSource } from '../../contract/training-config';
import type { CallOptions } from '../../contract/signal';
import { applyLinear } from '../../imaging/normalize';
import { FieldMeans } from './field-means';
import type { Field, Place } from './fields';
import { someOf, throwFirstError } from './findings';
import { summaryOf, type DataTools } from './inspect';
import { mapsOfField, type FrameMaps } from './normalise-fields';
import { openFields } from './open-fields';
import { surveyFields } from './survey';
import { bestRescaling, targetScale, type MappedFacts } from './value-scale';

/** Which fields a model is scored on, and how their values enter it: as those of a run do. */
export interface ScoredSource {
  data: DataSource;
  /** The network's. */
  scale: number;
  normalisation: Normalisation;
  /** Names; all fields, where absent. */
  fields?: readonly string[] | undefined;
}

/** Fields that are open to be read frame by frame, as network values. */
export interface ScoredFields {
  opened: OpenedFields;
  /** A frame (from 0) with its target, whole, and the mean of its field. Throws InvalidRequestError for one there is not. */
  read(field: string, frame: number, options: Pick<CallOptions, 'signal'>): Promise<WholePair>;
}

/**
 * Opens and measures fields of a data source, each frame read once. Throws InvalidRequestError with the first error's
 * sentence or for a field that there is not, FileNotReadableError where the data are not there.
 */
export async function openScoredFields(
  { data, scale, normalisation, fields }: ScoredSource,
  { files, shelf, store }: DataTools,
  options: CallOptions,
): Promise<ScoredFields> {
  const set = await openFields(files, data, scale, shelf, options);
  throwFirstError(set.findings);
  const wanted = fields?.map((name) => fieldNamed(set.fields, name)) ?? set.fields;
  const { facts, findings } = await surveyFields(set, wanted, store, files, options);
  throwFirstError(findings);
  const maps = new Map<Field, FrameMaps[]>();
  const mapped: MappedFacts[] = [];
  for (const one of facts) {
    const own = await mapsOfField(one, { normalisation, density: set.density }, store, options);
    maps.set(one.field, own);
    one.frames.forEach((frame, i) => mapped.push({ facts: frame, maps: own[i]! }));
  }
  const means = new FieldMeans(store);
  return {
    opened: {
      fields: wanted.map(summaryOf),
      scale: set.scale,
      rescaling: bestRescaling(mapped),
      ...targetScale(normalisation, set.density, mapped),
    },
    async read(name, number, { signal }) {
      const field = fieldNamed(wanted, name);
      const frame = field.frames[number];
      const own = maps.get(field)!;
      if (!frame) {
        throw new InvalidRequestError(
          `The field "${name}" has ${field.frames.length} frames, not ${number + 1}.`,
          { parameter: 'frame' },
        );
      }
      const { width, height } = field;
      const read = async (place: Place, finer: number, map: Linear) => {
        const region = { x: 0, y: 0, width: width * finer, height: height * finer };
        return applyLinear(await store.values(place, region, { signal }), map);
      };
      return {
        field: name,
        width,
        height,
        input: await read(frame.input, 1, own[number]!.input),
        target: await read(frame.target, set.scale, own[number]!.target),
        average: await means.of(
          field,
          { x: 0, y: 0, width, height },
          own.map((one) => one.input),
          { signal },
        ),
      };
    },
  };
}

function fieldNamed(fields: readonly Field[], name: string): Field {
  const field = fields.find((one) => one.name === name);
  if (field) return field;
  const names = fields.map((one) => one.name);
  throw new InvalidRequestError(
    `There is no field of view "${name}" in the data. The fields are: ${someOf(names, 30)}.`,
    { parameter: 'fields' },
  );
}
