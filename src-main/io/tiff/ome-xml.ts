import { XMLParser } from 'fast-xml-parser';

/** Longest OME-XML that is read: 100,000 planes with file names have about 25 MB. */
const MAX_XML_CHARACTERS = 96 * 2 ** 20;

/** Most tags and attributes together: each takes memory however short it is; 100,000 planes have about 2 million. */
const MAX_XML_PARTS = 2_500_000;

/** Most attributes of one element; Micro-Manager and Bio-Formats write up to some thirty. */
const MAX_ATTRIBUTES = 1000;

/** A TiffData element: `planes` pages from page `ifd` of a file on, placed from `first` on. */
export interface OmeTiffData {
  ifd: number;
  /** 0 where the file does not say: all pages. */
  planes: number;
  first: Record<string, number>;
  uuid: { id: string; fileName: string | null } | null;
}

/** A Channel element; `color` is red, green, blue. */
export interface OmeChannel {
  name: string | null;
  color: [number, number, number] | null;
  samples: number;
}

/** An Image element and its Pixels. Sizes are by axis letter; `order` is slowest axis first ("TZCYX"). */
export interface OmeImage {
  name: string | null;
  order: string;
  sizes: Record<string, number>;
  channels: OmeChannel[];
  tiffData: OmeTiffData[];
  /** Value and unit as written. */
  physicalSize: Record<'X' | 'Y' | 'Z', { value: number; unit: string } | null>;
  timeIncrement: { value: number; unit: string } | null;
  /** The first annotation an image refers to: where its modulo axes are described. */
  annotation: string | null;
}

/** An axis that is really two (6D, 7D and 8D storage): the new axis' letter and length. */
export interface OmeModulo {
  axis: string;
  newAxis: string;
  size: number;
}

export interface OmeXml {
  uuid: string | null;
  images: OmeImage[];
  modulo: Map<string, OmeModulo[]>;
  /** The companion file that holds the metadata, where this file holds only pixels. */
  metadataFile: string | null;
}

/** Axis letters by the names of modulo types. */
const MODULO_AXES: Readonly<Record<string, string>> = {
  angle: 'A',
  phase: 'P',
  tile: 'R',
  lifetime: 'H',
  lambda: 'E',
  other: 'Q',
};

type Element = Record<string, unknown>;

/**
 * Reads OME-XML. Entities are never expanded and a document type is refused, so that a small text cannot become a
 * large one. Throws an Error whose message completes "The OME-XML ...".
 */
export function parseOmeXml(text: string): OmeXml {
  checkXml(text);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    // Planes (one for each page) say nothing that is used here.
    updateTag: (name) => (name === 'Plane' || name === 'BinData' ? false : name),
    isArray: (name) => ['Image', 'Pixels', 'Channel', 'TiffData', 'XMLAnnotation', 'Label'].includes(name),
  });
  let root: Element;
  try {
    root = child(parser.parse(text) as Element, 'OME');
  } catch (error) {
    throw new Error('cannot be read', { cause: error });
  }
  const binaryOnly = child(root, 'BinaryOnly');
  return {
    uuid: attribute(root, 'UUID'),
    images: children(root, 'Image').flatMap(readImage),
    modulo: readModulo(root),
    metadataFile: 'BinaryOnly' in root ? (attribute(binaryOnly, 'MetadataFile') ?? '') : null,
  };
}

/** Refuses XML that could take more than its share. Throws an Error whose message completes "The OME-XML ...". */
export function checkXml(text: string): void {
  if (text.length > MAX_XML_CHARACTERS) throw new Error(`is too long (${text.length} characters)`);
  if (countParts(text) > MAX_XML_PARTS) throw new Error('has too many elements or attributes');
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new Error('declares entities, which OME-XML never does');
}

/** Tags and attributes, by the characters that begin and join them; Infinity where one element has too many. */
function countParts(text: string): number {
  let count = 0;
  let attributes = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x3c) attributes = 0;
    else if (code !== 0x3d) continue;
    else if (++attributes > MAX_ATTRIBUTES) return Infinity;
    count++;
  }
  return count;
}

function child(element: Element, name: string): Element {
  const value = element[name];
  const one = Array.isArray(value) ? (value[0] as unknown) : value;
  return typeof one === 'object' && one !== null ? (one as Element) : {};
}

function children(element: Element, name: string): Element[] {
  const value = element[name];
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
  return list.map((one) => (typeof one === 'object' && one !== null ? (one as Element) : { '#text': one }));
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The five entities of XML and characters by number. */
function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code =
      name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function attribute(element: Element, name: string): string | null {
  const value = element[`@${name}`];
  return typeof value === 'string' ? decodeEntities(value) : null;
}

/** A whole number; what is none, negative or beyond 2^31 is an Error. */
function whole(element: Element, name: string, otherwise: number): number {
  const text = attribute(element, name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 2 ** 31)
    throw new Error(`gives "${text.slice(0, 40)}" as ${name}`);
  return value;
}

function quantity(element: Element, name: string, unit: string): { value: number; unit: string } | null {
  const value = Number(attribute(element, name) ?? NaN);
  return value > 0 && Number.isFinite(value)
    ? { value, unit: attribute(element, `${name}Unit`) ?? unit }
    : null;
}

function readImage(image: Element): OmeImage[] {
  return children(image, 'Pixels').map((pixels) => {
    const dimensionOrder = attribute(pixels, 'DimensionOrder') ?? '';
    if ([...dimensionOrder].sort().join('') !== 'CTXYZ' || !dimensionOrder.startsWith('XY')) {
      throw new Error(`gives "${dimensionOrder.slice(0, 40)}" as DimensionOrder`);
    }
    const sizes = Object.fromEntries(
      [...dimensionOrder].map((axis) => [axis, whole(pixels, `Size${axis}`, 1)]),
    );
    return {
      name: attribute(image, 'Name'),
      order: [...dimensionOrder].reverse().join(''),
      sizes,
      channels: children(pixels, 'Channel').map(readChannel),
      tiffData: children(pixels, 'TiffData').map(readTiffData),
      physicalSize: {
        X: quantity(pixels, 'PhysicalSizeX', '\u00b5m'),
        Y: quantity(pixels, 'PhysicalSizeY', '\u00b5m'),
        Z: quantity(pixels, 'PhysicalSizeZ', '\u00b5m'),
      },
      timeIncrement: quantity(pixels, 'TimeIncrement', 's'),
      annotation: attribute(child(image, 'AnnotationRef'), 'ID'),
    };
  });
}

function readChannel(channel: Element): OmeChannel {
  const color = Number(attribute(channel, 'Color') ?? NaN);
  // A signed 32-bit integer of red, green, blue, alpha; -1 is white, which is no colour of its own.
  const bits = Number.isInteger(color) && color !== -1 ? color >>> 0 : null;
  return {
    name: attribute(channel, 'Name'),
    color: bits === null ? null : [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255],
    samples: whole(channel, 'SamplesPerPixel', 1),
  };
}

function readTiffData(data: Element): OmeTiffData {
  const uuid = 'UUID' in data ? children(data, 'UUID')[0] : undefined;
  const text = uuid?.['#text'];
  const hasIfd = attribute(data, 'IFD') !== null;
  return {
    ifd: whole(data, 'IFD', 0),
    planes: whole(data, 'PlaneCount', whole(data, 'NumPlanes', hasIfd ? 1 : 0)),
    first: { Z: whole(data, 'FirstZ', 0), C: whole(data, 'FirstC', 0), T: whole(data, 'FirstT', 0) },
    uuid: uuid ? { id: typeof text === 'string' ? text : '', fileName: attribute(uuid, 'FileName') } : null,
  };
}

function readModulo(root: Element): Map<string, OmeModulo[]> {
  const found = new Map<string, OmeModulo[]>();
  for (const annotation of children(child(root, 'StructuredAnnotations'), 'XMLAnnotation')) {
    const id = attribute(annotation, 'ID');
    if (id === null || !(attribute(annotation, 'Namespace') ?? '').endsWith('modulo')) continue;
    const modulo = child(child(annotation, 'Value'), 'Modulo');
    const along: OmeModulo[] = [];
    for (const axis of ['Z', 'T', 'C']) {
      const element = child(modulo, `ModuloAlong${axis}`);
      if (!(`ModuloAlong${axis}` in modulo)) continue;
      const type = attribute(element, 'Type') ?? 'other';
      const number = (name: string, otherwise: number) => Number(attribute(element, name) ?? otherwise);
      const size =
        attribute(element, 'Start') !== null
          ? Math.ceil((number('End', 0) + number('Step', 1) - number('Start', 0)) / number('Step', 1) - 1e-9)
          : children(element, 'Label').length;
      if (size >= 1 && size < 2 ** 31) along.push({ axis, newAxis: MODULO_AXES[type] ?? 'Q', size });
    }
    found.set(id, along);
  }
  return found;
}
