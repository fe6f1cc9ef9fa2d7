import type { EsrrfParams, FrameShift, SrrfParams } from '../../src-main/contract/reconstruction';

// SRRF and eSRRF as their equations read (../shared/reference/srrf/SPEC.md), pixel by pixel in double precision: what the
// fast form in src-main/reconstruction is checked against.

/** A plane, row by row. */
export interface Plane {
  width: number;
  height: number;
  data: ArrayLike<number>;
}

const UNMOVED: FrameShift = { x: 0, y: 0 };

/** Section 1: w(v). */
function w(v: number): number {
  if (v < 1) return 1.5 * v ** 3 - 2.5 * v ** 2 + 1;
  if (v < 2) return -0.5 * v ** 3 + 2.5 * v ** 2 - 4 * v + 2;
  return 0;
}

/** Section 1: C[F](y, x). */
function C({ width: W, height: H, data: F }: Plane, y: number, x: number): number {
  if (y < 0 || y >= H || x < 0 || x >= W) return 0;
  const v0 = Math.floor(y - 0.5);
  const u0 = Math.floor(x - 0.5);
  let sum = 0;
  for (let a = -1; a <= 2; a++) {
    for (let b = -1; b <= 2; b++) {
      const [k, l] = [v0 + a, u0 + b];
      if (k < 0 || k >= H || l < 0 || l >= W) continue;
      sum += F[k * W + l]! * w(Math.abs(y - (k + 0.5))) * w(Math.abs(x - (l + 0.5)));
    }
  }
  return sum;
}

function plane({ width, height }: Plane, valueOf: (k: number, l: number) => number): Plane {
  const data = new Float64Array(width * height);
  for (let k = 0; k < height; k++) for (let l = 0; l < width; l++) data[k * width + l] = valueOf(k, l);
  return { width, height, data };
}

function magnified(
  { width, height }: Plane,
  m: number,
  valueOf: (i: number, j: number) => number,
): Float64Array {
  const output = new Float64Array(width * height * m * m);
  for (let i = 0; i < m * height; i++)
    for (let j = 0; j < m * width; j++) output[i * m * width + j] = valueOf(i, j);
  return output;
}

/** Section 2.4: J, where the frame has moved. */
function intensity(I: Plane, i: number, j: number, m: number, placement: string, shift: FrameShift): number {
  const within = placement === 'centred' ? 0.5 : 0;
  return C(I, (i + within) / m + shift.y, (j + within) / m + shift.x);
}

/** Section 2: radiality of a frame, weighted or not. */
export function plainRadiality(I: Plane, params: SrrfParams, shift = UNMOVED): Float64Array {
  const { width: W, height: H, data } = I;
  const { magnification: m, ringRadius: r, ringAxes, signed, intensityWeighting, placement } = params;
  const n = 2 * ringAxes;
  const isInside = (k: number, l: number) => k >= 1 && k <= H - 2 && l >= 1 && l <= W - 2;
  const gx = plane(I, (k, l) => (isInside(k, l) ? data[k * W + l + 1]! - data[k * W + l - 1]! : 0));
  const gy = plane(I, (k, l) => (isInside(k, l) ? data[(k + 1) * W + l]! - data[(k - 1) * W + l]! : 0));
  const R = r * m;
  return magnified(I, m, (i, j) => {
    if (i < m || i >= m * (H - 1) || j < m || j >= m * (W - 1)) return 0;
    let sum = 0;
    for (let q = 0; q < n; q++) {
      const theta = (2 * Math.PI * q) / n;
      const [ey, ex] = [R * Math.sin(theta), R * Math.cos(theta)];
      const [y, x] = [(i + 0.5 + ey) / m + shift.y, (j + 0.5 + ex) / m + shift.x];
      const [Gy, Gx] = [C(gy, y, x), C(gx, y, x)];
      const length = Math.hypot(Gx, Gy);
      if (length === 0) continue;
      const d = Math.abs(Gx * ey - Gy * ex) / length;
      const D = (1 - d / R) ** 2;
      sum += Gx * ex + Gy * ey > 0 ? -D : D;
    }
    const rho = signed ? sum / n : Math.max(sum / n, 0);
    return intensityWeighting ? rho * intensity(I, i, j, m, placement, shift) : rho;
  });
}

/** Section 4: radial gradient convergence of a frame, weighted or not. */
export function plainConvergence(I: Plane, params: EsrrfParams, shift = UNMOVED): Float64Array {
  const { width: W, height: H, data } = I;
  const { magnification: m, radius: r, sensitivity: s, intensityWeighting, placement } = params;
  const at = (k: number, l: number) => data[Math.max(k, 0) * W + Math.max(l, 0)]!;
  const gx = plane(I, (k, l) => at(k - 1, l) - at(k - 1, l - 1) + (at(k, l) - at(k, l - 1)));
  const gy = plane(I, (k, l) => at(k, l - 1) - at(k - 1, l - 1) + (at(k, l) - at(k - 1, l)));
  const offset = placement === 'centred' ? 0.5 : 0;
  const sigma = r / 2.355;
  const tau = 2 * sigma ** 2;
  const L = 2 * sigma + 1;
  const N = Math.floor(2 * r);
  const border = Math.floor(r * m);
  return magnified(I, m, (i, j) => {
    if (i < border || i >= m * H - border || j < border || j >= m * W - border) return 0;
    const [cy, cx] = [(i + 0.5) / m + shift.y, (j + 0.5) / m + shift.x];
    let [P, Q] = [0, 0];
    for (let a = -N; a <= N; a++) {
      for (let b = -N; b <= N; b++) {
        const [Ky, Kx] = [Math.floor(2 * cy) + a, Math.floor(2 * cx) + b];
        const [dy, dx] = [Ky / 2 - cy, Kx / 2 - cx];
        const D = Math.hypot(dy, dx);
        if (Ky <= 0 || Kx <= 0 || D === 0 || D > L) continue;
        const weight = (D * Math.exp(-(D ** 2) / tau)) ** 4;
        P += weight;
        const Gy = C(gy, Ky / 2 + offset, Kx / 2 + offset);
        const Gx = C(gx, Ky / 2 + offset, Kx / 2 + offset);
        if (Gx * dx + Gy * dy >= 0) continue;
        Q += weight * (1 - Math.abs(Gy * dx - Gx * dy) / (Math.hypot(Gx, Gy) * D));
      }
    }
    const RGC = (P === 0 ? 0 : Q / P) ** s;
    return intensityWeighting ? RGC * intensity(I, i, j, m, placement, shift) : RGC;
  });
}
