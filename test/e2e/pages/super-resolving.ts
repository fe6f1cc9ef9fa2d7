import type { Locator, Page } from 'playwright-core';

/** Super-resolving: the button and its picker, the options, what is said of work and result. */
export class SuperResolving {
  /** The button of the tool bar. */
  readonly button: Locator;
  /** The choice of a model beside it. */
  readonly picker: Locator;
  /** What explains models where none is installed. */
  readonly explanation: Locator;
  /** The card over the panes while it computes. */
  readonly card: Locator;
  /** Numbers of every image against the target, under the panes and in the side panel. */
  readonly agreement: Locator;
  readonly agreementTable: Locator;
  /** What the result is: model, pixels, pixel size, time. */
  readonly result: Locator;
  readonly options: Locator;

  constructor(private readonly page: Page) {
    const tools = page.getByRole('toolbar', { name: 'Image tools' });
    this.button = tools.getByRole('button', { name: 'Super-resolve', exact: true });
    this.picker = tools.getByRole('combobox', { name: /^Model/ });
    this.explanation = page.getByRole('dialog', { name: 'Super-resolving needs a model' });
    this.card = page.getByRole('group', { name: /^Super-resolving/ });
    this.agreement = page.getByRole('group', { name: 'Against the target' });
    this.agreementTable = page.getByRole('region', { name: /^Against the target/ });
    this.result = page.getByRole('region', { name: /^Result/ });
    this.options = page.getByRole('dialog', { name: /^Super-resolve / });
  }

  async choose(model: string): Promise<void> {
    await this.picker.click();
    await this.page.getByRole('listbox', { name: 'Model' }).getByRole('option', { name: model }).click();
  }

  /** Says what an imported model is for. */
  async describeModel(facts: { for: string; pixelSize?: string }): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: /^New model from / });
    await dialog.getByRole('textbox', { name: 'What it is for' }).fill(facts.for);
    if (facts.pixelSize !== undefined)
      await dialog.getByRole('textbox', { name: 'Pixel size' }).fill(facts.pixelSize);
    await dialog.getByRole('button', { name: 'Import' }).click();
  }

  /** Whether something is computed. */
  isRunning(): Promise<boolean> {
    return this.card.isVisible();
  }
}
