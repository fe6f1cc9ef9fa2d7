import { InvalidRequestError } from '../contract/errors';
import type { StreamOptions } from '../contract/rpc';
import type { Baselines, RunDetail, RunRecord } from '../contract/run';
import type { PreparedData } from '../contract/training-data-api';
import type { TrainingEvent, TrainingOutcome } from '../contract/training-api';
import type { TrainingConfig } from '../contract/training-config';
import { absoluteData, absolutePath } from '../io/absolute-path';
import { openRunFolder } from '../io/run-folder/run-folder';
import { parameterCount } from '../models/parameters';
import { changesSince, environmentOf, sameSplit, scoreBaselines } from '../training/begin-run';
import { conductRun } from '../training/conduct-run';
import { RunStanding } from '../training/keeping';
import { RunClock } from '../training/run-clock';
import type { RunControl } from '../training/run-control';
import type { RunBeginning, RunParts } from '../training/run-loop';
import type { RunStore } from '../training/run-store';
import {
  networkToTrain,
  openProgram,
  predictWith,
  prepareData,
  type DataThread,
  type NetworkToTrain,
  type OpenProgram,
  type TrainingRuntime,
} from './open-training';

/** What a run is conducted with, whether it begins or goes on. */
export interface RunTools {
  runtime: TrainingRuntime;
  data: DataThread;
  control: RunControl;
  version: string;
}

type Options = StreamOptions<TrainingEvent>;

/** Begins a run in a folder of its own and conducts it to its end. */
export async function beginRun(
  tools: RunTools,
  request: { config: TrainingConfig; run: string; host: string },
  options: Options,
): Promise<TrainingOutcome> {
  const config = { ...request.config, data: absoluteData(request.config.data) };
  const store = openStore(request.run, options);
  await store.requireFree();
  const network = networkToTrain(config);
  const environment = environmentOf(tools.runtime.device, request.host, tools.version);
  const prepared = await prepareData(tools.data, config, network, passOn(options));
  tellFindings(prepared, options);
  const opened = await openProgram(tools.runtime, config, prepared, network);
  try {
    const record: RunRecord = {
      format: 'finescope-run',
      version: 1,
      config,
      data: prepared.run,
      values: { normalisation: prepared.normalisation, zero: prepared.zero, range: prepared.range },
      baselines: await baselinesOf(tools, prepared),
      parameters: parameterCount(network.network),
      environment,
      startedAt: new Date().toISOString(),
    };
    await store.begin(record);
    options.onEvent?.({ kind: 'begun', detail: await store.detail() });
    return await conduct(tools, { store, record, prepared, opened, network }, NEW_RUN, options);
  } finally {
    opened.program.dispose();
  }
}

const NEW_RUN: RunBeginning = { history: [], checkpoint: null, patientSince: 0 };

/** Goes on with a run after its last whole epoch. */
export async function goOnWithRun(
  tools: RunTools,
  { run, epochs, host }: { run: string; epochs?: number | undefined; host: string },
  options: Options,
): Promise<TrainingOutcome> {
  const store = openStore(run, options);
  const found = await store.detail();
  requireResumable(found, epochs);
  const { record: before } = found;
  let config: TrainingConfig = { ...before.config, epochs: epochs ?? before.config.epochs };
  const network = networkToTrain(config);
  const environment = environmentOf(tools.runtime.device, host, tools.version);
  let prepared = await prepareData(tools.data, config, network, passOn(options), before.values);
  const { fingerprint } = prepared.run;
  const isChanged = fingerprint !== before.data.fingerprint;
  if (isChanged) {
    config = sameSplit({ ...before, config });
    prepared = await prepareData(tools.data, config, network, passOn(options), before.values);
  }
  tellFindings(prepared, options);
  for (const sentence of changesSince(before, { config, environment, fingerprint }))
    options.onEvent?.({ kind: 'notice', sentence });

  const opened = await openProgram(tools.runtime, config, prepared, network);
  try {
    const baselines = isChanged ? await baselinesOf(tools, prepared) : before.baselines;
    const checkpoint = await store.lastCheckpoint();
    if (checkpoint) opened.program.restore(checkpoint.state);
    const record: RunRecord = { ...before, config, environment, data: prepared.run, baselines };
    await store.amend(record);
    await store.setStatus({ state: 'running', pid: process.pid, reason: null });
    const detail = await store.detail();
    options.onEvent?.({ kind: 'begun', detail });
    const patientSince = epochs === undefined ? 0 : detail.history.length;
    const beginning = { history: detail.history, checkpoint, patientSince };
    return await conduct(tools, { store, record, prepared, opened, network }, beginning, options);
  } finally {
    opened.program.dispose();
  }
}

/** Throws InvalidRequestError for a run that is trained now, or that has nothing left to do. */
function requireResumable({ summary, record, history }: RunDetail, epochs: number | undefined): void {
  const { state, path } = summary;
  const name = `The run "${record.config.name}" in ${path}`;
  const refuse = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'run' });
  if (state === 'running' || state === 'paused') {
    const where = state === 'paused' ? 'is paused' : 'is being trained';
    throw refuse(`${name} ${where} by another process. Continue, pause or stop it there.`);
  }
  const done = history.length;
  if (epochs !== undefined && epochs <= done)
    throw refuse(`${name} has ${done} epochs already: give more than that (--epochs ${done + 50}).`);
  if (epochs !== undefined) return;
  if (state !== 'finished') return; // also one whose last epoch is kept and whose model is still to be written
  throw refuse(
    `${name} is finished after ${done} epochs. To train on, say until which epoch: --epochs ${Math.max(done, record.config.epochs) + 50}.`,
  );
}

interface OpenRun {
  store: RunStore;
  record: RunRecord;
  prepared: PreparedData;
  opened: OpenProgram;
  network: NetworkToTrain;
}

function conduct(
  { runtime, data, control }: RunTools,
  { store, record, prepared, opened, network }: OpenRun,
  beginning: RunBeginning,
  { onEvent }: Options,
): Promise<TrainingOutcome> {
  const tell = (event: TrainingEvent): void => onEvent?.(event);
  const parts: RunParts = {
    record,
    prepared,
    ...opened,
    data: data.api,
    store,
    control,
    clock: new RunClock(() => performance.now()),
    standing: new RunStanding(store, process.pid, (state, reason) => tell({ kind: 'state', state, reason })),
    tell,
  };
  return conductRun(parts, beginning, predictWith(runtime, network));
}

function openStore(run: string, { onEvent }: Options) {
  const notify = (sentence: string): void => onEvent?.({ kind: 'notice', sentence });
  return openRunFolder(absolutePath(run), { notify });
}

function baselinesOf({ data, control }: RunTools, prepared: PreparedData): Promise<Baselines | null> {
  return scoreBaselines(data.api, prepared, () => control.look());
}

function tellFindings({ report }: PreparedData, { onEvent }: Options): void {
  for (const { sentence } of report.findings) onEvent?.({ kind: 'notice', sentence });
}

/** Cancelling and progress of a call, for a call inside it. */
export function passOn({ signal, onProgress }: Options): {
  signal?: Options['signal'];
  onProgress?: Options['onProgress'];
} {
  return { ...(signal && { signal }), ...(onProgress && { onProgress }) };
}
