import type { Locator, Page } from 'playwright-core';
import { Picture } from '../picture';

/** A place in an image: its pixel, counted from the upper left corner. */
export interface PixelPlace {
  x: number;
  y: number;
}

/** A pane with one image, or two that are swiped or subtracted. */
export class ImagePane {
  readonly #page: Page;
  /** Its header: name, size, lookup table, zoom. */
  readonly header: Locator;
  /** What takes the pointer and the keys. */
  readonly picture: Locator;
  readonly zoom: Locator;

  constructor(
    page: Page,
    readonly region: Locator,
  ) {
    this.#page = page;
    this.header = region.locator('header');
    this.picture = region.getByRole('application');
    this.zoom = region.getByRole('combobox', { name: /^Zoom/ });
  }

  /** Chooses from the list of zooms: "400 %", "Fit in the pane". */
  async zoomTo(choice: string): Promise<void> {
    await this.zoom.click();
    await this.#page
      .getByRole('listbox', { name: 'Zoom' })
      .getByRole('option', { name: choice, exact: true })
      .click();
  }

  /** The zoom that is shown, in per cent. */
  async percent(): Promise<number> {
    return Number.parseFloat((await this.zoom.innerText()).trim());
  }

  /** Chooses from the pane's menu, submenu by submenu. */
  async menu(...path: string[]): Promise<void> {
    await this.region.getByRole('button', { name: 'Pane menu' }).click();
    for (const name of path) {
      const menu = this.#page.getByRole('menu').last();
      await menu
        .getByRole('menuitem', { name, exact: true })
        .or(menu.getByRole('menuitemcheckbox', { name, exact: true }))
        .click();
    }
  }

  /** Puts the pointer on a place of the pane, in parts of its sides from the upper left corner. */
  async point(x: number, y: number): Promise<void> {
    const box = await this.box();
    await this.#page.mouse.move(box.x + x * box.width, box.y + y * box.height);
  }

  /** Drags from one place to another, in parts of the pane's sides. */
  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await this.point(...from);
    await this.#page.mouse.down();
    await this.point((from[0] + to[0]) / 2, (from[1] + to[1]) / 2);
    await this.point(...to);
    await this.#page.mouse.up();
  }

  /** Where the picture stands on the page, in CSS pixels. */
  async box(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.picture.boundingBox();
    if (!box) throw new Error('The pane is not shown.');
    return box;
  }

  /** Whether pixels of an image, and not of one colour, are in the middle of the pane. */
  async isDrawn(): Promise<boolean> {
    const { width, height } = await this.box();
    const part = { x: Math.round(width / 2) - 20, y: Math.round(height / 2) - 20, width: 40, height: 40 };
    return (await this.shot(part)).colours > 1;
  }

  /** What the screen shows of the picture, or of a part of it in CSS pixels from its corner. */
  async shot(part?: { x: number; y: number; width: number; height: number }): Promise<Picture> {
    const box = await this.box();
    const clip = part ? { ...part, x: box.x + part.x, y: box.y + part.y } : box;
    return Picture.decode(await this.#page.screenshot({ clip }));
  }
}
