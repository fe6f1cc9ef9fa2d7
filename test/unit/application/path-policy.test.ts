import { describe, expect, it } from 'vitest';
import type { HostFunctions } from '../../../src-main/application/host-functions';
import { PathPolicy } from '../../../src-main/application/path-policy';
import { PathRefusedError } from '../../../src-main/contract/errors';

const policyOf = (kind: 'desktop' | 'browser', reaches: (path: string, purpose: string) => boolean) =>
  new PathPolicy({
    info: { kind } as HostFunctions['info'],
    reaches: (path, purpose) => Promise.resolve(reaches(path, purpose)),
  });

const refusalOf = (call: Promise<void>) =>
  call.then(
    () => null,
    (error: unknown) => {
      expect(error).toBeInstanceOf(PathRefusedError);
      return (error as Error).message;
    },
  );

describe('the paths of a window', () => {
  it('are none before one was granted', async () => {
    const policy = policyOf('desktop', () => false);
    expect(await refusalOf(policy.requireReading('/data/cells.tif'))).toBe(
      '/data/cells.tif was not opened: it was not chosen in a dialog, dropped, or named on the command line. Choose it with File > Open.',
    );
    expect(await refusalOf(policy.requireWriting('/data/out.tif'))).toContain('Choose where to save');
  });

  it('that were granted for reading are read, and neither written nor extended', async () => {
    const policy = policyOf('desktop', () => false);
    policy.grantReading(['/data/cells.tif', '/data']);
    expect(await refusalOf(policy.requireReading('/data/cells.tif'))).toBeNull();
    expect(await refusalOf(policy.requireWriting('/data/cells.tif'))).not.toBeNull();
    expect(await refusalOf(policy.requireReading('/data/cells.tif/../other.tif'))).not.toBeNull();
    expect(await refusalOf(policy.requireReading('/data/other.tif'))).not.toBeNull();
  });

  it('that were chosen for saving are written and read', async () => {
    const policy = policyOf('desktop', () => false);
    policy.grantWriting('/data/out.tif');
    expect(await refusalOf(policy.requireWriting('/data/out.tif'))).toBeNull();
    expect(await refusalOf(policy.requireReading('/data/out.tif'))).toBeNull();
  });

  it('that every window of the place reaches need no grant, for that purpose', async () => {
    const policy = policyOf('browser', (path, purpose) => path.startsWith('/served/') && purpose === 'read');
    expect(await refusalOf(policy.requireReading('/served/cells.tif'))).toBeNull();
    expect(await refusalOf(policy.requireWriting('/served/cells.tif'))).toContain(
      'the folder that Finescope serves',
    );
    expect(await refusalOf(policy.requireReading('/home/cells.tif'))).toContain(
      'the folder that Finescope serves',
    );
  });
});
