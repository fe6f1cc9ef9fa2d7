import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { appApi, type AppApi } from '../../src-main/contract/app-api';
import { connect, type Message } from '../../src-main/contract/rpc';
import { decodeMessage, encodeMessage } from '../../src-main/contract/wire';

const WEB_HOST = resolve('out/main/web.cjs');

/** A browser host that was started, and where it is. */
export interface StartedWebHost {
  child: ChildProcess;
  /** As printed, token included. */
  address: URL;
}

/** Starts the built browser host as a child process; it is ended with the test. */
export async function startWebHost(
  words: string[],
  env: Record<string, string> = {},
): Promise<StartedWebHost> {
  const child = spawn(process.execPath, [WEB_HOST, ...words], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const address = await new Promise<URL>((found, failed) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const printed = /^Finescope is at (\S+)$/m.exec(said)?.[1];
      if (printed) found(new URL(printed));
    });
    child.on('exit', (code) => failed(new Error(`The browser host ended with ${code}: ${said}`)));
  });
  return { child, address };
}

/** How a socket is asked for; what is not given is as a browser does it. */
export interface SocketOptions {
  token?: string;
  origin?: string | null;
  host?: string;
}

/** Opens a socket to a browser host; fails with the status it was refused with. */
export async function openSocket(
  { address }: StartedWebHost,
  { token = address.searchParams.get('token')!, origin = address.origin, host }: SocketOptions = {},
): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${address.host}/socket?token=${token}`, {
    headers: { ...(host && { host }) },
    ...(origin !== null && { origin }),
  });
  await new Promise<void>((opened, failed) => {
    socket.on('open', opened);
    socket.on('error', failed);
    socket.on('unexpected-response', (_, response) => failed(new Error(`status ${response.statusCode}`)));
  });
  onTestFinished(() => socket.terminate());
  return socket;
}

/** The application behind a browser host, as a page calls it. */
export async function openApplication(host: StartedWebHost): Promise<AppApi> {
  return (await openWindow(host)).api;
}

/** {@link openApplication}, and the socket it speaks through. */
export async function openWindow(host: StartedWebHost): Promise<{ api: AppApi; socket: WebSocket }> {
  const socket = await openSocket(host);
  const { api } = connect(
    {
      post: (message) => socket.send(encodeMessage(message)),
      listen: (receive: (message: Message) => void) =>
        socket.on('message', (data: Buffer) => receive(decodeMessage(data))),
    },
    appApi,
  );
  return { api, socket };
}
