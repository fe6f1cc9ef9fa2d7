import type { MessagePortMain } from 'electron';
import type { Message, Port } from '../contract/rpc';

/** Electron's message port as a line of the contract. Buffers are copied: a transfer list would lose the message. */
export function linePort(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    listen: (receive) => {
      port.on('message', ({ data }) => receive(data as Message));
      port.start();
    },
  };
}
