import { describe, expect, it } from 'vitest';
import { EventLine } from '../../../src-main/application/event-line';
import type { AppEvent } from '../../../src-main/contract/app-api';

const memory = (bytes: number): AppEvent => ({ kind: 'memory', bytes });

describe('the events of a window', () => {
  it('are told to who listens, until that is cancelled', async () => {
    const line = new EventLine();
    const heard: AppEvent[] = [];
    const cancel = new AbortController();
    const listening = line.listen({ signal: cancel.signal, onEvent: (event) => heard.push(event) });
    line.tell(memory(1));
    cancel.abort();
    line.tell(memory(2));
    await expect(listening).rejects.toMatchObject({ name: 'AbortError' });
    expect(heard).toEqual([memory(1)]);
    expect(line.heard).toBe(false);
  });

  it('that come before anybody listens wait', () => {
    const line = new EventLine();
    line.tell(memory(1));
    line.tell(memory(2));
    const [first, second]: AppEvent[][] = [[], []];
    line.listen({ onEvent: (event) => first!.push(event) }).catch(() => undefined);
    line.listen({ onEvent: (event) => second!.push(event) }).catch(() => undefined);
    expect([first, second]).toEqual([[memory(1), memory(2)], []]);
  });
});
