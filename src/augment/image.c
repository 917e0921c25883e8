/* Views of an image: one affine read (crop, rotation and mirror together), then colour, then blur.
 *
 * Every number a view may need is drawn first, in one order, whatever is switched on: turning one
 * augmentation up leaves the choices of the others as they were. */
#include "augment/image.h"

#include "base/assert.h"
#include "base/elementary.h"
#include "kernels/resample.h"

#define SIDE_MAX 256
#define WHITE 1.0f
#define RADIANS 0.017453292519943295f /* per degree */
#define TURN 6.283185307179586f
#define LOG_RATIO 0.28768207245178085f /* log 4/3: the longest and, negated, the tallest crop */

typedef enum jitter_step { BRIGHTNESS, CONTRAST, SATURATION, HUE, JITTER_STEPS } jitter_step;

/* All uniform in 0..1, as yet without the strengths of ct_augment. */
typedef struct draws {
  float area, ratio, x, y, angle, flip;
  float jitter[JITTER_STEPS];
  int order[JITTER_STEPS];
  float grey, blur, sigma;
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
  return v;
}

/* ---- place -------------------------------------------------------------------------------- */

/* From the view to the image: mirror, turn about the crop's centre, shrink to the crop. The aspect
 * ratio (of the image's own) is drawn from what the area leaves room for, so the crop always lies
 * inside the image and keeps exactly the area drawn; its outermost readings stay on the image's
 * outermost pixel centres, or the white outside would seep in. */
static ct_affine place(const draws *v, const ct_augment *how, int H, int W) {
  float area = 1 - v->area * (1 - how->crop), room = -ct_logf(area);
  float limit = room < LOG_RATIO ? room : LOG_RATIO;
  float half = 0.5f * limit * (2 * v->ratio - 1), side = ct_sqrtf(area);
  float width = side * ct_expf(half), height = side * ct_expf(-half);
  if (width > 1) width = 1; /* by rounding */
  if (height > 1) height = 1;
  float angle = how->rotate * RADIANS * (2 * v->angle - 1);
  float sine = ct_sinf(angle), cosine = ct_cosf(angle), mirror = v->flip < how->flip ? -1.0f : 1.0f;
  return (ct_affine){
    .a = mirror * width * cosine, .b = -width * sine,
    .c = mirror * height * sine, .d = height * cosine,
    .cx = 0.5f + (float)(W - 1) * (0.5f * width + v->x * (1 - width)),
    .cy = 0.5f + (float)(H - 1) * (0.5f * height + v->y * (1 - height)),
  };
}

/* ---- colour ------------------------------------------------------------------------------- */

/* A step of colour: out = matrix in + offset (the same for all channels), cut to 0..1. */
typedef struct colour { float matrix[3][3], offset; } colour;

static const float luma[3] = {0.299f, 0.587f, 0.114f}; /* ITU-R BT.601 */

/* factor x + (1 - factor) grey(x): 0 grey, 1 unchanged, above 1 more colourful */
static colour saturate(float factor) {
  colour c = {.offset = 0};
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) c.matrix[i][j] = (1 - factor) * luma[j] + (i == j ? factor : 0);
  return c;
}

/* Turns colours about the axis of greys by `turn` of a circle (Rodrigues). Torchvision turns HSV's
 * hue instead, which needs branches and divisions per pixel and jumps where colours are dull. */
static colour turn_hue(float turn) {
  float cosine = ct_cosf(TURN * turn), sine = ct_sinf(TURN * turn) * 0.5773502691896258f;
  float even = (1 - cosine) / 3;
  colour c = {.offset = 0};
  for (int i = 0; i < 3; i++) {
    c.matrix[i][i] = cosine + even;
    c.matrix[i][(i + 1) % 3] = even - sine;
    c.matrix[i][(i + 2) % 3] = even + sine;
  }
  return c;
}

static colour scale(float factor, float offset) {
  colour c = {.offset = offset};
  for (int i = 0; i < 3; i++) c.matrix[i][i] = factor;
  return c;
}

static float unit(float x) {
  x = x > 0 ? x : 0;
  return x < 1 ? x : 1;
}

static void apply(float *y, int C, int n, const colour *c) {
  const float(*m)[3] = c->matrix;
  float o = c->offset;
  if (C == 1) {
    for (int i = 0; i < n; i++) y[i] = unit(m[0][0] * y[i] + o);
    return;
  }
  float *restrict red = y, *restrict green = y + n, *restrict blue = y + 2 * n;
  for (int i = 0; i < n; i++) {
    float r = red[i], g = green[i], b = blue[i];
    red[i] = unit(m[0][0] * r + m[0][1] * g + m[0][2] * b + o);
    green[i] = unit(m[1][0] * r + m[1][1] * g + m[1][2] * b + o);
    blue[i] = unit(m[2][0] * r + m[2][1] * g + m[2][2] * b + o);
  }
}

/* Mean grey of the picture, what contrast pulls towards or pushes away from. */
static float mean_grey(const float *y, int C, int n) {
  double sum[3] = {0};
  for (int c = 0; c < C; c++)
    for (int i = 0; i < n; i++) sum[c] += (double)y[c * n + i];
  if (C == 1) return (float)(sum[0] / n);
  return (float)(((double)luma[0] * sum[0] + (double)luma[1] * sum[1] + (double)luma[2] * sum[2])
                 / n);
}

/* Brightness and contrast also apply to C = 1; saturation and hue need colours. */
static void jitter(float *y, int C, int n, const draws *v, float strength) {
  for (int k = 0; k < JITTER_STEPS; k++) {
    int step = v->order[k];
    if (C == 1 && step >= SATURATION) continue;
    float either = 2 * v->jitter[step] - 1, factor = 1 + 0.8f * strength * either;
    colour c;
    switch (step) {
    case BRIGHTNESS: c = scale(factor, 0); break;
    case CONTRAST: c = scale(factor, (1 - factor) * mean_grey(y, C, n)); break;
    case SATURATION: c = saturate(factor); break;
    default: c = turn_hue(0.2f * strength * either); break;
    }
    apply(y, C, n, &c);
  }
}

/* ---- the view ----------------------------------------------------------------------------- */

void ct_plain_image(float *y, const uint8_t *x, int count) {
  for (int i = 0; i < count; i++) y[i] = (float)x[i] / 255;
}

void ct_augment_image(float *y, const uint8_t *x, int C, int H, int W, const ct_augment *how,
                      ct_rng *rng) {
  CT_ASSERT((C == 1 || C == 3) && H >= 1 && W >= 1 && H <= SIDE_MAX && W <= SIDE_MAX);
  draws v = draw(rng);
  if (how->crop < 1 || how->rotate > 0 || how->flip > 0) {
    ct_affine map = place(&v, how, H, W);
    ct_resample(y, C, H, W, x, H, W, &map, WHITE);
  } else {
    ct_plain_image(y, x, C * H * W);
  }
  if (how->jitter > 0) jitter(y, C, H * W, &v, how->jitter);
  if (C == 3 && v.grey < how->grey) {
    colour c = saturate(0);
    apply(y, C, H * W, &c);
  }
  if (v.blur < how->blur) {
    float line[SIDE_MAX];
    ct_blur(y, C, H, W, 0.1f + 1.4f * v.sigma, line);
  }
  /* the weights of a read or a blur sum to 1 but for rounding */
  for (int i = 0; i < C * H * W; i++) y[i] = unit(y[i]);
}
