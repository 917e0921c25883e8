// One factory for each kind of GPU resource. Buffers and textures are made once for each context
// and refilled; nothing is allocated while frames are drawn.

import { SEGMENT, SPRITE } from './batches.js';

/** @typedef {import('./program.js').Program} Program */
/** @typedef {import('./renderer.js').Sheet} Sheet */

const QUADS = 4096;            // most segments drawn by one call
const QUAD_BYTES = 4 * 20;     // four corners of place 2 f32, edge 2 f32, colour 4 u8
const POINTS = 4096;           // most sprites drawn by one call
const CELLS = 256;             // side of the largest similarity matrix that fits

/** Writes quad q for the segment at d[k].
 *  @param {Float32Array} floats @param {Uint8Array} colours both are views of the quads' bytes
 *  @param {number} q @param {Float32Array} d @param {number} k @param {number} ratio */
function widen(floats, colours, q, d, k, ratio) {
  const dx = d[k + 2] - d[k];
  const dy = d[k + 3] - d[k + 1];
  const length = Math.hypot(dx, dy) || 1;
  const nx = -dy / length;
  const ny = dx / length;
  for (let end = 0; end < 2; end++) {
    const x = d[k + 2 * end] * ratio;
    const y = d[k + 2 * end + 1] * ratio;
    const half = d[k + 4 + end] * ratio * 0.5;
    const reach = half + 1;   // one pixel more, in which the edge fades out
    for (let side = -1; side <= 1; side += 2) {
      const v = q * 4 + end * 2 + (side > 0 ? 1 : 0);
      floats[v * 5] = x + nx * reach * side;
      floats[v * 5 + 1] = y + ny * reach * side;
      floats[v * 5 + 2] = reach * side;
      floats[v * 5 + 3] = half;
      colours[v * 20 + 16] = d[k + 6] * 255;
      colours[v * 20 + 17] = d[k + 7] * 255;
      colours[v * 20 + 18] = d[k + 8] * 255;
      colours[v * 20 + 19] = d[k + 9 + end] * 255;
    }
  }
}

/** Segments, widened to quads here. @param {WebGL2RenderingContext} gl @param {Program} program */
export function createQuads(gl, program) {
  const bytes = new ArrayBuffer(QUADS * QUAD_BYTES);
  const floats = new Float32Array(bytes);
  const colours = new Uint8Array(bytes);
  const order = new Uint16Array(QUADS * 6);
  for (let q = 0; q < QUADS; q++) order.set([0, 1, 2, 2, 1, 3].map((v) => 4 * q + v), 6 * q);

  const vao = gl.createVertexArray();
  const buffer = gl.createBuffer();
  gl.bindVertexArray(vao);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, bytes.byteLength, gl.DYNAMIC_DRAW);
  gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, order, gl.STATIC_DRAW);
  attribute(gl, program.attribute('place'), 2, gl.FLOAT, false, 20, 0);
  attribute(gl, program.attribute('edge'), 2, gl.FLOAT, false, 20, 8);
  attribute(gl, program.attribute('colour'), 4, gl.UNSIGNED_BYTE, true, 20, 16);
  gl.bindVertexArray(null);

  return {
    draw(/** @type {Float32Array} */ data, /** @type {number} */ from, /** @type {number} */ to,
      /** @type {number} */ ratio) {
      gl.bindVertexArray(vao);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      for (let k = from; k < to;) {
        let q = 0;
        for (; q < QUADS && k < to; q++, k += SEGMENT) {
          widen(floats, colours, q, data, k, ratio);
        }
        gl.bufferSubData(gl.ARRAY_BUFFER, 0, floats, 0, q * 20);
        gl.drawElements(gl.TRIANGLES, q * 6, gl.UNSIGNED_SHORT, 0);
      }
      gl.bindVertexArray(null);
    },
  };
}

/** Sprites, uploaded as they are. @param {WebGL2RenderingContext} gl @param {Program} program */
export function createPoints(gl, program) {
  const vao = gl.createVertexArray();
  const buffer = gl.createBuffer();
  gl.bindVertexArray(vao);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  gl.bufferData(gl.ARRAY_BUFFER, POINTS * SPRITE * 4, gl.DYNAMIC_DRAW);
  attribute(gl, program.attribute('place'), 3, gl.FLOAT, false, SPRITE * 4, 0);
  attribute(gl, program.attribute('kind'), 4, gl.FLOAT, false, SPRITE * 4, 12);
  attribute(gl, program.attribute('colour'), 3, gl.FLOAT, false, SPRITE * 4, 28);
  gl.bindVertexArray(null);
  return {
    draw(/** @type {Float32Array} */ data, /** @type {number} */ from, /** @type {number} */ to) {
      gl.bindVertexArray(vao);
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      for (let k = from; k < to; k += POINTS * SPRITE) {
        const floats = Math.min(to - k, POINTS * SPRITE);
        gl.bufferSubData(gl.ARRAY_BUFFER, 0, data, k, floats);
        gl.drawArrays(gl.POINTS, 0, floats / SPRITE);
      }
      gl.bindVertexArray(null);
    },
  };
}

/** The textures of the labs' sheets, made on first use. @param {WebGL2RenderingContext} gl */
export function createSheets(gl) {
  /** @type {Map<object, { texture: WebGLTexture, grid: number[], inset: number }>} */
  const made = new Map();
  const none = createTexture(gl, gl.LINEAR);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, 1, 1, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
  return {
    none,
    of(/** @type {Sheet} */ sheet) {
      let entry = made.get(sheet.image);
      if (!entry) {
        const { image, tile, columns } = sheet;
        const texture = createTexture(gl, gl.LINEAR);
        gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, image);
        gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
        entry = { texture, grid: [columns, image.height / tile], inset: 0.5 / tile };
        made.set(image, entry);
      }
      return entry;
    },
    forget(/** @type {object} */ image) {
      const entry = made.get(image);
      if (entry) gl.deleteTexture(entry.texture);
      made.delete(image);
    },
  };
}

/** One texture that every similarity matrix uses. @param {WebGL2RenderingContext} gl
 *  @param {Program} program */
export function createCells(gl, program) {
  const texture = createTexture(gl, gl.NEAREST);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.R32F, CELLS, CELLS);
  const vao = gl.createVertexArray();
  gl.bindVertexArray(vao);
  gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
  gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
  attribute(gl, program.attribute('corner'), 2, gl.FLOAT, false, 8, 0);
  gl.bindVertexArray(null);
  return {
    texture,
    upload(/** @type {Float32Array} */ values, /** @type {number} */ n) {
      if (n > CELLS || n < 1) return false;
      gl.bindTexture(gl.TEXTURE_2D, texture);
      gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, n, n, gl.RED, gl.FLOAT, values);
      return true;
    },
    draw() {
      gl.bindVertexArray(vao);
      gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
      gl.bindVertexArray(null);
    },
  };
}

/** Creates and binds a texture without mipmaps.
 *  @param {WebGL2RenderingContext} gl @param {number} filter */
function createTexture(gl, filter) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, filter);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}

/** @param {WebGL2RenderingContext} gl @param {number} at @param {number} size @param {number} type
 *  @param {boolean} normalize @param {number} stride @param {number} offset */
function attribute(gl, at, size, type, normalize, stride, offset) {
  if (at < 0) return;   // this program does not use it, so the compiler has removed it
  gl.enableVertexAttribArray(at);
  gl.vertexAttribPointer(at, size, type, normalize, stride, offset);
}
