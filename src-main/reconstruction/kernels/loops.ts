// The inner loops of SRRF and eSRRF, in AssemblyScript: compiled to WebAssembly with SIMD (build/assemblyscript.mjs).
// Pointers are byte offsets into one memory that the caller lays out. Counts need not be multiples of the vectors'
// lengths; what a vector reads beyond its end must be memory, and what it writes there may be written.

/** out[x] = w0 a[x] + w1 b[x] + w2 c[x] + w3 d[x]. Writes up to 3 values beyond `count`. */
export function combine(
  a: usize,
  b: usize,
  c: usize,
  d: usize,
  w0: f32,
  w1: f32,
  w2: f32,
  w3: f32,
  out: usize,
  count: i32,
): void {
  const v0 = f32x4.splat(w0);
  const v1 = f32x4.splat(w1);
  const v2 = f32x4.splat(w2);
  const v3 = f32x4.splat(w3);
  const end = (<usize>count) << 2;
  for (let x: usize = 0; x < end; x += 16) {
    const low = f32x4.add(f32x4.mul(v128.load(a + x), v0), f32x4.mul(v128.load(b + x), v1));
    const high = f32x4.add(f32x4.mul(v128.load(c + x), v2), f32x4.mul(v128.load(d + x), v3));
    v128.store(out + x, f32x4.add(low, high));
  }
}

/**
 * One output row of SRRF: fills `sum` (phase after phase, `width` values each, 0 at first) with the sum over all ring points
 * of s (1 - d/R)^2. Gradients are interpolated along columns into `alongX` and `alongY`, rows of `stride` values, and from
 * there along rows.
 *
 * `rings` is a table of `points` entries of 8 x 4 bytes: how far the ring point lies below the row's own pixel (f32, pixels),
 * the first of its four rows from there (i32, bytes), their weights (4 f32), and the unit vector to it (f32 cosine, sine).
 * `columns` has an entry of 8 x 4 bytes for each ring point and phase: where its first tap lies in a row (i32, bytes), the
 * weights (4 f32), the first of its columns in `sum` (i32, bytes) and how many they are (i32). The gradient's y lies `second`
 * bytes behind its x, whose row of pixel `k` begins at `row`.
 */
export function ringRow(
  rings: usize,
  points: i32,
  columns: usize,
  phases: i32,
  row: usize,
  second: usize,
  stride: i32,
  k: f32,
  height: f32,
  alongX: usize,
  alongY: usize,
  sum: usize,
  width: i32,
): void {
  for (let q = 0; q < points; q++) {
    const ring = rings + ((<usize>q) << 5);
    const y = k + load<f32>(ring);
    if (y < 0 || y >= height) continue; // beyond the image there is no gradient
    const pitch = (<usize>stride) << 2;
    const a = row + <usize>load<i32>(ring, 4);
    const b = a + pitch;
    const c = b + pitch;
    const d = c + pitch;
    const w0 = load<f32>(ring, 8);
    const w1 = load<f32>(ring, 12);
    const w2 = load<f32>(ring, 16);
    const w3 = load<f32>(ring, 20);
    combine(a, b, c, d, w0, w1, w2, w3, alongX, stride);
    combine(a + second, b + second, c + second, d + second, w0, w1, w2, w3, alongY, stride);
    for (let phase = 0; phase < phases; phase++) {
      const column = columns + ((<usize>(q * phases + phase)) << 5);
      const tap = <usize>load<i32>(column);
      const to = sum + <usize>load<i32>(column, 20) + ((<usize>(phase * width)) << 2);
      addRingPoint(alongX + tap, alongY + tap, column + 4, ring + 24, to, load<i32>(column, 24));
    }
  }
}

/** Adds what a ring point says to `count` output pixels that lie m apart. Leaves what lies beyond them as it is. */
function addRingPoint(gx: usize, gy: usize, weights: usize, unit: usize, sum: usize, count: i32): void {
  const v0 = v128.load32_splat(weights);
  const v1 = v128.load32_splat(weights, 4);
  const v2 = v128.load32_splat(weights, 8);
  const v3 = v128.load32_splat(weights, 12);
  const c = v128.load32_splat(unit);
  const s = v128.load32_splat(unit, 4);
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  const signBit = i32x4.splat(0x80000000);
  const lanes = i32x4(0, 1, 2, 3);
  const end = (<usize>count) << 2;
  for (let x: usize = 0; x < end; x += 16) {
    const px = gx + x;
    const py = gy + x;
    const u = f32x4.add(
      f32x4.add(f32x4.mul(v128.load(px), v0), f32x4.mul(v128.load(px, 4), v1)),
      f32x4.add(f32x4.mul(v128.load(px, 8), v2), f32x4.mul(v128.load(px, 12), v3)),
    );
    const v = f32x4.add(
      f32x4.add(f32x4.mul(v128.load(py), v0), f32x4.mul(v128.load(py, 4), v1)),
      f32x4.add(f32x4.mul(v128.load(py, 8), v2), f32x4.mul(v128.load(py, 12), v3)),
    );
    const length = f32x4.sqrt(f32x4.add(f32x4.mul(u, u), f32x4.mul(v, v)));
    const across = f32x4.abs(f32x4.sub(f32x4.mul(u, s), f32x4.mul(v, c)));
    const along = f32x4.add(f32x4.mul(u, c), f32x4.mul(v, s));
    const near = f32x4.sub(one, f32x4.div(across, length));
    const outwards = v128.and(f32x4.gt(along, zero), signBit);
    let degree = v128.xor(f32x4.mul(near, near), outwards);
    degree = v128.and(degree, f32x4.gt(length, zero)); // without a gradient nothing converges
    if (x + 16 > end) degree = v128.and(degree, i32x4.lt_s(lanes, i32x4.splat(count - <i32>(x >> 2))));
    v128.store(sum + x, f32x4.add(v128.load(sum + x), degree));
  }
}

/**
 * The weighted convergence of eSRRF for `count` output pixels that lie m apart: Q, the sum over all samples whose
 * gradient points to the pixel. `samples` is a table of `length` entries of 16 bytes: where the sample's unit gradient lies
 * from `row` (i32, bytes), the unit vector from pixel to sample (f32 x, y), and its weight (f32). The gradient's y lies
 * `second` bytes behind its x. Writes up to 7 values beyond `count`.
 */
export function convergence(
  samples: usize,
  length: i32,
  row: usize,
  second: usize,
  out: usize,
  count: i32,
): void {
  const zero = f32x4.splat(0);
  const last = samples + ((<usize>length) << 4);
  const end = (<usize>count) << 2;
  for (let x: usize = 0; x < end; x += 32) {
    let q0 = zero;
    let q1 = zero;
    for (let sample = samples; sample < last; sample += 16) {
      const at = row + x + <usize>load<i32>(sample);
      const dx = v128.load32_splat(sample, 4);
      const dy = v128.load32_splat(sample, 8);
      const weight = v128.load32_splat(sample, 12);
      const u0 = v128.load(at);
      const u1 = v128.load(at, 16);
      const v0 = v128.load(at + second);
      const v1 = v128.load(at + second, 16);
      const across0 = f32x4.abs(f32x4.sub(f32x4.mul(v0, dx), f32x4.mul(u0, dy)));
      const across1 = f32x4.abs(f32x4.sub(f32x4.mul(v1, dx), f32x4.mul(u1, dy)));
      const along0 = f32x4.add(f32x4.mul(u0, dx), f32x4.mul(v0, dy));
      const along1 = f32x4.add(f32x4.mul(u1, dx), f32x4.mul(v1, dy));
      const part0 = f32x4.sub(weight, f32x4.mul(weight, across0));
      const part1 = f32x4.sub(weight, f32x4.mul(weight, across1));
      q0 = f32x4.add(q0, v128.and(part0, f32x4.lt(along0, zero)));
      q1 = f32x4.add(q1, v128.and(part1, f32x4.lt(along1, zero)));
    }
    v128.store(out + x, q0);
    v128.store(out + x, q1, 16);
  }
}
