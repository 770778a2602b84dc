/* Passwords: what is accepted, and their Argon2id hashes.
 *
 * Hashing takes tens of milliseconds and tens of mebibytes by intent, so at most a few run at once
 * and few more may wait; beyond that callers are sent away with BUSY. Call from a HEAVY operation,
 * outside any lane. */
#ifndef FLORIN_AUTH_PASSWORD_H
#define FLORIN_AUTH_PASSWORD_H

#include "base/base.h"

enum { PASSWORD_CHARS_MIN = 15, PASSWORD_BYTES_MAX = 1024 };

/* How much a hash costs: passes over memory_kib of memory; together how many may run and wait.
 * Zeroes give 2 passes over 64 MiB, 2 at once, 64 waiting. Tests make it cheap. */
typedef struct {
    int passes;
    int memory_kib;
    int at_once;
    int waiting;
} PasswordCost;
void password_start(PasswordCost cost);

/* Refuses (fail_field on pointer) a password that is too short or long, not UTF-8, one of the
 * common ones, made of few different characters or of a short piece repeated, or nothing but the
 * address and the product's name. */
bool password_acceptable(Ctx *c, Str password, Str email, Str pointer);

/* The hash to store; none and a failure when there is no room to hash. */
Str password_hash(Ctx *c, Str password);

/* Whether the password is the one of the hash. A none hash (there is no such user) takes the same
 * time and is false. False with a failure when there is no room to hash. */
bool password_matches(Ctx *c, Str hash, Str password);

#endif
