import { describe, expect, it } from 'vitest';
import { ProgressLine, progressText } from '../../../src-main/terminal/progress-line';

function terminal(isTTY: boolean, columns = 100) {
  const written: string[] = [];
  return { isTTY, columns, write: (text: string) => void written.push(text), written };
}

describe('the progress line', () => {
  it('says how much is done and how long is left', () => {
    expect(progressText({ done: 25, total: 100, unit: 'tiles', activity: 'a.tif' }, 10_000)).toBe(
      '[######------------------] 25 of 100 tiles, 30 s left (a.tif)',
    );
  });

  it('says the time left that the work knows itself', () => {
    const progress = {
      done: 25,
      total: 100,
      unit: 'steps',
      activity: 'epoch 1 of 4, loss 0.01',
      secondsLeft: 7200,
    };
    expect(progressText(progress, 0)).toBe(
      '[######------------------] 25 of 100 steps, 2 h 0 min left (epoch 1 of 4, loss 0.01)',
    );
  });

  it('tells bytes in megabytes', () => {
    expect(progressText({ done: 1_500_000, total: 3_000_000, unit: 'bytes' }, 0)).toContain('1.5 of 3.0 MB');
  });

  it('is silent in a pipe', () => {
    const pipe = terminal(false);
    new ProgressLine(pipe).update({ done: 1, total: 2, unit: 'tiles' });
    expect(pipe.written).toEqual([]);
  });

  it.each([
    [100, '25 of 100 tiles'],
    [20, '[######-----'],
    [0, '25 of 100 tiles'],
  ])('fits a terminal of %i columns, 0 being an unknown number', (columns, shown) => {
    const screen = terminal(true, columns);
    new ProgressLine(screen).update({ done: 25, total: 100, unit: 'tiles' });
    expect(screen.written.join('')).toContain(shown);
    if (columns > 0) expect(screen.written[0]!.replace('\r\u001b[K', '').length).toBeLessThan(columns);
  });

  it('is redrawn at most ten times a second, and always at the end', () => {
    let now = 0;
    const screen = terminal(true);
    const line = new ProgressLine(screen, () => now);
    for (let done = 0; done <= 100; done++, now += 10) line.update({ done, total: 100, unit: 'tiles' });
    expect(screen.written.length).toBeLessThan(15);
    expect(screen.written.at(-1)).toContain('100 of 100 tiles');
  });
});
