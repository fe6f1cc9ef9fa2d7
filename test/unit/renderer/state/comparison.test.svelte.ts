import { describe, expect, it } from 'vitest';
import { anImage, aWorkspace } from '../a-workspace';

/** A tab with one image of 37 x 19 pixels of 0.125 µm, in a pane of 400 x 300 CSS pixels. */
function aComparison() {
  const workspace = aWorkspace();
  const open = anImage(1, 'cells.tif', '/cells.tif');
  open.info.calibration.pixelSizeUm = { x: 0.125, y: 0.125, z: null };
  const comparison = workspace.compare([workspace.adopt(open)]);
  comparison.resize({ width: 400, height: 300 }, 1);
  const uncalibrated = workspace.adopt(anImage(2, 'target.tif', '/target.tif'));
  return { workspace, comparison, uncalibrated };
}

describe('the view of a comparison', () => {
  it('begins at a calm zoom, and is fitted again while nobody moved it', () => {
    const { comparison } = aComparison();
    expect(comparison.zoomPercent(0, 1)).toBeCloseTo(800, 6);
    comparison.resize({ width: 200, height: 300 }, 1);
    expect(comparison.zoomPercent(0, 1)).toBeCloseTo(400, 6);
    comparison.fit();
    expect(comparison.zoomPercent(0, 1)).toBeCloseTo((200 / 37) * 100, 6);
    comparison.resize({ width: 370, height: 300 }, 1);
    expect(comparison.zoomPercent(0, 1)).toBeCloseTo(1000, 6);
  });

  it('stays where a person moved it', () => {
    const { comparison } = aComparison();
    comparison.camera = { ...comparison.camera!, x: 1 };
    comparison.resize({ width: 200, height: 300 }, 1);
    expect(comparison.camera).toMatchObject({ x: 1 });
    expect(comparison.zoomPercent(0, 1)).toBeCloseTo(800, 6);
  });

  it('stays on its place of the sample, as selections do, where an image without pixel size changes the unit', () => {
    const { comparison, uncalibrated } = aComparison();
    comparison.addRoi({ kind: 'rectangle', x: 1.25, y: 0.625, width: 0.5, height: 0.25 });
    comparison.addRoi({ kind: 'line', x1: 0, y1: 0, x2: 3, y2: 1, widthPx: 5 });
    const before = { camera: comparison.camera, rois: comparison.rois };
    comparison.add(uncalibrated, 'other');
    expect(comparison.world.unit).toBe('px');
    expect(comparison.camera!.x).toBeCloseTo(18.5, 9);
    expect(comparison.zoomPercent(0, 1)).toBeCloseTo(800, 6);
    expect(comparison.rois[0]).toMatchObject({ x: 10, y: 5, width: 4, height: 2 });
    expect(comparison.rois[1]).toMatchObject({ x1: 0, y1: 0, x2: 24, y2: 8, widthPx: 5 });
    comparison.remove(uncalibrated);
    expect(comparison.world.unit).toBe('µm');
    expect(comparison.camera!.zoom).toBeCloseTo(before.camera!.zoom, 9);
    expect(comparison.rois[0]).toMatchObject({ id: before.rois[0]!.id, y: 0.625 });
  });

  it('keeps the image in front in front when one before it goes', () => {
    const { workspace, comparison, uncalibrated } = aComparison();
    comparison.add(uncalibrated, 'other');
    comparison.activeIndex = 1;
    comparison.remove(workspace.images.get(1)!);
    expect(comparison.active!.image).toBe(uncalibrated);
  });
});

describe('linked contrast', () => {
  it('is that of all images but densities of emitters, whose values are of another kind', () => {
    const { workspace, comparison, uncalibrated } = aComparison();
    const origin = {
      source: 1,
      region: { x: 0, y: 0, width: 37, height: 19 },
      outputScale: 8,
      hasOwnValues: true,
      method: 'network' as const,
      summedFrames: 5,
      models: ['storm'],
      seconds: 1,
    };
    const density = workspace.adopt({ ...anImage(3, 'cells-sr.tif', null), origin });
    comparison.add(uncalibrated, 'other');
    comparison.add(density, 'result');
    comparison.linkContrast = true;
    comparison.setRange(uncalibrated, 0, { min: 10, max: 900 });
    comparison.setRange(density, 0, { min: 0, max: 3 });
    expect(comparison.images.map(({ channel }) => channel.range)).toEqual([
      { min: 10, max: 900 },
      { min: 10, max: 900 },
      { min: 0, max: 3 },
    ]);
  });
});
