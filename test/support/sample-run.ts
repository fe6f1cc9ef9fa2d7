import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochRecord, RunPlane, RunRecord, RunState } from '../../src-main/contract/run';
import { openRunFolder } from '../../src-main/io/run-folder/run-folder';
import { STATUS_FILE } from '../../src-main/io/run-folder/layout';
import { checkpointOf, runRecord } from './run-records';

/** What a run that is made up is to look like. */
export interface SampleRun {
  name?: string;
  epochs: number;
  /** Epochs that were planned. @default as many */
  planned?: number;
  state?: RunState;
  reason?: string | null;
  /** Epochs that a preview is written of. @default every tenth and the last */
  previews?: readonly number[];
  planes?: { input: RunPlane; target: RunPlane };
}

/** Writes a run folder as the loop would, with made-up curves; `interrupted` is one whose process is gone. */
export async function writeSampleRun(path: string, sample: SampleRun): Promise<void> {
  const { name = 'BPAE overnight', epochs, planned = epochs, state = 'finished', reason = null } = sample;
  const record = sampleRecord(name, planned);
  const store = openRunFolder(path, { notify: () => undefined });
  await store.begin(record);
  let best = Infinity;
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const line = sampleEpoch(epoch, best);
    if (line.best) best = line.validation!.loss;
    const { stepsPerEpoch } = record.data;
    await store.keepEpoch({ ...checkpointOf(epoch, 20), step: stepsPerEpoch * epoch }, line);
    const isKept = sample.previews?.includes(epoch) ?? (epoch % 10 === 0 || epoch === epochs);
    if (isKept) await store.keepPreview({ epoch, field: 'fov08', ...picturesAfter(epoch, sample.planes) });
  }
  const pid = state === 'running' || state === 'interrupted' ? process.pid : null;
  await store.setStatus({ state: state === 'interrupted' ? 'running' : state, pid, reason });
  if (state === 'interrupted') await forgetProcess(path);
}

/** Lets the status name a process of this computer that has long ended. */
async function forgetProcess(run: string): Promise<void> {
  const path = join(run, STATUS_FILE);
  const status = JSON.parse(await readFile(path, 'utf8')) as { process: { started: string | null } };
  status.process.started = '1';
  await writeFile(path, JSON.stringify(status));
}

function sampleRecord(name: string, epochs: number): RunRecord {
  const record = runRecord();
  return {
    ...record,
    config: {
      ...record.config,
      name,
      epochs,
      architecture: { kind: 'denseed', blocks: [3, 6, 3], growthRate: 16, firstFeatures: 48 },
    },
    data: {
      ...record.data,
      train: Array.from({ length: 15 }, (_, i) => `fov${String(i + 1).padStart(2, '0')}`),
      validation: ['fov08'],
      frames: 750,
      stepsPerEpoch: 188,
      inputSize: { width: 256, height: 256 },
    },
    baselines: {
      raw: { rmse: 0.0866, psnr: 21.25, ssim: 0.482 },
      average: { rmse: 0.0712, psnr: 22.95, ssim: 0.601 },
      rescaled: { rmse: 0.0671, psnr: 23.47, ssim: 0.552 },
      ownRescaled: { rmse: 0.0624, psnr: 24.1, ssim: 0.56 },
    },
    parameters: 241_268,
  };
}

/** An epoch of a loss that falls as those of small networks do: fast, then slowly, with spikes. */
function sampleEpoch(epoch: number, best: number): EpochRecord {
  const noise = Math.abs(Math.sin(epoch * 12.9898) * 43758.5453) % 1;
  const spike = noise > 0.92 ? 0.014 * noise : 0;
  const rmse = 0.0595 + 0.05 * Math.exp(-epoch / 5) + 0.006 * noise * Math.exp(-epoch / 400) + spike;
  const trained = 0.083 + 0.06 * Math.exp(-epoch / 30) + 0.001 * noise;
  const loss = rmse ** 2;
  return {
    epoch,
    step: 188 * epoch,
    learningRate: 3e-4,
    train: { loss: trained ** 2, rmse: trained, terms: { mse: trained ** 2 }, discriminator: null },
    validation: { loss, rmse, psnr: -20 * Math.log10(rmse), ssim: 0.7 - rmse },
    best: loss < best,
    seconds: 20 + noise,
    endedAt: new Date(Date.now() - 20_000).toISOString(),
  };
}

function picturesAfter(
  epoch: number,
  planes: SampleRun['planes'] = { input: wave(0.4), target: wave(1) },
): { input: RunPlane; target: RunPlane; prediction: RunPlane } {
  const { input, target } = planes;
  const part = 1 - Math.exp(-epoch / 12);
  const values = target.values.map((value, i) => part * value + (1 - part) * input.values[i]!);
  return { input, target, prediction: { ...target, values } };
}

function wave(height: number): RunPlane {
  const values = Float32Array.from(
    { length: 64 * 48 },
    (_, i) => height * Math.sin((i % 64) / 4) * Math.cos(Math.floor(i / 64) / 5),
  );
  return { width: 64, height: 48, values };
}
