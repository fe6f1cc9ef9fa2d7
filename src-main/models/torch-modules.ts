/** A tensor of a state dict as far as recognising goes: its shape in PyTorch's axis order. */
export interface ShapedTensor {
  shape: readonly number[];
}

/** A layer with weights as PyTorch names it: the name's stem, and its tensors by part ("weight", "running_mean"). */
export interface TorchModule {
  stem: string;
  parts: Map<string, ShapedTensor>;
}

/** What batch norm counts beside its statistics; no network needs it for predicting. */
const COUNTER = 'num_batches_tracked';

/** Gathers the tensors of a state dict, in its order, into layers. A convolution is one with four axes. */
export function torchModules(state: ReadonlyMap<string, ShapedTensor>): TorchModule[] {
  const modules = new Map<string, TorchModule>();
  for (const [name, tensor] of state) {
    const dot = name.lastIndexOf('.');
    const stem = name.slice(0, Math.max(0, dot));
    const part = name.slice(dot + 1);
    if (part === COUNTER) continue;
    const module = modules.get(stem) ?? { stem, parts: new Map() };
    module.parts.set(part, tensor);
    modules.set(stem, module);
  }
  return [...modules.values()];
}

/** The shape of a module's `weight` where it is a convolution's, else null. */
export function convShape({ parts }: TorchModule): readonly number[] | null {
  const shape = parts.get('weight')?.shape;
  return shape?.length === 4 ? shape : null;
}

/**
 * Names of the published code in the order in which its networks compute; a state dict that was sorted on its way
 * (by safetensors, say) is put back into this order.
 */
const PUBLISHED_ORDER = [
  /in_conv/i,
  /encblock/i,
  /transdown/i,
  /decblock1/i,
  /transup1/i,
  /decblock2/i,
  /lasttransup/i,
  /enc_/i,
  /dec_/i,
];

/** The modules as the published code orders them, numbers in names counted (10 after 9; a decoder counts down). */
export function inPublishedOrder(modules: TorchModule[]): TorchModule[] {
  const rank = ({ stem }: TorchModule): number => PUBLISHED_ORDER.findIndex((pattern) => pattern.test(stem));
  return [...modules].sort((a, b) => rank(a) - rank(b) || compareStems(a.stem, b.stem));
}

/** Compares "enc_bn2" with "enc_conv3": first by what is counted (downwards in a decoder), then by the words. */
function compareStems(a: string, b: string): number {
  const [inA, inB] = [parse(a), parse(b)];
  for (let i = 0; i < Math.min(inA.length, inB.length); i++) {
    const [left, right] = [inA[i]!, inB[i]!];
    const counted = left.number - right.number || left.letter.localeCompare(right.letter);
    if (counted !== 0) return counted;
    if (left.word !== right.word)
      return wordRank(left.word) - wordRank(right.word) || (left.word < right.word ? -1 : 1);
  }
  return inA.length - inB.length;
}

/** Batch norm follows a convolution of the same number in U-Net ("enc_bn1"), and precedes it in DenseED ("norm1"). */
function wordRank(word: string): number {
  return ['norm', 'conv', 'convT', 'enc_conv', 'enc_bn', 'dec_conv', 'dec_bn'].indexOf(word);
}

/** Splits a stem at dots; each piece is a word, a number (0 where none; negative in a decoder) and a letter. */
function parse(stem: string): { word: string; number: number; letter: string }[] {
  return stem.split('.').map((piece) => {
    const [, word = piece, digits = '', letter = ''] = /^(.*?)(?:(\d+)([a-c]?))?$/.exec(piece) ?? [];
    const number = digits === '' ? 0 : Number(digits);
    return { word, number: word.startsWith('dec_') ? -number : number, letter: digits === '' ? '' : letter };
  });
}
