import type { WebSocket } from 'ws';
import type { Message, Port } from '../contract/rpc';
import { decodeMessage, encodeMessage } from '../contract/wire';

/** A WebSocket as a line of the contract. Bytes that are no message end it. */
export function socketPort(socket: WebSocket): Port {
  return {
    post(message) {
      if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message));
    },
    listen(receive) {
      socket.on('message', (data, isBinary) => {
        const message = isBinary ? decoded(data as Buffer) : null;
        if (message) receive(message);
        else socket.close(1007, 'not a message of Finescope');
      });
    },
  };
}

function decoded(bytes: Buffer): Message | null {
  try {
    return decodeMessage(bytes);
  } catch {
    return null;
  }
}
