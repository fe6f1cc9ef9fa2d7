import { decodeMessage, encodeMessage } from '../src-main/contract/wire';
import type { Port } from '../src-main/contract/rpc';

/** A line that may break: a port, and why it did. */
export interface BreakablePort {
  port: Port;
  lost: Promise<Error>;
}

/** Opens the line to the application over the WebSocket of the host that served this page. Throws where it is refused. */
export async function openSocketPort(): Promise<BreakablePort> {
  const address = new URL(`socket${window.location.search}`, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  const lost = new Promise<Error>((resolve) =>
    socket.addEventListener('close', () =>
      resolve(
        new Error('The connection to Finescope was lost. Start it again, then open the address it prints.'),
      ),
    ),
  );
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    void lost.then(reject);
  });
  const port: Port = {
    post: (message) => socket.send(encodeMessage(message)),
    listen: (receive) =>
      socket.addEventListener('message', ({ data }) =>
        receive(decodeMessage(new Uint8Array(data as ArrayBuffer))),
      ),
  };
  return { port, lost };
}
