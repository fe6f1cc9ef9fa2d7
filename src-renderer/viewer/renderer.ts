import type { Rectangle, PixelBlock } from '../../src-main/contract/image';
import type { Lut } from '../../src-main/imaging/lut';
import type { Point, Size } from './camera';
import { differenceShader, GROUND_SHADER, samplingFor, tileShader, VERTEX_SHADER } from './shaders';
import { TEXTURE_FORMATS, type SamplerKind } from './texture-formats';

/** Pixels on the graphics processor. */
export interface TileTexture {
  texture: WebGLTexture;
  sampler: SamplerKind;
  width: number;
  height: number;
  bytes: number;
}

/** A texture where it lies in the pane: its corner, and device pixels for each of its pixels. */
export interface PlacedTexture {
  texture: TileTexture;
  corner: Point;
  scale: Point;
}

/** How values become colours. */
export interface Shading {
  lut: Lut;
  limits: { min: number; max: number };
  /** 1, or less for what waits. */
  brightness: number;
}

/** One thing to draw, in a rectangle of device pixels of the pane. */
export type Drawing = { area: Rectangle } & (
  | { kind: 'ground' }
  /** `add` for the further channels of a composite. */
  | { kind: 'tile'; tile: PlacedTexture; shading: Shading; add: boolean }
  | { kind: 'difference'; tile: PlacedTexture; other: PlacedTexture; shading: Shading }
);

/** Lookup tables that are kept as textures. */
const MOST_LUTS = 64;

interface Program {
  program: WebGLProgram;
  at(name: string): WebGLUniformLocation | null;
}

/**
 * The one WebGL2 context of a window. It draws a pane at a time on a canvas that nobody sees; the picture is handed to the
 * pane's own canvas, so panes can be layered and docked anywhere.
 */
export class Renderer {
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #gl: WebGL2RenderingContext;
  #programs = new Map<string, Program>();
  #luts = new Map<Lut, WebGLTexture>();
  #isLost = false;

  /** `onLost` when all textures are gone; `onRestored` when they can be made again. Throws where there is no WebGL2. */
  constructor(onLost: () => void, onRestored: () => void) {
    const gl = this.#canvas.getContext('webgl2', { antialias: false, depth: false, alpha: true });
    if (!gl) {
      throw new Error(
        'Images cannot be drawn: this computer offers no WebGL2. Update its graphics driver, or start without --disable-gpu.',
      );
    }
    this.#gl = gl;
    this.#canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault(); // asks for it to be restored
      this.#isLost = true;
      this.#programs = new Map();
      this.#luts = new Map();
      onLost();
    });
    this.#canvas.addEventListener('webglcontextrestored', () => {
      this.#isLost = false;
      onRestored();
    });
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /** Puts the pixels of a tile (one sample) on the graphics processor. */
  upload({ width, height, pixelType, data }: PixelBlock): TileTexture {
    const gl = this.#gl;
    const { internal, format, type, sampler, bytes, pack } = TEXTURE_FORMATS[pixelType];
    const texture = gl.createTexture()!;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl[internal], width, height);
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl[format], gl[type], pack(data));
    nearest(gl);
    return { texture, sampler, width, height, bytes: width * height * bytes };
  }

  free({ texture }: TileTexture): void {
    this.#gl.deleteTexture(texture);
  }

  /** Draws one pane. Null while the context is lost. */
  draw(pane: Size, drawings: readonly Drawing[]): ImageBitmap | null {
    if (this.#isLost) return null;
    const gl = this.#gl;
    const canvas = this.#canvas;
    if (canvas.width !== pane.width) canvas.width = pane.width;
    if (canvas.height !== pane.height) canvas.height = pane.height;
    gl.viewport(0, 0, pane.width, pane.height);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (const drawing of drawings) this.#draw(pane, drawing);
    return canvas.transferToImageBitmap();
  }

  #draw(pane: Size, drawing: Drawing): void {
    const gl = this.#gl;
    const { program, at } = this.#programOf(drawing);
    gl.useProgram(program);
    const { x, y, width, height } = drawing.area;
    gl.uniform2f(at('paneSize'), pane.width, pane.height);
    gl.uniform4f(at('area'), x, y, x + width, y + height);
    if (drawing.kind !== 'ground') {
      const { limits, lut, brightness } = drawing.shading;
      gl.uniform1f(at('paneHeight'), pane.height);
      gl.uniform2f(at('limits'), limits.min, limits.max);
      gl.uniform1f(at('brightness'), brightness);
      this.#bind(0, this.#lutTexture(lut), at('lut'));
      this.#place(1, 'tile', drawing.tile, at);
    }
    if (drawing.kind === 'difference') this.#place(2, 'other', drawing.other, at);
    if (drawing.kind === 'tile' && drawing.add) {
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE);
    } else gl.disable(gl.BLEND);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  #place(unit: number, name: string, { texture, corner, scale }: PlacedTexture, at: Program['at']): void {
    this.#bind(unit, texture.texture, at(name));
    this.#gl.uniform2f(at(`${name}Corner`), corner.x, corner.y);
    this.#gl.uniform2f(at(`${name}Scale`), scale.x, scale.y);
  }

  #bind(unit: number, texture: WebGLTexture, at: WebGLUniformLocation | null): void {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.uniform1i(at, unit);
  }

  #lutTexture(lut: Lut): WebGLTexture {
    const known = this.#luts.get(lut);
    if (known) return known;
    const gl = this.#gl;
    const [oldest] = this.#luts;
    if (oldest && this.#luts.size >= MOST_LUTS) {
      gl.deleteTexture(oldest[1]);
      this.#luts.delete(oldest[0]);
    }
    const texture = gl.createTexture()!;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGB8, 256, 1, 0, gl.RGB, gl.UNSIGNED_BYTE, lut);
    nearest(gl);
    this.#luts.set(lut, texture);
    return texture;
  }

  #programOf(drawing: Drawing): Program {
    const { key, source } = shaderOf(drawing);
    const known = this.#programs.get(key);
    if (known) return known;
    const gl = this.#gl;
    const program = gl.createProgram()!;
    const shaders = [
      [gl.VERTEX_SHADER, VERTEX_SHADER],
      [gl.FRAGMENT_SHADER, source()],
    ] as const;
    for (const [type, text] of shaders) {
      const shader = gl.createShader(type)!;
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost()) {
        throw new Error(`The graphics driver refused a shader (${key}): ${gl.getShaderInfoLog(shader)}`);
      }
    }
    gl.linkProgram(program);
    const places = new Map<string, WebGLUniformLocation | null>();
    const made: Program = {
      program,
      at(name) {
        if (!places.has(name)) places.set(name, gl.getUniformLocation(program, name));
        return places.get(name)!;
      },
    };
    this.#programs.set(key, made);
    return made;
  }
}

function nearest(gl: WebGL2RenderingContext): void {
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
    gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  }
}

function shaderOf(drawing: Drawing): { key: string; source: () => string } {
  switch (drawing.kind) {
    case 'ground':
      return { key: 'ground', source: () => GROUND_SHADER };
    case 'tile': {
      const { sampler } = drawing.tile.texture;
      const sampling = samplingFor(drawing.tile.scale);
      return { key: `${sampler} ${sampling}`, source: () => tileShader(sampler, sampling) };
    }
    case 'difference': {
      const [first, second] = [drawing.tile.texture.sampler, drawing.other.texture.sampler];
      const sampling = samplingFor(drawing.tile.scale);
      return {
        key: `${first} - ${second} ${sampling}`,
        source: () => differenceShader(first, second, sampling),
      };
    }
  }
}
