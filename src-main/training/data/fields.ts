import type { ImageSource } from '../../contract/image';
import type { DataFinding, FieldSummary } from '../../contract/training-api';

/** A plane of an image, and the image's file as the person knows it. */
export interface Place {
  image: ImageSource;
  plane: number;
  file: string;
  /** Whether its values are made whenever they are read: then they are not kept. */
  isComputed?: boolean;
}

/** What is fed to the network, and what it is to answer. */
export interface Frame {
  input: Place;
  target: Place;
}

/** A field of view: frames that show one place, and so are never divided between training and scoring. */
export interface Field {
  name: string;
  /** Where inputs and targets come from, in words. */
  input: string;
  target: string;
  /** Size of the inputs; targets are the set's `scale` times that. */
  width: number;
  height: number;
  frames: Frame[];
  /** Whether all frames have the same target, so that their mean means something. */
  sharesTarget: boolean;
}

/** All fields of a data source, open. */
export interface FieldSet {
  fields: Field[];
  findings: DataFinding[];
  /** Target pixels per input pixel along a side. */
  scale: number;
  /** Whether targets are emitters a pixel, which no normalisation touches. */
  density: boolean;
  /** Paths of all files, for the fingerprint. */
  files: string[];
}

/** What part of a run a field has. */
export type Part = FieldSummary['part'];

/** Indices of no more than `most` of `count` things, evenly spread, the first among them. */
export function evenlySpread(count: number, most: number): number[] {
  const kept = Math.min(count, most);
  return Array.from({ length: kept }, (_, i) => Math.floor((i * count) / kept));
}
