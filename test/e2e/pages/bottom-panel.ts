import type { Locator, Page } from 'playwright-core';

/** The panel at the bottom: line profile, measurements, log. */
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

  async show(tab: 'Line profile' | 'Measurements' | 'Log'): Promise<void> {
    await this.panel.getByRole('tab', { name: tab }).click();
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
