import type { ElectronApplication } from 'playwright-core';

/** Process ids of the utility processes of a kind. */
export function processesOf(
  app: ElectronApplication,
  kind: 'files' | 'compute' | 'training',
): Promise<number[]> {
  return app.evaluate(
    ({ app: electron }, name) =>
      electron
        .getAppMetrics()
        .filter((process) => process.type === 'Utility' && process.name === `finescope ${name}`)
        .map(({ pid }) => pid),
    kind,
  );
}
