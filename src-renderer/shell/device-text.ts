import type { DeviceInfo } from '../../src-main/contract/compute-api';

/** "TensorFlow GPU", "TensorFlow CPU", "WASM": what computes, in the words of the status line. */
export function deviceText({ kind }: Pick<DeviceInfo, 'kind'>): string {
  return kind === 'wasm' ? 'WASM' : `TensorFlow ${kind.toUpperCase()}`;
}

/** "12 MPix/s": input pixels a second, two digits. */
export function speedText(pixelsPerSecond: number): string {
  const mega = pixelsPerSecond / 1e6;
  return `${mega >= 10 ? Math.round(mega) : Number(mega.toPrecision(2))} MPix/s`;
}

/** Bytes in gigabytes: "1.4", "24". */
export function gigabytes(bytes: number): string {
  const giga = bytes / 1e9;
  return giga < 10 ? giga.toFixed(1) : String(Math.round(giga));
}

/** Bytes as a person reads them: "8.2 MB", "640 kB". */
export function bytesText(bytes: number): string {
  if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(2)} GB`;
  if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}
