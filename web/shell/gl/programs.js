// The three shaders. All take positions in device pixels from the top left and give premultiplied
// alpha; the fragment shader softens edges by distance, so that no multisampling is needed.

const TO_CLIP = `
  uniform vec2 size;
  vec4 clip(vec2 p) { return vec4(p.x / size.x * 2.0 - 1.0, 1.0 - p.y / size.y * 2.0, 0, 1); }`;

/** Quads whose `edge` runs from -half - 1 to half + 1 across the line, in device pixels. */
export const segments = [`#version 300 es
  precision highp float;
  in vec2 place;
  in vec2 edge;   // signed distance from the middle, half the width
  in vec4 colour;
  out vec2 e;
  out vec4 c;
  ${TO_CLIP}
  void main() { e = edge; c = colour; gl_Position = clip(place); }`, `#version 300 es
  precision highp float;
  in vec2 e;
  in vec4 c;
  out vec4 pixel;
  void main() {
    float a = c.a * clamp(e.y + 0.5 - abs(e.x), 0.0, 1.0);
    pixel = vec4(c.rgb * a, a);
  }`];

/** One gl.POINT per sprite, which software rasterisers draw ten times faster than instanced
 *  quads. */
export const sprites = [`#version 300 es
  precision highp float;
  in vec3 place;  // x, y, box
  in vec4 kind;   // tile, shape, alpha, ring
  in vec3 colour;
  uniform float ratio;
  uniform vec2 grid;   // columns and rows of the sheet; 0: no sheet
  flat out vec4 k;
  flat out vec3 c;
  flat out vec2 tile;
  flat out float box;
  flat out float margin;   // where a shape's edge fades out; plain pictures have none
  ${TO_CLIP}
  void main() {
    k = kind;
    c = colour;
    box = place.z * ratio;
    float row = floor((kind.x + 0.5) / max(grid.x, 1.0));
    tile = vec2(kind.x - row * grid.x, row);
    gl_Position = clip(place.xy * ratio);
    margin = kind.y > 0.5 || kind.x < 0.0 || grid.x < 1.0 ? 2.0 : 0.0;
    gl_PointSize = box + margin;
  }`, `#version 300 es
  precision highp float;
  flat in vec4 k;
  flat in vec3 c;
  flat in vec2 tile;
  flat in float box;
  flat in float margin;
  uniform sampler2D sheet;
  uniform vec2 grid;
  uniform float inset;  // half a texel, in tiles: a tile never shows its neighbour
  uniform float ratio;
  uniform vec3 fill;
  uniform vec4 room;
  out vec4 pixel;
  float outside(vec2 p, float half_, float shape) {
    if (shape > 2.5) return (abs(p.x) + abs(p.y) - half_) * 0.7071;
    if (shape > 1.5) {
      float r = half_ * 0.2;
      vec2 q = abs(p) - (half_ - r);
      return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - r;
    }
    if (shape > 0.5) return length(p) - half_;
    return max(abs(p.x), abs(p.y)) - half_;
  }
  void main() {
    if (margin == 0.0) {   // most of a crowd
      pixel = texture(sheet, (tile + clamp(gl_PointCoord, inset, 1.0 - inset)) / grid) * k.z;
      return;
    }
    vec2 p = (gl_PointCoord - 0.5) * (box + margin);
    float d = outside(p, box * 0.5, k.y);
    float cover = clamp(0.5 - d, 0.0, 1.0);
    if (cover == 0.0) discard;
    bool pictured = k.x >= 0.0 && grid.x > 0.0;
    float back = k.y > 0.5 ? 1.0 : 0.0;
    vec4 over = vec4(mix(c, fill, pictured ? 1.0 : 0.0), 1) * (pictured ? back : 1.0);
    if (pictured) {
      float side = box / room[int(k.y + 0.5)];
      vec2 at = p / side + 0.5;
      if (all(greaterThanEqual(at, vec2(0))) && all(lessThanEqual(at, vec2(1)))) {
        at = clamp(at, inset, 1.0 - inset);
        vec4 t = texture(sheet, (tile + at) / grid);
        over = t + over * (1.0 - t.a);
      }
    }
    float width = k.w * ratio;
    if (width > 0.0) {
      float ring = clamp(d + width + 0.5, 0.0, 1.0);
      over = mix(over, vec4(c, 1), ring);
    }
    pixel = over * (cover * k.z);
  }`];

/** A square of n x n cells in diverging colours: minus - zero - plus for -1 .. 0 .. 1. */
export const heat = [`#version 300 es
  precision highp float;
  in vec2 corner;
  uniform vec4 rect;
  out vec2 at;
  ${TO_CLIP}
  void main() { at = corner; gl_Position = clip(rect.xy + corner * rect.zw); }`, `#version 300 es
  precision highp float;
  in vec2 at;
  uniform highp sampler2D values;
  uniform float n;
  uniform float gap;    // of a cell, at its right and bottom
  uniform vec3 minus, zero, plus;
  out vec4 pixel;
  void main() {
    vec2 cell = at * n;
    float v = texelFetch(values, ivec2(min(cell, n - 1.0)), 0).r;
    vec3 c = v >= 0.0 ? mix(zero, plus, min(v, 1.0)) : mix(zero, minus, min(-v, 1.0));
    if (isnan(v)) c = zero;
    vec2 f = fract(cell);
    float a = max(f.x, f.y) > 1.0 - gap ? 0.0 : 1.0;
    pixel = vec4(c * a, a);
  }`];
