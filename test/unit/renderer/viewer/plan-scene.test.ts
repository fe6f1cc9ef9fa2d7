import { describe, expect, it } from 'vitest';
import { namedLut } from '../../../../src-main/imaging/lut';
import { planScene, type DonePart } from '../../../../src-renderer/viewer/plan-scene';
import type { ImageLayer } from '../../../../src-renderer/viewer/scene';
import type { TileName } from '../../../../src-renderer/viewer/tile-cache';

const lut = namedLut('Grays');
const layer = (more: Partial<ImageLayer> = {}): ImageLayer => ({
  kind: 'image',
  image: 1,
  size: { width: 1024, height: 512 },
  view: { origin: { x: 0, y: 0 }, scale: { x: 1, y: 1 } },
  clip: { x: 0, y: 0, width: 1024, height: 512 },
  look: { x: 1000, y: 100 },
  channels: [{ plane: 0, lut, limits: { min: 0, max: 1 } }],
  brightness: 1,
  ahead: [],
  isComputing: false,
  ...more,
});
const plan = (
  layers: ImageLayer[],
  has: (name: TileName, change: number) => boolean,
  parts: DonePart[] = [],
) => planScene({ width: 1024, height: 512, layers }, { has, done: () => parts });

describe('the plan of a scene', () => {
  it('wants the tiles in view, the nearest to where one looks first', () => {
    const { wants, isCovered, isComplete, pieces } = plan([layer()], () => false);
    expect(wants.map(({ column }) => column)).toEqual([1, 0]);
    expect({ isCovered, isComplete, pieces }).toEqual({ isCovered: false, isComplete: false, pieces: [] });
  });

  it('is covered but not complete with coarser tiles', () => {
    const { isCovered, isComplete, pieces } = plan([layer()], ({ level }) => level === 1);
    expect({ isCovered, isComplete }).toEqual({ isCovered: true, isComplete: false });
    expect(pieces.map(({ area }) => area)).toEqual([
      { x: 512, y: 0, width: 512, height: 512 },
      { x: 0, y: 0, width: 512, height: 512 },
    ]);
  });

  it('adds channels on a black ground', () => {
    const channels = [0, 1].map((plane) => ({ plane, lut, limits: null }));
    const { pieces } = plan([layer({ channels })], () => true);
    expect(pieces[0]!.kind).toBe('ground');
    expect(pieces.slice(1).every((piece) => piece.kind === 'tile' && piece.add)).toBe(true);
    expect(pieces).toHaveLength(5);
  });

  it('stays in its window, as beside the line of a swipe', () => {
    const { pieces, wants } = plan([layer({ clip: { x: 700, y: 0, width: 324, height: 512 } })], () => true);
    expect(wants.map(({ column }) => column)).toEqual([1]);
    expect(pieces[0]!.area).toEqual({ x: 700, y: 0, width: 324, height: 512 });
  });

  it('wants the next frame after all of this one', () => {
    const { wants } = plan([layer({ ahead: [{ plane: 7 }] })], () => false);
    expect(wants.map(({ plane }) => plane)).toEqual([0, 0, 7, 7]);
  });

  it('of what is computed draws the parts that are done, from tiles read after that', () => {
    const parts = [
      { rectangle: { x: 0, y: 0, width: 64, height: 64 }, change: 1 },
      { rectangle: { x: 64, y: 0, width: 64, height: 64 }, change: 2 },
    ];
    const read = plan([layer({ isComputing: true })], (_, change) => change <= 1, parts);
    expect(read.wants.map(({ column }) => column)).toEqual([0]);
    expect(read.pieces.map(({ area }) => area)).toEqual([{ x: 0, y: 0, width: 64, height: 64 }]);
    expect(read.isComplete).toBe(false);
    expect(plan([layer({ isComputing: true })], () => true, parts).isComplete).toBe(true);
    expect(plan([layer({ isComputing: true })], () => true).wants).toEqual([]);
  });

  it('takes one image from the other where tiles of both are there', () => {
    const { size, view, clip, look } = layer();
    const scene = {
      width: 1024,
      height: 512,
      layers: [
        {
          kind: 'difference' as const,
          size,
          view,
          clip,
          look,
          first: { image: 1, plane: 0 },
          second: { image: 2, plane: 3 },
          lut,
          limits: { min: -1, max: 1 },
        },
      ],
    };
    const done = (): DonePart[] => [];
    const half = planScene(scene, {
      has: ({ image, level, column }) => level === 0 && (image === 1 || column === 0),
      done,
    });
    expect(half.pieces).toHaveLength(1);
    expect(half.pieces[0]).toMatchObject({ name: { image: 2, plane: 3 }, other: { image: 1, plane: 0 } });
    expect(half.wants).toHaveLength(4);
    expect(half.isCovered).toBe(false);
  });
});
