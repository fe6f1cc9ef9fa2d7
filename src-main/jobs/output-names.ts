import { InvalidRequestError } from '../contract/errors';
import { writtenFormat } from '../contract/written-formats';

/** An input and the file its result is written to. */
export interface PlannedOutput {
  input: string;
  output: string;
}

const OTHER_FILES =
  /\.(png|jpe?g|gif|bmp|webp|avi|mp4|zarr|npy|npz|h5|hdf5|mrc|nd2|czi|lif|oib|oif|vsi|ims|csv|json|pth)$/i;

/**
 * Where each result goes: `out` itself when it names a .tif, else `<out>/<name of the input>.tif` (or .ome.tif).
 * Throws {@link InvalidRequestError} when several results would share a file, or `out` is a file of another kind.
 */
export function planOutputs(inputs: string[], out: string): PlannedOutput[] {
  if (writtenFormat(out)) {
    if (inputs.length > 1) {
      throw new InvalidRequestError(
        `${inputs.length} images cannot all be written to ${out}: give a folder as --out.`,
        { parameter: 'out' },
      );
    }
    return [{ input: inputs[0]!, output: out }];
  }
  if (OTHER_FILES.test(out)) {
    throw new InvalidRequestError(
      `Finescope does not write ${out}: give a name that ends in .tif (ImageJ) or .ome.tif, or a folder.`,
      { parameter: 'out' },
    );
  }
  const outputs = inputs.map((input) => ({
    input,
    output: `${out.replace(/[/\\]+$/, '')}/${resultName(input)}`,
  }));
  const seen = new Map<string, string>();
  for (const { input, output } of outputs) {
    const earlier = seen.get(output);
    if (earlier !== undefined) {
      throw new InvalidRequestError(
        `The results of ${earlier} and ${input} would both be ${output}: rename one, or run them apart.`,
        {
          parameter: 'out',
        },
      );
    }
    seen.set(output, input);
  }
  return outputs;
}

/** "cells.ome.tif" stays, "cells.png" becomes "cells.tif". */
function resultName(input: string): string {
  const name = fileName(input);
  const ome = writtenFormat(name)?.id === 'ome';
  return `${name.replace(/(\.ome)?\.[^.]+$/i, '')}${ome ? '.ome.tif' : '.tif'}`;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path
    .replace(/[/\\]+$/, '')
    .split(/[/\\]/)
    .pop()!;
}
