/* Which character set a text file is in, and its bytes as UTF-8.
 *
 * Files do not say. A byte order mark and UTF-16's zero bytes are facts; valid UTF-8 with bytes
 * above 127 is as good as one. Everything else is scored: each code page is tried on what stands
 * around the bytes above 127, and the reading that gives words wins (letters of one script side by
 * side, small letters after small ones, signs where signs stand, and the caller's known words). */
#ifndef FLORIN_TEXT_CODEPAGE_H
#define FLORIN_TEXT_CODEPAGE_H

#include "base/base.h"

typedef enum {
    ENCODING_UTF8, /* or ASCII */
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
    ENCODING_UTF32LE,
    ENCODING_UTF32BE,
    ENCODING_GB18030,
    ENCODING_SHIFT_JIS,
    ENCODING_BIG5,
    ENCODING_EUC_KR,
    ENCODING_EUC_JP,
    ENCODING_TABLE /* this and the numbers above: the single-byte code pages */
} Encoding;

typedef struct {
    int encoding;     /* an Encoding, or ENCODING_TABLE + n */
    int mark_bytes;   /* length of the byte order mark to skip */
    int bad_encoding; /* UTF-8 with some cells in another code page: that one; else -1 */
    bool has_zero;    /* NUL bytes in text that is not UTF-16 or UTF-32 */
    bool certain;     /* false: chosen among several readings that differ */
} TextEncoding;

/* Looks at all of the bytes for UTF-8 and at a sample for code pages. known tells whether a word
 * (lower case or not, UTF-8) is one the caller expects in such files; it may be NULL. */
typedef bool (*KnownWord)(void *state, Str word);
TextEncoding codepage_detect(Arena *mem, Str bytes, KnownWord known, void *state);

/* A whole file as UTF-8 on mem, without its mark, under what codepage_detect finds. */
Str codepage_text(Arena *mem, Str bytes, TextEncoding *found);

/* "UTF-8", "windows-1252", "GB18030", … */
Str codepage_name(int encoding);

/* The encoding that files call by that name ("ISO-8859-1", "cp1250", "latin2", "1252"), whatever
 * its case and signs; -1 when it is not known. ISO-8859-1 is read as windows-1252, which holds it.
 */
int codepage_find(Str name);

/* The code points of the bytes 0x80 … 0xFF, 0 for none; NULL when it is no single-byte code page.
 */
const uint16_t *codepage_upper(int encoding);

/* bytes as UTF-8 in mem, U+FFFD for what the encoding does not have; ASCII is returned itself (not
 * for UTF-16 and UTF-32). *bad, if not NULL, is increased by the number of replaced places. */
Str codepage_decode(Arena *mem, int encoding, Str bytes, int64_t *bad);

/* Opens the converters that the system's library keeps in files. Called by codepage_decode itself
 * where nobody did; a process that gives up the file system calls it before. */
void codepage_prepare(void);

#endif
