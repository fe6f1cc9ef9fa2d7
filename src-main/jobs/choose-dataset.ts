import { DatasetConfig } from '../contract/dataset';
import { readConfig, withSettingsOf } from './settings';

/** What a person says of a data set on the command line. */
export interface DatasetChoice {
  target: DatasetConfig['target']['method'];
  /** Settings typed as `key=value`. */
  set: readonly string[];
}

/**
 * The plan that a person means: what is said by itself, then the settings. Throws InvalidRequestError naming the setting
 * that does not fit with its value.
 */
export function chooseDataset({
  target,
  set,
  ...said
}: DatasetChoice & Record<string, unknown>): DatasetConfig {
  const config = { ...said, target: { method: target } };
  return readConfig(DatasetConfig, withSettingsOf(DatasetConfig, config, set, 'target.ringRadius=1'));
}
