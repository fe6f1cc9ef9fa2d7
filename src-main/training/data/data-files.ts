import type { ImageSource } from '../../contract/image';
import type { CallOptions } from '../../contract/signal';

/** What a folder holds: a file or a folder by its name. */
export interface FolderEntry {
  name: string;
  isFolder: boolean;
}

/** An open image file. */
export interface DataImage {
  series: ImageSource[];
  close(): Promise<void>;
}

/** SHA-256 of bytes that come one after another. */
export interface RunningHash {
  update(bytes: Uint8Array): void;
  /** In hexadecimal. */
  digest(): string;
}

/**
 * What training data need of the disk, so that this room knows no file: `services` makes it of `io`. Whatever reads
 * throws FileNotReadableError for what is not there.
 */
export interface DataFiles {
  /** What a folder holds, in the natural order of names; nothing hidden. */
  list(folder: string): Promise<FolderEntry[]>;
  /** A text file of no more than some hundred MB. */
  readText(path: string): Promise<string>;
  /** Opens an image file, or a folder of single planes. */
  openImage(path: string, options?: CallOptions): Promise<DataImage>;
  /** Size, and time of the last change (ms since 1970). */
  stamp(path: string): Promise<{ bytes: number; modified: number }>;
  startHash(): RunningHash;
  /** The path of `name` (that may be a path itself, also a whole one) as seen from a folder. */
  resolve(folder: string, name: string): string;
  /** The folder that a file lies in. */
  folderOf(path: string): string;
  /** The path of a file as seen from a folder above it, with "/". */
  relative(folder: string, path: string): string;
}
