import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { Questions } from '../../../../src-renderer/state/questions.svelte';

const QUESTION = {
  title: 'Stop?',
  text: '',
  answers: [{ id: 'stop', label: 'Stop', kind: 'danger' as const }],
};

describe('questions', () => {
  it('are asked one at a time, in their order', async () => {
    const questions = new Questions();
    const first = questions.ask({ ...QUESTION, title: 'First?' });
    const second = questions.ask({ ...QUESTION, title: 'Second?' });
    flushSync();
    expect(questions.current?.title).toBe('First?');
    questions.current!.answer('stop');
    await expect(first).resolves.toBe('stop');
    expect(questions.current?.title).toBe('Second?');
    questions.current!.answer(null);
    await expect(second).resolves.toBeNull();
    expect(questions.current).toBeNull();
  });
});
