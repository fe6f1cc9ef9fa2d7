import { XMLBuilder } from 'fast-xml-parser';
import type { Provenance } from '../../contract/files-api';
import type { ImageInfo, PixelType } from '../../contract/image';
import { TAG } from '../tiff/tags';
import { PROVENANCE_NAMESPACE, provenancePairs } from './provenance-text';
import { rational } from './rational';
import { channelsOf, type StackOrder } from './stack-order';
import { asciiField, FIELD, type TiffField } from './tiff-directory';
import type { TiffFormat } from './tiff-layout';

const NAMESPACE = 'http://www.openmicroscopy.org/Schemas/OME/2016-06';

/** OME's names of the pixel types it has. */
const OME_TYPES: Partial<Record<PixelType, string>> = {
  uint8: 'uint8',
  int8: 'int8',
  uint16: 'uint16',
  int16: 'int16',
  uint32: 'uint32',
  int32: 'int32',
  float32: 'float',
  float64: 'double',
};

/**
 * An OME-TIFF: OME-XML (schema 2016-06) in the first directory, BigTIFF beyond 4 GB. OME keeps a channel's colour, not
 * its LUT: the LUT's last entry is written.
 */
export function omeFormat(info: ImageInfo, order: StackOrder, provenance: Provenance): TiffFormat {
  return {
    firstFields: [asciiField(TAG.imageDescription, omeXml(info, order, provenance))],
    everyField: resolutionFields(info),
    beyondClassic: 'bigTiff',
  };
}

/** The OME-XML of a stack: one image, its planes in the file's order, and the provenance as a map of keys and values. */
export function omeXml(info: ImageInfo, order: StackOrder, provenance: Provenance): string {
  const { width, height, channels, slices, frames, planes, axes, samples, pixelType } = order;
  const type = OME_TYPES[pixelType];
  const { pixelSizeUm, frameIntervalS } = info.calibration;
  const length = (axis: string, value: number | null) =>
    value === null ? {} : { [`@PhysicalSize${axis}`]: value, [`@PhysicalSize${axis}Unit`]: 'µm' };
  const interval =
    frameIntervalS === null ? {} : { '@TimeIncrement': frameIntervalS, '@TimeIncrementUnit': 's' };
  const image = {
    '@ID': 'Image:0',
    ...(info.name === null ? {} : { '@Name': info.name }),
    Pixels: {
      '@ID': 'Pixels:0',
      '@DimensionOrder': `XY${[...axes].reverse().join('')}`,
      '@Type': type,
      '@SizeX': width,
      '@SizeY': height,
      '@SizeC': channels * samples,
      '@SizeZ': slices,
      '@SizeT': frames,
      '@BigEndian': false,
      ...(samples > 1 ? { '@Interleaved': true } : {}),
      ...length('X', pixelSizeUm.x),
      ...length('Y', pixelSizeUm.y),
      ...length('Z', pixelSizeUm.z),
      ...interval,
      Channel: channelsOf(info, order).map(({ name, lut }, i) => ({
        '@ID': `Channel:0:${i}`,
        ...(name === null ? {} : { '@Name': name }),
        '@SamplesPerPixel': samples,
        ...(samples === 1 ? colour(lut) : {}),
      })),
      TiffData: { '@IFD': 0, '@PlaneCount': planes },
    },
    AnnotationRef: { '@ID': 'Annotation:0' },
  };
  const root = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    OME: {
      '@xmlns': NAMESPACE,
      '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      '@xsi:schemaLocation': `${NAMESPACE} ${NAMESPACE}/ome.xsd`,
      '@Creator': 'Finescope',
      Image: image,
      StructuredAnnotations: {
        MapAnnotation: {
          '@ID': 'Annotation:0',
          '@Namespace': PROVENANCE_NAMESPACE,
          Value: { M: provenancePairs(provenance).map(([key, value]) => ({ '@K': key, '#text': value })) },
        },
      },
    },
  };
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    suppressEmptyNode: true,
    suppressBooleanAttributes: false,
  });
  return asciiXml(builder.build(root));
}

/** Replaces characters that XML forbids, and writes those beyond ASCII as references: the tag holds ASCII. */
function asciiXml(xml: string): string {
  return xml
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replace(/[^\x00-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** The brightest colour of a LUT as OME writes it, a signed number of red, green, blue and opacity. */
function colour(lut: Uint8Array | null): { '@Color'?: number } {
  const [red, green, blue] = lut?.subarray(765) ?? [0, 0, 0];
  if (red! + green! + blue! === 0) return {};
  return { '@Color': (red! << 24) | (green! << 16) | (blue! << 8) | 255 };
}

/** Pixels per centimetre, for readers of plain TIFF; OME readers take the XML's. */
function resolutionFields({ calibration: { pixelSizeUm } }: ImageInfo): TiffField[] {
  const { x, y } = pixelSizeUm;
  if (x === null || y === null) return [];
  return [
    { tag: TAG.xResolution, type: FIELD.rational, values: rational(10_000 / x) },
    { tag: TAG.yResolution, type: FIELD.rational, values: rational(10_000 / y) },
    { tag: TAG.resolutionUnit, type: FIELD.short, values: [3] },
  ];
}
