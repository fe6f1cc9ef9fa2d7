import { XMLParser } from 'fast-xml-parser';

/** An element of an SVG: its attributes, its elements in order, and its text. */
export interface SvgElement {
  name: string;
  attributes: Record<string, string>;
  children: SvgElement[];
  text: string;
}

const PREFIX = '@';
const ATTRIBUTES = ':@';
const TEXT = '#text';

/** The root element of an SVG document. Throws Error where it is none. */
export function parseSvg(svg: string): SvgElement {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: PREFIX,
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true, // numeric ones, too
  });
  const root = (parser.parse(svg, true) as Node[]).map(toElement).find(({ name }) => name === 'svg');
  if (!root) throw new Error('This is no SVG.');
  return root;
}

type Node = Record<string, unknown>;

function toElement(node: Node): SvgElement {
  const name = Object.keys(node).find((key) => key !== ATTRIBUTES)!;
  const within = Array.isArray(node[name]) ? (node[name] as Node[]) : [];
  const attributes = Object.entries((node[ATTRIBUTES] ?? {}) as Record<string, string>);
  return {
    name,
    attributes: Object.fromEntries(attributes.map(([key, value]) => [key.slice(PREFIX.length), value])),
    children: within.filter((child) => !(TEXT in child)).map(toElement),
    text: within.map((child) => String(child[TEXT] ?? '')).join(''),
  };
}
