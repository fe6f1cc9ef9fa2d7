import type { DatasetField } from '../contract/dataset';
import { svgDocument } from './document-svg';
import { element, text } from './svg';

const FONT_SIZE = 8;
/** A picture of two images side by side, in points, and the room for words below. */
const [WIDTH, HEIGHT, WORDS, GAP] = [160, 80, 26, 12];
const COLUMNS = 3;

/** The fields of a data set on one sheet: the mean of the frames beside the target, with name, RSP, and what is wrong. */
export function contactSheetSvg(fields: readonly DatasetField[]): string {
  const rows = Math.ceil(fields.length / COLUMNS);
  const columns = Math.min(COLUMNS, fields.length);
  const page = {
    width: columns * (WIDTH + GAP) + GAP,
    height: rows * (HEIGHT + WORDS + GAP) + GAP,
  };
  const panels = fields.map((field, i) => {
    const x = GAP + (i % COLUMNS) * (WIDTH + GAP);
    const y = GAP + Math.floor(i / COLUMNS) * (HEIGHT + WORDS + GAP);
    const place = { x, y, width: WIDTH, height: HEIGHT };
    const isReady = field.state === 'ready';
    const rsp = field.rsp === null ? '' : `, RSP ${field.rsp.toFixed(2)}`;
    return (
      element('rect', { ...place, fill: '#eee' }) +
      (field.picture
        ? element('image', { ...place, href: field.picture, preserveAspectRatio: 'xMidYMid meet' })
        : '') +
      text(`${field.name}${rsp}`, x, y + HEIGHT + FONT_SIZE * 1.3, { 'font-weight': 600, fill: '#222' }) +
      text(isReady ? '' : `left out: ${shortened(field.reasons[0] ?? '')}`, x, y + HEIGHT + FONT_SIZE * 2.6, {
        fill: '#b3261e',
      })
    );
  });
  return svgDocument({ ...page, fontSize: FONT_SIZE, styles: '' }, ...panels);
}

/** A sentence as long as fits below a picture. */
function shortened(sentence: string): string {
  return sentence.length <= 40 ? sentence : `${sentence.slice(0, 39)}…`;
}
