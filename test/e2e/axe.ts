import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/** What axe finds wrong on the page, in short. */
export async function violations(page: Page): Promise<string[]> {
  // Electron has no other pages that axe could open for itself.
  const { violations: found } = await new AxeBuilder({ page: page as never }).setLegacyMode().analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, failureSummary }) =>
        `${id}: ${html.slice(0, 140)} ${failureSummary?.split('\n').slice(1).join(' ')}`,
    ),
  );
}
