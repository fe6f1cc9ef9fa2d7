import { describe, expect, it } from 'vitest';
import { choosePlanes } from '../../../src-main/imaging/selection';
import { keptType, resultInfo } from '../../../src-main/jobs/result-info';
import { imageInfo } from '../../support/memory-source';

const plain = { output: 'image' as const, summed: null };
const region = { x: 2, y: 1, width: 5, height: 4 };
const channel = (name: string) => ({ name, lut: null, displayRange: { min: 1, max: 9 } });

describe('what a result is', () => {
  it('has the chosen planes and a finer pixel size when the network enlarges', () => {
    const info = {
      ...imageInfo({ axes: 'TCYX', shape: [4, 2, 10, 20], pixelType: 'uint16' }),
      calibration: { pixelSizeUm: { x: 0.4, y: 0.2, z: 1 }, frameIntervalS: 0.5 },
      channels: [channel('DAPI'), channel('GFP')],
    };
    const chosen = choosePlanes(info, { frames: [1, 3], channels: [2] });
    const result = resultInfo(info, {
      chosen,
      region,
      scale: 4,
      pixelType: 'uint16',
      name: 'out.tif',
      ...plain,
    });
    expect(result).toMatchObject({
      axes: 'TCYX',
      shape: [2, 1, 16, 20],
      calibration: { pixelSizeUm: { x: 0.1, y: 0.05, z: 1 }, frameIntervalS: 0.5 },
      channels: [channel('GFP')],
    });
  });

  it('turns colour samples into channels', () => {
    const info = imageInfo({ axes: 'TYXS', shape: [2, 10, 20, 3], pixelType: 'uint8' });
    const chosen = choosePlanes(info, {});
    const result = resultInfo(info, {
      chosen,
      region,
      scale: 1,
      pixelType: 'uint8',
      name: 'out.tif',
      ...plain,
    });
    expect(result).toMatchObject({ axes: 'TCYX', shape: [2, 3, 4, 5] });
  });

  it('forgets display ranges when the values change their type', () => {
    const info = {
      ...imageInfo({ axes: 'YX', shape: [10, 20], pixelType: 'uint16' }),
      channels: [channel('a')],
    };
    const chosen = choosePlanes(info, {});
    const result = resultInfo(info, {
      chosen,
      region,
      scale: 1,
      pixelType: 'float32',
      name: 'out.tif',
      ...plain,
    });
    expect(result.channels).toEqual([{ name: 'a', lut: null, displayRange: null }]);
  });

  it('of summed frames has no such axis, no interval, and forgets display ranges', () => {
    const info = {
      ...imageInfo({ axes: 'TCYX', shape: [9, 2, 10, 20], pixelType: 'float32' }),
      calibration: { pixelSizeUm: { x: 0.4, y: 0.4, z: 1 }, frameIntervalS: 0.5 },
      channels: [channel('DAPI'), channel('GFP')],
    };
    const facts = { chosen: choosePlanes(info, {}), region, scale: 8, pixelType: 'float32' as const };
    expect(resultInfo(info, { ...facts, name: 'out.tif', output: 'density', summed: 0 })).toMatchObject({
      axes: 'CYX',
      shape: [2, 32, 40],
      calibration: { pixelSizeUm: { x: 0.05, y: 0.05, z: 1 }, frameIntervalS: null },
      channels: [
        { name: 'DAPI', displayRange: null },
        { name: 'GFP', displayRange: null },
      ],
    });
  });

  it('of a summed depth has no depth', () => {
    const info = {
      ...imageInfo({ axes: 'ZYX', shape: [9, 10, 20], pixelType: 'uint16' }),
      calibration: { pixelSizeUm: { x: 0.4, y: 0.4, z: 1 }, frameIntervalS: null },
    };
    const facts = { chosen: choosePlanes(info, {}), region, scale: 1, pixelType: 'float32' as const };
    const result = resultInfo(info, { ...facts, name: 'out.tif', output: 'density', summed: 0 });
    expect([result.axes, result.calibration.pixelSizeUm.z]).toEqual(['YX', null]);
  });

  it('cannot have both channels and samples', () => {
    const info = imageInfo({ axes: 'CYXS', shape: [2, 10, 20, 3], pixelType: 'uint8' });
    const facts = {
      chosen: choosePlanes(info, {}),
      region,
      scale: 1,
      pixelType: 'uint8' as const,
      name: 'out.tif',
      ...plain,
    };
    expect(() => resultInfo(info, facts)).toThrow(/both channels and colour samples/);
  });
});

describe('the pixel type of a result', () => {
  it.each([
    ['uint16', 'a.tif', 'uint16'],
    ['float64', 'a.tif', 'float32'],
    ['float64', 'a.ome.tif', 'float64'],
    ['bool', 'a.ome.tif', 'float32'],
  ] as const)('of %s in %s is %s', (own, name, kept) => expect(keptType(own, name)).toBe(kept));
});
