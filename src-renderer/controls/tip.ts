import type { Attachment } from 'svelte/attachments';
import { keyParts } from './keys';

const DELAY_MS = 500;
const GAP_PX = 6;

/** A tip under (or over) an element after half a second: its name, and its key where it has one. */
export function tip(text: string, shortcut: string | null = null): Attachment<HTMLElement> {
  return (element) => {
    let timer = 0;
    let shown: HTMLElement | null = null;
    const hide = (): void => {
      clearTimeout(timer);
      shown?.remove();
      shown = null;
    };
    const show = (): void => {
      if (shown || text === '') return;
      shown = draw(text, shortcut);
      place(shown, element.getBoundingClientRect());
    };
    const wait = (): void => {
      clearTimeout(timer);
      timer = window.setTimeout(show, DELAY_MS);
    };
    const focus = (): void => {
      if (element.matches(':focus-visible')) wait();
    };
    element.addEventListener('pointerenter', wait);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('pointerdown', hide);
    element.addEventListener('keydown', hide);
    element.addEventListener('focus', focus);
    element.addEventListener('blur', hide);
    return () => {
      hide();
      element.removeEventListener('pointerenter', wait);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('pointerdown', hide);
      element.removeEventListener('keydown', hide);
      element.removeEventListener('focus', focus);
      element.removeEventListener('blur', hide);
    };
  };
}

function draw(text: string, shortcut: string | null): HTMLElement {
  const box = document.createElement('div');
  box.className = 'tip';
  box.setAttribute('aria-hidden', 'true'); // the element's own name says the same
  box.append(text);
  if (shortcut) {
    const key = document.createElement('kbd');
    key.textContent = keyParts(shortcut).join(' ');
    box.append(key);
  }
  document.body.append(box);
  return box;
}

function place(box: HTMLElement, around: DOMRect): void {
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(4, around.left + around.width / 2 - width / 2), innerWidth - width - 4);
  const below = around.bottom + GAP_PX;
  box.style.left = `${left}px`;
  box.style.top = `${below + height > innerHeight ? around.top - GAP_PX - height : below}px`;
}
