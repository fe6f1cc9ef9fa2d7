import type { Locator, Page } from 'playwright-core';

/** The panel at the bottom: line profile, measurements, image quality, log. */
export class BottomPanel {
  readonly panel: Locator;
  /** The plot; its name tells its numbers in a sentence. */
  readonly plot: Locator;
  readonly measurements: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('region', { name: 'Bottom panel' });
    this.plot = this.panel.getByRole('img', { name: /^Line profile over/ });
    this.measurements = this.panel.getByRole('table', { name: 'Measurements' });
  }

  async show(tab: 'Line profile' | 'Measurements' | 'Image quality' | 'Log'): Promise<void> {
    await this.panel.getByRole('tab', { name: tab }).click();
  }

  /** The cells of a table of the image quality, row by row; what an image is measured as, or fitted to. */
  async quality(table: RegExp): Promise<string[]> {
    const shown = this.panel.getByRole('table', { name: table });
    await shown.waitFor();
    const rows = await shown.locator('tbody tr').allInnerTexts();
    return rows.map((row) => row.replace(/\s+/g, ' ').trim());
  }

  /** Chooses the reference that errors are mapped against. */
  async chooseReference(name: string): Promise<void> {
    await this.panel.getByRole('combobox', { name: 'Reference of the error map' }).click();
    await this.panel.page().getByRole('option', { name }).click();
  }

  /** The rows of the table of measurements by the titles of its columns. */
  async measured(): Promise<Record<string, string>[]> {
    await this.measurements.waitFor();
    return this.measurements.evaluate((table) => {
      const words = (cells: Iterable<Element>): string[] =>
        Array.from(cells, (cell) => (cell.textContent ?? '').trim().replace(/\s+/g, ' '));
      const titles = words(table.querySelectorAll('thead th'));
      return Array.from(table.querySelectorAll('tbody tr'), (row) =>
        Object.fromEntries(words(row.querySelectorAll('td')).map((text, at) => [titles[at]!, text])),
      );
    });
  }
}
