import type { Camera, Point, Size } from './camera';

/** Longest side of the navigator, in CSS pixels at 100 %. */
export const NAVIGATOR_PX = 72;

/** Planes with more pixels have no small picture, unless their file holds smaller levels: making one would read them whole. */
const MOST_PIXELS = 2 ** 28;

/** Whether part of an image (its extent in the world) is out of view, so that the navigator is shown. */
export function isPartOutOfView(extent: Point & Size, camera: Camera, pane: Size): boolean {
  const [halfWidth, halfHeight] = [pane.width / camera.zoom / 2, pane.height / camera.zoom / 2];
  const slack = 1.5 / camera.zoom; // what was fitted is all in view
  return (
    camera.x - halfWidth > extent.x + slack ||
    camera.y - halfHeight > extent.y + slack ||
    camera.x + halfWidth < extent.x + extent.width - slack ||
    camera.y + halfHeight < extent.y + extent.height - slack
  );
}

/** The size of the navigator of an image of this extent. */
export function navigatorSize({ width, height }: Size, longest: number): Size {
  const scale = longest / Math.max(width, height);
  return { width: Math.max(4, Math.round(width * scale)), height: Math.max(4, Math.round(height * scale)) };
}

/** The part of the image that is in view, as parts (0 to 1) of its extent. */
export function viewInNavigator(extent: Point & Size, camera: Camera, pane: Size): Point & Size {
  const part = (centre: number, half: number, from: number, length: number): [number, number] => {
    const inside = (at: number): number => Math.min(1, Math.max(0, (at - from) / length));
    const start = inside(centre - half);
    return [start, inside(centre + half) - start];
  };
  const [x, width] = part(camera.x, pane.width / camera.zoom / 2, extent.x, extent.width);
  const [y, height] = part(camera.y, pane.height / camera.zoom / 2, extent.y, extent.height);
  return { x, y, width, height };
}

/** Whether the whole of an image can be shown small without reading very much. */
export function hasSmallPicture({ width, height }: Size, storedLevels: number): boolean {
  return storedLevels > 1 || width * height <= MOST_PIXELS;
}
