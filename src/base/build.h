/* Tells which of the two builds this is. */
#ifndef CT_BASE_BUILD_H
#define CT_BASE_BUILD_H

/* Labs whose encoder is a table have a module of their own, built with CT_TABLE_ONLY. It has no
 * networks, no data for them and no exam, and is less than half the size: the compiler knows which
 * build it is, and the linker leaves out functions that are no longer called. */
#ifdef CT_TABLE_ONLY
#define CT_NETWORKS 0
#else
#define CT_NETWORKS 1
#endif

#endif
