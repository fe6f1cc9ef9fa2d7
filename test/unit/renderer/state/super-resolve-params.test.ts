import { describe, expect, it } from 'vitest';
import {
  axesToChoose,
  refusal,
  superResolveParams,
  wholeImage,
  type SuperResolveChoice,
} from '../../../../src-renderer/state/super-resolve-params';
import { imageInfo } from '../../../support/memory-source';

const open = (axes: string, shape: number[]) => ({
  image: 7,
  info: imageInfo({ axes, shape, pixelType: 'uint16' }),
});
const choice = (change: Partial<SuperResolveChoice>): SuperResolveChoice => ({
  ...wholeImage('bpae'),
  ...change,
});

describe('what of an image is super-resolved', () => {
  it('is all of it, by one model, where nothing else was chosen', () => {
    const params = superResolveParams(open('TCYX', [5, 2, 9, 9]), wholeImage('bpae'), [3, 1], null);
    expect(params).toEqual({ image: 7, models: ['bpae'], range: 'as-is' });
  });

  it('is the frame, slice or channel in front, counted from 1', () => {
    const params = superResolveParams(
      open('TZCYX', [5, 4, 2, 9, 9]),
      choice({ onlyHere: ['T', 'C'] }),
      [3, 2, 1],
      { plane: 29, x: 4.5, y: 2 },
    );
    expect(params).toMatchObject({ frames: [4], channels: [2], lookAt: { plane: 29, x: 4.5, y: 2 } });
    expect(params).not.toHaveProperty('zSlices');
  });

  it('is a frame of a stack whose axis the file does not name', () => {
    expect(axesToChoose(open('IYX', [7, 9, 9]).info)).toEqual([
      { axis: 'I', length: 7, parameter: 'frames' },
    ]);
    const params = superResolveParams(open('IYX', [7, 9, 9]), choice({ onlyHere: ['I'] }), [6], null);
    expect(params.frames).toEqual([7]);
  });

  it('is each channel by its own model, those left out not', () => {
    const params = superResolveParams(
      open('CYX', [3, 9, 9]),
      choice({ channelModels: ['er', null, 'bpae'], onlyHere: ['C'] }),
      [1],
      null,
    );
    expect(params.channelModels).toEqual([
      { channel: 1, model: 'er' },
      { channel: 3, model: 'bpae' },
    ]);
    expect(params).not.toHaveProperty('channels');
  });

  it('is a part, in independent slices, with values matched', () => {
    const region = { x: 1, y: 2, width: 3, height: 4 };
    const params = superResolveParams(
      open('YX', [9, 9]),
      choice({ region, slices: 128, range: 'matched' }),
      [],
      null,
    );
    expect(params).toEqual({ image: 7, models: ['bpae'], region, slices: 128, range: 'matched' });
  });

  it('is each frame by itself where that was chosen', () => {
    const params = superResolveParams(open('TYX', [5, 9, 9]), choice({ isEachFrame: true }), [0], null);
    expect(params).toMatchObject({ framesAs: 'each' });
  });

  it('is nothing without a model', () => {
    expect(refusal(choice({}))).toBeNull();
    expect(refusal(choice({ models: [] }))).toBe('Choose a model.');
    expect(refusal(choice({ channelModels: [null, null] }))).toMatch(/one channel at least/);
  });
});
