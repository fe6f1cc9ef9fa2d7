/**
 * Puts a panel's own controls into the head of the bottom panel while the panel is there. An attachment, for an element
 * inside the panel's root: Svelte takes the root out by its place, and would miss what stands elsewhere.
 */
export function inDockHead(element: HTMLElement): () => void {
  document.getElementById('dock-tools')?.append(element);
  return () => element.remove();
}
