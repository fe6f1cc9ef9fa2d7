import { readFile } from 'node:fs/promises';
import { DamagedFileError, InternalError } from '../../contract/errors';
import { EpochRecord } from '../../contract/run';
import { notReadable } from '../byte-source';
import { writeWholeFile } from '../write/write-file';
import { appendAt } from './append';

/** The finished epochs of a run, and how many bytes of the file their lines take. */
export interface History {
  records: EpochRecord[];
  bytes: number;
}

/**
 * The epochs of a `history.jsonl`. What a killed writer left of a last line is not counted. Throws DamagedFileError where
 * another line is wrong.
 */
export function parseHistory(bytes: Uint8Array, path: string): History {
  const records: EpochRecord[] = [];
  let begin = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, begin)) {
    const record = parseLine(bytes.subarray(begin, end), records.length + 1);
    if (!record) {
      // After a power cut a line may have its end and lack its middle.
      if (end + 1 === bytes.length) break;
      throw new DamagedFileError(
        `"${path}" is damaged in line ${records.length + 1}. The run cannot be read; copy the folder again from its source.`,
        { path },
      );
    }
    records.push(record);
    begin = end + 1;
  }
  return { records, bytes: begin };
}

/** Reads a history; empty where the file is not there yet. Throws FileNotReadableError, DamagedFileError. */
export async function readHistory(path: string): Promise<History> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return new Uint8Array(0);
    throw notReadable(path, error);
  });
  return parseHistory(bytes, path);
}

/** Adds an epoch durably and answers the history with it. Throws DiskFullError, leaving the file as it was. */
export async function appendEpoch(path: string, history: History, record: EpochRecord): Promise<History> {
  const line = lineOf(record);
  await appendAt(path, history.bytes, line);
  return { records: [...history.records, record], bytes: history.bytes + line.length };
}

/** Drops the epochs after `epoch`, and what is left of a torn line, as one step. */
export async function cutHistory(path: string, history: History, epoch: number): Promise<History> {
  const records = history.records.slice(0, epoch);
  const bytes = Buffer.concat(records.map(lineOf));
  await writeWholeFile(path, bytes);
  return { records, bytes: bytes.length };
}

/** The line of an epoch. Throws InternalError for numbers that JSON does not have: the line could not be read again. */
export function lineOf(record: EpochRecord): Uint8Array {
  const checked = EpochRecord.safeParse(record);
  if (!checked.success) {
    const detail = checked.error.issues
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('; ');
    throw new InternalError(`Epoch ${record.epoch} cannot be recorded (${detail}).`, { detail });
  }
  return Buffer.from(`${JSON.stringify(record)}\n`);
}

const NEWLINE = 0x0a;

function parseLine(bytes: Uint8Array, epoch: number): EpochRecord | null {
  try {
    const parsed = EpochRecord.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return parsed.success && parsed.data.epoch === epoch ? parsed.data : null;
  } catch {
    return null; // JSON that ends in its middle; the caller says which line
  }
}
