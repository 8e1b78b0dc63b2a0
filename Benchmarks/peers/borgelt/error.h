#ifndef BORGELT_ERROR_H
#define BORGELT_ERROR_H
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#define E_NONE 0
#define E_NOMEM (-1)
#define E_FOPEN (-2)
#define E_FREAD (-3)
#define E_FWRITE (-4)
#define CLEANUP
#define SHOWMEM
#define GENERROR(name, leave)                 \
  static void name(int code, ...) {           \
    fprintf(stderr, "error %d\n", code);      \
    leave(1);                                 \
  }
#endif
