import type { Message, Port } from '../../src-main/contract/rpc';

/** Two ends of a line within one process; messages are copied as the structured clone of a real port would. */
export function portPair(): [Port, Port] {
  const listeners: ((message: Message) => void)[][] = [[], []];
  const end = (here: number): Port => ({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => listeners[1 - here]!.forEach((listener) => listener(copy)));
    },
    listen: (receive) => void listeners[here]!.push(receive),
  });
  return [end(0), end(1)];
}
