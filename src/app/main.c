/* florin: the program. The first word on the command line names a command of the table. */
#include "app/command.h"

#include "sandbox/sandbox.h"

#include <stdio.h>
#include <string.h>

extern const struct Shape check_options, export_options, import_options, parse_options,
    report_options, worker_options;

const Command commands[] = {
    { "admin", cmd_admin, "users, API tokens, workspaces, migrations", NULL,
      "user token workspace migrate" },
    { "backup", cmd_backup, "copy the database to a file", NULL, NULL },
    { "check", cmd_check, "prove that the database is whole", &check_options, "" },
    { "completion", cmd_completion, "print the shell's completion of commands and options", NULL,
      "bash" },
    { "export", cmd_export, "write the transactions for other programs", &export_options, "" },
    { "help", cmd_help, "what the program can do", NULL, "" },
    { "import", cmd_import, "read statements into the ledger", &import_options, NULL },
    { "openapi", cmd_openapi, "print the description of the HTTP interface", NULL, "" },
    { "parse", cmd_parse, "what a statement file says, touching no database", &parse_options,
      NULL },
    { "report", cmd_report, "print where the money goes", &report_options,
      "summary spending trends net-worth" },
    { "restore", cmd_restore, "make the database from a backup", NULL, NULL },
    { "serve", cmd_serve, "answer over HTTP and do the jobs", NULL, "" },
    { "version", cmd_version, "print the version", NULL, "" },
    { "worker", cmd_worker, "do jobs beside servers on the same database", &worker_options, "" },
};
const ptrdiff_t command_count = COUNT(commands);

int cmd_version(int argc, char **argv)
{
    (void)argc, (void)argv;
    puts("florin " FLORIN_VERSION);
    return 0;
}

static const Command *find(const char *name)
{
    for (ptrdiff_t i = 0; i < command_count; i++)
        if (!strcmp(commands[i].name, name))
            return &commands[i];
    fprintf(stderr, "florin: there is no command '%s'; 'florin help' lists them\n", name);
    return NULL;
}

static void list(FILE *to)
{
    fputs("usage: florin COMMAND [OPTION]...\n\nCommands:\n", to);
    for (ptrdiff_t i = 0; i < command_count; i++)
        fprintf(to, "  %-12s %s\n", commands[i].name, commands[i].doc);
    fputs("\n'florin COMMAND --help' tells more about one of them.\n", to);
}

int cmd_help(int argc, char **argv)
{
    char ask[] = "--help";
    const Command *named = argc > 1 && argv[1][0] != '-' ? find(argv[1]) : NULL;
    if (named && named->run != cmd_help)
        return named->run(2, (char *[]){ argv[1], ask, NULL });
    if (argc > 1 && argv[1][0] != '-' && !named)
        return 2;
    list(stdout);
    return 0;
}

/* What was printed has arrived, or the command failed. */
static int finish(int status)
{
    bool lost = fflush(stdout) != 0 || ferror(stdout);
    if (!lost || status != 0)
        return status;
    fputs("florin: standard output cannot be written: is its disk full?\n", stderr);
    return 1;
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    if (argc < 2) {
        list(stderr);
        return 2;
    }
    const char *name = argv[1];
    if (!strcmp(name, "--help") || !strcmp(name, "-h"))
        name = "help";
    if (!strcmp(name, "--version"))
        name = "version";
    const Command *command = find(name);
    return command ? finish(command->run(argc - 1, argv + 1)) : 2;
}
