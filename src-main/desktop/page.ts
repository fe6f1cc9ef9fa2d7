import { protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { PAGE_TYPES } from '../contract/page-types';

/** The page's address: its files are served under a scheme of their own, so that it has an origin and nothing else. */
export const PAGE = 'finescope://window/index.html';
const SCHEME = 'finescope';
const ORIGIN = `${SCHEME}://window/`;

interface Answer {
  status: number;
  headers: Record<string, string>;
  data: Buffer;
}

/** Makes the scheme known; before the application is ready. */
export function declareScheme(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** Whether an address is the page itself or one of its files. */
export function isOfPage(address: string): boolean {
  return address.startsWith(ORIGIN);
}

/** Serves the page's files out of `folder`, and lets `session` reach nothing else, on this computer or beyond. */
export function servePage(session: Session, folder: string): void {
  // Electron 25 and later have `handle`; the older call is gone from some of them.
  if (typeof session.protocol.handle === 'function') {
    session.protocol.handle(SCHEME, async ({ url }) => {
      const { status, headers, data } = await answer(url, folder);
      return new Response(new Uint8Array(data), { status, headers });
    });
  } else {
    session.protocol.registerBufferProtocol(SCHEME, ({ url }, respond) => {
      void answer(url, folder).then(({ status, headers, data }) =>
        respond({ statusCode: status, headers, mimeType: headers['content-type'], data }),
      );
    });
  }
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !mayLoad(url) }));
}

/** What the page made itself (blob:, data:) is no request to anywhere; the developer tools are Electron's own. */
function mayLoad(url: string): boolean {
  return isOfPage(url) || url.startsWith(`blob:${ORIGIN}`) || /^(data|devtools):/.test(url);
}

async function answer(url: string, folder: string): Promise<Answer> {
  const path = pageFile(url, folder);
  const type = path === null ? undefined : PAGE_TYPES[extname(path)];
  if (path === null || type === undefined) return missing();
  try {
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    return { status: 200, headers, data: await readFile(path) };
  } catch {
    return missing();
  }
}

function missing(): Answer {
  return { status: 404, headers: { 'content-type': 'text/plain' }, data: Buffer.from('not found') };
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
