import { XMLParser } from 'fast-xml-parser';

/** All elements of a name in an SVG, as maps of their attributes, with their text as `#text`. */
export function elements(svg: string, name: string): Record<string, string>[] {
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', parseTagValue: false });
  const found: Record<string, string>[] = [];
  const walk = (node: unknown, under: string): void => {
    if (Array.isArray(node)) node.forEach((child) => walk(child, under));
    else if (under === name) found.push(typeof node === 'string' ? { '#text': node } : (node as never));
    if (node !== null && typeof node === 'object' && !Array.isArray(node)) {
      for (const [key, child] of Object.entries(node)) walk(child, key);
    }
  };
  walk(parser.parse(svg), '');
  return found;
}

/** What an SVG says in words. */
export function texts(svg: string): string[] {
  return elements(svg, 'text').map((node) => String(node['#text']));
}
