import { computeApi } from './contract/compute-api';
import { serve } from './contract/rpc';
import { createComputeService } from './services/compute-service';
import { parentPort } from './supervisor/parent-port';

/** The `compute` process: inference and reconstruction. */
serve(
  parentPort(() => undefined),
  computeApi,
  createComputeService(),
);
