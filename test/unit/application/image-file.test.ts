import { describe, expect, it } from 'vitest';
import { ImageFile } from '../../../src-main/application/image-file';
import { LiveFiles } from '../../../src-main/application/live-files';
import { FileChangedError, ProcessStoppedError } from '../../../src-main/contract/errors';
import type { FilesApi } from '../../../src-main/contract/files-api';
import type { FilesLease, Session } from '../../../src-main/jobs/session';

/** Leases of processes that only count what becomes of them. */
class Trial {
  readonly log: string[] = [];
  readonly notices: string[] = [];
  readonly leases: { usable: boolean }[] = [];
  stamp = { bytes: 10, modified: 1, identity: '1:1' };

  file(live = new LiveFiles(), path = '/data/cells.tif'): ImageFile {
    return new ImageFile(
      {
        session: { leaseFiles: () => this.#lease() } as unknown as Session,
        disk: { stamp: () => Promise.resolve(this.stamp), remove: () => Promise.resolve() },
        live,
        onReopened: (sentence) => this.notices.push(sentence),
      },
      path,
    );
  }

  #lease(): FilesLease {
    const number = this.leases.length + 1;
    const say = (what: string) => void this.log.push(`${what} ${number}`);
    const lease = {
      usable: true,
      files: {
        openImage: () =>
          Promise.resolve(say('open')).then(() => ({ handle: number, format: 'PNG', series: [] })),
        closeImage: () => Promise.resolve(say('close')),
      } as unknown as FilesApi,
      giveBack: () => say('give back'),
      end: () => Promise.resolve(say('end')),
    };
    this.leases.push(lease);
    return lease;
  }
}

const handleOf = (file: ImageFile) => file.read((_, handle) => Promise.resolve(handle));

describe('an image file', () => {
  it('is opened once for reads that come together', async () => {
    const trial = new Trial();
    const file = trial.file();
    expect(await Promise.all([handleOf(file), handleOf(file), handleOf(file)])).toEqual([1, 1, 1]);
    expect(trial.log).toEqual(['open 1']);
  });

  it('gives its process back when it rests, and opens again when it is read', async () => {
    const trial = new Trial();
    const file = trial.file();
    await handleOf(file);
    file.rest();
    expect(await handleOf(file)).toBe(2);
    expect(trial.log).toEqual(expect.arrayContaining(['close 1', 'give back 1', 'open 2']));
    expect(trial.notices).toEqual([]);
  });

  it('rests when enough others were used since', async () => {
    const trial = new Trial();
    const live = new LiveFiles(2);
    const files = ['a', 'b', 'c'].map((name) => trial.file(live, `/data/${name}.tif`));
    for (const file of files) await handleOf(file);
    expect(await Promise.all(files.slice(1).map(handleOf))).toEqual([2, 3]);
    expect(trial.log).toContain('give back 1');
    expect(await handleOf(files[0]!)).toBe(4);
  });

  it('fails the read under way when its process ends; the next opens the file again and says so', async () => {
    const trial = new Trial();
    const file = trial.file();
    const ended = new ProcessStoppedError('The files process ended unexpectedly.', {
      process: 'files',
      reason: 'crash',
    });
    const underWay = file.read(() => {
      trial.leases[0]!.usable = false;
      return Promise.reject(ended);
    });
    await expect(underWay).rejects.toBe(ended);
    expect(await Promise.all([handleOf(file), handleOf(file)])).toEqual([2, 2]);
    expect(trial.notices).toEqual([
      'The process that read cells.tif ended; the file was opened again in another.',
    ]);
  });

  it('that changed on the disk is refused when it has to be opened again, not while it is open', async () => {
    const trial = new Trial();
    const file = trial.file();
    await handleOf(file);
    trial.stamp = { ...trial.stamp, modified: 2 };
    expect(await handleOf(file)).toBe(1);
    file.rest();
    await expect(handleOf(file)).rejects.toBeInstanceOf(FileChangedError);
    await expect(handleOf(file)).rejects.toThrow('cells.tif was changed on the disk');
    expect(trial.log).toContain('end 2');
  });

  it('that is closed while it is read ends its process: the read must not meet another file', async () => {
    const trial = new Trial();
    const file = trial.file();
    let finish!: () => void;
    const reading = file.read(() => new Promise<void>((resolve) => (finish = resolve)));
    await handleOf(file);
    await file.close();
    expect(trial.log).toEqual(['open 1', 'end 1']);
    finish();
    await reading;
  });

  it('that was closed starts no process for a read that comes late', async () => {
    const trial = new Trial();
    const file = trial.file();
    await handleOf(file);
    trial.leases[0]!.usable = false;
    const late = handleOf(file);
    await file.close();
    await expect(late).rejects.toThrow('This image was closed.');
    await expect(handleOf(file)).rejects.toThrow('This image was closed.');
    expect(trial.leases).toHaveLength(1);
  });

  it('that another takes the place of is closed when its reads have ended, and fails none', async () => {
    const trial = new Trial();
    const file = trial.file();
    let finish!: (value: string) => void;
    const reading = file.read(() => new Promise<string>((resolve) => (finish = resolve)));
    await handleOf(file);
    const closed = file.closeAfterReads();
    await new Promise((resolve) => setTimeout(resolve));
    expect(trial.log).toEqual(['open 1']);
    finish('pixels');
    expect(await reading).toBe('pixels');
    await closed;
    expect(trial.log).toEqual(['open 1', 'close 1', 'give back 1']);
  });
});
