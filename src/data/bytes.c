#include "data/bytes.h"

ct_status ct_refuse(ct_text *why, const char *words, const int64_t *numbers) {
  ct_text_fill(why, words, numbers);
  return CT_E_FORMAT;
}

ct_status ct_check_range(uint32_t value, uint32_t least, uint32_t most, const char *what,
                         ct_text *why) {
  if (value >= least && value <= most) return CT_OK;
  ct_text_add(why, what);
  return least == most ? CT_REFUSE(why, " is #, not #", value, most)
                       : CT_REFUSE(why, " is #, outside # to #", value, least, most);
}
