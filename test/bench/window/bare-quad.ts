import type { Page } from 'playwright-core';
import type { Area } from './screen';
import type { WindowUnderTest } from './window-under-test';

/**
 * The peer of the image pane: a bare page in the same Electron with nothing but one WebGL2 canvas of the pane's size,
 * which draws one rectangle from a 16-bit texture of 4096 squared (nearest sampling, no lookup table) where the pointer
 * has moved it to. What it needs, the software renderer needs.
 */
export async function openBareQuad(window: WindowUnderTest, area: Area): Promise<Page> {
  const { app } = window.desktop;
  const opened = app.waitForEvent('window');
  await app.evaluate(
    ({ BrowserWindow, screen }, html) => {
      const size = screen.getPrimaryDisplay().bounds;
      const bare = new BrowserWindow({
        ...size,
        frame: false,
        alwaysOnTop: true,
        webPreferences: { partition: 'bare', sandbox: true },
      });
      void bare.loadURL(`data:text/html,${encodeURIComponent(html)}`);
    },
    `<!doctype html><title>bare</title><body style="margin:0;background:#000"><canvas width="${area.width}" height="${area.height}"
      style="position:absolute;left:${area.x}px;top:${area.y}px"></canvas>`,
  );
  const page = await opened;
  await page.locator('canvas').waitFor();
  await page.evaluate(drawQuad);
  return page;
}

/** Runs in the page. */
function drawQuad(): void {
  const SIDE = 4096;
  const canvas = document.querySelector('canvas')!;
  const gl = canvas.getContext('webgl2', { antialias: false, depth: false })!;
  const program = gl.createProgram()!;
  const add = (type: number, source: string): void => {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  };
  add(
    gl.VERTEX_SHADER,
    `#version 300 es
    void main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0, 0.0, 1.0); }`,
  );
  add(
    gl.FRAGMENT_SHADER,
    `#version 300 es
    precision highp float;
    uniform highp usampler2D pixels;
    uniform ivec2 corner;
    out vec4 colour;
    void main() {
      uint value = texelFetch(pixels, (ivec2(gl_FragCoord.xy) + corner) & ${SIDE - 1}, 0).r;
      colour = vec4(vec3(float(value) / 65535.0), 1.0);
    }`,
  );
  gl.linkProgram(program);
  gl.useProgram(program);
  const values = new Uint16Array(SIDE * SIDE);
  for (let i = 0; i < values.length; i++) values[i] = 30_000 + 30_000 * Math.sin((i % SIDE) / 9);
  gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R16UI, SIDE, SIDE);
  gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, SIDE, SIDE, gl.RED_INTEGER, gl.UNSIGNED_SHORT, values);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  const corner = gl.getUniformLocation(program, 'corner');
  let frame = 0;
  const draw = (x: number, y: number): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      gl.uniform2i(corner, -x, y);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
    });
  };
  document.addEventListener('pointermove', ({ clientX, clientY }) => draw(clientX, clientY));
  draw(0, 0);
}
