#include "data/pack.h"

#include <string.h>
#include "base/assert.h"

#define HEADER 64
#define PLAIN 1 /* versions */
#define PALETTES 2
#define CONCEPTS_MAX 1000000
#define DRAWINGS_MAX 16
#define SIDE_MAX 256

static uint32_t u32_at(const uint8_t *b) {
  return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static int u16_at(const uint8_t *b) { return b[0] | b[1] << 8; }

static int within(uint32_t value, uint32_t least, uint32_t most) {
  return value >= least && value <= most;
}

/* Bytes of the label block with its padding: at most 16 million. */
static uint64_t label_bytes(const ct_pack *p) {
  uint64_t bytes = 2 * (uint64_t)p->labels * (uint64_t)p->concepts;
  return (bytes + 3) / 4 * 4;
}

/* At most 3.2e12 by the ranges of the header, so 64 bits hold it on every machine. */
static uint64_t pixel_bytes(const ct_pack *p) {
  return (uint64_t)p->concepts * (uint64_t)p->drawings * (uint64_t)ct_pack_image_size(p);
}

static ct_status read_header(ct_pack *p, const uint8_t *bytes, size_t size) {
  if (size < HEADER || memcmp(bytes, "CTPK", 4) != 0) return CT_E_FORMAT;
  uint32_t version = u32_at(bytes + 4);
  uint32_t n = u32_at(bytes + 8), v = u32_at(bytes + 12), c = u32_at(bytes + 16);
  uint32_t h = u32_at(bytes + 20), w = u32_at(bytes + 24), l = u32_at(bytes + 28);
  if (!within(n, 1, CONCEPTS_MAX) || !within(v, 1, DRAWINGS_MAX) || (c != 1 && c != 3) ||
      !within(h, 1, SIDE_MAX) || !within(w, 1, SIDE_MAX) || l > CT_PACK_LABELS_MAX ||
      !within(version, PLAIN, c == 3 ? PALETTES : PLAIN))
    return CT_E_FORMAT;
  uint32_t held_out = u32_at(bytes + 48), mean = u32_at(bytes + 52);
  if (held_out >= n || mean > 1000 || u32_at(bytes + 56) || u32_at(bytes + 60)) return CT_E_FORMAT;
  *p = (ct_pack){.concepts = (int)n, .drawings = (int)v, .channels = (int)c,
                 .height = (int)h, .width = (int)w, .labels = (int)l,
                 .held_out = (int)held_out, .mean = (float)mean / 1000};
  for (uint32_t k = 0; k < CT_PACK_LABELS_MAX; k++) {
    uint32_t classes = u32_at(bytes + 32 + 4 * k);
    if (k < l ? !within(classes, 1, 65536) : classes != 0) return CT_E_FORMAT;
    p->classes[k] = (int)classes;
  }
  return HEADER + label_bytes(p) + pixel_bytes(p) == size ? CT_OK : CT_E_FORMAT;
}

static int labels_in_range(const ct_pack *p, const uint8_t *labels) {
  for (int k = 0; k < p->labels; k++)
    for (int i = 0; i < p->concepts; i++, labels += 2)
      if (u16_at(labels) >= p->classes[k]) return 0;
  return 1;
}

static int is_padding(const uint8_t *from, const uint8_t *to) {
  for (; from < to; from++)
    if (*from) return 0;
  return 1;
}

/* Indices and colours to three planes of n pixels, in place. */
static void decode_palette(uint8_t *picture, int n) {
  uint8_t colours[256][3] = {{0}};
  int room = 2 * n / 3;
  memcpy(colours, picture + n, 3 * (size_t)(room < 256 ? room : 256));
  for (int i = 0; i < n; i++) {
    const uint8_t *colour = colours[picture[i]];
    for (int c = 0; c < 3; c++) picture[c * n + i] = colour[c];
  }
}

static void decode_palettes(const ct_pack *p) {
  size_t pictures = (size_t)p->concepts * (size_t)p->drawings;
  uint8_t *at = p->pixels;
  for (size_t i = 0; i < pictures; i++, at += ct_pack_image_size(p))
    decode_palette(at, p->height * p->width);
}

ct_status ct_pack_peek(ct_pack *pack, const uint8_t *bytes, size_t size) {
  ct_pack p;
  ct_status status = read_header(&p, bytes, size);
  if (!status) *pack = p;
  return status;
}

ct_status ct_pack_open(ct_pack *pack, uint8_t *bytes, size_t size) {
  ct_pack p;
  if (read_header(&p, bytes, size) != CT_OK) return CT_E_FORMAT;
  uint8_t *labels = bytes + HEADER, *pixels = labels + (size_t)label_bytes(&p);
  const uint8_t *end = labels + 2 * (size_t)p.labels * (size_t)p.concepts;
  if (!labels_in_range(&p, labels) || !is_padding(end, pixels)) return CT_E_FORMAT;
  p.label_bytes = labels;
  p.pixels = pixels;
  if (u32_at(bytes + 4) == PALETTES) decode_palettes(&p);
  *pack = p;
  return CT_OK;
}

const uint8_t *ct_pack_image(const ct_pack *p, int concept, int drawing) {
  CT_ASSERT(concept >= 0 && concept < p->concepts && drawing >= 0 && drawing < p->drawings);
  size_t image = (size_t)concept * (size_t)p->drawings + (size_t)drawing;
  return p->pixels + image * (size_t)ct_pack_image_size(p);
}

int ct_pack_label(const ct_pack *p, int kind, int concept) {
  CT_ASSERT(kind >= 0 && kind < p->labels && concept >= 0 && concept < p->concepts);
  size_t at = (size_t)kind * (size_t)p->concepts + (size_t)concept;
  return u16_at(p->label_bytes + 2 * at);
}

int ct_pack_class(const ct_pack *p, int concept) {
  return p->labels < 1 ? -1 : ct_pack_label(p, p->labels > 1, concept);
}
