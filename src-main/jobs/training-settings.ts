import { TrainingConfig } from '../contract/training-config';
import { readConfig, withSettingsOf, type Json } from './settings';

/** A training configuration with settings typed as `key=value`: {@link withSettingsOf}. */
export function withSettings(config: Json, settings: readonly string[]): Json {
  return withSettingsOf(TrainingConfig, config, settings, 'optimiser.learningRate=1e-3');
}

/** Checks a training configuration as a person wrote it: {@link readConfig}. */
export function readTrainingConfig(config: Json): TrainingConfig {
  return readConfig(TrainingConfig, config);
}
