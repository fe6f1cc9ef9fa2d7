import type { CancelSignal } from '../contract/signal';
import type { OpenImage } from './image-file';
import { isPng } from './png-pixels';

/** A file format: recognised by its first bytes, and either opened or refused with what to do instead. */
export type Format = { name: string; recognises(head: Uint8Array, path: string): boolean } & (
  { open(path: string, signal?: CancelSignal): Promise<OpenImage> } | { cure: string }
);

/** First bytes of a file that recognition may look at. */
export const HEAD_BYTES = 1024;

const starts = (head: Uint8Array, bytes: readonly number[], at = 0) =>
  bytes.every((byte, i) => head[at + i] === byte);
const text = (head: Uint8Array, from = 0, to = HEAD_BYTES) =>
  new TextDecoder('latin1').decode(head.subarray(from, to));
const isTiff = (head: Uint8Array) =>
  [
    [0x49, 0x49, 42, 0],
    [0x49, 0x49, 43, 0],
    [0x4d, 0x4d, 0, 42],
    [0x4d, 0x4d, 0, 43],
  ].some((bytes) => starts(head, bytes));

const FIJI = 'or open it in Fiji (File > Import > Bio-Formats) and use File > Save As > OME-TIFF.';

/** The formats Finescope knows, the more particular first. What is not read says how to export it. */
export const FORMATS: readonly Format[] = [
  {
    name: 'Olympus VSI',
    // A VSI file is a TIFF of a preview; the pixels lie in .ets files in a folder beside it.
    recognises: (head, path) =>
      (isTiff(head) && /\.vsi$/i.test(path)) || starts(head, [0x53, 0x49, 0x53, 0x00]),
    cure: `Export OME-TIFF from Olympus cellSens or OlyVIA (File > Export), ${FIJI}`,
  },
  {
    name: 'TIFF',
    recognises: isTiff,
    open: async (path, signal) => (await import('./tiff/open-tiff')).openTiff(path, signal),
  },
  { name: 'PNG', recognises: isPng, open: async (path) => (await import('./open-png')).openPng(path) },
  {
    name: 'Nikon ND2',
    recognises: (head, path) =>
      starts(head, [0xda, 0xce, 0xbe, 0x0a]) ||
      (/\.nd2$/i.test(path) && starts(head, [0, 0, 0, 12, 0x6a, 0x50])),
    cure: `Export TIFF or OME-TIFF from NIS-Elements (File > Export ND Document), ${FIJI}`,
  },
  {
    name: 'Zeiss CZI',
    recognises: (head) => text(head, 0, 10) === 'ZISRAWFILE',
    cure: `Export OME-TIFF from ZEN (Processing > Image Export), ${FIJI}`,
  },
  {
    name: 'Leica LIF',
    recognises: (head) => starts(head, [0x70, 0, 0, 0]) && head[8] === 0x2a,
    cure: `Export TIFF from LAS X (right click > Export), ${FIJI}`,
  },
  {
    name: 'Olympus OIB (or another file of compound documents, such as Zeiss ZVI)',
    recognises: (head) => starts(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    cure: `Export TIFF from Olympus FluoView (File > Export), ${FIJI}`,
  },
  {
    name: 'Olympus OIF',
    recognises: (head) =>
      text(head)
        .replace(/[\0\u00ff\u00fe]/g, '')
        .includes('[ProfileSaveInfo]'),
    cure: `Export TIFF from Olympus FluoView (File > Export), ${FIJI}`,
  },
  {
    name: 'Imaris IMS (or another HDF5 file)',
    recognises: (head) => starts(head, [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]),
    cure: `Export OME-TIFF from Imaris (File > Export), ${FIJI}`,
  },
  {
    name: 'DeltaVision DV',
    recognises: (head) => starts(head, [0xa0, 0xc0], 96) || starts(head, [0xc0, 0xa0], 96),
    cure: `Export TIFF from softWoRx, ${FIJI}`,
  },
  {
    name: 'DICOM',
    recognises: (head) => text(head, 128, 132) === 'DICM',
    cure: `Export TIFF from the program that made it, ${FIJI}`,
  },
  {
    name: 'MRC',
    recognises: (head) => text(head, 208, 212) === 'MAP ',
    cure: 'Open it in Fiji (File > Import > Bio-Formats) and save it as TIFF.',
  },
  {
    name: 'JPEG',
    recognises: (head) => starts(head, [0xff, 0xd8, 0xff]),
    cure: 'JPEG loses what super-resolution needs: export TIFF or PNG from the microscope.',
  },
  {
    name: 'JPEG 2000',
    recognises: (head) => starts(head, [0, 0, 0, 12, 0x6a, 0x50, 0x20, 0x20]),
    cure: 'Open it in Fiji and save it as TIFF.',
  },
  {
    name: 'GIF',
    recognises: (head) => text(head, 0, 4) === 'GIF8',
    cure: 'Open it in Fiji and save it as TIFF.',
  },
  {
    name: 'BMP',
    recognises: (head) => text(head, 0, 2) === 'BM',
    cure: 'Open it in Fiji and save it as TIFF.',
  },
  {
    name: 'ZIP',
    recognises: (head) => starts(head, [0x50, 0x4b, 3, 4]),
    cure: 'Unpack it and open the image that is inside.',
  },
  {
    name: 'web page (HTML)',
    recognises: (head) => /^\s*<(!doctype html|html|head|body)/i.test(text(head)),
    cure: 'The download seems to have failed: download the image again.',
  },
];
