import { join, normalize, sep } from 'node:path';

/** The page's files are served under a scheme of their own, so that it has an origin and nothing else. */
export const SCHEME = 'finescope';
const ORIGIN = `${SCHEME}://window/`;
/** The page's address. */
export const PAGE = `${ORIGIN}index.html`;

/** Whether an address is the page itself or one of its files. */
export function isOfPage(address: string): boolean {
  return address.startsWith(ORIGIN);
}

/**
 * Whether the window may load an address. What the page made itself (blob:, data:) is no request to anywhere; the
 * developer tools are Electron's own.
 */
export function mayLoad(url: string): boolean {
  return isOfPage(url) || url.startsWith(`blob:${ORIGIN}`) || /^(data|devtools):/.test(url);
}

/** The file of the page that an address names; null for one outside its folder. */
export function pageFile(address: string, folder: string): string | null {
  if (!isOfPage(address)) return null;
  let path: string;
  try {
    path = normalize(join(folder, decodeURIComponent(new URL(address).pathname)));
  } catch {
    return null; // not an address, or %-signs that mean nothing
  }
  return path.startsWith(normalize(folder) + sep) && !path.includes('\0') ? path : null;
}
