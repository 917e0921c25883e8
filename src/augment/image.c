/* Views of an image: one affine read (crop, rotation and mirror together), then colour, then blur,
 * then the hole of a cutout, then a random convolution.
 *
 * The random numbers that a view may need are drawn first, in the same order whichever
 * augmentations are on, so that changing one augmentation leaves the choices of the others as they
 * were. Only those of the convolution, which are many, are drawn when it is on; as they are the
 * last, no other choice depends on them. */
#include "augment/image.h"

#include "base/assert.h"
#include "base/elementary.h"
#include "base/vec.h"
#include "kernels/filter.h"
#include "kernels/resample.h"

#define WHITE 1.0f
#define RADIANS 0.017453292519943295f /* per degree */
#define TURN 6.283185307179586f
#define LOG_RATIO 0.28768207245178085f /* log 4/3: the longest and, negated, the tallest crop */

typedef enum jitter_step { BRIGHTNESS, CONTRAST, SATURATION, HUE, JITTER_STEPS } jitter_step;

/* The random numbers of a view, uniform in 0..1, before the strengths of ct_augment apply. */
typedef struct draws {
  float area, ratio, x, y, angle, flip;
  float jitter[JITTER_STEPS];
  int order[JITTER_STEPS];
  float grey, blur, sigma;
  float hole_x, hole_y;
} draws;

static draws draw(ct_rng *rng) {
  draws v;
  v.area = ct_rng_uniform(rng);
  v.ratio = ct_rng_uniform(rng);
  v.x = ct_rng_uniform(rng);
  v.y = ct_rng_uniform(rng);
  v.angle = ct_rng_uniform(rng);
  v.flip = ct_rng_uniform(rng);
  for (int k = 0; k < JITTER_STEPS; k++) v.jitter[k] = ct_rng_uniform(rng);
  v.grey = ct_rng_uniform(rng);
  v.blur = ct_rng_uniform(rng);
  v.sigma = ct_rng_uniform(rng);
  for (int k = 0; k < JITTER_STEPS; k++) v.order[k] = k;
  ct_rng_shuffle(rng, v.order, JITTER_STEPS);
  v.hole_x = ct_rng_uniform(rng);
  v.hole_y = ct_rng_uniform(rng);
  return v;
}

/* ---- geometry ----------------------------------------------------------------------------- */

/* The map from the view to the image: mirror, turn about the crop's centre, shrink to the crop.
 * The aspect ratio (relative to the image's) is drawn from the range that the area allows, so the
 * crop always lies inside the image and keeps exactly the area drawn. Its outermost readings stay
 * on the image's outermost pixel centres, so that no white from outside is mixed in. */
static ct_affine place(const draws *v, const ct_augment *how, int H, int W) {
  float area = (1 - v->area * (1 - how->crop)) * (1 - how->smaller), room = -ct_logf(area);
  float limit = room < LOG_RATIO ? room : LOG_RATIO;
  float half = 0.5f * limit * (2 * v->ratio - 1), side = ct_sqrtf(area);
  float width = side * ct_expf(half), height = side * ct_expf(-half);
  if (width > 1) width = 1; /* by rounding */
  if (height > 1) height = 1;
  float angle = how->rotate * RADIANS * (2 * v->angle - 1);
  float sine = ct_sinf(angle), cosine = ct_cosf(angle);
  float mirror = (v->flip < how->flip) != how->mirrored ? -1.0f : 1.0f;
  return (ct_affine){
    .a = mirror * width * cosine, .b = -width * sine,
    .c = mirror * height * sine, .d = height * cosine,
    .cx = 0.5f + (float)(W - 1) * (0.5f * width + v->x * (1 - width)),
    .cy = 0.5f + (float)(H - 1) * (0.5f * height + v->y * (1 - height)),
  };
}

/* ---- colour ------------------------------------------------------------------------------- */

static const float luma[3] = {0.299f, 0.587f, 0.114f}; /* ITU-R BT.601 */

static float unit(float x) {
  x = x > 0 ? x : 0;
  return x < 1 ? x : 1;
}

/* Written so that wasm has one instruction for each bound. */
static inline f32x4 unit4(f32x4 x) {
  x = (f32x4)((i32x4)x & (x > 0));
  return f32x4_min(f32x4_splat(1), x);
}

/* y = factor y + offset, cut to 0..1 */
static void scale(float *y, int count, float factor, float offset) {
  int i = 0;
  for (; i + 4 <= count; i += 4) f32x4_store(y + i, unit4(factor * f32x4_load(y + i) + offset));
  for (; i < count; i++) y[i] = unit(factor * y[i] + offset);
}

/* The weights with which each new channel is mixed from the old ones. */
typedef struct mixture { float of[3][3]; } mixture;

/* factor x + (1 - factor) grey(x): 0 grey, 1 unchanged, above 1 more colourful */
static mixture saturation(float factor) {
  mixture m;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) m.of[i][j] = (1 - factor) * luma[j] + (i == j ? factor : 0);
  return m;
}

/* Turns colours about the axis of greys by `turn` of a circle (Rodrigues). Torchvision turns HSV's
 * hue instead, which needs branches and divisions per pixel and jumps where colours are dull. */
static mixture hue(float turn) {
  float cosine = ct_cosf(TURN * turn), sine = ct_sinf(TURN * turn) * 0.5773502691896258f;
  float even = (1 - cosine) / 3;
  mixture m;
  for (int i = 0; i < 3; i++) {
    m.of[i][i] = cosine + even;
    m.of[i][(i + 1) % 3] = even - sine;
    m.of[i][(i + 2) % 3] = even + sine;
  }
  return m;
}

/* Replaces the channels of each pixel of y [3, n] by their mixture, cut to 0..1. */
static void mix(float *y, int n, mixture m) {
  float *red = y, *green = y + n, *blue = y + 2 * n;
  f32x4 of[3][3]; /* local, as no store to y can change them */
  for (int k = 0; k < 9; k++) of[k / 3][k % 3] = f32x4_splat(m.of[k / 3][k % 3]);
  int i = 0;
  for (; i + 4 <= n; i += 4) {
    f32x4 r = f32x4_load(red + i), g = f32x4_load(green + i), b = f32x4_load(blue + i);
    f32x4_store(red + i, unit4(of[0][0] * r + of[0][1] * g + of[0][2] * b));
    f32x4_store(green + i, unit4(of[1][0] * r + of[1][1] * g + of[1][2] * b));
    f32x4_store(blue + i, unit4(of[2][0] * r + of[2][1] * g + of[2][2] * b));
  }
  for (; i < n; i++) {
    float r = red[i], g = green[i], b = blue[i];
    red[i] = unit(m.of[0][0] * r + m.of[0][1] * g + m.of[0][2] * b);
    green[i] = unit(m.of[1][0] * r + m.of[1][1] * g + m.of[1][2] * b);
    blue[i] = unit(m.of[2][0] * r + m.of[2][1] * g + m.of[2][2] * b);
  }
}

static double sum(const float *x, int n) {
  f32x4 a = f32x4_splat(0), b = a;
  double rest = 0;
  int i = 0;
  for (; i + 8 <= n; i += 8) a += f32x4_load(x + i), b += f32x4_load(x + i + 4);
  for (; i < n; i++) rest += (double)x[i];
  return (double)f32x4_sum(a + b) + rest;
}

/* Mean grey of the picture, towards or away from which contrast moves each pixel. */
static float mean_grey(const float *y, int C, int n) {
  if (C == 1) return (float)(sum(y, n) / n);
  double total = 0;
  for (int c = 0; c < 3; c++) total += (double)luma[c] * sum(y + c * n, n);
  return (float)(total / n);
}

/* Brightness and contrast also apply to C = 1; saturation and hue need colours. */
static void jitter(float *y, int C, int n, const draws *v, float strength) {
  for (int k = 0; k < JITTER_STEPS; k++) {
    int step = v->order[k];
    if (C == 1 && step >= SATURATION) continue;
    float either = 2 * v->jitter[step] - 1, factor = 1 + 0.8f * strength * either;
    switch (step) {
    case BRIGHTNESS: scale(y, C * n, factor, 0); break;
    case CONTRAST: scale(y, C * n, factor, (1 - factor) * mean_grey(y, C, n)); break;
    case SATURATION: mix(y, n, saturation(factor)); break;
    default: mix(y, n, hue(0.2f * strength * either)); break;
    }
  }
}

/* ---- a hole ------------------------------------------------------------------------------- */

/* A square whose centre may be any pixel, so that part of it may lie outside. */
static void cut_out(float *y, int C, int H, int W, const draws *v, float share) {
  int side = (int)(share * (float)(H < W ? H : W) + 0.5f);
  int top = (int)(v->hole_y * (float)H) - side / 2, left = (int)(v->hole_x * (float)W) - side / 2;
  int bottom = top + side < H ? top + side : H, right = left + side < W ? left + side : W;
  if (top < 0) top = 0;
  if (left < 0) left = 0;
  for (int c = 0; c < C; c++)
    for (int i = top; i < bottom; i++)
      for (int j = left; j < right; j++) y[(c * H + i) * W + j] = 0;
}

/* Cuts to 0..1, as the weights of a read or a blur sum to 1 only up to rounding, and subtracts the
 * mean. */
static void centre(float *y, int count, float mean) {
  int i = 0;
  for (; i + 4 <= count; i += 4) f32x4_store(y + i, unit4(f32x4_load(y + i)) - mean);
  for (; i < count; i++) y[i] = unit(y[i]) - mean;
}

/* ---- a random convolution ---------------------------------------------------------------- */

/* Cross-fades the finished view, pixels minus the mean, with a random convolution of itself. That
 * is one convolution, as the part kept of the view is a weight at the filter's centre. It comes
 * last, so that the zeros around the view and in the hole are the mean. Its output is not cut to
 * 0..1: white and black lie at different distances from the mean, and most of what a filter makes
 * of dark lines would be cut off. */
static void convolve(float *y, int C, int H, int W, ct_rng *rng, float *scratch) {
  float w[CT_FILTER_WEIGHTS_MAX], share = ct_rng_uniform(rng);
  int area = CT_FILTER_SIDE * CT_FILTER_SIDE, count = C * C * area;
  float deviation = share / ct_sqrtf((float)(area * C));
  for (int k = 0; k < count; k++) w[k] = deviation * ct_rng_normal(rng);
  for (int c = 0; c < C; c++) w[(c * C + c) * area + area / 2] += 1 - share;
  ct_filter(y, w, C, H, W, scratch);
}

/* ---- the view ----------------------------------------------------------------------------- */

void ct_plain_image(float *y, const uint8_t *x, int count) {
  for (int i = 0; i < count; i++) y[i] = (float)x[i] / 255;
}

void ct_turn_hue(float *y, int n, float turn) { mix(y, n, hue(turn)); }

void ct_augment_image(float *y, const uint8_t *x, int C, int H, int W, const ct_augment *how,
                      ct_rng *rng, float *scratch) {
  CT_ASSERT((C == 1 || C == 3) && H >= 1 && W >= 1);
  int n = H * W;
  draws v = draw(rng);
  int moved = how->crop < 1 || how->smaller > 0 || how->rotate > 0 || how->flip > 0;
  if (moved || how->mirrored) {
    ct_affine map = place(&v, how, H, W);
    ct_resample(y, C, H, W, x, H, W, &map, WHITE, scratch);
  } else {
    ct_plain_image(y, x, C * n);
  }
  if (how->jitter > 0) jitter(y, C, n, &v, how->jitter);
  if (C == 3 && v.grey < how->grey) mix(y, n, saturation(0));
  if (v.blur < how->blur) ct_blur(y, C, H, W, 0.1f + 1.4f * v.sigma, scratch);
  centre(y, C * n, how->mean);
  if (how->cutout > 0) cut_out(y, C, H, W, &v, how->cutout);
  if (how->randconv > 0 && ct_rng_uniform(rng) < how->randconv)
    convolve(y, C, H, W, rng, scratch);
}
