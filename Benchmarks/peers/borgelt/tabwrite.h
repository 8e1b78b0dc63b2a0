// The table writer is used for pattern spectra only, which are not measured.
#ifndef __TABWRITE__
#define __TABWRITE__
#include <stdio.h>
typedef struct { FILE *file; } TABWRITE;
#define twr_create() ((TABWRITE *)0)
#define twr_delete(...) ((void)0)
#define twr_xchars(...) ((void)0)
#define twr_open(...) (-1)
#define twr_name(...) ""
#define twr_puts(...) ((void)0)
#define twr_printf(...) ((void)0)
#define twr_error(...) (0)
#define twr_fldsep(...) ((void)0)
#define twr_recsep(...) ((void)0)
#endif
