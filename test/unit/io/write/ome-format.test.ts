import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { ImageInfo } from '../../../../src-main/contract/image';
import { omeXml } from '../../../../src-main/io/write/ome-format';
import { provenanceText } from '../../../../src-main/io/write/provenance-text';
import { stackOrder } from '../../../../src-main/io/write/stack-order';
import { imageInfo } from '../../../support/memory-source';

const xmlOf = (given: Parameters<typeof imageInfo>[0], provenance = {}) => {
  const info: ImageInfo = imageInfo(given);
  return omeXml(info, stackOrder(info), provenance);
};
const parse = (xml: string) =>
  new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    htmlEntities: true,
    processEntities: true,
  }).parse(xml).OME;

const greenLut = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 1 ? Math.floor(i / 3) : 0));

describe('omeXml', () => {
  test('describes sizes, pixel type, calibration and channels', () => {
    const { Image } = parse(
      xmlOf({
        axes: 'TZCYX',
        shape: [2, 3, 2, 5, 6],
        pixelType: 'float32',
        name: 'cells',
        calibration: { pixelSizeUm: { x: 0.1, y: 0.2, z: 0.3 }, frameIntervalS: 0.5 },
        channels: [
          { name: 'GFP', lut: greenLut, displayRange: null },
          { name: null, lut: null, displayRange: null },
        ],
      }),
    );
    const { Channel, TiffData, ...attributes } = Image.Pixels;
    expect(Image.Name).toBe('cells');
    expect(attributes).toEqual({
      ID: 'Pixels:0',
      DimensionOrder: 'XYCZT',
      Type: 'float',
      SizeX: '6',
      SizeY: '5',
      SizeC: '2',
      SizeZ: '3',
      SizeT: '2',
      BigEndian: 'false',
      PhysicalSizeX: '0.1',
      PhysicalSizeXUnit: 'µm',
      PhysicalSizeY: '0.2',
      PhysicalSizeYUnit: 'µm',
      PhysicalSizeZ: '0.3',
      PhysicalSizeZUnit: 'µm',
      TimeIncrement: '0.5',
      TimeIncrementUnit: 's',
    });
    expect(Channel).toEqual([
      { ID: 'Channel:0:0', Name: 'GFP', SamplesPerPixel: '1', Color: String(0x00ff00ff) },
      { ID: 'Channel:0:1', SamplesPerPixel: '1' },
    ]);
    expect(TiffData).toEqual({ IFD: '0', PlaneCount: '12' });
  });

  test('counts the samples of RGB as three channels in one', () => {
    const { Pixels } = parse(xmlOf({ axes: 'YXS', shape: [5, 6, 3], pixelType: 'uint8' })).Image;
    expect([Pixels.SizeC, Pixels.Interleaved, Pixels.Channel.SamplesPerPixel]).toEqual(['3', 'true', '3']);
  });

  test('keeps the provenance as keys and values', () => {
    const provenance = { model: { name: 'a < b & "c"', bytes: 12 }, slices: [1, 2] };
    const { MapAnnotation } = parse(
      xmlOf({ axes: 'YX', shape: [5, 6], pixelType: 'uint8' }, provenance),
    ).StructuredAnnotations;
    expect(MapAnnotation.Namespace).toBe('finescope/provenance');
    expect(MapAnnotation.Value.M).toEqual([
      { K: 'model.name', '#text': 'a < b & "c"' },
      { K: 'model.bytes', '#text': 12 },
      { K: 'slices', '#text': '[1,2]' },
    ]);
  });

  test('is well-formed ASCII whatever the names hold', () => {
    const name = 'µ ü 漢 😀 </Image> & "quoted" \u0001 \ud800';
    const xml = xmlOf({
      axes: 'YX',
      shape: [5, 6],
      pixelType: 'uint8',
      name,
      channels: [{ name, lut: null, displayRange: null }],
    });
    expect(/^[\x09\x0a\x0d\x20-\x7e]*$/.test(xml)).toBe(true);
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xmlOf({ axes: 'YX', shape: [5, 6], pixelType: 'uint8', name: 'true' })).toContain('Name="true"');
    expect(parse(xml).Image.Name).toBe('µ ü 漢 😀 </Image> & "quoted" \ufffd \ufffd');
  });
});

describe('provenanceText', () => {
  test('is a title and lines of key = value, nested keys joined by dots', () => {
    const text = provenanceText({ a: { b: 'µ', c: null }, d: [1, 'x'], e: 'two\nlines', f: true, g: 0.5 });
    expect(text).toBe(
      'Finescope provenance\na.b = µ\na.c = null\nd = [1,"x"]\ne = "two\\nlines"\nf = true\ng = 0.5\n',
    );
  });
});
