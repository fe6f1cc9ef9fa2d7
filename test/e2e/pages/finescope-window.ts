import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { BottomPanel } from './bottom-panel';
import type { FileDialogs } from './file-dialogs';
import { ImagePane } from './image-pane';
import { Reconstructing } from './reconstructing';
import { SidePanel } from './side-panel';
import { SuperResolving } from './super-resolving';
import { Training } from './training';

/** The window of Finescope, as a person knows it: found by role and name, whatever it is drawn with. */
export class FinescopeWindow {
  readonly sidePanel: SidePanel;
  readonly bottomPanel: BottomPanel;
  readonly superResolving: SuperResolving;
  readonly reconstructing: Reconstructing;
  readonly training: Training;
  readonly status: Locator;
  /** Errors and warnings on the screen; what was done. */
  readonly alerts: Locator;
  readonly notices: Locator;

  constructor(
    readonly page: Page,
    readonly files: FileDialogs,
  ) {
    this.sidePanel = new SidePanel(page);
    this.bottomPanel = new BottomPanel(page);
    this.superResolving = new SuperResolving(page);
    this.reconstructing = new Reconstructing(page);
    this.training = new Training(page);
    this.status = page.getByRole('contentinfo', { name: 'Status' });
    this.alerts = page
      .getByRole('alert')
      .filter({ has: page.getByRole('button', { name: 'Close the message' }) });
    this.notices = page
      .getByRole('status')
      .filter({ has: page.getByRole('button', { name: 'Close the message' }) });
  }

  /** Waits until the window can be used. */
  async ready(): Promise<void> {
    await this.page.getByRole('menubar').waitFor();
  }

  /** Runs what stands in the menu bar, submenu by submenu: `menu('File', 'Open…')`. */
  async menu(menu: string, ...path: string[]): Promise<void> {
    await this.page.getByRole('menubar').getByRole('menuitem', { name: menu, exact: true }).click();
    for (const name of path) await this.menuItem(name).click();
  }

  /** A line of the menu that is open (of the last submenu). */
  menuItem(name: string): Locator {
    const menu = this.page.getByRole('menu').last();
    return menu
      .getByRole('menuitem', { name, exact: true })
      .or(menu.getByRole('menuitemcheckbox', { name, exact: true }));
  }

  /** Runs a command by typing into the command finder, with keys alone. */
  async find(text: string): Promise<void> {
    await this.press('Control+l');
    const finder = this.page.getByRole('dialog', { name: 'Command finder' });
    await finder.getByRole('combobox').waitFor();
    await this.page.keyboard.type(text);
    await finder.getByRole('option', { selected: true }).waitFor();
    await this.press('Enter');
    await finder.waitFor({ state: 'hidden' });
  }

  /** Presses a key on what has the focus. */
  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** Opens files by the menu and the dialog. */
  async open(...paths: string[]): Promise<void> {
    await this.files.open(() => this.menu('File', 'Open…'), paths);
  }

  /** Opens a folder of planes by the menu and the dialog. */
  async openFolder(path: string): Promise<void> {
    await this.files.open(() => this.menu('File', 'Open folder…'), [path]);
  }

  /** Saves the image in front under a path. */
  async saveAs(path: string): Promise<void> {
    await this.files.save(() => this.menu('File', 'Save as…'), path);
  }

  /** A tab of the workspace by its title. */
  tab(title: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('tab', { name: title });
  }

  /** The panes in front: the regions that hold a picture and no other region. */
  get panes(): Locator {
    return this.page
      .getByRole('main')
      .getByRole('region')
      .filter({ has: this.page.getByRole('application'), hasNot: this.page.getByRole('region') });
  }

  /** The pane of an image in front, by its name (of two in one pane, by both). */
  pane(name: string): ImagePane {
    return new ImagePane(
      this.page,
      this.panes.and(this.page.getByRole('region', { name, exact: true })).first(),
    );
  }

  /** The pane at a place among those in front, from 0. */
  paneAt(place: number): ImagePane {
    return new ImagePane(this.page, this.panes.nth(place));
  }

  /** Opens an image and answers its pane when its pixels are drawn. */
  async look(path: string): Promise<ImagePane> {
    await this.open(path);
    return this.shown(path.split(/[/\\]/).pop()!);
  }

  /** The pane of an image, when its pixels are drawn. */
  async shown(name: string): Promise<ImagePane> {
    const pane = this.pane(name);
    await pane.picture.waitFor();
    await expect.poll(() => pane.isDrawn(), { timeout: 10_000 }).toBe(true);
    return pane;
  }

  /** Closes the tab in front, and loses what was not saved. */
  async closeTab(): Promise<void> {
    const tabs = await this.tab(/./).count();
    await this.menu('File', 'Close');
    const lose = this.page.getByRole('alertdialog').getByRole('button', { name: 'Close without saving' });
    await expect
      .poll(async () => {
        if (await lose.isVisible()) await lose.click();
        return this.tab(/./).count();
      })
      .toBeLessThan(tabs);
  }

  /** A layout of the comparison in front: "Side by side", "Swipe", "Single", "Difference". */
  async layOut(layout: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Layout' }).getByRole('radio', { name: layout }).click();
  }

  /** Puts another open image beside those in front. */
  async addToComparison(name: string): Promise<void> {
    await this.menu('Analyze', 'Add to comparison…');
    const dialog = this.dialog('Add an image to the comparison');
    await dialog.getByRole('button', { name: new RegExp(`^${name}`) }).click();
    await this.pane(name).picture.waitFor();
  }

  /** Says what an image of the comparison is to the others. */
  async setRole(name: string, role: 'Input' | 'Result' | 'Target' | 'Other'): Promise<void> {
    await this.pane(name).menu('This image is', role);
  }

  /** Chooses a tool of the tool bar. */
  async take(tool: 'Rectangle' | 'Straight line' | 'Hand' | 'Zoom'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Tool' }).getByRole('radio', { name: tool }).click();
  }

  /** Sets the chosen selection by numbers, in pixels: `setSelection({ X: 10, Width: 30 })`. */
  async setSelection(values: Record<string, number>): Promise<void> {
    await this.menu('Edit', 'Selection', 'Properties…');
    const dialog = this.dialog(/^(Line|Rectangle) \d/);
    for (const [name, value] of Object.entries(values)) {
      const field = dialog.getByRole('spinbutton', { name: new RegExp(`^${name},`) });
      await field.fill(String(value));
      await field.press('Tab');
    }
    await dialog.getByRole('button', { name: 'OK' }).click();
  }

  /** A dialog of the window's own. */
  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name });
  }

  /** Closes every message on the screen. */
  async closeMessages(): Promise<void> {
    const close = this.page.getByRole('button', { name: 'Close the message' });
    while ((await close.count()) > 0) await close.first().click();
  }
}
