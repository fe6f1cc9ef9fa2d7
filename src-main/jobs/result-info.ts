import { InvalidRequestError } from '../contract/errors';
import type { ChannelInfo, ImageInfo, PixelType, Rectangle } from '../contract/image';
import type { ModelRecord } from '../contract/model';
import { writtenFormat } from '../contract/written-formats';
import { planeGeometry } from '../imaging/geometry';
import type { ChosenPlanes } from '../imaging/selection';

/** The input's own type where a file of that name holds it, else float32, which holds every result. */
export function keptType(own: PixelType, output: string): PixelType {
  return writtenFormat(output)?.pixelTypes.includes(own) ? own : 'float32';
}

/** What a result is made of. */
export interface ResultFacts {
  chosen: ChosenPlanes;
  region: Rectangle;
  /** Output pixels per input pixel along each side. */
  scale: number;
  pixelType: PixelType;
  /** What the values are. */
  output: ModelRecord['output'];
  name: string;
  /** Place of the leading axis whose planes are summed; null where none is. */
  summed: number | null;
}

/**
 * What the result is: the chosen planes but for a summed axis, interleaved samples as channels (after all other leading
 * axes), size and pixel size by the network's scale. Throws {@link InvalidRequestError} for an image with both channels and samples.
 */
export function resultInfo(
  info: ImageInfo,
  { chosen, region, scale, pixelType, output, name, summed }: ResultFacts,
): ImageInfo {
  const { leading, samples } = planeGeometry(info);
  const isKept = (_: unknown, axis: number) => axis !== summed;
  const axes = leading.filter(isKept).map(({ axis }) => (axis === 'S' ? 'C' : axis));
  const lengths = chosen.positions.filter(isKept).map((positions) => positions.length);
  if (samples > 1) {
    axes.push('C');
    lengths.push(samples);
  }
  if (new Set(axes).size < axes.length) {
    throw new InvalidRequestError(
      `An image with axes ${info.axes} has both channels and colour samples: choose --channels.`,
      {
        parameter: 'channels',
      },
    );
  }
  const { x, y, z } = info.calibration.pixelSizeUm;
  const isDepthSummed = summed !== null && leading[summed]!.axis === 'Z';
  const width = region.width * scale;
  const height = region.height * scale;
  return {
    name,
    shape: [...lengths, height, width],
    axes: `${axes.join('')}YX`,
    pixelType,
    calibration: {
      pixelSizeUm: {
        x: x === null ? null : x / scale,
        y: y === null ? null : y / scale,
        z: isDepthSummed ? null : z,
      },
      frameIntervalS: summed === null ? info.calibration.frameIntervalS : null,
    },
    channels: resultChannels(info, chosen, output === 'image' && pixelType === info.pixelType),
    levels: [{ width, height }],
    notes: [],
  };
}

/** Names and LUTs of the chosen channels; display ranges only where the values keep their meaning. */
function resultChannels(info: ImageInfo, chosen: ChosenPlanes, keepsValues: boolean): ChannelInfo[] {
  const { leading } = planeGeometry(info);
  const at = leading.findIndex(({ axis }) => axis === 'C');
  const kept = at < 0 ? info.channels : chosen.positions[at]!.map((position) => info.channels[position]);
  if (kept.some((channel) => channel === undefined)) return [];
  return (kept as ChannelInfo[]).map((channel) =>
    keepsValues ? channel : { ...channel, displayRange: null },
  );
}
