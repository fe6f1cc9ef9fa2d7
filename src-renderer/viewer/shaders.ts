import type { SamplerKind } from './texture-formats';

/** One rectangle, from its corners in device pixels of the pane (y down). */
export const VERTEX_SHADER = `#version 300 es
uniform vec2 paneSize;
uniform vec4 area; // left, top, right, bottom
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 at = mix(area.xy, area.zw, corner) / paneSize * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
}`;

const SAMPLERS: Record<SamplerKind, string> = {
  unsigned: 'usampler2D',
  signed: 'isampler2D',
  float: 'sampler2D',
};

/**
 * How a device pixel gets its value. "one": that of the pixel there, at 100 % and above. "nine": the mean over all pixels
 * under it, weighted by how much of each lies there, where it spans at most two along each side. "many": the same for up
 * to six, while finer tiles stand in for coarser ones. Drawing 0.6 megapixels with SwiftShader takes 5, 14 and 21 ms.
 */
export type Sampling = 'one' | 'nine' | 'many';

/** The sampling for a tile of which a pixel is so many device pixels wide and high. */
export function samplingFor({ x, y }: { x: number; y: number }): Sampling {
  const smallest = Math.min(x, y);
  if (smallest >= 1 - 1e-4) return 'one';
  return smallest >= 0.5 - 1e-4 ? 'nine' : 'many';
}

/** The body of the function that answers the stored value at a device pixel; NaN where any of its pixels is NaN. */
const BODIES: Record<Sampling, (name: string) => string> = {
  one: (name) => `
  return ${name}At(int(floor(at.x)), int(floor(at.y)));`,
  nine: (name) => `
  vec2 base = floor(at - reach);
  vec2 from = at - reach - base;
  vec2 to = at + reach - base;
  vec3 across = max(vec3(0.0), min(vec3(to.x), vec3(1.0, 2.0, 3.0)) - max(vec3(from.x), vec3(0.0, 1.0, 2.0)));
  vec3 down = max(vec3(0.0), min(vec3(to.y), vec3(1.0, 2.0, 3.0)) - max(vec3(from.y), vec3(0.0, 1.0, 2.0)));
  ivec2 last = textureSize(${name}, 0) - 1;
  ivec3 x = clamp(int(base.x) + ivec3(0, 1, 2), 0, last.x);
  ivec3 y = clamp(int(base.y) + ivec3(0, 1, 2), 0, last.y);
  // A weight that is nothing but rounding must not bring in what is not a number.
  x = ivec3(across.x < 1e-4 ? x.y : x.x, x.y, across.z < 1e-4 ? x.y : x.z);
  y = ivec3(down.x < 1e-4 ? y.y : y.x, y.y, down.z < 1e-4 ? y.y : y.z);
  vec3 rows = vec3(
    dot(across, vec3(${name}At(x.x, y.x), ${name}At(x.y, y.x), ${name}At(x.z, y.x))),
    dot(across, vec3(${name}At(x.x, y.y), ${name}At(x.y, y.y), ${name}At(x.z, y.y))),
    dot(across, vec3(${name}At(x.x, y.z), ${name}At(x.y, y.z), ${name}At(x.z, y.z))));
  return dot(down, rows) / ((across.x + across.y + across.z) * (down.x + down.y + down.z));`,
  many: (name) => `
  vec2 from = at - reach;
  vec2 to = at + reach;
  ivec2 first = ivec2(floor(from));
  ivec2 end = min(ivec2(ceil(to)), first + 6);
  float sum = 0.0;
  float weights = 0.0;
  for (int y = first.y; y < end.y; y++) {
    float high = min(to.y, float(y + 1)) - max(from.y, float(y));
    for (int x = first.x; x < end.x; x++) {
      float weight = high * (min(to.x, float(x + 1)) - max(from.x, float(x)));
      if (weight < 1e-4) continue;
      sum += weight * ${name}At(x, y);
      weights += weight;
    }
  }
  return sum / weights;`,
};

const valueOf = (name: string, sampler: SamplerKind, sampling: Sampling): string => `
uniform highp ${SAMPLERS[sampler]} ${name};
uniform vec2 ${name}Corner; // of the tile, in device pixels
uniform vec2 ${name}Scale;  // device pixels per pixel of the tile
float ${name}At(int x, int y) {
  return float(texelFetch(${name}, clamp(ivec2(x, y), ivec2(0), textureSize(${name}, 0) - 1), 0).r);
}
float ${name}Value(vec2 device) {
  vec2 at = (device - ${name}Corner) / ${name}Scale;
  vec2 reach = 0.5 / ${name}Scale;${BODIES[sampling](name)}
}`;

const HEAD = `#version 300 es
precision highp float;
precision highp int;
uniform float paneHeight;
uniform vec2 limits; // minimum, maximum
uniform sampler2D lut;
uniform float brightness;
out vec4 colour;
vec2 devicePixel() { return vec2(gl_FragCoord.x, paneHeight - gl_FragCoord.y); }
// As lutIndex of imaging/lut.ts. NaN is drawn as the lowest value, as ImageJ does.
vec4 shown(float value) {
  float part = (value - limits.x) / (limits.y - limits.x);
  int index = isnan(part) ? 0 : int(clamp(floor(part * 256.0), 0.0, 255.0));
  return vec4(texelFetch(lut, ivec2(index, 0), 0).rgb * brightness, 1.0);
}`;

/** A tile through its lookup table. */
export const tileShader = (sampler: SamplerKind, sampling: Sampling): string => `${HEAD}
${valueOf('tile', sampler, sampling)}
void main() { colour = shown(tileValue(devicePixel())); }`;

/** A tile minus another of the same place, signed, through a diverging table. */
export const differenceShader = (
  first: SamplerKind,
  second: SamplerKind,
  sampling: Sampling,
): string => `${HEAD}
${valueOf('tile', first, sampling)}
${valueOf('other', second, sampling)}
void main() { vec2 at = devicePixel(); colour = shown(tileValue(at) - otherValue(at)); }`;

/** One colour: the ground on which channels are added. */
export const GROUND_SHADER = `#version 300 es
precision highp float;
out vec4 colour;
void main() { colour = vec4(0.0, 0.0, 0.0, 1.0); }`;
