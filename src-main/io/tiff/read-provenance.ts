import { XMLParser } from 'fast-xml-parser';
import type { Provenance } from '../../contract/files-api';
import { PROVENANCE_NAMESPACE, provenanceOfPairs, provenanceOfText } from '../write/provenance-text';
import { readImagejMetadata } from './imagej-metadata';
import { checkXml } from './ome-xml';
import type { TiffFile } from './tiff-file';

/** The record about how an image was made that Finescope wrote into it: ImageJ's info or an annotation of OME-XML. */
export function readProvenance(file: TiffFile): Provenance | null {
  const info = readImagejMetadata(file)?.info;
  if (info) return provenanceOfText(info);
  const description = file.description(file.first);
  return description.includes(PROVENANCE_NAMESPACE) ? provenanceOfXml(description) : null;
}

/** The map of keys and values of the annotation that has our namespace; null where the text cannot be read. */
function provenanceOfXml(text: string): Provenance | null {
  try {
    checkXml(text);
    const tag = /<MapAnnotation\b[^<>]{0,500}"finescope\/provenance"[^<>]{0,500}>/.exec(text);
    if (!tag) return null;
    const start = tag.index + tag[0].length;
    const annotation = text.slice(start, text.indexOf('</MapAnnotation>', start));
    const parser = new XMLParser({
      ignoreAttributes: false,
      attributeNamePrefix: '@',
      parseTagValue: false,
      parseAttributeValue: false,
      trimValues: false,
      processEntities: false,
      isArray: (name) => name === 'M',
    });
    const { Value } = parser.parse(annotation) as { Value?: { M?: Record<string, string>[] } };
    return provenanceOfPairs(
      (Value?.M ?? []).map((pair) => [plain(pair['@K'] ?? ''), plain(pair['#text'] ?? '')] as const),
    );
  } catch {
    return null;
  }
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** A text with XML's own five entities and references to characters, which is all that is written. */
function plain(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|(lt|gt|amp|quot|apos));/g, (all, code?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name]!;
    const point = Number(code);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
}
