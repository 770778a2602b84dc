/* The transfer encodings of mail (RFC 2045): bytes written as plain text. */
#ifndef FLORIN_TEXT_TRANSFER_H
#define FLORIN_TEXT_TRANSFER_H

#include "base/base.h"

/* The bytes that base64 stands for, in mem. Blanks and line ends between the letters count for
 * nothing, nor does what follows the padding. False when something else stands there. */
bool transfer_base64(Arena *mem, Str text, Str *out);

/* The bytes that quoted-printable stands for, in mem. An escape that is none stays as it is
 * written. */
Str transfer_quoted(Arena *mem, Str text);

#endif
