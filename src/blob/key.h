/* The keys that seal what is at rest: kept files and saved passwords.
 *
 * One key is the current one; older ones stay for as long as something is sealed under them. A key
 * is known by its id, which is derived from it and says nothing about it. The keys stand in a file
 * of lines, the current one first, made at the first start; or in a setting, which only its owner
 * can change. Without its key what was sealed is lost.
 *
 * Nothing is sealed under a key itself: each file and each value gets a key of its own, derived
 * with what it is (BLAKE2b, keyed). */
#ifndef FLORIN_BLOB_KEY_H
#define FLORIN_BLOB_KEY_H

#include "base/base.h"

enum { KEY_BYTES = 32, KEY_ID_BYTES = 8, KEY_ID_DIGITS = 2 * KEY_ID_BYTES };

typedef struct {
    Str text;         /* keys from a setting, the current one first: 64 hexadecimal digits or base64
                         each, separated by blanks or commas; none: they are in the file */
    const char *file; /* made with a new key when it is not there */
    const char *lock; /* held, shared, by every process that knows the keys */
} KeyOptions;

/* Reads the keys, once, before anything is sealed. False with words when they are no keys or cannot
 * be read or made. The file and lock names must outlive the process. */
bool key_start(Ctx *c, const KeyOptions *o);

/* The id of the current key, as stored beside what it sealed. */
Str key_id(Ctx *c);

/* Whether there is a key of this id. */
bool key_known(Ctx *c, Str id);

/* How many keys there are. A changed file is noticed. */
int key_count(Ctx *c);

/* The key of one thing, derived from a key with the words of what it is for. id: of which key; all
 * zero takes the current one and is set to it. Fails with UNAVAILABLE when there is no such key. */
bool key_derive(Ctx *c, uint8_t id[KEY_ID_BYTES], const char *purpose, Str salt,
                uint8_t out[KEY_BYTES]);

/* A small value, sealed and authenticated together with `with`, which is not stored and must be the
 * same to open it. Base64url text; *id is of the key. */
bool key_seal(Ctx *c, Str plain, Str with, Str *sealed, Str *id);
bool key_open(Ctx *c, Str sealed, Str id, Str with, Str *plain);

/* Overwrites a secret that is no longer needed. */
void key_wipe(Str secret);

/* --- rotation --- */

/* While something is being sealed and is not yet to be found where rotation looks for it, the key
 * that was the current one when that began is in use and stays. */
typedef struct {
    bool is_held;
    uint8_t id[KEY_ID_BYTES];
} KeyUse;
bool key_use_begin(Ctx *c, KeyUse *use);
void key_use_end(KeyUse *use); /* for CLEAN() too */

/* Makes a new key the current one, unless a rotation is under way already (there are older ones).
 * False with words when the keys are in a setting and it holds only one. */
bool key_rotate(Ctx *c);

/* Whether nothing more will be sealed under older keys, so that they may go once what is there has
 * been sealed anew: none is in use, none has sealed a value that may still be on its way into the
 * database (for five minutes), and no other process knows the keys, or all had time to see the
 * current one (an hour). */
bool key_may_drop(Ctx *c);

/* Removes all but the current key from the file. With keys in a setting: nothing to do. */
bool key_drop_old(Ctx *c);

#endif
