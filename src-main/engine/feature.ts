import type { Graph, Tensor } from './graph';
import { add, biasAdd, concat, multiply } from './operations';

/**
 * A layer's output in a compiled graph: a tensor with a pending affine map per feature,
 *
 *     value = scale * tensor + shift        (null: 1 and 0)
 *
 * A batch norm at inference is such a map and nothing else. Whoever reads the feature either takes the map in (a
 * convolution multiplies its kernel by the scale), lets it pass (pooling, enlarging, concatenating), or has it carried
 * out. Zero padding is a zero of the *value*: it commutes with a scale, never with a shift.
 */
export class Feature {
  #withoutShift: Feature | undefined;
  #plain: Tensor | undefined;

  constructor(
    readonly tensor: Tensor,
    readonly scale: Float64Array | null = null,
    readonly shift: Float64Array | null = null,
  ) {}

  /** The number of features (channels). */
  get features(): number {
    return this.tensor.shape[3]!;
  }

  /** The same feature on another tensor (after a step that commutes with the map). */
  on(tensor: Tensor): Feature {
    return new Feature(tensor, this.scale, this.shift);
  }

  /** This feature with `value * scale + shift` applied after its own map. */
  then(scale: Float64Array, shift: Float64Array): Feature {
    const before = { scale: this.scale, shift: this.shift };
    return new Feature(
      this.tensor,
      scale.map((value, c) => value * (before.scale?.[c] ?? 1)),
      shift.map((value, c) => value + scale[c]! * (before.shift?.[c] ?? 0)),
    );
  }

  /** Every scale is positive, so that the map keeps the order of values. */
  get increasing(): boolean {
    return this.scale === null || this.scale.every((value) => value > 0);
  }

  /**
   * The shift as something added before the scale, `scale * (tensor + shift / scale)`; null where the division would
   * leave what float32 holds well, which is where a scale is zero or tiny.
   */
  get innerShift(): Float64Array | null {
    const { scale, shift } = this;
    if (!shift) return new Float64Array(this.features);
    if (!scale) return shift;
    const inner = shift.map((value, c) => value / scale[c]!);
    const safe = inner.every(
      (value, c) => Math.abs(scale[c]!) >= TINY_SCALE && Math.abs(value) <= LARGE_SHIFT,
    );
    return safe ? inner : null;
  }

  /** The same values with at most a scale pending: what a zero-padded convolution can take in. */
  withoutShift(graph: Graph): Feature {
    if (!this.shift) return this;
    return (this.#withoutShift ??= this.#carryOutShift(graph));
  }

  /** The values themselves. */
  plain(graph: Graph): Tensor {
    return (this.#plain ??= this.#carryOut(graph));
  }

  #carryOutShift(graph: Graph): Feature {
    const inner = this.innerShift;
    if (!inner) return new Feature(this.plain(graph));
    return new Feature(biasAdd(graph, this.tensor, perFeature(graph, inner)), this.scale);
  }

  #carryOut(graph: Graph): Tensor {
    const scaled = this.scale ? multiply(graph, this.tensor, perFeature(graph, this.scale)) : this.tensor;
    return this.shift ? add(graph, scaled, perFeature(graph, this.shift)) : scaled;
  }
}

/** Below this a scale is not divided by. Times any kernel it must stay a normal float32 number. */
const TINY_SCALE = 1e-30;
/** Above this a shift is not moved in front of its scale. */
const LARGE_SHIFT = 1e15;

/** Features side by side as one, concatenated; their pending maps side by side, too. */
export function joined(graph: Graph, parts: Feature[]): Feature {
  if (parts.length === 1) return parts[0]!;
  const side = (map: 'scale' | 'shift', neutral: number) =>
    parts.some((part) => part[map])
      ? Float64Array.from(parts.flatMap((part) => [...(part[map] ?? new Array(part.features).fill(neutral))]))
      : null;
  const tensor = concat(
    graph,
    parts.map((part) => part.tensor),
  );
  return new Feature(tensor, side('scale', 1), side('shift', 0));
}

/** A constant of one value per feature. */
export function perFeature(graph: Graph, values: Float64Array): Tensor {
  return graph.constant(Float32Array.from(values), [values.length]);
}
