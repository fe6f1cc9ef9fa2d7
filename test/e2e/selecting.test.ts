import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { finescopeJson } from '../support/finescope';
import { imageJTiff, samplePixel } from '../support/sample-tiff';
import { oneWindow } from './story';

const SIZE = { width: 96, height: 64 };

interface Statistics {
  min: number;
  max: number;
  mean: number;
  /** Of a sample, as ImageJ gives it. */
  sd: number;
}

/** Statistics of a rectangle of a frame of the sample stack. */
function expected(x: number, y: number, width: number, height: number): Statistics {
  const values = Array.from({ length: width * height }, (_, i) =>
    samplePixel(0, x + (i % width), y + Math.floor(i / width)),
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    min: Math.min(...values),
    max: Math.max(...values),
    mean,
    sd: Math.sqrt(squares / (values.length - 1)),
  };
}

/** A number as it is written in a table. */
const read = (text: string | undefined): number => Number((text ?? '').replace(/[\s ]/g, ''));

describe('selections', () => {
  const story = oneWindow('desktop', ({ folder }) => {
    const path = join(folder, 'cells.tif');
    writeFileSync(path, imageJTiff({ ...SIZE, frames: 1 }));
    return { files: [path] };
  });

  test('measuring without a selection gives what `finescope info` gives', async () => {
    const { window, folder } = story();
    const pane = await window.shown('cells.tif');
    await pane.picture.focus();
    await window.press('m');
    const [row] = await window.bottomPanel.measured();
    const { mean, min, max, sd } = expected(0, 0, SIZE.width, SIZE.height);
    expect([read(row!['Mean']), read(row!['SD'])]).toEqual([Number(mean.toFixed(3)), Number(sd.toFixed(3))]);
    expect([read(row!['Min']), read(row!['Max'])]).toEqual([min, max]);
    expect(read(row!['Area, µm²'])).toBeCloseTo(SIZE.width * SIZE.height * 0.01, 3);
    const info = await finescopeJson<{ series: Statistics[] }>(['info', join(folder, 'cells.tif')]);
    expect(info.series[0]).toMatchObject({ min, max });
    expect(info.series[0]!.mean).toBeCloseTo(mean, 6);
  });

  test('a rectangle drawn by the mouse, set by numbers, is measured as its pixels', async () => {
    const { window } = story();
    const pane = window.pane('cells.tif');
    await pane.drag([0.4, 0.4], [0.6, 0.6]);
    await expect.poll(() => window.sidePanel.selections.innerText()).toContain('1 Rectangle');
    await window.setSelection({ X: 10, Y: 20, Width: 30, Height: 12 });
    await pane.picture.focus();
    await window.press('m');
    await expect.poll(async () => (await window.bottomPanel.measured()).length).toBe(2);
    const row = (await window.bottomPanel.measured())[1]!;
    const { mean, min, max } = expected(10, 20, 30, 12);
    expect(row['Selection']).toContain('Rectangle');
    expect([read(row['Mean']), read(row['Min']), read(row['Max'])]).toEqual([
      Number(mean.toFixed(3)),
      min,
      max,
    ]);
    // Arrow keys move it by a pixel, with Alt they resize it.
    await pane.picture.focus();
    await window.press('ArrowRight');
    await window.press('Alt+ArrowDown');
    await window.press('m');
    await expect.poll(async () => (await window.bottomPanel.measured()).length).toBe(3);
    const moved = (await window.bottomPanel.measured())[2]!;
    expect(read(moved['Mean'])).toBe(Number(expected(11, 20, 30, 13).mean.toFixed(3)));
  });

  test('the profile along a line is the file’s values, live, and saved as text', async () => {
    const { window, folder } = story();
    const pane = window.pane('cells.tif');
    await window.take('Straight line');
    await pane.drag([0.4, 0.8], [0.6, 0.8]); // beside the rectangle
    await window.bottomPanel.show('Line profile');
    await window.bottomPanel.plot.waitFor();
    await window.setSelection({ 'X 1': 10.5, 'Y 1': 20.5, 'X 2': 60.5, 'Y 2': 20.5, 'Averaging width': 1 });
    await expect.poll(() => window.bottomPanel.plot.getAttribute('aria-label')).toMatch(/over 5(\.0+)? µm/);
    await window.bottomPanel.panel.getByRole('radio', { name: 'Counts' }).click();
    const path = join(folder, 'profile.csv');
    await window.files.save(() => window.menu('Analyze', 'Save profile…'), path);
    await window.notices.getByText('profile.csv saved.').waitFor();
    const [head, ...rows] = readFileSync(path, 'utf8').replace('\ufeff', '').trim().split(/\r?\n/);
    expect(head).toContain('µm');
    const values = rows.map((row) => row.split(',').map(Number));
    expect(values.map(([, value]) => value)).toEqual(
      Array.from({ length: 51 }, (_, i) => samplePixel(0, 10 + i, 20)),
    );
    expect(values[50]![0]).toBeCloseTo(5, 9);
    // It follows the line.
    const before = await window.bottomPanel.plot.getAttribute('aria-label');
    await pane.picture.focus();
    await window.press('Shift+ArrowDown');
    await expect.poll(() => window.bottomPanel.plot.getAttribute('aria-label')).not.toBe(before);
  });

  test('a line is drawn with keys alone', async () => {
    const { window } = story();
    const pane = window.pane('cells.tif');
    await pane.picture.focus();
    await window.press('Alt+2');
    await window.press('a');
    await expect.poll(() => window.sidePanel.selections.innerText()).toContain('3 Line');
    await expect.poll(() => window.bottomPanel.plot.getAttribute('aria-label')).toMatch(/over 9\.6 µm/);
  });
});
