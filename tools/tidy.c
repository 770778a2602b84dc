/* tidy: the style guide as a check. Reads the tree under the folder it is given and prints every
 * place that breaks a rule, then a closing line; exits 1 when there is one.
 *
 * - rooms look down only: an #include "room/x.h" must be allowed by src/ROOMS;
 * - functions that lose bounds or results do not appear (strcpy, atoi, …), nor goto and setjmp;
 * - lines are at most 120 characters (code aims at 100), have no tabs and no blanks at the end;
 * - no function is longer than 70 lines, no file than 700, but for those listed in tools/tidy.list,
 *   a list that may only shrink;
 * - a header has #pragma once or the guard FLORIN_ROOM_FILE_H, and begins with a comment, as does
 * every source. */
#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_LINE = 120, MAX_FUNCTION = 70, MAX_FILE = 700, MAX_ROOMS = 40, MAX_LISTED = 200 };

typedef struct {
    char name[64];
    char may[1024]; /* " base value " or " * " */
} RoomRule;

typedef struct {
    char path[512];
    char kind[16]; /* "function:NAME" is split: kind function, detail NAME */
    char detail[128];
} Listed;

static RoomRule rooms[MAX_ROOMS];
static int n_rooms;
static Listed listed[MAX_LISTED];
static int n_listed;
static int found;
static int files_read;

static const struct {
    const char *word;
    const char *instead;
} banned[] = {
    { "strcpy", "a Str, or memcpy with a checked length" },
    { "strcat", "a Buf" },
    { "sprintf", "a Buf or snprintf" },
    { "vsprintf", "a Buf or vsnprintf" },
    { "strtok", "str_cut" },
    { "atoi", "str_int" },
    { "atol", "str_int" },
    { "atof", "value/decimal" },
    { "gets", "a bounded read" },
    { "gmtime", "value/instant" },
    { "localtime", "value/instant" },
    { "ctime", "value/instant" },
    { "asctime", "value/instant" },
    { "rand", "base/random" },
    { "srand", "base/random" },
    { "goto", "an early return and CLEAN" },
    { "setjmp", "fail() and early returns" },
    { "longjmp", "fail() and early returns" },
    { "alloca", "the arena" },
};

static void report(const char *path, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
static void report(const char *path, int line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    printf("%s:%d: ", path, line);
    vprintf(fmt, args);
    printf("\n");
    va_end(args);
    found++;
}

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(2);
    }
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *p = calloc((size_t)size + 1, 1);
    *n = fread(p, 1, (size_t)size, f);
    fclose(f);
    return p;
}

static void read_rooms(void)
{
    size_t n;
    char *text = read_file("src/ROOMS", &n), *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        char *colon = strchr(line, ':');
        if (line[0] == '#' || !colon || n_rooms == MAX_ROOMS)
            continue;
        *colon = 0;
        snprintf(rooms[n_rooms].name, sizeof rooms[0].name, "%s", line);
        snprintf(rooms[n_rooms].may, sizeof rooms[0].may, "%s ", colon + 1);
        n_rooms++;
    }
    free(text);
}

/* Lines "path function NAME" and "path file -". */
static void read_list(void)
{
    FILE *f = fopen("tools/tidy.list", "r");
    if (!f)
        return;
    char line[800];
    while (fgets(line, sizeof line, f) && n_listed < MAX_LISTED) {
        Listed *l = &listed[n_listed];
        if (line[0] != '#' && sscanf(line, "%511s %15s %127s", l->path, l->kind, l->detail) == 3)
            n_listed++;
    }
    fclose(f);
}

static bool is_listed(const char *path, const char *kind, const char *detail)
{
    for (int i = 0; i < n_listed; i++)
        if (!strcmp(listed[i].path, path) && !strcmp(listed[i].kind, kind) &&
            !strcmp(listed[i].detail, detail))
            return true;
    return false;
}

static const RoomRule *room_of(const char *name, size_t n)
{
    for (int i = 0; i < n_rooms; i++)
        if (strlen(rooms[i].name) == n && !strncmp(rooms[i].name, name, n))
            return &rooms[i];
    return NULL;
}

static void check_include(const char *path, int line, const char *text)
{
    char target[256];
    if (strncmp(path, "src/", 4) || sscanf(text, " # include \"%255[^\"]\"", target) != 1)
        return;
    const char *own = path + 4, *own_end = strchr(own, '/'), *to_end = strchr(target, '/');
    if (!own_end || !to_end)
        return; /* a generated header beside the source */
    const RoomRule *rule = room_of(own, (size_t)(own_end - own));
    if (!rule) {
        report(path, line, "the room is not in src/ROOMS");
        return;
    }
    size_t n = (size_t)(to_end - target);
    if (n == (size_t)(own_end - own) && !strncmp(own, target, n))
        return;
    char wanted[80];
    snprintf(wanted, sizeof wanted, " %.*s ", (int)n, target);
    if (!strstr(rule->may, " * ") && !strstr(rule->may, wanted))
        report(path, line, "%s may not look at %.*s/ (src/ROOMS)", rule->name, (int)n, target);
}

/* The code of a line: comments and the insides of strings blanked. in_comment lives across lines.
 */
static void blank(char *line, bool *in_comment)
{
    char quote = 0;
    for (char *p = line; *p; p++) {
        if (*in_comment) {
            if (p[0] == '*' && p[1] == '/') {
                *in_comment = false;
                p[0] = p[1] = ' ';
                p++;
            } else {
                *p = ' ';
            }
        } else if (quote) {
            if (*p == '\\' && p[1]) {
                p[0] = p[1] = ' ';
                p++;
            } else if (*p == quote) {
                quote = 0;
            } else {
                *p = ' ';
            }
        } else if (*p == '"' || *p == '\'') {
            quote = *p;
        } else if (p[0] == '/' && p[1] == '*') {
            *in_comment = true;
            p[0] = p[1] = ' ';
            p++;
        } else if (p[0] == '/' && p[1] == '/') {
            *p = 0;
            return;
        }
    }
}

static bool word_char(char ch)
{
    return isalnum((unsigned char)ch) || ch == '_';
}

static void check_words(const char *path, int line, const char *code)
{
    for (size_t i = 0; i < sizeof banned / sizeof banned[0]; i++) {
        size_t n = strlen(banned[i].word);
        for (const char *p = strstr(code, banned[i].word); p; p = strstr(p + 1, banned[i].word)) {
            bool begins = p == code || (!word_char(p[-1]) && p[-1] != '.' && p[-1] != '>');
            if (begins && !word_char(p[n]))
                report(path, line, "%s: use %s", banned[i].word, banned[i].instead);
        }
    }
}

/* The name before the first '(' of a function's first line. */
static void function_name(const char *head, char *out, size_t room)
{
    const char *end = strchr(head, '(');
    const char *p = end ? end : head;
    while (p > head && word_char(p[-1]))
        p--;
    snprintf(out, room, "%.*s", end ? (int)(end - p) : 0, p);
}

typedef struct {
    char head[256]; /* the last line that began in the first column with a letter */
    int began;      /* line of the opening brace, 0 outside */
} Function;

static void check_function(const char *path, int line, const char *raw, Function *f)
{
    if (isalpha((unsigned char)raw[0]) && strchr(raw, '('))
        snprintf(f->head, sizeof f->head, "%s", raw);
    if (raw[0] == '{' && !f->began)
        f->began = line;
    if (raw[0] != '}' || !f->began)
        return;
    char name[128];
    function_name(f->head, name, sizeof name);
    int length = line - f->began - 1;
    if (raw[1] == 0 && name[0] && length > MAX_FUNCTION && !is_listed(path, "function", name))
        report(path, f->began, "%s() has %d lines, more than %d: split it by idea", name, length,
               MAX_FUNCTION);
    f->began = 0;
}

static void check_guard(const char *path, const char *text)
{
    char guard[320] = "FLORIN_", defined[720];
    size_t n = strlen(guard);
    const char *from = strncmp(path, "src/", 4) ? path : path + 4;
    for (; *from && n + 2 < sizeof guard; from++)
        guard[n++] = word_char(*from) ? (char)toupper((unsigned char)*from) : '_';
    snprintf(defined, sizeof defined, "#ifndef %s\n#define %s\n", guard, guard);
    if (!strstr(text, "\n#pragma once\n") && !strstr(text, defined))
        report(path, 1, "no #pragma once and no guard %s", guard);
}

static void check_line(const char *path, int line, char *raw, bool *in_comment, Function *f)
{
    size_t n = strlen(raw), shown = 0;
    for (size_t i = 0; i < n; i++)
        shown += ((unsigned char)raw[i] & 0xc0) != 0x80;
    if (shown > MAX_LINE)
        report(path, line, "%zu characters, more than %d", shown, MAX_LINE);
    if (strchr(raw, '\t'))
        report(path, line, "a tab");
    if (n && raw[n - 1] == ' ')
        report(path, line, "a blank at the end");
    check_include(path, line, raw);
    check_function(path, line, raw, f);
    blank(raw, in_comment);
    if (strcmp(path, "tools/tidy.c") != 0)
        check_words(path, line, raw);
}

static void check_file(const char *path)
{
    size_t n;
    char *text = read_file(path, &n);
    files_read++;
    if (strncmp(text, "/*", 2) != 0)
        report(path, 1, "begin with one line of purpose");
    if (n > 2 && !strcmp(path + strlen(path) - 2, ".h"))
        check_guard(path, text);
    bool in_comment = false;
    Function f = { .began = 0 };
    int line = 0;
    for (char *p = text; *p;) {
        char *end = strchr(p, '\n');
        if (end)
            *end = 0;
        check_line(path, ++line, p, &in_comment, &f);
        if (!end)
            break;
        p = end + 1;
    }
    if (line > MAX_FILE && !is_listed(path, "file", "-"))
        report(path, line, "%d lines, more than %d: it holds more than one noun", line, MAX_FILE);
    free(text);
}

static void walk(const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char path[1024];
        struct stat st;
        const char *name = entries[i]->d_name;
        int len = snprintf(path, sizeof path, "%s/%s", folder, name);
        bool hidden = name[0] == '.' || !strcmp(name, "node_modules");
        if (!hidden && len > 2 && stat(path, &st) == 0) {
            if (S_ISDIR(st.st_mode))
                walk(path);
            else if (!strcmp(path + len - 2, ".c") || !strcmp(path + len - 2, ".h"))
                check_file(path);
        }
        free(entries[i]);
    }
    free(entries);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: tidy FOLDER\n");
        return 2;
    }
    struct stat st;
    if (stat(argv[1], &st) != 0) {
        perror(argv[1]);
        return 2;
    }
    if (chdir(argv[1]) != 0) {
        perror(argv[1]);
        return 2;
    }
    read_rooms();
    read_list();
    const char *const folders[] = { "src", "tests", "tools", "bench" };
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        walk(folders[i]);
    printf("tidy: %d files read, %d findings\n", files_read, found);
    printf("%d passed, %d failed\n", found ? 0 : 1, found ? 1 : 0);
    return found ? 1 : 0;
}
