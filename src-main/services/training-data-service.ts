import { InternalError } from '../contract/errors';
import type { PatchBatch, TrainingDataApi } from '../contract/training-data-api';
import { dataDisk } from '../io/data-disk';
import { BatchQueue } from '../training/data/batch-queue';
import { ImageShelf } from '../training/data/image-shelf';
import type { DataTools } from '../training/data/inspect';
import { PlaneStore } from '../training/data/plane-store';
import { prepareTrainingData, type TrainingData } from '../training/data/training-data';
import { openScoredFields, type ScoredFields } from '../training/data/scored-fields';

/**
 * What the thread answers that reads a run's data. It holds one run's data, and one source opened for evaluation, at a
 * time; a second call takes the place of the first.
 *
 * @param cacheBytes Memory that decoded images may take.
 */
export function createTrainingDataService(cacheBytes: number): TrainingDataApi {
  let run: { data: TrainingData; batches: BatchQueue<PatchBatch>; tools: DataTools } | null = null;
  let opened: { fields: ScoredFields; tools: DataTools } | null = null;
  const openTools = (): DataTools => ({
    files: dataDisk,
    shelf: new ImageShelf(dataDisk),
    store: new PlaneStore(cacheBytes),
  });
  /** Does `work` with tools that stay open for what comes of it, and are closed where nothing does. */
  const withTools = async <Result>(work: (tools: DataTools) => Promise<Result>): Promise<Result> => {
    const tools = openTools();
    try {
      return await work(tools);
    } catch (error) {
      await tools.shelf.close();
      throw error;
    }
  };
  const prepared = () => {
    if (run) return run;
    throw new InternalError('Training data were asked for before they were prepared.', { detail: 'batch' });
  };

  return {
    prepare: ({ config, ...given }, options = {}) =>
      withTools(async (tools) => {
        await run?.tools.shelf.close();
        run = null;
        const data = await prepareTrainingData(config, given, tools, options);
        const { stepsPerEpoch } = data.prepared.run;
        const batches = new BatchQueue(
          (epoch, step) => data.batch(epoch, step),
          stepsPerEpoch,
          config.epochs,
        );
        run = { data, batches, tools };
        return data.prepared;
      }),
    batch: ({ epoch, step }) => prepared().batches.take(epoch, step),
    async heldOut({ index }) {
      const { data } = prepared();
      const count = data.prepared.heldOut.length;
      if (index < count) return data.heldOut(index);
      throw new InternalError(`There are ${count} held-out images, and no number ${index}.`, {
        detail: 'heldOut',
      });
    },
    openFields: (request, options = {}) =>
      withTools(async (tools) => {
        await opened?.tools.shelf.close();
        opened = null;
        const fields = await openScoredFields(request, tools, options);
        opened = { fields, tools };
        return fields.opened;
      }),
    async readField({ field, frame }, options = {}) {
      if (opened) return opened.fields.read(field, frame, options);
      throw new InternalError('Fields were asked for before they were opened.', { detail: 'readField' });
    },
  };
}
