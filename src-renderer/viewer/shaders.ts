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
 * The stored value at a device pixel: at 100 % and above that of the one pixel there, below the mean over all pixels
 * under it, weighted by how much of each lies there. NaN where any is NaN.
 */
const valueOf = (name: string, sampler: SamplerKind): string => `
uniform highp ${SAMPLERS[sampler]} ${name};
uniform vec2 ${name}Corner; // of the tile, in device pixels
uniform vec2 ${name}Scale;  // device pixels per pixel of the tile
float ${name}Value(vec2 device) {
  ivec2 last = textureSize(${name}, 0) - 1;
  vec2 at = (device - ${name}Corner) / ${name}Scale;
  vec2 reach = 0.5 / ${name}Scale;
  if (max(reach.x, reach.y) <= 0.5001) {
    return float(texelFetch(${name}, clamp(ivec2(floor(at)), ivec2(0), last), 0).r);
  }
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
      if (weight < 1e-4) continue; // rounding, and never a whole pixel
      sum += weight * float(texelFetch(${name}, clamp(ivec2(x, y), ivec2(0), last), 0).r);
      weights += weight;
    }
  }
  return sum / weights;
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
export const tileShader = (sampler: SamplerKind): string => `${HEAD}
${valueOf('tile', sampler)}
void main() { colour = shown(tileValue(devicePixel())); }`;

/** A tile minus another of the same place, signed, through a diverging table. */
export const differenceShader = (first: SamplerKind, second: SamplerKind): string => `${HEAD}
${valueOf('tile', first)}
${valueOf('other', second)}
void main() { vec2 at = devicePixel(); colour = shown(tileValue(at) - otherValue(at)); }`;

/** One colour: the ground on which channels are added. */
export const GROUND_SHADER = `#version 300 es
precision highp float;
out vec4 colour;
void main() { colour = vec4(0.0, 0.0, 0.0, 1.0); }`;
