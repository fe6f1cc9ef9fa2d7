import { describe, expect, test } from 'vitest';
import type { PixelType } from '../../../../src-main/contract/image';
import { stackOrder } from '../../../../src-main/io/write/stack-order';
import { asciiField } from '../../../../src-main/io/write/tiff-directory';
import { layOutTiff, type TiffFormat } from '../../../../src-main/io/write/tiff-layout';
import { imageInfo } from '../../../support/memory-source';

const layOut = (
  shape: number[],
  axes: string,
  pixelType: PixelType,
  beyondClassic: TiffFormat['beyondClassic'] = 'bigTiff',
) =>
  layOutTiff(stackOrder(imageInfo({ shape, axes, pixelType })), {
    firstFields: [],
    everyField: [],
    beyondClassic,
  });

/** Tag, type, count and inline value of the entries of a classic directory. */
function entries(bytes: Uint8Array): Map<number, { type: number; count: number; value: number }> {
  const view = new DataView(bytes.buffer);
  const found = new Map<number, { type: number; count: number; value: number }>();
  for (let i = 0; i < view.getUint16(0, true); i++) {
    const at = 2 + i * 12;
    const type = view.getUint16(at + 2, true);
    const value = type === 3 ? view.getUint16(at + 8, true) : view.getUint32(at + 8, true);
    found.set(view.getUint16(at, true), { type, count: view.getUint32(at + 4, true), value });
  }
  return found;
}

describe('layOutTiff', () => {
  test('lays planes one after the other, without gaps, between the first directory and the others', () => {
    const layout = layOut([3, 19, 37], 'TYX', 'uint16');
    const [header, ...directories] = [...layout.pieces()];
    expect([header!.position, directories[0]!.position]).toEqual([0, 8]);
    expect(directories).toHaveLength(3);
    const offsets = directories.map(({ bytes }) => entries(bytes).get(273)!.value);
    const planeBytes = 19 * 37 * 2;
    expect(layout.planeBytes).toBe(planeBytes);
    expect(offsets).toEqual([0, 1, 2].map((plane) => layout.dataOffset + plane * planeBytes));
    expect(directories[0]!.bytes.length + 8).toBeLessThanOrEqual(layout.dataOffset);
    expect(directories[1]!.position).toBeGreaterThanOrEqual(offsets[2]! + planeBytes);
    expect(layout.fileBytes).toBe(directories[2]!.position + directories[2]!.bytes.length);
  });

  test('has room for a first directory that grows while pixels are written, and says where it is too much', () => {
    const order = stackOrder(imageInfo({ shape: [3, 4, 4], axes: 'TYX', pixelType: 'uint8' }));
    const said = (length: number): TiffFormat => ({
      firstFields: [asciiField(270, 'x'.repeat(length))],
      everyField: [],
      beyondClassic: 'bigTiff',
    });
    const layout = layOutTiff(order, said(100));
    const [, first] = [...layout.pieces()];
    const grown = layout.firstDirectory(said(1100));
    expect(grown.position).toBe(first!.position);
    expect(entries(grown.bytes).get(270)!.count).toBe(1101);
    expect(entries(grown.bytes).get(273)).toEqual(entries(first!.bytes).get(273));
    expect(grown.position + grown.bytes.length).toBeLessThanOrEqual(layout.dataOffset);
    expect(() => layout.firstDirectory(said(1200))).toThrow(/outgrew its room/);
  });

  test('chains the directories and ends with none', () => {
    const [, ...directories] = [...layOut([3, 4, 4], 'TYX', 'uint8').pieces()];
    const next = ({ bytes }: { bytes: Uint8Array }) => {
      const view = new DataView(bytes.buffer);
      return view.getUint32(2 + view.getUint16(0, true) * 12, true);
    };
    expect(directories.map(next)).toEqual([directories[1]!.position, directories[2]!.position, 0]);
  });

  test('says how values are stored', () => {
    const [, first] = [...layOut([5, 6], 'YX', 'float64').pieces()];
    const tags = entries(first!.bytes);
    expect([256, 257, 258, 259, 262, 277, 339].map((tag) => tags.get(tag)!.value)).toEqual([
      6, 5, 64, 1, 1, 1, 3,
    ]);
    const signed = entries([...layOut([5, 6], 'YX', 'int16').pieces()][1]!.bytes);
    expect([signed.get(258)!.value, signed.get(339)!.value]).toEqual([16, 2]);
    const rgb = entries([...layOut([5, 6, 3], 'YXS', 'uint8').pieces()][1]!.bytes);
    expect([rgb.get(258)!.count, rgb.get(262)!.value, rgb.get(277)!.value]).toEqual([3, 2, 3]);
  });

  test('groups rows to strips so that a part of a large plane can be read alone', () => {
    const [, first] = [...layOut([1000, 1000], 'YX', 'uint16').pieces()];
    const tags = entries(first!.bytes);
    expect(tags.get(278)!.value).toBe(131);
    expect([tags.get(273)!.count, tags.get(279)!.count]).toEqual([8, 8]);
    const view = new DataView(first!.bytes.buffer);
    const counts = Array.from({ length: 8 }, (_, i) =>
      view.getUint32(tags.get(279)!.value - first!.position + i * 4, true),
    );
    expect(counts).toEqual([...new Array<number>(7).fill(131 * 2000), 83 * 2000]);
  });

  test('becomes BigTIFF by itself beyond 4 GB, and not before', () => {
    expect(layOut([1000, 2048, 1049], 'TYX', 'uint16').big).toBe(true);
    expect(layOut([1000, 2048, 1048], 'TYX', 'uint16')).toMatchObject({ big: false, directories: 1000 });
  });

  test("goes ImageJ's way beyond 4 GB: a classic TIFF with one directory, all planes following", () => {
    const layout = layOut([1000, 2048, 2048], 'TYX', 'uint16', 'firstDirectoryOnly');
    expect(layout).toMatchObject({ big: false, directories: 1 });
    expect(layout.fileBytes).toBe(layout.dataOffset + 1000 * 2 ** 23);
  });

  test('is BigTIFF also there when a single plane is beyond 4 GB', () => {
    expect(layOut([2, 65536, 40000], 'TYX', 'uint16', 'firstDirectoryOnly')).toMatchObject({
      big: true,
      directories: 2,
    });
  });
});
