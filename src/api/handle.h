/* A session, known to its callers by its address alone. */
#ifndef CT_API_HANDLE_H
#define CT_API_HANDLE_H

typedef struct ct_session ct_session;

#endif
