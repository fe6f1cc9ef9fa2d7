import type { RunDetail, RunState } from '../contract/run';

/** A run by the name it has among others. */
export interface NamedRun {
  name: string;
  detail: RunDetail;
}

/** Runs by their own names; those of one name are numbered. */
export function namedRuns(runs: readonly RunDetail[]): NamedRun[] {
  const names = runs.map(({ summary }) => summary.name);
  return runs.map((detail, i) => {
    const name = names[i]!;
    const isAlone = names.filter((other) => other === name).length === 1;
    const number = names.slice(0, i + 1).filter((other) => other === name).length;
    return { name: isAlone ? name : `${name} (${number})`, detail };
  });
}

/** What a run came to, as a row beside others. Scores are those of its best epoch, on the fields held out. */
export interface ComparedRun {
  name: string;
  network: string;
  parameters: number;
  state: RunState;
  /** Fields trained on, epochs done, and steps done. */
  fields: number;
  epochs: number;
  steps: number;
  /** The epoch that is kept: least validation loss. */
  bestEpoch: number | null;
  rmse: number | null;
  /** dB. */
  psnr: number | null;
  ssim: number | null;
  /** dB above the frame after the best rescaling fitted on training fields. */
  overRescaled: number | null;
  /** Mean over the last ten epochs, dB: the best epoch was chosen by the fields it is scored on, this was not. */
  lastTenPsnr: number | null;
  /** Median. */
  secondsPerEpoch: number | null;
  run: string;
}

const LAST = 10;

/** Runs as rows of one table, in their order. */
export function compareRuns(runs: readonly NamedRun[]): ComparedRun[] {
  return runs.map(({ name, detail: { summary, record, history } }) => {
    const scores = summary.best?.scores ?? null;
    const rescaled = record.baselines?.rescaled.psnr ?? null;
    const last = history.slice(-LAST).flatMap(({ validation }) => (validation ? [validation.psnr] : []));
    return {
      name,
      network: summary.network,
      parameters: record.parameters,
      state: summary.state,
      fields: record.data.train.length,
      epochs: history.length,
      steps: history.at(-1)?.step ?? 0,
      bestEpoch: summary.best?.epoch ?? null,
      rmse: scores?.rmse ?? null,
      psnr: scores?.psnr ?? null,
      ssim: scores?.ssim ?? null,
      overRescaled: scores && rescaled !== null ? scores.psnr - rescaled : null,
      lastTenPsnr: last.length === 0 ? null : last.reduce((sum, value) => sum + value, 0) / last.length,
      secondsPerEpoch: median(history.map(({ seconds }) => seconds)),
      run: summary.path,
    };
  });
}

/** Sentences about what makes rows hard to compare: other numbers of steps, other fields held out. */
export function comparisonNotes(runs: readonly NamedRun[]): string[] {
  const notes: string[] = [];
  const planned = runs.map(({ name, detail: { record } }) => ({
    name,
    steps: record.data.stepsPerEpoch * record.config.epochs,
  }));
  if (new Set(planned.map(({ steps }) => steps)).size > 1) {
    const list = planned.map(({ name, steps }) => `${name} ${steps}`).join(', ');
    notes.push(`The runs do not take the same number of steps: ${list}.`);
  }
  const heldOut = new Set(runs.map(({ detail: { record } }) => record.data.validation.join('\n')));
  if (heldOut.size > 1)
    notes.push('The runs do not hold out the same fields: their scores cannot be compared with one another.');
  const kinds = new Set(runs.map(({ detail: { record } }) => record.config.normalisation.kind));
  if (kinds.size > 1) notes.push('The runs do not normalise alike: their RMSE have other units.');
  return notes;
}

function median(values: number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
