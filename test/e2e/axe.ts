import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds wrong on the page, in short; `colours` asks for contrast alone, which is all that a theme changes. */
export async function violations(page: Page, colours?: 'colours'): Promise<string[]> {
  // Electron has no other pages that axe could open for itself.
  const axe = new AxeBuilder({ page: page as never }).setLegacyMode();
  const { violations: found } = await (colours ? axe.withRules(['color-contrast']) : axe).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 140)} ${failureSummary?.split('\n').slice(1).join(' ')}`,
    ),
  );
}
