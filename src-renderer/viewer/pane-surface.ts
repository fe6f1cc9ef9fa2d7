import type { Attachment } from 'svelte/attachments';
import type { Size } from './camera';

/** How a pane lies on the screen: its size in CSS pixels, made of whole device pixels. */
export interface SurfaceSize extends Size {
  pixelRatio: number;
}

/** Tells the size of an element in CSS and device pixels; null while it is not in view. */
export function surfaceSize(tell: (size: SurfaceSize | null) => void): Attachment<HTMLElement> {
  return (element) => {
    let size: SurfaceSize | null = null;
    let isInView = true;
    const say = (): void => tell(isInView ? size : null);
    const resize = new ResizeObserver(([entry]) => {
      const pixelRatio = window.devicePixelRatio;
      const box = entry!.devicePixelContentBoxSize?.[0];
      const width = box ? box.inlineSize : Math.round(entry!.contentRect.width * pixelRatio);
      const height = box ? box.blockSize : Math.round(entry!.contentRect.height * pixelRatio);
      size =
        width > 0 && height > 0
          ? { width: width / pixelRatio, height: height / pixelRatio, pixelRatio }
          : null;
      say();
    });
    try {
      resize.observe(element, { box: 'device-pixel-content-box' });
    } catch {
      resize.observe(element); // a browser that does not know the box
    }
    const sight = new IntersectionObserver((entries) => {
      isInView = entries.at(-1)!.isIntersecting;
      say();
    });
    sight.observe(element);
    return () => {
      resize.disconnect();
      sight.disconnect();
      tell(null);
    };
  };
}
