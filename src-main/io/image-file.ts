import type { ImageSource } from '../contract/image';

/** An open image file: its format as a person names it, and its series. */
export interface OpenImage {
  format: string;
  series: ImageSource[];
  /** Paths of other files that hold some of its pixels. */
  companions?: readonly string[];
  /** Gives the files back. Reads after it fail. */
  close(): Promise<void>;
}
