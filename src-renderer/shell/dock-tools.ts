/** Puts a panel's own controls into the head of the bottom panel while the panel is there. An attachment. */
export function inDockHead(element: HTMLElement): void {
  document.getElementById('dock-tools')?.append(element);
}
