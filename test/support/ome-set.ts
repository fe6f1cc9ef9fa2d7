import { buildTiff, greyTags, type BuiltPage } from './tiff-builder';

/** A page of 2 x 1 pixels: `value` and the next. */
export const page = (value: number, xml?: string): BuiltPage => ({
  tags: greyTags(2, 1, 8, xml === undefined ? [] : [{ code: 270, type: 2, values: xml }]),
  blocks: [Uint8Array.of(value, value + 1)],
});

/** OME-XML of a 2 x 1 image with `sizes`, whose TiffData elements and channels are given as text. */
export const ome = (sizes: string, inside: string, uuid = 'urn:uuid:a') =>
  `<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06" UUID="${uuid}">` +
  `<Image ID="Image:0" Name="cells"><Pixels DimensionOrder="XYCZT" Type="uint8" SizeX="2" SizeY="1" ${sizes} ` +
  `PhysicalSizeX="65" PhysicalSizeXUnit="nm" PhysicalSizeZ="0.3" TimeIncrement="250" TimeIncrementUnit="ms">` +
  `${inside}</Pixels></Image></OME>`;

/** Two files, a frame of two channels each, that describe each other. */
export const OME_OF_SET = ome(
  'SizeC="2" SizeZ="1" SizeT="2"',
  '<Channel ID="0" Name="DAPI" Color="65535"/><Channel ID="1" Name="GFP"/>' +
    '<TiffData FirstT="0" PlaneCount="2"><UUID FileName="t0.ome.tif">urn:uuid:a</UUID></TiffData>' +
    '<TiffData FirstT="1" PlaneCount="2"><UUID FileName="t1.ome.tif">urn:uuid:b</UUID></TiffData>',
);

/** The bytes of the two files: t0.ome.tif (pixels from 10 and 20 on) and t1.ome.tif (from 30 and 40 on). */
export function omeSet(): [Uint8Array, Uint8Array] {
  const second = OME_OF_SET.replace('UUID="urn:uuid:a"', 'UUID="urn:uuid:b"');
  return [buildTiff([page(10, OME_OF_SET), page(20)]), buildTiff([page(30, second), page(40)])];
}
