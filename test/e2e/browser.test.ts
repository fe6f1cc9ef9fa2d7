import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { imageJTiff } from '../support/sample-tiff';
import { temporaryFolder } from '../support/temporary-folder';
import { launchBrowserHost, launchChromium, openInBrowser, startPage } from './launch';

test('the same page opens in a browser', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'cells.tif'), imageJTiff({ width: 19, height: 37, frames: 1 }));
  const { address } = await launchBrowserHost(folder);
  const { page } = await openInBrowser(address);
  await page.getByText('Finescope').first().waitFor();
  expect(await page.title()).toContain('Finescope');
  expect(await page.evaluate(() => 'finescope' in window)).toBe(false);
});

test('a host that ends is told, and what is asked of it later fails at once', async () => {
  const { address, child } = await launchBrowserHost(temporaryFolder());
  const { page, close } = await startPage(address);
  onTestFinished(close);
  await page.getByRole('menubar').waitFor();
  child.kill('SIGKILL');
  const sentence = page.getByText('The connection to Finescope was lost.');
  await sentence.first().waitFor();
  await page.keyboard.press('Control+o');
  await page.getByRole('dialog').filter({ has: sentence }).waitFor();
});

test('a page that cannot reach its host says so', async () => {
  const { address } = await launchBrowserHost(temporaryFolder());
  const browser = await launchChromium();
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.routeWebSocket(/socket/, (socket) => socket.close());
  await page.goto(address);
  await page.getByText('The connection to Finescope was lost.').waitFor();
});
