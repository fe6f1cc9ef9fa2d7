import type { Canvas, Font, Paint } from 'canvaskit-wasm';
import type { Skia } from './skia';

/** A line of text: where its baseline begins, is halved or ends, and how large it is. */
export interface Words {
  text: string;
  x: number;
  y: number;
  size: number;
  isBold: boolean;
  anchor: string;
}

/** Draws a line of text and answers the characters that the fonts lack. */
export function drawText(
  { kit, typefaces }: Skia,
  canvas: Canvas,
  paint: Paint,
  { text, x, y, size, isBold, anchor }: Words,
): string[] {
  const fonts = typefaces.map((typeface) => {
    const font = new kit.Font(typeface, size);
    // As on paper: no glyph is fitted to the grid of pixels, nor its width.
    font.setSubpixel(true);
    font.setLinearMetrics(true);
    font.setHinting(kit.FontHinting.None);
    font.setEmbolden(isBold);
    return font;
  });
  const missing: string[] = [];
  const parts = partsByFont(text, fonts, missing);
  const widths = parts.map(({ text: part, font }) =>
    font.getGlyphWidths(font.getGlyphIDs(part)).reduce((sum, width) => sum + width, 0),
  );
  const width = widths.reduce((sum, part) => sum + part, 0);
  let at = x - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
  parts.forEach(({ text: part, font }, i) => {
    canvas.drawText(part, at, y, paint, font);
    at += widths[i]!;
  });
  for (const font of fonts) font.delete();
  return missing;
}

/** The text cut where its characters come from another font; the first font draws what none has. */
function partsByFont(text: string, fonts: Font[], missing: string[]): { text: string; font: Font }[] {
  const parts: { text: string; font: Font }[] = [];
  for (const character of text) {
    const found = fonts.find((font) => font.getGlyphIDs(character).every((glyph) => glyph !== 0));
    if (!found) missing.push(character);
    const font = found ?? fonts[0]!;
    const last = parts.at(-1);
    if (last?.font === font) last.text += character;
    else parts.push({ text: character, font });
  }
  return parts;
}
