import { z } from 'zod';
import type { PixelBlock } from './image';
import { call } from './rpc';
import { SimulationConfig } from './simulation';

/** What a window asks of the simulator. */

/** What a simulation looks like: a frame of its first field, or of the middle part of a large one, and its truth. */
export interface SimulationPreview {
  /** uint16. */
  frame: PixelBlock;
  /** float32. */
  truth: PixelBlock;
}

/** A simulation that was written. */
export interface SimulationWritten {
  folder: string;
  fields: number;
  /** Images of the first field that show what came of it: frames, then what is known. */
  images: string[];
}

/** The calls about simulating; part of the application's api. */
export const appSimulationCalls = {
  previewSimulation: call(z.strictObject({ config: SimulationConfig })).returns<SimulationPreview>(),
  /** Simulates into a folder called as the configuration says, in a folder that a person chose. */
  simulate: call(
    z.strictObject({ config: SimulationConfig, within: z.string().min(1) }),
  ).returns<SimulationWritten>(),
};
