import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageJTiff } from '../support/sample-tiff';
import { temporaryFolder } from '../support/temporary-folder';
import { launchBrowserHost, openInBrowser } from './launch';

test('the same page opens in a browser', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'cells.tif'), imageJTiff({ width: 19, height: 37, frames: 1 }));
  const { address } = await launchBrowserHost(folder);
  const { page } = await openInBrowser(address);
  await page.getByText('Finescope').first().waitFor();
  expect(await page.title()).toContain('Finescope');
  expect(await page.evaluate(() => 'finescope' in window)).toBe(false);
});
