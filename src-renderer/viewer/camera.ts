/** What part of the world a pane shows: the world point at its centre, and CSS pixels per world unit. */
export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

/** Width and height, in CSS pixels or world units. */
export interface Size {
  width: number;
  height: number;
}

/** A place, in CSS pixels from the upper left corner of a pane, or in world units. */
export interface Point {
  x: number;
  y: number;
}

/** ImageJ's zoom steps, in per cent. */
export const ZOOM_STEPS = [
  0.8, 1.5, 3, 4.2, 6.2, 8.3, 12.5, 16.7, 25, 33.3, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200, 1600,
  2400, 3200,
] as const;

/** The world point under a point of the pane. */
export function toWorld(camera: Camera, pane: Size, { x, y }: Point): Point {
  return {
    x: camera.x + (x - pane.width / 2) / camera.zoom,
    y: camera.y + (y - pane.height / 2) / camera.zoom,
  };
}

/** The point of the pane over a world point. */
export function toPane(camera: Camera, pane: Size, { x, y }: Point): Point {
  return {
    x: pane.width / 2 + (x - camera.x) * camera.zoom,
    y: pane.height / 2 + (y - camera.y) * camera.zoom,
  };
}

/** The camera after a drag by so many CSS pixels. */
export function panned(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.zoom, y: camera.y - dy / camera.zoom };
}

/** The camera with another zoom, and the same world point under `fixed`. */
export function zoomedAt(camera: Camera, pane: Size, zoom: number, fixed: Point): Camera {
  const under = toWorld(camera, pane, fixed);
  return {
    x: under.x - (fixed.x - pane.width / 2) / zoom,
    y: under.y - (fixed.y - pane.height / 2) / zoom,
    zoom,
  };
}

/** The camera that shows a whole rectangle of the world. */
export function fitted(world: { x: number; y: number } & Size, pane: Size): Camera {
  const zoom = Math.min(pane.width / world.width, pane.height / world.height);
  return { x: world.x + world.width / 2, y: world.y + world.height / 2, zoom: zoom > 0 ? zoom : 1 };
}

/**
 * The camera that shows a whole rectangle of the world at a calm zoom: the largest step of {@link ZOOM_STEPS}, above 100 %
 * a whole number, so that every pixel of the image is drawn as large as the next.
 * @param percentPerZoom What a zoom of 1 is for the image in question, in per cent.
 */
export function calmlyFitted(
  world: { x: number; y: number } & Size,
  pane: Size,
  percentPerZoom: number,
): Camera {
  const whole = fitted(world, pane);
  const most = whole.zoom * percentPerZoom * (1 + 1e-6);
  const step = ZOOM_STEPS.filter(
    (percent) => percent <= most && (percent <= 100 || percent % 100 === 0),
  ).pop();
  return step === undefined ? whole : { ...whole, zoom: step / percentPerZoom };
}

/** The next step of {@link ZOOM_STEPS} above (1) or below (-1) a zoom in per cent. */
export function nextZoomStep(percent: number, direction: 1 | -1): number {
  const near = percent * 0.001;
  const steps = direction > 0 ? ZOOM_STEPS : [...ZOOM_STEPS].reverse();
  const next = steps.find((step) => (direction > 0 ? step > percent + near : step < percent - near));
  return next ?? steps[steps.length - 1]!;
}
