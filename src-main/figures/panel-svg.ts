import {
  cornerPlace,
  drawnMagnification,
  insetCorner,
  type FieldRectangle,
  type FigurePanel,
  type PlacedPicture,
} from './figure';
import type { Place } from './layout';
import { element, ON_PICTURE, text } from './svg';

/** From the border of a panel to what is drawn in its corners, in parts of the text size. */
const MARGIN = 0.8;

/** A panel: picture, box, line, inset, scale bar, letter, label, and the caption below. `id` is unique in the figure. */
export function panelSvg(
  panel: FigurePanel,
  place: Place,
  { id, letter, fontSize, letterSize }: { id: string; letter: string; fontSize: number; letterSize: number },
): string {
  const scale = place.width / panel.field.width; // points per world unit
  const onPage = ({ x, y, width, height }: FieldRectangle): Place => ({
    x: place.x + x * scale,
    y: place.y + y * scale,
    width: width * scale,
    height: height * scale,
  });
  const margin = MARGIN * fontSize;
  const { line } = panel;
  return element(
    'g',
    { id },
    clip(`${id}-field`, place),
    element('rect', { ...place, fill: '#000' }),
    panel.picture
      ? element('g', { 'clip-path': `url(#${id}-field)` }, image(panel.picture, onPage(panel.picture)))
      : '',
    panel.box ? element('g', { 'clip-path': `url(#${id}-field)` }, frame(onPage(panel.box))) : '',
    line
      ? [
          { stroke: '#000', 'stroke-opacity': 0.6, 'stroke-width': 1.5 },
          { stroke: '#fff', 'stroke-width': 0.75 },
        ]
          .map((style) =>
            element('line', {
              x1: place.x + line.x1 * scale,
              y1: place.y + line.y1 * scale,
              x2: place.x + line.x2 * scale,
              y2: place.y + line.y2 * scale,
              ...style,
              'clip-path': `url(#${id}-field)`,
            }),
          )
          .join('')
      : '',
    insetSvg(panel, place, scale, id),
    scaleBarSvg(panel, place, scale, fontSize),
    text(letter, place.x + margin, place.y + margin + letterSize * 0.75, {
      ...ON_PICTURE,
      'font-size': letterSize,
      'font-weight': 700,
    }),
    text(panel.label, place.x + margin, place.y + place.height - margin, ON_PICTURE),
    text(panel.caption, place.x, place.y + place.height + fontSize * 1.2, { fill: '#222' }),
  );
}

function insetSvg(panel: FigurePanel, place: Place, scale: number, id: string): string {
  const { inset, field } = panel;
  if (!inset) return '';
  const magnified = scale * drawnMagnification(inset, field);
  const { part, picture } = inset;
  const [width, height] = [part.width * magnified, part.height * magnified];
  const offset = cornerPlace(insetCorner(panel, inset), { width, height }, place);
  const corner: Place = { x: place.x + offset.x, y: place.y + offset.y, width, height };
  return element(
    'g',
    { id: `${id}-inset` },
    clip(`${id}-inset-field`, corner),
    element('rect', { ...corner, fill: '#000' }),
    picture
      ? element(
          'g',
          { 'clip-path': `url(#${id}-inset-field)` },
          image(picture, {
            x: corner.x + (picture.x - part.x) * magnified,
            y: corner.y + (picture.y - part.y) * magnified,
            width: picture.width * magnified,
            height: picture.height * magnified,
          }),
        )
      : '',
    element('rect', { ...corner, fill: 'none', stroke: '#fff', 'stroke-width': 0.75 }),
  );
}

function scaleBarSvg({ scaleBar }: FigurePanel, place: Place, scale: number, fontSize: number): string {
  if (!scaleBar) return '';
  const margin = MARGIN * fontSize;
  const width = scaleBar.length * scale;
  const height = fontSize * 0.28;
  const x = scaleBar.corner === 'left' ? place.x + margin : place.x + place.width - margin - width;
  const y = place.y + place.height - margin - height;
  const halo = 0.5;
  return (
    element('rect', {
      x: x - halo,
      y: y - halo,
      width: width + 2 * halo,
      height: height + 2 * halo,
      fill: '#000',
      'fill-opacity': 0.6,
    }) +
    element('rect', { class: 'scale-bar', x, y, width, height, fill: '#fff' }) +
    text(scaleBar.text, x + width / 2, y - fontSize * 0.35, { ...ON_PICTURE, 'text-anchor': 'middle' })
  );
}

function image({ href, pixelated }: PlacedPicture, place: Place): string {
  return element('image', {
    ...place,
    preserveAspectRatio: 'none',
    'image-rendering': pixelated ? 'pixelated' : undefined,
    href,
  });
}

function clip(id: string, place: Place): string {
  return element('clipPath', { id }, element('rect', { ...place }));
}

function frame(place: Place): string {
  return (
    element('rect', { ...place, fill: 'none', stroke: '#000', 'stroke-opacity': 0.6, 'stroke-width': 1.5 }) +
    element('rect', { class: 'box', ...place, fill: 'none', stroke: '#fff', 'stroke-width': 0.75 })
  );
}
