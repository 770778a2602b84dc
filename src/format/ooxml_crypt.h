/* Excel workbooks of today under a password ([MS-OFFCRYPTO] 2.3.4): an OLE compound file around the
 * encrypted package. */
#ifndef FLORIN_FORMAT_OOXML_CRYPT_H
#define FLORIN_FORMAT_OOXML_CRYPT_H

#include "statement/options.h"

/* Whether the bytes are such a file. */
bool ooxml_is_encrypted(Str bytes);

/* The package within, on c->mem. *password counts those of the options from 1; 0: the one that
 * every program knows opened it. False after fail(): PASSWORD_REQUIRED, PASSWORD_WRONG, UNREADABLE
 * (damaged, or altered since it was encrypted), UNSUPPORTED (another way of protecting it),
 * HOSTILE. */
bool ooxml_decrypt(Ctx *c, Str bytes, const ParseOptions *o, Str *package, int32_t *password);

#endif
