import type { Page } from 'playwright-core';

/** What came back of a call: its value, or the failure as it travelled. */
export type Answer = { value: unknown } | { error: { message: string } };

/**
 * Opens a line to the application from the page in place of the page's own, and calls over it. For tests of what the
 * line does, below what a person sees.
 */
export async function openLine(page: Page): Promise<(method: string, params?: object) => Promise<Answer>> {
  // The page has its own line by then: the next port that comes is ours.
  await page.waitForFunction(() => document.getElementById('app')!.childElementCount > 0);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const { finescope } = window as unknown as { finescope: { connect(): void } };
        const waiting = new Map<number, (answer: unknown) => void>();
        let last = 0;
        window.addEventListener(
          'message',
          ({ ports: [port] }) => {
            port!.onmessage = ({ data }) => {
              if (data.kind === 'ready') resolve();
              else if (data.kind === 'result') waiting.get(data.id)?.({ value: data.value });
              else if (data.kind === 'failure') waiting.get(data.id)?.({ error: data.error });
            };
            (window as unknown as { callApplication: unknown }).callApplication = (
              method: string,
              params: unknown,
            ) =>
              new Promise((settle) => {
                waiting.set((last += 1), settle);
                port!.postMessage({ kind: 'call', id: last, method, params });
              });
          },
          { once: true },
        );
        finescope.connect();
      }),
  );
  return (method, params = {}) =>
    page.evaluate(
      ([name, value]) =>
        (
          window as unknown as { callApplication(method: string, params: unknown): Promise<Answer> }
        ).callApplication(name, value),
      [method, params] as const,
    );
}
