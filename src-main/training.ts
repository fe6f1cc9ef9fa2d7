import { setPriority } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';
import { trainingApi } from './contract/training-api';
import { serve } from './contract/rpc';
import { createTrainingService } from './services/training-service';
import { startDataThread } from './supervisor/data-thread';
import { parentPort } from './supervisor/parent-port';

const BEHIND_EVERYTHING = 10;

// It takes hours: whatever else is computed meanwhile, in a window too, comes first.
setPriority(BEHIND_EVERYTHING);

/** A `training` process: one run, or one evaluation. */
serve(
  parentPort(() => undefined),
  trainingApi,
  createTrainingService({ version, openData: () => startDataThread(join(__dirname, 'training-data.cjs')) }),
);
