import type { Canvas, Paint } from 'canvaskit-wasm';
import { drawText, type Words } from './draw-text';
import { loadSkia, type Skia } from './skia';
import { parseSvg, type SvgElement } from './svg-tree';

/** A picture of a figure as PNG, and the characters that its font has no drawing of (empty boxes stand for them). */
export interface DrawnPicture {
  png: Uint8Array<ArrayBuffer>;
  missing: string[];
}

/** Presentation attributes that elements hand down to those within them. */
type Style = Record<string, string>;
const INHERITED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-size',
  'font-weight',
  'text-anchor',
];
const NOT_DRAWN = new Set(['clipPath', 'style']);

/**
 * Draws a figure of Finescope's at so many dots an inch. It knows what those that hold no pictures are made of (groups,
 * clips, rectangles, circles, paths, lines of text) and throws Error for anything else rather than leave it out.
 */
export async function drawSvg(svg: string, dpi: number): Promise<DrawnPicture> {
  const skia = await loadSkia();
  const root = parseSvg(svg);
  const [, , unitsAcross, unitsDown] = root.attributes['viewBox']!.split(' ').map(Number);
  const [width, height] = (['width', 'height'] as const).map((side) =>
    Math.max(1, Math.round((parseFloat(root.attributes[side]!) / 25.4) * dpi)),
  ) as [number, number];
  const surface = skia.kit.MakeSurface(width, height);
  if (!surface) throw new Error(`There is not enough memory for a picture of ${width} x ${height} pixels.`);
  try {
    const canvas = surface.getCanvas();
    canvas.clear(skia.kit.WHITE);
    canvas.scale(width / unitsAcross!, height / unitsDown!);
    const drawing = new Drawing(skia, canvas, clipsIn(root));
    drawing.draw(root, { fill: '#000', stroke: 'none' });
    const image = surface.makeImageSnapshot();
    const encoded = image.encodeToBytes(skia.kit.ImageFormat.PNG, 100);
    image.delete();
    if (!encoded) throw new Error('The picture could not be written as PNG.');
    return { png: encoded.slice(), missing: [...drawing.missing] };
  } finally {
    surface.dispose();
  }
}

/** Rectangles that parts of the figure are cut to, by id. */
function clipsIn({ name, attributes, children }: SvgElement): Map<string, SvgElement> {
  if (name === 'clipPath') return new Map([[attributes['id']!, children[0]!]]);
  return new Map(children.flatMap((child) => [...clipsIn(child)]));
}

class Drawing {
  readonly missing = new Set<string>();

  constructor(
    private readonly skia: Skia,
    private readonly canvas: Canvas,
    private readonly clips: ReadonlyMap<string, SvgElement>,
  ) {}

  draw(element: SvgElement, around: Style): void {
    const { name, attributes, children } = element;
    if (NOT_DRAWN.has(name)) return;
    const style = { ...around };
    for (const key of INHERITED) if (attributes[key] !== undefined) style[key] = attributes[key];
    const { canvas } = this;
    canvas.save();
    this.#place(attributes);
    if (name === 'svg' || name === 'g') for (const child of children) this.draw(child, style);
    else this.#shape(element, style);
    canvas.restore();
  }

  /** Applies what an element says of its place: a transform, and a rectangle it is cut to. */
  #place({ transform, 'clip-path': clip }: Style): void {
    for (const [, kind, list] of (transform ?? '').matchAll(/(\w+)\(([^)]*)\)/g)) {
      const numbers = list!.split(/[ ,]+/).map(Number);
      if (kind === 'translate') this.canvas.translate(numbers[0]!, numbers[1] ?? 0);
      else if (kind === 'rotate') this.canvas.rotate(numbers[0]!, 0, 0);
      else throw new Error(`Figures are not drawn with the transform ${kind}.`);
    }
    if (clip === undefined) return;
    const shape = this.clips.get(/^url\(#(.*)\)$/.exec(clip)?.[1] ?? '');
    if (shape?.name !== 'rect') throw new Error(`Figures are not drawn with the clip ${clip}.`);
    this.canvas.clipRect(this.#rectangle(shape.attributes), this.skia.kit.ClipOp.Intersect, true);
  }

  #shape({ name, attributes, text }: SvgElement, style: Style): void {
    const { canvas, skia } = this;
    const at = (key: string): number => Number(attributes[key] ?? 0);
    if (name === 'rect') {
      const rectangle = this.#rectangle(attributes);
      this.#paint(style, (paint) => canvas.drawRect(rectangle, paint));
    } else if (name === 'circle') {
      this.#paint(style, (paint) => canvas.drawCircle(at('cx'), at('cy'), at('r'), paint));
    } else if (name === 'path') {
      const path = skia.kit.Path.MakeFromSVGString(attributes['d'] ?? '');
      if (!path) throw new Error('A figure holds a path that cannot be read.');
      this.#paint(style, (paint) => canvas.drawPath(path, paint));
      path.delete();
    } else if (name === 'text') {
      const words: Words = {
        text,
        x: at('x'),
        y: at('y'),
        size: parseFloat(style['font-size'] ?? '16'),
        isBold: Number(style['font-weight'] ?? 400) >= 600,
        anchor: style['text-anchor'] ?? 'start',
      };
      this.#paint({ ...style, stroke: 'none' }, (paint) => {
        for (const character of drawText(skia, canvas, paint, words)) this.missing.add(character);
      });
    } else throw new Error(`Figures are not drawn with the element ${name}.`);
  }

  #rectangle(attributes: Style): Float32Array {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(attributes[key] ?? 0));
    return this.skia.kit.XYWHRect(x!, y!, width!, height!);
  }

  /** Draws the filling, then the outline, as far as the style has them. */
  #paint(style: Style, draw: (paint: Paint) => void): void {
    const { kit } = this.skia;
    const paint = new kit.Paint();
    paint.setAntiAlias(true);
    if (style['fill'] !== 'none') {
      paint.setStyle(kit.PaintStyle.Fill);
      paint.setColor(kit.parseColorString(style['fill']!));
      draw(paint);
    }
    if (style['stroke'] !== 'none') {
      paint.setStyle(kit.PaintStyle.Stroke);
      const colour = kit.parseColorString(style['stroke']!);
      paint.setColor(kit.multiplyByAlpha(colour, Number(style['stroke-opacity'] ?? 1)));
      paint.setStrokeWidth(Number(style['stroke-width'] ?? 1));
      if (style['stroke-linejoin'] === 'round') paint.setStrokeJoin(kit.StrokeJoin.Round);
      const dashes = style['stroke-dasharray']?.split(/[ ,]+/).map(Number);
      const effect = dashes ? kit.PathEffect.MakeDash(dashes, 0) : null;
      if (effect) paint.setPathEffect(effect);
      draw(paint);
      effect?.delete();
    }
    paint.delete();
  }
}
