import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Application } from '../application/application-options';
import { appApi } from '../contract/app-api';
import { InvalidRequestError } from '../contract/errors';
import { serve } from '../contract/rpc';
import { newToken, refusal } from './admission';
import type { Page } from './page';
import { socketPort } from './socket-port';

/** The largest message a page may send: a figure as PNG is the largest there is. */
const LARGEST_MESSAGE = 128 * 2 ** 20;

/** How the loopback host is made. */
export interface WebHostOptions {
  page: Page;
  /** 0 leaves the choice to the system. */
  port: number;
  /** The application of a page that was let in. */
  openApplication: () => Application;
}

/** A running loopback host. */
export interface WebHost {
  port: number;
  /** Where a browser of this computer opens it, token included. */
  address: string;
  /** Ends every socket and its application, and the server. */
  close(): Promise<void>;
}

/** Serves the page and its sockets on 127.0.0.1. Throws {@link InvalidRequestError} where the port is taken. */
export async function startWebHost({ page, port, openApplication }: WebHostOptions): Promise<WebHost> {
  const token = newToken();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false, // pixels gain little, and it costs time and memory
  });
  const closing = new Set<Promise<void>>();

  const server = createServer((request, response) => answer(request, response, page, token));
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const path = pathOf(request);
    const reason =
      path === '/socket' ? refusal(caller(request), token, 'socket') : 'There is no socket here.';
    if (reason !== null) {
      const status = path === '/socket' ? '403 Forbidden' : '404 Not Found';
      stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => connected(socket));
  });

  const connected = (socket: WebSocket): void => {
    const application = openApplication();
    const cancelAll = serve(socketPort(socket), appApi, application.api);
    socket.on('error', () => socket.terminate()); // a message that was too large, a line that broke
    socket.on('close', () => {
      cancelAll();
      const closed = application.close().finally(() => closing.delete(closed));
      closing.add(closed);
    });
  };

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        new InvalidRequestError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken by another program. Choose another --port, or none.`
            : `Port ${port} cannot be used (${error.code ?? error.message}). Choose another --port, or none.`,
          { parameter: 'port' },
        ),
      ),
    );
    server.listen(port, '127.0.0.1', resolve);
  });
  const chosen = (server.address() as AddressInfo).port;

  return {
    port: chosen,
    address: `http://127.0.0.1:${chosen}/?token=${token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      const ended = [...sockets.clients].map(
        (socket) => new Promise((resolve) => socket.on('close', resolve)),
      );
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all(ended);
      await Promise.all(closing);
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, page: Page, token: string): void {
  const path = pathOf(request);
  const isPage = path === '/' || path === '/index.html';
  const file = page.files.get(isPage ? '/index.html' : path);
  const reason = refusal(caller(request), token, isPage ? 'page' : 'file');
  const headers = {
    'content-security-policy': page.policy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store', // another Finescope may answer at this port tomorrow
  };
  const say = (status: number, type: string, bytes: Buffer): void => {
    response.writeHead(status, { ...headers, 'content-type': type, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
  };
  const text = (status: number, sentence: string): void =>
    say(status, 'text/plain; charset=utf-8', Buffer.from(`${sentence}\n`));

  if (reason !== null) return text(403, reason);
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Pages are only read here.');
  // Browsers ask for it unasked, and the page names its own icon.
  if (path === '/favicon.ico' && !file) return void response.writeHead(204, headers).end();
  if (!file) return text(404, 'There is no such page.');
  say(200, file.type, file.bytes);
}

function caller({ url = '/', headers }: IncomingMessage): {
  url: string;
  headers: IncomingMessage['headers'];
} {
  return { url, headers };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0]!;
}
