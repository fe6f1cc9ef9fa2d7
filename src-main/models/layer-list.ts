import type { ConvLayer, Layer, Network, TransposedConvLayer, UpsampleLayer } from './layers';

/** The id by which layers read the network's input. */
export const INPUT = 'input';

type ConvOptions = Pick<ConvLayer, 'kernel'> & Partial<Pick<ConvLayer, 'stride' | 'padding' | 'bias'>>;
type TransposedConvOptions = ConvOptions & Partial<Pick<TransposedConvLayer, 'outputPadding'>>;

/**
 * Writes down a network layer by layer and keeps count of features, so that a network file states only what is
 * its own. Every method appends one layer that reads `from` and answers the new layer's id.
 */
export class LayerList {
  readonly #layers: Layer[] = [];
  readonly #features = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly inputFeatures: number,
  ) {
    this.#features.set(INPUT, inputFeatures);
  }

  /** Features of a layer, or of {@link INPUT}. */
  features(id: string): number {
    const features = this.#features.get(id);
    if (features === undefined) throw new Error(`Layer "${id}" is not in ${this.name}.`);
    return features;
  }

  /** Convolution; stride 1, no padding and no bias unless asked. */
  conv(id: string, from: string, features: number, options: ConvOptions): string {
    const { kernel, stride = 1, padding = 0, bias = false } = options;
    const inputs = this.features(from);
    return this.#append({ kind: 'conv', id, from: [from], features, kernel, stride, padding, inputs, bias });
  }

  /** Transposed convolution; stride 1, no padding, no output padding and no bias unless asked. */
  transposedConv(id: string, from: string, features: number, options: TransposedConvOptions): string {
    const { kernel, stride = 1, padding = 0, outputPadding = 0, bias = false } = options;
    const inputs = this.features(from);
    const sampling = { kernel, stride, padding, outputPadding };
    return this.#append({ kind: 'transposedConv', id, from: [from], features, ...sampling, inputs, bias });
  }

  /** Batch normalisation; PyTorch's epsilon and momentum unless asked. */
  batchNorm(id: string, from: string, { epsilon = 1e-5, momentum = 0.1 } = {}): string {
    return this.#append({
      kind: 'batchNorm',
      id,
      from: [from],
      features: this.features(from),
      epsilon,
      momentum,
    });
  }

  relu(id: string, from: string): string {
    return this.#append({ kind: 'relu', id, from: [from], features: this.features(from) });
  }

  leakyRelu(id: string, from: string, slope: number): string {
    return this.#append({ kind: 'leakyRelu', id, from: [from], features: this.features(from), slope });
  }

  tanh(id: string, from: string): string {
    return this.#append({ kind: 'tanh', id, from: [from], features: this.features(from) });
  }

  sigmoid(id: string, from: string): string {
    return this.#append({ kind: 'sigmoid', id, from: [from], features: this.features(from) });
  }

  /** Zeroes values with probability `rate` in training. */
  dropout(id: string, from: string, rate: number): string {
    return this.#append({ kind: 'dropout', id, from: [from], features: this.features(from), rate });
  }

  /** Largest of each `size` x `size` square. */
  maxPool(id: string, from: string, size = 2): string {
    return this.#append({ kind: 'maxPool', id, from: [from], features: this.features(from), size });
  }

  /** Mean of each `size` x `size` square. */
  averagePool(id: string, from: string, size = 2): string {
    return this.#append({ kind: 'averagePool', id, from: [from], features: this.features(from), size });
  }

  /** Enlargement, by repeating pixels unless asked otherwise. */
  upsample(id: string, from: string, factor = 2, method: UpsampleLayer['method'] = 'nearest'): string {
    return this.#append({
      kind: 'upsample',
      id,
      from: [from],
      features: this.features(from),
      factor,
      method,
    });
  }

  /** Sub-pixel enlargement; the features of `from` must be a multiple of factor². */
  pixelShuffle(id: string, from: string, factor = 2): string {
    const features = this.features(from) / factor ** 2;
    if (!Number.isInteger(features))
      throw new Error(`${this.features(from)} features of ${this.name} make no squares of ${factor}.`);
    return this.#append({ kind: 'pixelShuffle', id, from: [from], features, factor });
  }

  /** Channels of all inputs in the order given. */
  concat(id: string, from: string[]): string {
    return this.#append({
      kind: 'concat',
      id,
      from,
      features: from.reduce((sum, each) => sum + this.features(each), 0),
    });
  }

  /** `from` minus `minus`. */
  subtract(id: string, from: string, minus: string): string {
    return this.#append({ kind: 'subtract', id, from: [from, minus], features: this.features(from) });
  }

  /** Sum of layers with the same features. */
  add(id: string, from: string[]): string {
    return this.#append({ kind: 'add', id, from, features: this.features(from[0]!) });
  }

  /** `from`, then zeros up to `features`. */
  padFeatures(id: string, from: string, features: number): string {
    return this.#append({ kind: 'padFeatures', id, from: [from], features });
  }

  /** Fully connected, with bias; `pixels` is what an image of `from` holds. */
  dense(id: string, from: string, features: number, pixels: number): string {
    const inputs = pixels * this.features(from);
    return this.#append({ kind: 'dense', id, from: [from], features, inputs, bias: true });
  }

  /** The finished network; its output is the last layer appended. */
  network(): Network {
    return { name: this.name, inputFeatures: this.inputFeatures, layers: [...this.#layers] };
  }

  #append(layer: Layer): string {
    if (this.#features.has(layer.id)) throw new Error(`Layer "${layer.id}" occurs twice in ${this.name}.`);
    this.#layers.push(layer);
    this.#features.set(layer.id, layer.features);
    return layer.id;
  }
}
