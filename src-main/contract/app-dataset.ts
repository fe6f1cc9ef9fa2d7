import { z } from 'zod';
import { DatasetConfig, type DatasetField, type DatasetRecord } from './dataset';
import { call } from './rpc';

/** What a window asks about data sets from raw stacks. */

/** A field that is done, and of how many. */
export interface DatasetFieldDone {
  kind: 'field';
  field: DatasetField;
  count: number;
}

/** A data set that was built. */
export interface DatasetWritten {
  folder: string;
  split: DatasetRecord['split'];
  /** What the check of training data found, as sentences. */
  findings: string[];
}

/** The calls about data sets; part of the application's api. */
export const appDatasetCalls = {
  /**
   * Builds a data set of a folder of stacks, in a folder called after it within one that a person chose. Cancelled, the
   * same call goes on after the fields that are done.
   */
  buildDataset: call(
    z.strictObject({ stacks: z.string().min(1), within: z.string().min(1), config: DatasetConfig }),
  ).streams<DatasetFieldDone, DatasetWritten>(),
  /** The fields that a data set holds out; null where a folder is none. */
  datasetSplit: call(z.strictObject({ folder: z.string().min(1) })).returns<DatasetRecord['split'] | null>(),
};
