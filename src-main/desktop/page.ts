import { protocol, type Session } from 'electron';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { PAGE_TYPES } from '../contract/page-types';
import { mayLoad, pageFile, SCHEME } from './page-address';

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
