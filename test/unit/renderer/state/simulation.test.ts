import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SimulationPreview } from '../../../../src-main/contract/app-simulation';
import { SimulationForm } from '../../../../src-renderer/state/simulation-form.svelte';
import { SimulatedPreview } from '../../../../src-renderer/state/simulation-preview.svelte';

describe('the form of a simulation', () => {
  it('begins as a preset, whose settings can be changed and taken back', () => {
    const form = new SimulationForm();
    form.choosePreset('deep-storm');
    expect(form.config).toMatchObject({ name: 'deep-storm', sample: { kind: 'scattered' } });
    expect(form.isChanged).toBe(false);
    form.set(['optics', 'numericalAperture'], 1.2);
    expect(form.isChanged).toBe(true);
    expect(form.config!.optics.numericalAperture).toBe(1.2);
    form.choosePreset('deep-storm');
    expect(form.isChanged).toBe(false);
  });

  it('says in a sentence what does not fit', () => {
    const form = new SimulationForm();
    form.set(['name'], 'a/b');
    expect(form.config).toBeNull();
    expect(form.problems).toEqual(['Name: letters, digits, spaces and . _ - only.']);
  });
});

describe('the preview of a simulation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const config = (seed: number) => ({ ...new SimulationForm().config!, seed });

  it('computes one at a time, and after it what is wanted by then', async () => {
    const asked: number[] = [];
    const answers: ((preview: SimulationPreview) => void)[] = [];
    const preview = new SimulatedPreview({
      previewSimulation: ({ config: { seed } }) => {
        asked.push(seed);
        return new Promise((resolve) => answers.push(resolve));
      },
    });
    preview.ask(config(1));
    preview.ask(config(2));
    await vi.advanceTimersByTimeAsync(300);
    expect(asked).toEqual([2]);
    preview.ask(config(3));
    await vi.advanceTimersByTimeAsync(300);
    preview.ask(config(4));
    await vi.advanceTimersByTimeAsync(300);
    expect([asked, preview.isComputing]).toEqual([[2], true]);
    const first = { frame: 'of 2' } as unknown as SimulationPreview;
    answers[0]!(first);
    await vi.advanceTimersByTimeAsync(0);
    expect(preview.shown).toBe(first);
    expect(asked).toEqual([2, 4]);
    preview.ask(config(5));
    preview.stop();
    answers[1]!({ frame: 'of 4' } as unknown as SimulationPreview);
    await vi.advanceTimersByTimeAsync(1000);
    expect([asked, preview.isComputing]).toEqual([[2, 4], false]);
  });

  it('tells why there is none, and goes on', async () => {
    let isBroken = true;
    const shown = {} as SimulationPreview;
    const preview = new SimulatedPreview({
      previewSimulation: async () => {
        if (isBroken) throw new Error('An aperture of 1.4 needs oil.');
        return shown;
      },
    });
    preview.ask(config(1));
    await vi.advanceTimersByTimeAsync(300);
    expect([preview.failure, preview.isComputing]).toEqual(['An aperture of 1.4 needs oil.', false]);
    isBroken = false;
    preview.ask(config(2));
    await vi.advanceTimersByTimeAsync(300);
    expect([preview.failure, preview.shown]).toEqual(['', shown]);
  });
});
