/**
 * Everything that can go wrong and that a person is told about. Each error is a sentence for a microscopist: what
 * happened, in which file, with which value, and what to do. The tag and the fields survive the wire.
 */

/** A value that crosses the wire unchanged. */
export type ErrorField = string | number | boolean | null;

/** An error as it travels between processes. */
export interface WireError {
  tag: string;
  message: string;
  fields: Record<string, ErrorField>;
}

/** An error with a tag, typed fields and a sentence. Catch a subclass by `instanceof`, here or across the wire. */
export abstract class TaggedError<Fields extends object = Record<string, ErrorField>> extends Error {
  abstract readonly tag: string;
  constructor(
    message: string,
    readonly fields: Fields,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
  override get name(): string {
    return this.tag;
  }
}

/** The file is missing, is a folder, or may not be read. Cure: choose another file or change its permissions. */
export class FileNotReadableError extends TaggedError<{ path: string }> {
  readonly tag = 'FileNotReadableError';
}

/** The file is sound but of a kind, layout or compression Finescope does not read. The message says what to export. */
export class UnsupportedFileError extends TaggedError<{ path: string }> {
  readonly tag = 'UnsupportedFileError';
}

/** The file contradicts itself or ends too early. Cure: copy it again from its source or export it anew. */
export class DamagedFileError extends TaggedError<{ path: string }> {
  readonly tag = 'DamagedFileError';
}

/** The file asks for more than the stated limits allow (sizes, counts, decompressed bytes). */
export class FileTooLargeError extends TaggedError<{ path: string }> {
  readonly tag = 'FileTooLargeError';
}

/** The file was replaced or written to since it was opened: what is shown of it no longer is in it. Cure: open it again. */
export class FileChangedError extends TaggedError<{ path: string }> {
  readonly tag = 'FileChangedError';
}

/** A path that no dialog, drop, command line or recent file named. Cure: choose it in the Open or Save dialog. */
export class PathRefusedError extends TaggedError<{ path: string }> {
  readonly tag = 'PathRefusedError';
}

/** The output cannot be written: no permission, no such folder, or a name that says no known format. */
export class FileNotWritableError extends TaggedError<{ path: string }> {
  readonly tag = 'FileNotWritableError';
}

/** The disk has, or will have, no room. Nothing is left behind. Cure: free space or write elsewhere. */
export class DiskFullError extends TaggedError<{ path: string; neededBytes: number; freeBytes: number }> {
  readonly tag = 'DiskFullError';
}

/** A parameter a person gave does not fit: the message names it, its value and what is allowed. */
export class InvalidRequestError extends TaggedError<{ parameter: string }> {
  readonly tag = 'InvalidRequestError';
}

/** No model of that name is installed and no bundle or .pth lies there. The message lists what is installed. */
export class ModelNotFoundError extends TaggedError<{ model: string }> {
  readonly tag = 'ModelNotFoundError';
}

/** A weight file was read but cannot become a model: unknown layers, or content that is refused by name. */
export class ModelImportError extends TaggedError<{ path: string }> {
  readonly tag = 'ModelImportError';
}

/** A model bundle does not repeat its own test output, or its checksum differs. Cure: install it again. */
export class ModelDamagedError extends TaggedError<{ model: string }> {
  readonly tag = 'ModelDamagedError';
}

/** The `compute` process does not have the model: it was started afresh since. The caller loads it again. */
export class ModelNotLoadedError extends TaggedError<{ model: number }> {
  readonly tag = 'ModelNotLoadedError';
}

/** A computation asked for more memory than there is. The caller tries again with smaller tiles. */
export class OutOfMemoryError extends TaggedError<{ what: string }> {
  readonly tag = 'OutOfMemoryError';
}

/** The computing runtime (TensorFlow, WASM) cannot be loaded or failed. The message says which and what to do. */
export class RuntimeFailedError extends TaggedError<{ runtime: string }> {
  readonly tag = 'RuntimeFailedError';
}

/** Why a process ended: on its own, for memory, for silence, or because it was told to. */
export type StopReason = 'crash' | 'memory' | 'silence' | 'start' | 'stopped';

/** The process that was working on the call ended. The next call starts a fresh one and works. */
export class ProcessStoppedError extends TaggedError<{ process: string; reason: StopReason }> {
  readonly tag = 'ProcessStoppedError';
}

/** Whether `error` says that a computation needed more memory than there is, in whichever way it came to light. */
export function isOutOfMemory(error: unknown): boolean {
  if (error instanceof OutOfMemoryError) return true;
  // The system ends a process that takes too much without saying so: a crash may be that.
  return error instanceof ProcessStoppedError && ['memory', 'crash'].includes(error.fields.reason);
}

/** A defect of Finescope: something that should not be able to happen. The message asks for a report. */
export class InternalError extends TaggedError<{ detail: string }> {
  readonly tag = 'InternalError';
}

const CLASSES: Record<string, new (message: string, fields: never) => Error> = {
  FileNotReadableError,
  UnsupportedFileError,
  DamagedFileError,
  FileTooLargeError,
  FileChangedError,
  PathRefusedError,
  FileNotWritableError,
  DiskFullError,
  InvalidRequestError,
  ModelNotFoundError,
  ModelImportError,
  ModelDamagedError,
  ModelNotLoadedError,
  OutOfMemoryError,
  RuntimeFailedError,
  ProcessStoppedError,
  InternalError,
};

/** The wire form of any thrown value. An untagged error becomes an {@link InternalError} that keeps its message. */
export function toWire(thrown: unknown): WireError {
  if (thrown instanceof TaggedError) {
    return { tag: thrown.tag, message: thrown.message, fields: thrown.fields as WireError['fields'] };
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return { tag: 'AbortError', message: thrown.message, fields: {} };
  }
  const detail = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return {
    tag: 'InternalError',
    message: `Something went wrong inside Finescope (${detail}). Please report it with the file and the command.`,
    fields: { detail },
  };
}

/** The error that {@link toWire} described, as an instance of its own class. */
export function fromWire(wire: WireError): Error {
  const Class = CLASSES[wire.tag];
  if (Class) return new Class(wire.message, wire.fields as never);
  const error = new Error(wire.message);
  error.name = wire.tag;
  return error;
}
