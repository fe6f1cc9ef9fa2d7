import { createSubscriber } from 'svelte/reactivity';

/** Theme and size of the interface are attributes of the page's root; what reads them follows a change. */
const follow = createSubscriber((changed) => {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'style'] });
  return () => observer.disconnect();
});

/** The colour a token of the theme has now, for what CSS cannot draw. */
export function themeColour(token: string): string {
  follow();
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}

/** Pixels of the screen for so many pixels at 100 %. */
export function scaledPx(px: number): number {
  follow();
  return (parseFloat(getComputedStyle(document.documentElement).fontSize) / 16) * px;
}
