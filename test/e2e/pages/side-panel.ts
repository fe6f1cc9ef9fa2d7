import type { Locator, Page } from 'playwright-core';

/** The panel on the right: work under way, brightness and contrast, selections. */
export class SidePanel {
  readonly panel: Locator;
  readonly contrast: Locator;
  readonly selections: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('complementary', { name: 'Side panel' });
    this.contrast = this.panel.getByRole('region', { name: 'Brightness and contrast' });
    this.selections = this.panel.getByRole('region', { name: 'Selections' });
  }

  /** Types the limits of display of the image in front. */
  async setLimits(minimum: number, maximum: number): Promise<void> {
    // The larger first where both go up: a limit never passes the other.
    for (const [name, value] of [
      ['Maximum', 1e9],
      ['Minimum', minimum],
      ['Maximum', maximum],
    ] as const) {
      const field = this.contrast.getByRole('spinbutton', { name });
      await field.fill(String(value));
      await field.press('Enter');
    }
  }

  /** The limits of display as they are written. */
  async limits(): Promise<{ min: number; max: number }> {
    const read = async (name: string): Promise<number> =>
      Number(await this.contrast.getByRole('spinbutton', { name }).getAttribute('aria-valuenow'));
    return { min: await read('Minimum'), max: await read('Maximum') };
  }
}
