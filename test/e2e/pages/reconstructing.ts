import type { Locator, Page } from 'playwright-core';

/** Reconstructing by SRRF or eSRRF: the dialog with its preview and its map of parameters. */
export class Reconstructing {
  readonly dialog: Locator;
  /** The part that is previewed: the mean of its frames, and what it becomes. */
  readonly preview: Locator;
  /** The whole field, with the previewed part in it. */
  readonly place: Locator;
  readonly map: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^e?SRRF of / });
    this.preview = this.dialog.getByRole('region', { name: 'Preview' });
    this.place = this.preview.getByRole('application', { name: /^Where the preview lies/ });
    this.map = this.preview.getByRole('group', { name: 'Map of parameters' });
  }

  /** The pixels of the previewed result, once it is computed as chosen. */
  async pixels(method: string): Promise<string> {
    await this.dialog.page().waitForTimeout(50); // what was typed is asked for in the same turn
    await this.preview.and(this.preview.page().locator('[aria-busy=false]')).waitFor();
    const canvas = this.preview.getByRole('img', { name: method }).locator('canvas');
    return canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  }

  /** Types a number into a field. */
  async set(field: string, value: string): Promise<void> {
    const input = this.dialog.getByRole('spinbutton', { name: field });
    await input.fill(value);
    await input.press('Enter');
  }

  async choose(field: string, option: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: field }).click();
    await this.dialog
      .page()
      .getByRole('listbox', { name: field })
      .getByRole('option', { name: option })
      .click();
  }

  run(method: string): Locator {
    return this.dialog.getByRole('button', { name: `Run ${method}` });
  }
}
