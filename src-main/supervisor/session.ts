import { computeApi } from '../contract/compute-api';
import { datasetCalls } from '../contract/dataset-api';
import { driftCalls } from '../contract/drift';
import { filesApi, type FilesApi } from '../contract/files-api';
import { gsosCalls } from '../contract/gsos';
import { qualityCalls } from '../contract/quality-api';
import { scoreCalls } from '../contract/score-api';
import { trainingApi, type TrainingApi } from '../contract/training-api';
import type { FilesLease, Session, TrainingOptions } from '../jobs/session';
import { SupervisedProcess, type ProcessHandle, type ProcessLimits } from './supervised-process';

/** How processes are started, and where things are; what differs between Electron, the web host and a terminal. */
export interface SessionOptions {
  launchFiles: () => ProcessHandle;
  launchCompute: () => ProcessHandle;
  launchTraining: (options: TrainingOptions) => ProcessHandle;
  modelsFolder: string;
  runsFolder: string;
  scratchFolder: string;
  version: string;
  host: string;
  notify: (sentence: string) => void;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const MB = 2 ** 20;

/** How many `files` processes without work are kept for the next one. */
const SPARE_FILES = 2;

/** Calls that wait for the disk: a slow one is no defect. */
const WRITING = [
  'createImage',
  'writeRegion',
  'finishImage',
  'copyImage',
  'writeFile',
  'createText',
  'appendText',
  'finishText',
];

/** Calls that compute on whole planes, or on all frames that they have read, without a word until they are done. */
const MEASURING = Object.keys({
  ...qualityCalls,
  ...scoreCalls,
  ...driftCalls,
  ...gsosCalls,
  ...datasetCalls,
});

/** A file that keeps its decoder silent for longer than this, or larger than that, is not waited for. */
export const FILES_LIMITS: ProcessLimits = {
  startMs: 20 * SECOND,
  silenceMs: (method) =>
    WRITING.includes(method) ? 30 * MINUTE : MEASURING.includes(method) ? 5 * MINUTE : 8 * SECOND,
  cancelMs: 5 * SECOND,
  memoryBytes: 800 * MB,
};

/** Computations are long and may use the machine; only a runtime that hangs is ended. */
export const COMPUTE_LIMITS: ProcessLimits = {
  startMs: 60 * SECOND,
  silenceMs: () => 30 * MINUTE,
  cancelMs: 300,
  memoryBytes: Number.POSITIVE_INFINITY,
};

/**
 * A run is heard of at every step, but one that is paused is silent for as long as a person likes. One that is cancelled
 * hears it between two steps; what it has not finished by then is ended, and the run stands after its last whole epoch.
 */
export const TRAINING_LIMITS: ProcessLimits = {
  startMs: 60 * SECOND,
  silenceMs: (method) => (['train', 'resume'].includes(method) ? Number.POSITIVE_INFINITY : 30 * MINUTE),
  cancelMs: MINUTE,
  memoryBytes: Number.POSITIVE_INFINITY,
};

/** A {@link Session} over supervised processes, and the means to end them all. */
export interface SupervisedSession extends Session {
  /** Ends every process. */
  stop(): Promise<void>;
  /** Process ids by kind: for the memory they take together, and for tests that end them. */
  pids(): { files: number[]; compute: number[]; training: number[] };
}

/** Starts nothing yet: processes start with their first call. */
export function superviseSession(options: SessionOptions): SupervisedSession {
  const { launchFiles, launchCompute, launchTraining, ...facts } = options;
  const compute = new SupervisedProcess({
    name: 'compute',
    table: computeApi,
    launch: launchCompute,
    limits: COMPUTE_LIMITS,
    restarts: true,
  });
  const idle: SupervisedProcess<typeof filesApi>[] = [];
  const leased = new Set<SupervisedProcess<typeof filesApi>>();
  const trainings = new Set<SupervisedProcess<typeof trainingApi>>();
  const newFiles = () =>
    new SupervisedProcess({
      name: 'files',
      table: filesApi,
      launch: launchFiles,
      limits: FILES_LIMITS,
      restarts: false,
    });

  const leaseFiles = (): FilesLease => {
    const rested = idle.splice(0).filter(({ usable }) => usable);
    const files = rested.pop() ?? newFiles();
    idle.push(...rested);
    leased.add(files);
    return {
      files: files.api,
      get usable() {
        return files.usable;
      },
      giveBack() {
        if (!leased.delete(files)) return;
        if (idle.length < SPARE_FILES) idle.push(files);
        else void files.stop();
      },
      async end() {
        await files.stop();
        leased.delete(files);
      },
    };
  };

  return {
    ...facts,
    compute: compute.api,
    restartCompute: () => compute.stop(),
    leaseFiles,
    async withFiles<Result>(work: (files: FilesApi) => Promise<Result>): Promise<Result> {
      const lease = leaseFiles();
      try {
        const result = await work(lease.files);
        lease.giveBack();
        return result;
      } catch (error) {
        await lease.end(); // it may hold open files, or be in a state the error left behind
        throw error;
      }
    },
    async withTraining<Result>(
      work: (training: TrainingApi) => Promise<Result>,
      trainingOptions: TrainingOptions = {},
    ): Promise<Result> {
      const training = new SupervisedProcess({
        name: 'training',
        table: trainingApi,
        launch: () => launchTraining(trainingOptions),
        limits: TRAINING_LIMITS,
        restarts: false,
      });
      trainings.add(training);
      try {
        return await work(training.api);
      } finally {
        await training.stop();
        trainings.delete(training);
      }
    },
    async stop() {
      await Promise.all([compute, ...idle, ...leased, ...trainings].map((one) => one.stop()));
    },
    pids: () => ({
      files: [...idle, ...leased].flatMap(({ pid }) => pid ?? []),
      compute: compute.pid === undefined ? [] : [compute.pid],
      training: [...trainings].flatMap(({ pid }) => pid ?? []),
    }),
  };
}
