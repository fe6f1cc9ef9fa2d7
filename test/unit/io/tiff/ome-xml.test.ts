import { describe, expect, it } from 'vitest';
import { parseOmeXml } from '../../../../src-main/io/tiff/ome-xml';

const image = (inside: string, pixels = '') =>
  `<?xml version="1.0"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="urn:uuid:1">` +
  `<Image ID="Image:0" Name="a &amp; b"><Pixels DimensionOrder="XYCZT" Type="uint16" SizeX="4" SizeY="3" SizeC="2" ` +
  `SizeZ="1" SizeT="5" ${pixels}>${inside}</Pixels></Image></OME>`;

describe('OME-XML', () => {
  it('gives sizes, slowest axis first, and the name with its entities', () => {
    const [only] = parseOmeXml(image('<TiffData/>')).images;
    expect(only).toMatchObject({ name: 'a & b', order: 'TZCYX', sizes: { X: 4, Y: 3, C: 2, Z: 1, T: 5 } });
  });

  it('gives sizes of pixels with their units, micrometres where there is none', () => {
    const [only] = parseOmeXml(
      image(
        '',
        'PhysicalSizeX="65" PhysicalSizeXUnit="nm" PhysicalSizeY="0.1" TimeIncrement="20" TimeIncrementUnit="ms"',
      ),
    ).images;
    expect(only!.physicalSize).toEqual({
      X: { value: 65, unit: 'nm' },
      Y: { value: 0.1, unit: 'µm' },
      Z: null,
    });
    expect(only!.timeIncrement).toEqual({ value: 20, unit: 'ms' });
  });

  it('gives names and colours of channels; white is no colour', () => {
    const [only] = parseOmeXml(
      image(
        '<Channel Name="GFP" Color="16711935"/><Channel Color="-1"/><Channel Name="&#181;" Color="-16776961"/>',
      ),
    ).images;
    expect(only!.channels).toEqual([
      { name: 'GFP', color: [0, 255, 0], samples: 1 },
      { name: null, color: null, samples: 1 },
      { name: 'µ', color: [255, 0, 0], samples: 1 },
    ]);
  });

  it('gives where planes lie, with files and prefixes', () => {
    const xml = image(
      '<TiffData IFD="3" FirstT="2"><UUID FileName="b.ome.tif">urn:uuid:2</UUID></TiffData><TiffData PlaneCount="4"/>',
    ).replace(/<(\/?)(\w)/g, '<$1ome:$2');
    expect(parseOmeXml(xml).images[0]!.tiffData).toEqual([
      { ifd: 3, planes: 1, first: { Z: 0, C: 0, T: 2 }, uuid: { id: 'urn:uuid:2', fileName: 'b.ome.tif' } },
      { ifd: 0, planes: 4, first: { Z: 0, C: 0, T: 0 }, uuid: null },
    ]);
  });

  it('names the file that holds the metadata of one that has only pixels', () => {
    const xml = '<OME><BinaryOnly MetadataFile="set.companion.ome" UUID="urn:uuid:3"/></OME>';
    expect(parseOmeXml(xml)).toMatchObject({ metadataFile: 'set.companion.ome', images: [] });
  });

  it('refuses entities of its own, whatever they would become', () => {
    expect(() => parseOmeXml('<!DOCTYPE x [<!ENTITY a "aaaa">]><OME>&a;</OME>')).toThrow('declares entities');
  });

  it('refuses more elements or attributes than any image has', () => {
    expect(() => parseOmeXml(`<OME>${'<a/>'.repeat(2_600_000)}</OME>`)).toThrow(
      'too many elements or attributes',
    );
    const attributes = Array.from({ length: 1200 }, (_, i) => `a${i}="1"`).join(' ');
    expect(() => parseOmeXml(`<OME ${attributes}/>`)).toThrow('too many elements or attributes');
  });

  it.each([
    ['SizeT="-5"', 'gives "-5" as SizeT'],
    ['SizeT="1e99"', 'gives "1e99" as SizeT'],
  ])('refuses %s', (attribute, message) => {
    expect(() => parseOmeXml(image('').replace('SizeT="5"', attribute))).toThrow(message);
  });

  it('refuses an order of axes that is none', () => {
    expect(() => parseOmeXml(image('').replace('XYCZT', 'XYCZZ'))).toThrow('gives "XYCZZ" as DimensionOrder');
  });
});
