/** Attributes of an element; those that are undefined are left out. */
type Attributes = Record<string, string | number | undefined>;

/** Text that is safe between tags and in attributes. Characters that XML cannot hold are replaced. */
export function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A number with at most four digits after the point: a ten thousandth of a point is far below any printer. */
export function number(value: number): string {
  return String(Number(value.toFixed(4)) + 0);
}

/** An element with what is in it, which is SVG already. */
export function element(name: string, attributes: Attributes, ...children: string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : escaped(String(value))}"`)
    .join('');
  const content = children.join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** A line of text at its baseline. */
export function text(content: string, x: number, y: number, attributes: Attributes = {}): string {
  return content === '' ? '' : element('text', { x, y, ...attributes }, escaped(content));
}

/** White text with a dark halo, legible on any picture. */
export const ON_PICTURE = {
  fill: '#fff',
  stroke: '#000',
  'stroke-opacity': 0.6,
  'stroke-width': 1.2,
  'stroke-linejoin': 'round',
  'paint-order': 'stroke',
} as const;
