import type { Locator, Page } from 'playwright-core';

/** Training: the page where it is begun, the list of runs, and the run in front. */
export class Training {
  /** What was found in the data, what it takes, and the buttons. */
  readonly check: Locator;
  readonly findings: Locator;
  readonly fields: Locator;
  readonly runs: Locator;
  /** The bar over the run in front: its state, and what can be done with it. */
  readonly bar: Locator;
  /** Curves and numbers of the run in front. */
  readonly curves: Locator;
  readonly plot: Locator;
  readonly scores: Locator;
  readonly heldOut: Locator;
  readonly facts: Locator;

  constructor(private readonly page: Page) {
    this.check = page.getByRole('region', { name: 'Check and start' });
    this.findings = this.check.getByRole('list', { name: 'Findings' });
    this.fields = this.check.getByRole('table', { name: 'Fields' });
    this.runs = page.getByRole('table', { name: 'Training runs' });
    this.bar = page.getByRole('toolbar', { name: 'Training run' });
    this.curves = page.getByRole('region', { name: /^Curves of / });
    this.plot = this.curves.getByRole('img');
    this.scores = this.curves.getByRole('table', { name: /^Scores of / });
    this.heldOut = page.getByRole('complementary', { name: 'Held-out field' });
    this.facts = page.getByRole('complementary', { name: 'About the run' });
  }

  /** Shows the page where training is begun. */
  async open(): Promise<void> {
    await this.page.keyboard.press('F9');
    await this.check.waitFor();
  }

  /** A button of the page or of the bar. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Writes into a field of the form: a number, or text. The first of its name is that of the few that matter. */
  async set(name: string, value: string | number): Promise<void> {
    const field = this.page
      .getByRole('spinbutton', { name, exact: true })
      .or(this.page.getByRole('textbox', { name, exact: true }))
      .first();
    await field.fill(String(value));
    await field.press('Enter');
  }

  /** Shows the settings that are rarely changed, or puts them away. */
  async showAllSettings(): Promise<void> {
    await this.page.getByText('All settings').click();
  }

  /** Answers the question whether a run is to end. */
  async answer(button: string): Promise<void> {
    await this.page.getByRole('alertdialog').getByRole('button', { name: button }).click();
  }
}
