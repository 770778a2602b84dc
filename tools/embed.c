/* Makes a C file of files, so that they are part of the program.
 *
 *     embed NAME OUT.c ROOT FILE...
 *
 * writes the definition of `const EmbeddedSet NAME` (base/embedded.h) to OUT.c, every FILE named by
 * its path below ROOT, sorted. Declare it where it is used: `extern const EmbeddedSet NAME;`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void die(const char *path, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", path, why);
    exit(1);
}

static char *whole(const char *path)
{
    char *full = realpath(path, NULL);
    if (!full)
        die(path, "is not there");
    return full;
}

static const char *below(const char *root, const char *path)
{
    size_t n = strlen(root);
    if (strncmp(path, root, n) != 0 || path[n] != '/')
        die(path, "is not below the root folder");
    return path + n + 1;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* One line of source a line of text, and never longer than a few hundred bytes. */
static size_t write_bytes(FILE *out, FILE *in)
{
    static unsigned char chunk[1 << 16];
    size_t total = 0, n, column = 0;
    fputs("        \"", out);
    while ((n = fread(chunk, 1, sizeof chunk, in)) > 0) {
        total += n;
        for (size_t i = 0; i < n; i++) {
            unsigned char ch = chunk[i];
            if (ch == '\n')
                fputs("\\n", out);
            else if (ch < ' ' || ch > '~' || ch == '"' || ch == '\\' || ch == '?')
                fprintf(out, "\\%03o", ch);
            else
                fputc(ch, out);
            if (ch == '\n' || ++column > 200) {
                fputs("\"\n        \"", out);
                column = 0;
            }
        }
    }
    fputs("\"", out);
    return total;
}

static size_t size_of(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in || fseek(in, 0, SEEK_END) != 0)
        die(path, "cannot be read");
    long n = ftell(in);
    fclose(in);
    return (size_t)n;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: embed NAME OUT.c ROOT FILE...\n", stderr);
        return 2;
    }
    const char *name = argv[1];
    char *root = whole(argv[3]);
    char **files = argv + 4;
    int n = argc - 4;
    for (int i = 0; i < n; i++)
        files[i] = whole(files[i]);
    qsort(files, (size_t)n, sizeof *files, by_name);
    FILE *out = fopen(argv[2], "w");
    if (!out)
        die(argv[2], "cannot be written");
    fprintf(out, "/* Made by tools/embed. */\n#include \"base/embedded.h\"\n\n");
    fprintf(out, "extern const EmbeddedSet %s;\n\nstatic const Embedded files[] = {\n", name);
    for (int i = 0; i < n; i++) {
        FILE *in = fopen(files[i], "rb");
        if (!in)
            die(files[i], "cannot be read");
        fprintf(out, "    { \"%s\",\n      {\n", below(root, files[i]));
        size_t size = write_bytes(out, in);
        fclose(in);
        if (size != size_of(files[i]))
            die(files[i], "cannot be read completely");
        fprintf(out, ", %zu } },\n", size);
    }
    fprintf(out, "};\n\nconst EmbeddedSet %s = { files, %d };\n", name, n);
    if (fclose(out) != 0)
        die(argv[2], "cannot be written");
    for (int i = 0; i < n; i++)
        free(files[i]);
    free(root);
    return 0;
}
