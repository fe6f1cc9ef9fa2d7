import { FileNotReadableError, InvalidRequestError } from '../contract/errors';
import type { ModelRecord } from '../contract/model';
import type { RunDetail } from '../contract/run';
import type { DataSource } from '../contract/training-config';
import { absoluteData } from '../io/absolute-path';
import { readRun } from '../io/run-folder/read-run';
import { isSameFile } from '../io/same-file';

/** Which fields of which data, by name; all where no names are given. */
export interface NamedFields {
  data: DataSource;
  fields?: string[] | undefined;
}

/** What a model is scored on, and the fields it was trained on: null where they are not known any more. */
export interface Scoring {
  scored: NamedFields;
  trainedOn: NamedFields | null;
  /** What the person is to know of the choice. */
  notes: string[];
}

/**
 * Chooses the fields that a model is scored on: those that were asked for, else those that its run held out. Data that lie
 * where the run's did are taken as the run took them, and a field of theirs that it was trained on is never among those
 * scored; nothing tells whether other data are copies. Throws InvalidRequestError where nothing is left, or nothing is
 * known, and DamagedFileError where the run cannot be understood.
 */
export async function chooseScoring(
  model: string,
  record: Pick<ModelRecord, 'name' | 'training'>,
  { data, fields }: { data?: DataSource | undefined; fields?: string[] | undefined },
): Promise<Scoring> {
  const run = await runOf(model, record);
  const asked = data && absoluteData(data);
  if (!run) {
    if (asked) return { scored: { data: asked, fields }, trainedOn: null, notes: lost(record) };
    throw refused(
      `The run that made "${record.name}" is not there any more, so nobody knows its data: name the data to score it on (--data).`,
    );
  }
  const { config, data: split } = run.record;
  const trainedOn = { data: config.data, fields: split.train };
  if (asked && !(await isSameFile(mainPath(asked), mainPath(config.data))))
    return { scored: { data: asked, fields }, trainedOn, notes: [] };
  const own = ownData(run, fields, trainedOn);
  const readOtherwise = asked && JSON.stringify(asked) !== JSON.stringify(config.data);
  return readOtherwise ? { ...own, notes: [...own.notes, READ_AS_TRAINED] } : own;
}

const READ_AS_TRAINED =
  'The data are those of the run, so they were read as the run read them (which files are inputs, targets or positions).';

/** The run that made a model: where the model says, or, where the run's folder was moved, around the model. */
async function runOf(model: string, { training }: Pick<ModelRecord, 'training'>): Promise<RunDetail | null> {
  if (!training) return null;
  for (const path of [training.run, `${model}/../..`]) {
    const run = await readRun(path).catch((error: unknown) => {
      if (error instanceof FileNotReadableError) return null; // it was moved, or another folder lies there
      throw error;
    });
    if (run?.record.startedAt === training.startedAt) return run;
  }
  return null;
}

/** What the fields of a data source are told by: the folder, the table, or the frames. */
function mainPath(data: DataSource): string {
  if (data.kind === 'folder') return data.folder;
  return data.kind === 'table' ? data.file : data.frames;
}

function ownData({ record }: RunDetail, fields: string[] | undefined, trainedOn: NamedFields): Scoring {
  const { config, data: split } = record;
  const seen = fields?.filter((field) => split.train.includes(field)) ?? [];
  if (seen.length > 0) {
    throw refused(
      `The network was trained on ${seen.join(', ')}: scored there it would only show what it has learnt by heart. Name fields that were held out: ${[...split.test, ...split.validation].join(', ') || 'there are none'}.`,
    );
  }
  const held = split.test.length > 0 ? split.test : split.validation;
  const chosen = fields ?? held;
  if (chosen.length === 0)
    throw refused('The run held no field out, so there is none to score it on: name other data (--data).');
  const byValidation = fields === undefined && split.test.length === 0;
  const notes = byValidation
    ? [
        'Scored on the fields held out for validation, by which its best epoch was chosen: a little too well. Hold out others for testing (split.test), or name other data.',
      ]
    : [];
  return { scored: { data: config.data, fields: chosen }, trainedOn, notes };
}

function lost({ training }: Pick<ModelRecord, 'training'>): string[] {
  if (!training) return [];
  return [`The run that made the model, ${training.run}, is not there any more.`];
}

const refused = (sentence: string) => new InvalidRequestError(sentence, { parameter: 'data' });
