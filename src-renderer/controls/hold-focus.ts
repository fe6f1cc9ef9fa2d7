const FOCUSABLE =
  'button:not(:disabled), input:not(:disabled), textarea:not(:disabled), a[href], [tabindex]:not([tabindex="-1"])';

/**
 * Keeps the focus inside an overlay while it is there: begins at the element with `data-first`, else at the first field,
 * else at the overlay itself; Tab goes round; at the end the focus returns to where it was.
 */
export function holdsFocus(element: HTMLElement): () => void {
  const before = document.activeElement;
  const inside = (): HTMLElement[] =>
    [...element.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(
      (candidate) => candidate.tabIndex >= 0 && candidate.getClientRects().length > 0,
    );
  const begin = (): void => {
    if (element.contains(document.activeElement)) return;
    const field = inside().find((candidate) => candidate.matches('input, textarea'));
    (element.querySelector<HTMLElement>('[data-first]') ?? field ?? element).focus();
  };
  begin(); // at once: what is typed next belongs here
  const start = requestAnimationFrame(begin); // again where what had the focus went only now
  const turn = (event: KeyboardEvent): void => {
    if (event.key !== 'Tab') return;
    const stops = inside();
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const leaves = event.shiftKey ? at <= 0 : at === stops.length - 1;
    if (!leaves) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  };
  element.addEventListener('keydown', turn);
  return () => {
    cancelAnimationFrame(start);
    element.removeEventListener('keydown', turn);
    // After the window below can be reached again.
    queueMicrotask(() => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    });
  };
}
