import { setPriority } from 'node:os';
import { computeApi } from './contract/compute-api';
import { serve } from './contract/rpc';
import { createComputeService } from './services/compute-service';
import { parentPort } from './supervisor/parent-port';

const BEHIND_THE_WINDOW = 5;

// A window answers while every core computes.
if (process.versions['electron']) setPriority(BEHIND_THE_WINDOW);

/** The `compute` process: inference and reconstruction. */
serve(
  parentPort(() => undefined),
  computeApi,
  createComputeService(),
);
