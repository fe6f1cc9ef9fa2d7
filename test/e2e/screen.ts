import type { TestProject } from 'vitest/node';
import { openDisplay } from '../support/display';

/** Gives all end-to-end tests one screen that nobody sees, and closes it after the last. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const display = await openDisplay();
  project.provide('display', display.name);
  return () => display.close();
}

declare module 'vitest' {
  interface ProvidedContext {
    display: string;
  }
}
