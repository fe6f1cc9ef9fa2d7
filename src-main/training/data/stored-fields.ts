import { InvalidRequestError } from '../../contract/errors';
import type { DataSource } from '../../contract/training-config';
import type { FieldSummary } from '../../contract/training-api';
import type { WholePair } from '../../contract/training-data-api';
import type { CallOptions } from '../../contract/signal';
import { FieldMeans } from './field-means';
import type { Place } from './fields';
import { throwFirstError } from './findings';
import { summaryOf, type DataTools } from './inspect';
import { openFields } from './open-fields';

/** Fields that are open to be read frame by frame, as stored values. */
export interface StoredFields {
  fields: Omit<FieldSummary, 'part'>[];
  /** Target pixels per input pixel along a side. */
  scale: number;
  /** A frame (from 0) with its target, whole, and the mean of its field. Throws InvalidRequestError for one there is not. */
  read(
    field: string,
    frame: number,
    options: Pick<CallOptions, 'signal'>,
  ): Promise<WholePair & { inputType: string; targetType: string }>;
}

/**
 * Opens the fields of a data source. Throws InvalidRequestError with the first error's sentence, FileNotReadableError
 * where the data are not there.
 *
 * @param scale The network's, where it is known.
 */
export async function openStoredFields(
  data: DataSource,
  scale: number | undefined,
  { files, shelf, store }: DataTools,
  options: CallOptions,
): Promise<StoredFields> {
  const set = await openFields(files, data, scale, shelf, options);
  throwFirstError(set.findings);
  const means = new FieldMeans(store);
  return {
    fields: set.fields.map(summaryOf),
    scale: set.scale,
    async read(name, number, { signal }) {
      const field = set.fields.find((one) => one.name === name);
      const frame = field?.frames[number];
      if (!field || !frame) {
        throw new InvalidRequestError(`There is no frame ${number + 1} of a field "${name}" in the data.`, {
          parameter: 'field',
        });
      }
      const { width, height } = field;
      const read = async (place: Place, finer: number) => {
        const region = { x: 0, y: 0, width: width * finer, height: height * finer };
        return Float32Array.from(await store.values(place, region, { signal }));
      };
      return {
        field: name,
        width,
        height,
        input: await read(frame.input, 1),
        target: await read(frame.target, set.scale),
        average: await means.of(field, { x: 0, y: 0, width, height }, undefined, { signal }),
        inputType: frame.input.image.info.pixelType,
        targetType: frame.target.image.info.pixelType,
      };
    },
  };
}
