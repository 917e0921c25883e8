/* Two batches of embeddings, of two modalities, in which row i of one belongs to row i of the
 * other: what the losses clip and siglip take and give. */
#ifndef CT_LOSS_CROSS_H
#define CT_LOSS_CROSS_H

typedef struct ct_cross {
  int B, D;           /* pairs; dimensions */
  const float *a, *b; /* [B, D] in; any length but zero (normalised inside) */
  float *da, *db;     /* [B, D] out; += weight d loss / d a, b. Either may be NULL; both: value
                       * alone */
  double scale;       /* in; 1 / tau > 0, the factor of the cosines; used in single precision */
  double bias;        /* in; added to the logits; siglip alone has it */
  double weight;      /* in; factor of the gradients, not of the loss */
  double loss;        /* out; nats */
  double dscale;      /* out; weight d loss / d log(scale); untouched for the value alone */
  double dbias;       /* out; weight d loss / d bias, 0 in clip; untouched for the value alone */
} ct_cross;

#endif
