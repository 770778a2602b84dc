/* Private to xls.c: old Excel workbooks under a password ([MS-XLS] 2.2.10, [MS-OFFCRYPTO] 2.3.5 to
 * 2.3.7): XOR obfuscation, RC4, and RC4 by CryptoAPI. */
#ifndef FLORIN_FORMAT_XLS_CRYPT_H
#define FLORIN_FORMAT_XLS_CRYPT_H

#include "format/biff.h"
#include "statement/options.h"

/* records has just given the record FILEPASS of a workbook of that version: *plain is the stream
 * with all that follows decrypted, on c->mem. *password counts those of the options from 1; 0: the
 * one that every program knows opened it. False after fail(): PASSWORD_REQUIRED, PASSWORD_WRONG,
 * UNREADABLE, UNSUPPORTED. */
bool xls_decrypt(Ctx *c, const ParseOptions *o, int version, const BiffReader *records, Str *plain,
                 int32_t *password);

#endif
