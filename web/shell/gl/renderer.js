// The page's one WebGL2 context, on a canvas that is never shown. Every panel is drawn here in turn
// and copied to its own 2D canvas, because browsers allow only a few live contexts and an article
// has many figures. The context may be lost at any time; until it is back, flat.js draws the
// panels.

import { ROOM, SEGMENT, SPRITE } from './batches.js';
import { createFlat, pixelRatio } from './flat.js';
import { createProgram } from './program.js';
import * as shaders from './programs.js';
import { createQuads, createPoints, createSheets, createCells } from './resources.js';

/** @typedef {import('./batches.js').Segments} Segments */
/** @typedef {import('./batches.js').Sprites} Sprites */
/** @typedef {import('./batches.js').Rgb} Rgb */
/** @typedef {NonNullable<import('../types').Items['sheet']>} Sheet */

/**
 * What a panel draws with; all units are CSS pixels from the top left of its canvas.
 * @typedef {object} Pen
 * @property {(batch: Segments, from?: number, to?: number) => void} segments
 * @property {(batch: Sprites, sheet: Sheet | null, fill: Rgb, from?: number, to?: number) => void
 * } sprites
 * @property {(values: Float32Array, n: number, x: number, y: number, side: number, gap: number,
 *   map: { minus: Rgb, zero: Rgb, plus: Rgb }) => void} heat values [n, n] in -1..1
 */

/**
 * @typedef {object} Renderer
 * @property {(target: HTMLCanvasElement, width: number, height: number,
 *   paint: (pen: Pen) => void) => CanvasRenderingContext2D | null} draw clears the target, paints,
 *   and returns the target's 2D context, scaled to CSS pixels, for text on top
 * @property {(listener: () => void) => () => void} onChange calls the listener when the context is
 *   lost or back and panels must draw again; returns a function that ends that
 * @property {(image: object) => void} forget frees a sheet's image that is no longer needed
 * @property {() => boolean} lost
 * @property {HTMLCanvasElement} canvas
 */

/** Where software does the work of the GPU, a busy machine would delay the page in every frame:
 *  once a copy takes longer than this, in ms on average, panels are drawn by flat.js from then
 *  on. */
const SLOW = 24;

/** @returns {Renderer | null} null where there is no WebGL2 */
export function createRenderer() {
  const canvas = document.createElement('canvas');
  const options = { alpha: true, antialias: false, depth: false, premultipliedAlpha: true };
  const gl = /** @type {WebGL2RenderingContext | null} */ (canvas.getContext('webgl2', options));
  if (!gl) return null;
  const flat = createFlat();
  /** @type {Set<() => void>} */
  const listeners = new Set();
  let tools = createTools(gl);
  let lost = !tools;
  let pace = 0;   // ms that a copy takes, averaged over the last few dozen copies

  const announce = () => listeners.forEach((listener) => listener());
  canvas.addEventListener('webglcontextlost', (event) => {
    event.preventDefault();   // otherwise the context would never be restored
    lost = true;
    announce();
  });
  canvas.addEventListener('webglcontextrestored', () => {
    tools = createTools(gl);
    lost = !tools;
    announce();
  });

  return {
    canvas,
    lost: () => lost,
    forget: (image) => { if (!lost && tools) tools.sheets.forget(image); },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    draw(target, width, height, paint) {
      const ratio = pixelRatio();
      const w = Math.max(1, Math.round(width * ratio));
      const h = Math.max(1, Math.round(height * ratio));
      if (lost || !tools || pace > SLOW || gl.isContextLost()) {
        return flat.draw(target, width, height, paint);
      }
      if (canvas.width < w) canvas.width = w;    // grows to the largest panel, never shrinks:
      if (canvas.height < h) canvas.height = h;  // a new size means a new drawing buffer
      tools.begin(w, h, ratio, canvas.height);
      paint(tools.pen);
      if (target.width !== w || target.height !== h) { target.width = w; target.height = h; }
      const ctx = target.getContext('2d');
      if (!ctx) return null;
      ctx.setTransform(1, 0, 0, 1, 0, 0);
      ctx.clearRect(0, 0, w, h);
      const started = performance.now();
      ctx.drawImage(canvas, 0, 0, w, h, 0, 0, w, h);   // waits for the GPU
      pace += (Math.min(200, performance.now() - started) - pace) / 40;
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      return ctx;
    },
  };
}

/** Programs, buffers and textures, until the context is lost. @param {WebGL2RenderingContext} gl */
function createTools(gl) {
  const lineProgram = createProgram(gl, shaders.segments);
  const pointProgram = createProgram(gl, shaders.sprites);
  const heatProgram = createProgram(gl, shaders.heat);
  if (!lineProgram || !pointProgram || !heatProgram) return null;
  const quads = createQuads(gl, lineProgram);
  const points = createPoints(gl, pointProgram);
  const cells = createCells(gl, heatProgram);
  const sheets = createSheets(gl);
  const size = [1, 1];
  let ratio = 1;

  /** @type {Pen} */
  const pen = {
    segments(batch, from = 0, to = batch.count) {
      if (to <= from) return;
      lineProgram.use({ size });
      quads.draw(batch.data, from * SEGMENT, to * SEGMENT, ratio);
    },
    sprites(batch, sheet, fill, from = 0, to = batch.count) {
      if (to <= from) return;
      const texture = sheet && sheets.of(sheet);
      pointProgram.use({
        size, ratio, fill, room: ROOM,
        grid: texture ? texture.grid : [0, 0],
        inset: texture ? texture.inset : 0,
        sheet: texture ? texture.texture : sheets.none,
      });
      points.draw(batch.data, from * SPRITE, to * SPRITE);
    },
    heat(values, n, x, y, side, gap, map) {
      if (!cells.upload(values, n)) return;
      const rect = [x * ratio, y * ratio, side * ratio, side * ratio];
      heatProgram.use({ size, rect, n, gap, values: cells.texture, ...map });
      cells.draw();
    },
  };

  return {
    pen, sheets,
    /** Prepares the top left corner for a picture of w x h device pixels. */
    begin(/** @type {number} */ w, /** @type {number} */ h, /** @type {number} */ pixels,
      /** @type {number} */ full) {
      size[0] = w;
      size[1] = h;
      ratio = pixels;
      gl.viewport(0, full - h, w, h);
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(0, full - h, w, h);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.enable(gl.BLEND);
      gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    },
  };
}
