/* florin completion bash: the shell's completion, made from the tables of commands, options and
 * settings. */
#include "app/command.h"

#include "app/settings.h"
#include "field/field.h"

#include <stdio.h>
#include <string.h>

static void print_options(const Shape *s)
{
    for (ptrdiff_t i = 0; s && i < s->n; i++) {
        fputs(" --", stdout);
        for (const char *p = s->fields[i].name; *p; p++)
            putchar(*p == '_' ? '-' : *p);
    }
}

static void print_commands(void)
{
    for (ptrdiff_t i = 0; i < command_count; i++)
        printf("%s%s", i ? " " : "", commands[i].name);
}

static void print_bash(void)
{
    puts("# florin's completion for bash: source <(florin completion bash)\n"
         "_florin() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} words= options=");
    printf("    if [ \"$COMP_CWORD\" = 1 ]; then\n        words='");
    print_commands();
    printf("'\n    fi\n    options='--help --db --config");
    print_options(&settings_shape);
    puts("'\n    case ${COMP_WORDS[1]} in");
    for (ptrdiff_t i = 0; i < command_count; i++) {
        printf("    %s) options=\"$options", commands[i].name);
        print_options(commands[i].options);
        fputs("\"; [ \"$COMP_CWORD\" != 2 ] || words='", stdout);
        if (commands[i].run == cmd_help)
            print_commands();
        else
            fputs(commands[i].words ? commands[i].words : "", stdout);
        puts("' ;;");
    }
    puts("    esac\n"
         "    case $word in\n"
         "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
         "    *) COMPREPLY=($(compgen -W \"$words\" -- \"$word\") $(compgen -f -- \"$word\")) ;;\n"
         "    esac\n"
         "}\n"
         "complete -o filenames -F _florin florin");
}

int cmd_completion(int argc, char **argv)
{
    if (argc == 2 && !strcmp(argv[1], "bash")) {
        print_bash();
        return 0;
    }
    bool help = argc == 2 && !strcmp(argv[1], "--help");
    fputs("usage: florin completion bash\n\nPrints the completion of commands and options; add\n"
          "    source <(florin completion bash)\nto ~/.bashrc.\n",
          help ? stdout : stderr);
    return help ? 0 : 2;
}
