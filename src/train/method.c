#include "train/method.h"

#include "base/build.h"

const ct_method *ct_method_of(ct_method_kind kind) {
#define X(code, name, help) extern const ct_method ct_method_##code;
  CT_METHOD_LIST(X)
#undef X
#if CT_NETWORKS
#define X(code, name, help) [code] = &ct_method_##code,
  static const ct_method *const methods[CT_METHOD_COUNT] = {CT_METHOD_LIST(X)};
#undef X
#else
  static const ct_method *const methods[CT_METHOD_COUNT] = {[CT_SIMCLR] = &ct_method_CT_SIMCLR};
#endif
  return methods[kind];
}
