// A stand-in for the table reader that PyPI's archive of PyFIM leaves out: the calls its programs make, with a
// plain buffered reader behind them. It is lean, so the programs read no slower than with their own.
#ifndef __TABREAD__
#define __TABREAD__
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CCHAR const char
#define TRD_RECSEP 1
#define TRD_FLDSEP 2
#define TRD_BLANK 4
#define TRD_COMMENT 16
#define TRD_OTHER 32
#define TRD_ERR (-2)
#define TRD_EOF (-1)
#define TRD_FLD 0
#define TRD_REC 1
#define TRD_MAXLEN 1024
#define TRD_FPOS(r) (r)->name, (size_t)0, (size_t)0

typedef struct {
  FILE *file;
  CCHAR *name;
  int last;
  size_t len;
  char *next, *end;
  int flags[256];
  char field[TRD_MAXLEN + 4];
  char buf[65536];
} TABREAD;

TABREAD *trd_create(void);
int trd_delete(TABREAD *reader, int close);
int trd_open(TABREAD *reader, FILE *file, CCHAR *name);
int trd_close(TABREAD *reader);
void trd_allchs(TABREAD *reader, CCHAR *records, CCHAR *fields, CCHAR *blanks, CCHAR *nulls, CCHAR *comments);
int trd_read(TABREAD *reader);
#define trd_name(r) ((r)->name)
#define trd_field(r) ((r)->field)
#define trd_len(r) ((r)->len)
#define trd_last(r) ((r)->last)
#define trd_istype(r, c, t) ((r)->flags[(unsigned char)(c)] & (t))
#endif
