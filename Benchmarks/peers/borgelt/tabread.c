#include "tabread.h"

TABREAD *trd_create(void) { return calloc(1, sizeof(TABREAD)); }

int trd_close(TABREAD *reader) {
  if (reader->file && reader->file != stdin) fclose(reader->file);
  reader->file = NULL;
  return 0;
}

int trd_delete(TABREAD *reader, int close) {
  if (close) trd_close(reader);
  free(reader);
  return 0;
}

int trd_open(TABREAD *reader, FILE *file, CCHAR *name) {
  reader->name = name;
  reader->file = file ? file : (name && *name ? fopen(name, "rb") : stdin);
  reader->next = reader->end = reader->buf;
  return reader->file ? 0 : -1;
}

static void mark(TABREAD *reader, CCHAR *text, int flag) {
  for (; text && *text; text++) {
    char byte = *text;
    if (byte == '\\' && text[1]) {
      text++;
      byte = *text == 'n' ? '\n' : *text == 't' ? '\t' : *text == 'r' ? '\r' : *text;
    }
    reader->flags[(unsigned char)byte] |= flag;
  }
}

void trd_allchs(
    TABREAD *reader, CCHAR *records, CCHAR *fields, CCHAR *blanks, CCHAR *nulls, CCHAR *comments) {
  (void)nulls;
  mark(reader, records && *records ? records : "\n", TRD_RECSEP);
  mark(reader, fields && *fields ? fields : " \t,", TRD_FLDSEP);
  mark(reader, blanks && *blanks ? blanks : " \t\r", TRD_BLANK);
  mark(reader, comments, TRD_COMMENT);
}

static int next_byte(TABREAD *reader) {
  if (reader->next >= reader->end) {
    size_t read = fread(reader->buf, 1, sizeof reader->buf, reader->file);
    if (read == 0) return -1;
    reader->next = reader->buf;
    reader->end = reader->buf + read;
  }
  return (unsigned char)*reader->next++;
}

int trd_read(TABREAD *reader) {
  int byte = next_byte(reader);
  char *out = reader->field;
  reader->len = 0;
  *out = 0;
  while (byte >= 0 && reader->flags[byte] & TRD_BLANK) byte = next_byte(reader);
  if (byte < 0) {
    reader->last = -1;
    return TRD_EOF;
  }
  while (byte >= 0 && !(reader->flags[byte] & (TRD_RECSEP | TRD_FLDSEP))) {
    if (out < reader->field + TRD_MAXLEN) *out++ = (char)byte;
    byte = next_byte(reader);
  }
  *out = 0;
  reader->len = (size_t)(out - reader->field);
  if (byte >= 0 && reader->flags[byte] & TRD_BLANK) {
    do byte = next_byte(reader);
    while (byte >= 0 && reader->flags[byte] & TRD_BLANK);
    if (byte >= 0 && !(reader->flags[byte] & TRD_RECSEP)) {
      reader->next--;
      byte = ' ';
    }
  }
  reader->last = byte;
  return byte < 0 || reader->flags[byte] & TRD_RECSEP ? TRD_REC : TRD_FLD;
}
