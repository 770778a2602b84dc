/* The commands of the program: each is a row of the table in main.c and a function. */
#ifndef FLORIN_APP_COMMAND_H
#define FLORIN_APP_COMMAND_H

#include "base/base.h"

typedef struct {
    const char *name;
    /* argv[0] is the command's name. Returns the exit status: 0, 1 on failure, 2 on wrong use. */
    int (*run)(int argc, char **argv);
    const char *doc;             /* one line for 'florin help' */
    const struct Shape *options; /* its own options, for the completion; NULL: only settings */
    const char *words;           /* the words it takes, for the completion; NULL: files */
} Command;

/* All commands, for help and completion. */
extern const Command commands[];
extern const ptrdiff_t command_count;

int cmd_admin(int argc, char **argv);
int cmd_backup(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_export(int argc, char **argv);
int cmd_report(int argc, char **argv);
int cmd_import(int argc, char **argv);
int cmd_help(int argc, char **argv);
int cmd_openapi(int argc, char **argv);
int cmd_parse(int argc, char **argv);
int cmd_restore(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_completion(int argc, char **argv);
int cmd_worker(int argc, char **argv);
int cmd_version(int argc, char **argv);

#endif
