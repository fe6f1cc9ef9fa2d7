import type { Provenance } from '../contract/files-api';
import type { ImageSource } from '../contract/image';

/** An open image file: its format as a person names it, and its series. */
export interface OpenImage {
  format: string;
  series: ImageSource[];
  /** Paths of other files that hold some of its pixels. */
  companions?: readonly string[];
  /** The record that Finescope wrote into it about how it was made, or null. */
  provenance?(): Provenance | null;
  /** Gives the files back. Reads after it fail. */
  close(): Promise<void>;
}
