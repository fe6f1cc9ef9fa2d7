import type { Settings } from '../../src-main/contract/config';

/** What the system asks for, as media queries, the strongest first. */
const SYSTEM = [
  ['(forced-colors: active)', 'high-contrast'],
  ['(prefers-contrast: more)', 'high-contrast'],
  ['(prefers-color-scheme: light)', 'light'],
] as const;

/** Puts the theme and the size of the interface on the page, and follows the system while that is chosen. */
export function applyLook({ theme, uiScale }: Pick<Settings, 'theme' | 'uiScale'>): () => void {
  const root = document.documentElement;
  const apply = (): void => {
    const system = SYSTEM.find(([query]) => matchMedia(query).matches)?.[1] ?? 'dark';
    root.dataset['theme'] = theme === 'system' ? system : theme;
  };
  apply();
  root.style.fontSize = `${(16 * uiScale) / 100}px`;
  const queries = SYSTEM.map(([query]) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', apply);
  return () => queries.forEach((query) => query.removeEventListener('change', apply));
}
