/* Which of the builds this is. */
#ifndef CT_BASE_BUILD_H
#define CT_BASE_BUILD_H

/* Labs whose encoder is a table have a module of their own, built with CT_TABLE_ONLY: it holds
 * nothing of networks, of what they read and of how they are examined, and is less than half the
 * size. The compiler knows of the build, and the linker leaves out what nothing calls any more. */
#ifdef CT_TABLE_ONLY
#define CT_NETWORKS 0
#else
#define CT_NETWORKS 1
#endif

#endif
