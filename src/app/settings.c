/* Settings of the program. */
#include "app/settings.h"
#include "auth/secret.h"
#include "blob/key.h"
#include "field/copy.h"
#include "field/read.h"
#include "field/setting.h"
#include "parse/parse.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CONFIG_BYTES = 1 << 20, SECRET_FILE_BYTES = 4096, KEY_DIGITS = 2 * KEY_BYTES };

static const char *const log_levels[] = { "", "debug", "info", "warn", "error", "nothing", NULL };

static const Field settings_fields[] = {
    F_TEXT(Settings, database_url, .flags = OPTIONAL,
           .doc = "sqlite:PATH or postgresql://USER:PASSWORD@HOST/NAME; without it florin.db in "
                  "the data folder."),
    F_TEXT(Settings, data_folder, .flags = OPTIONAL,
           .doc =
               "Where the embedded database and the key are; without it XDG's folder of the user."),
    F_TEXT(Settings, listen, .start = "127.0.0.1:8080",
           .doc = "ADDRESS:PORT to answer on; port 0 takes a free one."),
    F_TEXT(Settings, public_url, .flags = OPTIONAL,
           .doc = "The address people use; https:// switches on secure cookies and "
                  "Strict-Transport-Security."),
    F_TEXT(Settings, secret_key, .flags = OPTIONAL | SECRET,
           .doc = "64 hexadecimal digits; the same for all servers on one database."),
    F_TEXT(Settings, secret_key_file, .flags = OPTIONAL,
           .doc = "A file with the secret key; without both, secret.key in the data folder, made "
                  "at the first start."),
    F_TEXT(Settings, metrics_token, .flags = OPTIONAL | SECRET,
           .doc =
               "What /metrics wants as Bearer token; without it only this machine may read them."),
    F_TEXT(Settings, metrics_token_file, .flags = OPTIONAL,
           .doc = "A file with the metrics token."),
    F_TEXT(Settings, cors_origin, .flags = OPTIONAL,
           .doc = "The one other origin whose pages may ask."),
    F_TEXT(Settings, trusted_proxy, .flags = OPTIONAL,
           .doc = "The address of the proxy in front, whose X-Forwarded-For is believed."),
    F_TEXT(Settings, page_folder, .flags = OPTIONAL,
           .doc = "The page's files, instead of those in the program."),
    F_TEXT(Settings, upload_folder, .flags = OPTIONAL,
           .doc = "Where uploads wait; without it /tmp."),
    F_TEXT(Settings, files_key, .flags = OPTIONAL | SECRET,
           .doc = "64 hexadecimal digits that seal stored files and saved passwords; older ones "
                  "may follow."),
    F_TEXT(Settings, files_key_file, .flags = OPTIONAL,
           .doc = "A file with that key, made when it is not there; without both, files.key in the "
                  "data folder."),
    F_INT(Settings, files_retention_days, .min = -1, .max = 36500,
          .doc = "How long statements' files are kept; 0: for ever, -1: until they are imported."),
    F_TEXT(Settings, s3_endpoint, .flags = OPTIONAL,
           .doc = "https://HOST[:PORT] of an S3 service that stores the files; without it the data "
                  "folder does."),
    F_TEXT(Settings, s3_bucket, .flags = OPTIONAL, .doc = "The bucket there."),
    F_TEXT(Settings, s3_region, .start = "us-east-1", .doc = "Its region."),
    F_TEXT(Settings, s3_access_key, .flags = OPTIONAL, .doc = "The access key's id."),
    F_TEXT(Settings, s3_secret_key, .flags = OPTIONAL | SECRET, .doc = "The access key's secret."),
    F_TEXT(Settings, s3_secret_key_file, .flags = OPTIONAL, .doc = "A file with that secret."),
    F_TEXT(Settings, clamav_address, .flags = OPTIONAL,
           .doc = "HOST:PORT or the path of clamd's socket; files are then read only when it finds "
                  "nothing."),
    F_TEXT(Settings, ocr_languages, .start = OCR_LANGUAGES,
           .doc = "Tesseract's languages for pages that are pictures, one of which their words "
                  "choose; none: these "
                  "are refused."),
    F_WORD(Settings, log_level, .words = log_levels, .start = "info",
           .doc = "The least that is logged."),
    F_INT(Settings, http_threads, .min = 0, .max = 64,
          .doc = "Threads that answer; 0: one for each core."),
    F_INT(Settings, workers, .min = 0, .max = 64, .start = "2",
          .doc = "Threads that do jobs; 0: none here."),
    F_INT(Settings, database_pool, .min = 0, .max = 200,
          .doc = "Connections for writes to PostgreSQL; 0: the program's choice."),
    F_INT(Settings, node, .min = -1, .max = 1023, .start = "-1",
          .doc = "Which of the servers on one database this is; -1: a number of its own choice."),
    F_INT(Settings, upload_mib, .min = 1, .max = 2000, .start = "50",
          .doc = "The largest file taken, in MiB."),
    F_INT(Settings, drain_seconds, .min = 0, .max = 600, .start = "10",
          .doc = "How long requests in flight may take when the server is asked to stop."),
    F_INT(Settings, password_memory_mib, .min = 8, .max = 1024, .start = "64",
          .doc = "Memory of one Argon2id hash, in MiB."),
    F_BOOL(Settings, registration, .start = "true", .doc = "Whether anybody may make an account."),
    F_BOOL(Settings, rate_limits, .start = "true", .doc = "Whether clients are limited."),
    F_BOOL(Settings, demo, .doc = "Whether a demo household is loaded and its sign-in shown."),
};
const Shape settings_shape = SHAPE(Settings, settings_fields);

/* A folder of the XDG Base Directory Specification: the variable, else the home and below it. */
static Str xdg(Ctx *c, const char *variable, const char *below_home, const char *without_home)
{
    const char *set = getenv(variable), *home = getenv("HOME");
    if (set && set[0] == '/')
        return str_fmt(c->mem, "%s/florin", set);
    if (home && home[0] == '/')
        return str_fmt(c->mem, "%s/%s/florin", home, below_home);
    return str_of(without_home);
}

/* The text of a small file; none when it is not there, a failure when it cannot be read. */
static Str read_small(Ctx *c, Str path, ptrdiff_t most)
{
    CLEAN(clean_file) FILE *f = fopen(str_c(c->mem, path), "re");
    if (!f && errno == ENOENT)
        return (Str){ 0 };
    if (!f) {
        fail(c, USAGE, NULL, "%.*s cannot be read: %s", STR_ARG(path), strerror(errno));
        return (Str){ 0 };
    }
    char *p = NEW_ARRAY(c->mem, char, most + 1);
    size_t n = fread(p, 1, (size_t)most + 1, f);
    if (ferror(f) || (ptrdiff_t)n > most) {
        fail(c, USAGE, NULL, "%.*s cannot be read, or is longer than %td bytes", STR_ARG(path),
             most);
        return (Str){ 0 };
    }
    return str_n(p, (ptrdiff_t)n);
}

static bool read_config(Ctx *c, Str named, Settings *out)
{
    if (named.p) {
        Str text = read_small(c, named, CONFIG_BYTES);
        if (!text.p && !failed(c))
            return fail(c, USAGE, NULL, "There is no file %.*s; --config names one that is there",
                        STR_ARG(named));
        return field_read_settings(c, &settings_shape, out, text, named);
    }
    const Str places[] = { str_fmt(c->mem, "%.*s/florin.conf",
                                   STR_ARG(xdg(c, "XDG_CONFIG_HOME", ".config", "/etc/florin"))),
                           S("/etc/florin/florin.conf") };
    for (ptrdiff_t i = 0; i < COUNT(places) && !failed(c); i++) {
        Str text = read_small(c, places[i], CONFIG_BYTES);
        if (text.p)
            return field_read_settings(c, &settings_shape, out, text, places[i]);
    }
    return !failed(c);
}

/* "--database-url" for "--db", and the member's name of an option. */
static const Field *option_field(Ctx *c, Str option)
{
    Str name = str_eq(option, S("--db")) ? S("database_url") : str_part(option, 2, option.n);
    char *p = str_c(c->mem, name);
    for (ptrdiff_t i = 0; i < name.n; i++)
        p[i] = p[i] == '-' ? '_' : p[i];
    return str_starts(option, S("--")) ? field_find(&settings_shape, str_of(p)) : NULL;
}

/* What may stand behind an option that may stand alone. */
static bool is_truth(Str word)
{
    return str_eq(word, S("true")) || str_eq(word, S("false"));
}

/* Takes one option with its value out of argv; how many words it took, 0 when it is no setting. */
static int take_option(Ctx *c, int left, char **argv, Str *config, Settings *out)
{
    Str value = str_of(argv[0]), option = str_cut(&value, '=');
    bool is_config = str_eq(option, S("--config"));
    const Field *f = option_field(c, option);
    if (str_eq(option, S("--no-workers"))) {
        out->workers = 0;
        return 1;
    }
    if (!f && !is_config)
        return 0;
    bool inside = value.p,
         alone = f && f->kind == FIELD_BOOL && (left < 2 || !is_truth(str_of(argv[1])));
    if (!inside && alone)
        value = S("true");
    else if (!inside && left < 2)
        return fail(c, USAGE, NULL, "%.*s needs a value", STR_ARG(option));
    else if (!inside)
        value = str_of(argv[1]);
    if (!f)
        *config = value;
    else
        field_read_setting(c, &settings_shape, out, str_of(f->name), value, option);
    return inside || alone ? 1 : 2;
}

static bool token_from_file(Ctx *c, Str file, Str *token)
{
    if (!file.p || token->p)
        return true;
    Str text = str_trim(read_small(c, file, SECRET_FILE_BYTES));
    if (!failed(c) && text.n == 0)
        return fail(c, USAGE, NULL, "The file %.*s is not there, or is empty", STR_ARG(file));
    *token = text;
    return !failed(c);
}

static bool complete(Ctx *c, Settings *s)
{
    if (!s->data_folder.p)
        s->data_folder = xdg(c, "XDG_DATA_HOME", ".local/share", "/var/lib/florin");
    if (!s->database_url.p)
        s->database_url = str_fmt(c->mem, "sqlite:%.*s/florin.db", STR_ARG(s->data_folder));
    if (!str_starts(s->database_url, S("sqlite:")) &&
        !str_starts(s->database_url, S("postgresql://")) &&
        !str_starts(s->database_url, S("postgres://")))
        return fail(c, USAGE, "database_url",
                    "The database is named sqlite:PATH or postgresql://USER:PASSWORD@HOST/NAME");
    if (s->upload_folder.p && access(str_c(c->mem, s->upload_folder), W_OK | X_OK) != 0)
        return fail(c, USAGE, "upload_folder",
                    "The upload folder %.*s cannot be written to (%s): make it, or name another "
                    "with --upload-folder",
                    STR_ARG(s->upload_folder), strerror(errno));
    return token_from_file(c, s->metrics_token_file, &s->metrics_token) &&
           token_from_file(c, s->s3_secret_key_file, &s->s3_secret_key) &&
           token_from_file(c, s->secret_key_file, &s->secret_key);
}

int settings_read(Ctx *c, int argc, char **argv, Settings *out)
{
    Str config = { 0 };
    Settings aside = { 0 };
    *out = (Settings){ 0 };
    /* Once for --config, which comes first though it may stand anywhere. */
    for (int i = 1; i < argc && !failed(c);) {
        int took = take_option(c, argc - i, argv + i, &config, &aside);
        i += took ? took : 1;
    }
    field_start(c, &settings_shape, out);
    if (failed(c) || !read_config(c, config, out) ||
        !field_read_environment(c, &settings_shape, out, "FLORIN_", environ))
        return -1;
    int n = argc > 0 ? 1 : 0;
    for (int i = 1; i < argc && !failed(c);) {
        int took = take_option(c, argc - i, argv + i, &config, out);
        if (!took)
            argv[n++] = argv[i];
        i += took ? took : 1;
    }
    return !failed(c) && complete(c, out) ? n : -1;
}

bool settings_make_folder(Ctx *c, Str folder)
{
    char *path = str_c(c->mem, folder);
    for (char *p = path + 1;; p++) {
        if (*p != '/' && *p)
            continue;
        char kept = *p;
        *p = 0;
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            return fail(c, USAGE, "data_folder",
                        "The folder %s cannot be made: %s; name another with --data-folder", path,
                        strerror(errno));
        *p = kept;
        if (!kept)
            return true;
    }
}

static bool hex_key(Ctx *c, Str text, uint8_t key[KEY_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    Str low = str_lower(c->mem, str_trim(text));
    bool ok = low.n == KEY_DIGITS;
    for (ptrdiff_t i = 0; ok && i < KEY_BYTES; i++) {
        const char *high = memchr(digits, low.p[2 * i], 16),
                   *rest = memchr(digits, low.p[2 * i + 1], 16);
        ok = high && rest;
        if (ok)
            key[i] = (uint8_t)((high - digits) * 16 + (rest - digits));
    }
    return ok || fail(c, USAGE, "secret_key",
                      "The secret key must be 64 hexadecimal digits ('openssl rand -hex 32')");
}

/* Writes a new key where none is; the first of two starting at once wins. */
static bool make_key(Ctx *c, const char *path)
{
    uint8_t bytes[KEY_BYTES];
    Buf b = buf_new(c->mem, 200);
    random_bytes(bytes, sizeof bytes);
    for (int i = 0; i < KEY_BYTES; i++)
        buf_fmt(&b, "%02x", bytes[i]);
    buf_char(&b, '\n');
    CLEAN(clean_fd) int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0 && errno == EEXIST)
        return true;
    bool whole = fd >= 0 && write(fd, b.p, (size_t)b.n) == b.n && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0 && !whole)
        unlink(path); /* half a key would be refused at every start */
    if (!whole)
        return fail(c, USAGE, "secret_key", "The key cannot be written to %s: %s", path,
                    strerror(why));
    return true;
}

bool settings_key(Ctx *c, const Settings *s, uint8_t key[KEY_BYTES])
{
    if (s->secret_key.p)
        return hex_key(c, s->secret_key, key);
    Str path = str_fmt(c->mem, "%.*s/secret.key", STR_ARG(s->data_folder));
    Str text = read_small(c, path, SECRET_FILE_BYTES);
    if (!text.p && !failed(c)) {
        if (!settings_make_folder(c, s->data_folder) || !make_key(c, path.p))
            return false;
        text = read_small(c, path, SECRET_FILE_BYTES);
    }
    return !failed(c) && hex_key(c, text, key);
}

bool settings_files_key(Ctx *c, const Settings *s)
{
    Str file = s->files_key_file.p ? s->files_key_file
                                   : str_fmt(c->mem, "%.*s/files.key", STR_ARG(s->data_folder));
    Str lock = str_fmt(c->mem, "%.*s/files.key.lock", STR_ARG(s->data_folder));
    return settings_make_folder(c, s->data_folder) &&
           key_start(c, &(KeyOptions){
                            .text = s->files_key, .file = str_c(c->mem, file), .lock = lock.p });
}
