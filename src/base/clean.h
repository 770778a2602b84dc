/* What is not memory is held by a local with CLEAN(close_function): it is given back when the
 * local goes out of scope, on every path. */
#ifndef FLORIN_BASE_CLEAN_H
#define FLORIN_BASE_CLEAN_H

#include <stdio.h>

#define CLEAN(function) __attribute__((cleanup(function)))

/* Closes a descriptor unless it is negative; a FILE unless it is NULL. */
void clean_fd(int *fd);
void clean_file(FILE **f);

#endif
