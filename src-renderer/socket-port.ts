import { decodeMessage, encodeMessage } from '../src-main/contract/wire';
import type { Port } from '../src-main/contract/rpc';

/** The line to the application over the WebSocket of the host that served this page. */
export function socketPort(onLost: (error: Error) => void): Promise<Port> {
  const address = new URL(`socket${window.location.search}`, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () =>
      resolve({
        post: (message) => socket.send(encodeMessage(message)),
        listen: (receive) =>
          socket.addEventListener('message', ({ data }) =>
            receive(decodeMessage(new Uint8Array(data as ArrayBuffer))),
          ),
      }),
    );
    socket.addEventListener('close', () => {
      const lost = new Error(
        'The connection to Finescope was lost. Start it again, then open the address it prints.',
      );
      reject(lost);
      onLost(lost);
    });
  });
}
