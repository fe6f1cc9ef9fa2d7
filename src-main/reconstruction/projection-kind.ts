/**
 * How reconstructed frames S_t become one image, value by value: frames are given in their order, as often as
 * `passesOf` says, and nothing but sums is kept (SPEC sections 3 and 4.6). Sums are in double precision.
 */
export interface Projection {
  add(frame: Float32Array): void;
  /** All frames were given once. */
  endPass(): void;
  /** The image, when all passes are done. */
  image(): Float32Array;
}
