import { describe, expect, it } from 'vitest';
import type { Pixels } from '../../../src-main/application/image-file';
import { WrittenPixels } from '../../../src-main/application/written-pixels';
import type { FilesApi } from '../../../src-main/contract/files-api';

/** A process that writes: whether it still does, and what was opened and closed in it. */
function writer() {
  const state = { writing: true, opened: 0, open: new Set<number>() };
  const files = {
    openWritten: () => {
      if (!state.writing) return Promise.reject(new Error('no such file is being written'));
      state.open.add(++state.opened);
      return Promise.resolve({ handle: state.opened });
    },
    closeImage: ({ handle }: { handle: number }) => Promise.resolve(void state.open.delete(handle)),
  } as unknown as FilesApi;
  const read = (_: FilesApi, handle: number) =>
    state.writing ? Promise.resolve(handle) : Promise.reject(new Error('the file is gone'));
  return { state, files, read };
}

const finished: Pixels = { read: (work) => work(null as never, 100), close: () => Promise.resolve() };
const either = (process: ReturnType<typeof writer>) => (files: FilesApi, handle: number) =>
  handle === 100 ? Promise.resolve(handle) : process.read(files, handle);

describe('the pixels of a result being written', () => {
  it('are read where it is written, which is opened once', async () => {
    const process = writer();
    const pixels = new WrittenPixels(process.files, 1);
    expect(await Promise.all([pixels.read(process.read), pixels.read(process.read)])).toEqual([1, 1]);
    expect(process.state.opened).toBe(1);
  });

  it('are those of the finished file for a read that meets the end of the writing', async () => {
    const process = writer();
    const pixels = new WrittenPixels(process.files, 1);
    await pixels.read(process.read);
    process.state.writing = false;
    const read = pixels.read(either(process));
    pixels.settle(finished);
    expect(await read).toBe(100);
    expect(await pixels.read(either(process))).toBe(100);
  });

  it('are gone when the result was given up', async () => {
    const process = writer();
    const pixels = new WrittenPixels(process.files, 1);
    await pixels.read(process.read);
    process.state.writing = false;
    const read = pixels.read(process.read);
    pixels.settle(null);
    await expect(read).rejects.toThrow('the file is gone');
  });

  it('fail at once where the read itself was at fault, and leave nothing open for having asked', async () => {
    const process = writer();
    const pixels = new WrittenPixels(process.files, 1);
    const wrong = pixels.read(() => Promise.reject(new Error('outside the image')));
    await expect(wrong).rejects.toThrow('outside the image');
    expect([...process.state.open]).toEqual([1]);
  });
});
