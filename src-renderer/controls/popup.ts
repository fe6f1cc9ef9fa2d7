import type { Attachment } from 'svelte/attachments';

/** Where a popup stands to its anchor, before it is moved into the window. */
export type PopupSide = 'below' | 'below-end' | 'beside' | 'above';

const MARGIN_PX = 4;

/** The element of the page that holds all popups. */
export const POPUPS = 'popups';

/** What a popup belongs to: an element, or a point of the window (right click). */
export type PopupAnchor = Element | { x: number; y: number };

/**
 * Lays an element over everything at an anchor and keeps it inside the window: it is moved to the end of the page, so
 * that no pane cuts it off, and goes where it came from in the order of focus by its opener.
 */
export function popup(anchor: PopupAnchor, side: PopupSide = 'below', gap = 4): Attachment<HTMLElement> {
  return (element) => {
    (document.getElementById(POPUPS) ?? document.body).append(element);
    element.style.position = 'fixed';
    const place = (): void => {
      const around = anchor instanceof Element ? anchor.getBoundingClientRect() : pointBox(anchor);
      const { offsetWidth: width, offsetHeight: height } = element;
      const room = { width: innerWidth - MARGIN_PX, height: innerHeight - MARGIN_PX };
      let [left, top] = [around.left, around.bottom + gap];
      if (side === 'below-end') left = around.right - width;
      if (side === 'beside') [left, top] = [around.right + gap, around.top - MARGIN_PX];
      if (side === 'above') top = around.top - gap - height;
      if (side === 'beside' && left + width > room.width) left = around.left - gap - width;
      if (side === 'below' && top + height > room.height && around.top - gap - height > MARGIN_PX) {
        top = around.top - gap - height;
      }
      element.style.left = `${Math.max(MARGIN_PX, Math.min(left, room.width - width))}px`;
      element.style.top = `${Math.max(MARGIN_PX, Math.min(top, room.height - height))}px`;
    };
    place();
    const resize = new ResizeObserver(place);
    resize.observe(element);
    window.addEventListener('resize', place);
    return () => {
      resize.disconnect();
      window.removeEventListener('resize', place);
      element.remove(); // it is not where its component would look for it
    };
  };
}

/** Calls `close` at a press outside the element (and outside of `others`), or when the window loses the focus. */
export function closesOutside(
  close: () => void,
  others: () => (Element | null | undefined)[] = () => [],
): Attachment<HTMLElement> {
  return (element) => {
    const press = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (element.contains(target) || others().some((other) => other?.contains(target))) return;
      close();
    };
    document.addEventListener('pointerdown', press, true);
    window.addEventListener('blur', close);
    return () => {
      document.removeEventListener('pointerdown', press, true);
      window.removeEventListener('blur', close);
    };
  };
}

function pointBox({ x, y }: { x: number; y: number }): Pick<DOMRect, 'left' | 'right' | 'top' | 'bottom'> {
  return { left: x, right: x, top: y, bottom: y };
}
