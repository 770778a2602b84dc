/* florin parse FILE [--json] [--cells]: what a file says, touching no database. The file is read by
 * the child that can do nothing else. */
#include "app/command.h"

#include "app/option.h"
#include "app/source.h"
#include "field/read.h"
#include "import/import.h"
#include "sandbox/sandbox.h"
#include "statement/statement_json.h"

#include <stdio.h>

enum { MAPPING_BYTES = 1 << 20 };

typedef struct {
    Str password_file, sheet, ocr, mapping;
    bool json, cells;
} ParseOptionsCli;

static const Field option_fields[] = {
    F_BOOL(ParseOptionsCli, json, .doc = "One JSON document, as the manual describes it."),
    F_BOOL(ParseOptionsCli, cells, .doc = "The raw table instead, as the reader sees it (JSON)."),
    F_TEXT(ParseOptionsCli, sheet, .flags = OPTIONAL,
           .doc = "The sheet of a workbook or the file in a zip file to read."),
    F_TEXT(
        ParseOptionsCli, mapping, .flags = OPTIONAL,
        .doc =
            "A file that says what the columns are (JSON), as PUT /imports/ID/mapping takes it."),
    F_TEXT(ParseOptionsCli, password_file, .flags = OPTIONAL,
           .doc = "Passwords to try on a protected file, one a line."),
    F_TEXT(ParseOptionsCli, ocr, .flags = OPTIONAL, .start = OCR_LANGUAGES,
           .doc = "Languages of pages that are pictures, as Tesseract names them; the first that "
                  "fits reads."),
};
const Shape parse_options = { .name = "parse",
                              .fields = option_fields,
                              .n = COUNT(option_fields),
                              .size = sizeof(ParseOptionsCli) };

typedef struct {
    List columns; /* of TemplateColumn */
} ColumnsFile;
static const Field columns_fields[] = {
    F_LIST(ColumnsFile, columns, TemplateColumn, import_column_fields, .flags = NEEDED, .min = 1,
           .max = 200, .doc = "All columns that are to be used."),
};
static const Shape columns_shape = SHAPE(ColumnsFile, columns_fields);

static bool read_mapping(Ctx *c, Str file, ParseOptions *how)
{
    Str json;
    ColumnsFile in = { { 0 } };
    if (!file.n || failed(c))
        return !failed(c);
    if (!source_text(c, file, MAPPING_BYTES, &json))
        return false;
    if (!field_read(c, &columns_shape, READ_NEW, json, &in)) {
        Str why = c->failure.detail;
        fail_clear(c);
        return fail(c, INVALID, "columns", "%.*s does not say what the columns are: %.*s",
                    STR_ARG(file), STR_ARG(why));
    }
    const TemplateColumn *k = in.columns.items;
    Mapped *mapping = NEW_ARRAY(c->mem, Mapped, in.columns.n);
    for (ptrdiff_t i = 0; i < in.columns.n; i++)
        mapping[i] = (Mapped){ k[i].role, (int)k[i].column, k[i].header, k[i].format };
    how->mapping = mapping;
    how->n_mapped = in.columns.n;
    return true;
}

static void parse(Ctx *c, const ParseOptionsCli *o, int fd)
{
    StatementPrinter p = statement_printer(c, source_print, stdout);
    CellSet cells;
    SourcePasswords passwords;
    source_passwords(c, o->password_file, &passwords);
    ParseOptions how = {
        .passwords = passwords.items, .n_passwords = passwords.n, .sheet = o->sheet, .ocr = o->ocr
    };
    read_mapping(c, o->mapping, &how);
    if (o->cells && !failed(c) && sandbox_cells(c, fd, &how, 0, &cells)) {
        statement_cells_json(&p, &cells);
        return;
    }
    bool json = o->json || o->cells;
    StatementSink sink = json ? statement_json_sink(&p) : statement_text_sink(&p);
    if (json)
        statement_json_begin(&p);
    if (!failed(c))
        sandbox_stream(c, fd, &how, &sink);
    if (json)
        statement_json_end(&p);
}

int cmd_parse(int argc, char **argv)
{
    ParseOptionsCli o = { 0 };
    Texts words = { 0 };
    if (options_ask_help(argc, argv)) {
        options_help_plain(
            stdout, "parse FILE [OPTION]...",
            "Reads a bank's statement and prints its rows, balances and findings. No database is "
            "touched. '-' is standard input.",
            &parse_options);
        return 0;
    }
    Ctx c = ctx_new("parse", LIMIT_JOB_ARENA_BYTES);
    if (options_read(&c, argc, argv, &parse_options, &o, &words) && words.n != 1)
        fail(&c, USAGE, NULL, "%s; 'florin parse --help' tells more",
             words.n ? "One file at a time" : "Name a file");
    bool usage = c.failure.code == USAGE || c.failure.code == INVALID;
    if (!usage) {
        CLEAN(clean_fd) int fd = source_open(&c, words.items[0]);
        parse(&c, &o, fd);
    }
    bool bad = failed(&c);
    if (bad)
        fprintf(stderr, "florin parse: %.*s\n", STR_ARG(c.failure.detail));
    fflush(stdout);
    ctx_done(&c);
    return usage ? 2 : bad;
}
