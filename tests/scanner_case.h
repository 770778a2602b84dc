/* A virus scanner for tests: it speaks clamd's INSTREAM, finds what holds "VIRUS", and nothing in
 * anything else. */
#ifndef FLORIN_TESTS_SCANNER_CASE_H
#define FLORIN_TESTS_SCANNER_CASE_H

#include "harness.h"

#include <pthread.h>

typedef struct {
    int fd;
    pthread_t thread;
    Str address; /* also before it is started */
} Scanner;

/* An address on which nobody answers until scanner_start(). */
Scanner scanner_new(Ctx *c);
void scanner_start(Scanner *s);
void scanner_stop(Scanner *s);

#endif
