// Names are written as they are; the archive leaves the quoting scanner out.
#include <string.h>
static inline size_t scn_fmtlen(const char *text, size_t *length) {
  size_t count = strlen(text);
  if (length) *length = count;
  return count;
}
static inline size_t scn_format(char *out, const char *text, int quotes) {
  (void)quotes;
  strcpy(out, text);
  return strlen(text);
}
