/* Settings: from the three places, their errors, and that the operator's guide names each. */
#include "app/settings.h"
#include "field/setting.h"
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *folder(void)
{
    static const char *made;
    made = made ? made : test_scratch("settings");
    setenv("XDG_CONFIG_HOME", made, 1);
    setenv("XDG_DATA_HOME", made, 1);
    return made;
}

static void write_file(const char *path, const char *text)
{
    CLEAN(clean_file) FILE *f = fopen(path, "w");
    CHECK(f && fputs(text, f) >= 0);
}

/* Reads a command line given word by word. */
static int read_words(Ctx *c, Settings *s, const char *const *words, int n)
{
    char **argv = NEW_ARRAY(c->mem, char *, n + 1);
    for (int i = 0; i < n; i++)
        argv[i] = str_c(c->mem, str_of(words[i]));
    return settings_read(c, n, argv, s);
}
#define READ(c, s, ...)                                                                            \
    read_words((c), (s), (const char *const[]){ __VA_ARGS__ },                                     \
               COUNT(((const char *const[]){ __VA_ARGS__ })))

TEST(without_anything_there_are_defaults)
{
    Settings s;
    const char *f = folder();
    CHECK_INT(READ(c, &s, "serve"), 1);
    CHECK_STR(s.listen, S("127.0.0.1:8080"));
    CHECK_STR(s.database_url, str_fmt(c->mem, "sqlite:%s/florin/florin.db", f));
    CHECK_INT(s.workers, 2);
    CHECK(s.registration && s.rate_limits && !s.demo);
}

TEST(options_are_taken_out_of_the_command_line)
{
    Settings s;
    folder();
    static const char *const words[] = {
        "import", "--db",           "sqlite:/x.db", "bank.csv",
        "--demo", "--upload-mib=7", "--other",      "--no-workers"
    };
    char *argv[COUNT(words)];
    for (int i = 0; i < COUNT(words); i++)
        argv[i] = str_c(c->mem, str_of(words[i]));
    CHECK_INT(settings_read(c, COUNT(argv), argv, &s), 3);
    CHECK_STR(str_of(argv[1]), S("bank.csv"));
    CHECK_STR(str_of(argv[2]), S("--other"));
    CHECK_STR(s.database_url, S("sqlite:/x.db"));
    CHECK_INT(s.upload_mib, 7);
    CHECK_INT(s.workers, 0);
    CHECK(s.demo);
}

TEST(the_later_place_wins)
{
    Settings s;
    Str file = str_fmt(c->mem, "%s/mine.conf", folder());
    write_file(file.p, "# remark\nlisten = 127.0.0.1:1\nupload_mib = 11\nworkers=5\n");
    setenv("FLORIN_UPLOAD_MIB", "12", 1);
    CHECK_INT(READ(c, &s, "serve", "--workers", "6", "--config", file.p), 1);
    CHECK_STR(s.listen, S("127.0.0.1:1"));
    CHECK_INT(s.upload_mib, 12);
    CHECK_INT(s.workers, 6);
    unsetenv("FLORIN_UPLOAD_MIB");
}

TEST(bad_settings_are_refused_in_words)
{
    Settings s;
    folder();
    static const struct {
        const char *option, *value, *says;
    } bad[] = {
        { "--upload-mib", "none", "upload_mib" },
        { "--upload-mib", "0", "upload_mib" },
        { "--db", "mysql://x", "sqlite:PATH" },
        { "--log-level", "loud", "log_level" },
        { "--config", "/no/such/file", "/no/such/file" },
        { "--secret-key-file", "/no/such/key", "/no/such/key" },
    };
    for (int i = 0; i < COUNT(bad); i++) {
        CHECK_INT(READ(c, &s, "serve", bad[i].option, bad[i].value), -1);
        if (!CHECK(str_find(c->failure.detail, str_of(bad[i].says), 0) >= 0))
            printf("%.*s\n", STR_ARG(c->failure.detail));
        CHECK_FAILED(c, USAGE);
    }
    CHECK_INT(READ(c, &s, "serve", "--listen"), -1);
    CHECK_FAILED(c, USAGE);
}

TEST(secrets_are_not_repeated)
{
    Settings s;
    uint8_t key[32];
    folder();
    setenv("FLORIN_SECRET_KEY", "canary-of-a-key", 1);
    CHECK_INT(READ(c, &s, "serve"), 1);
    CHECK(!settings_key(c, &s, key));
    CHECK(str_find(c->failure.detail, S("canary"), 0) < 0);
    CHECK_FAILED(c, USAGE);
    unsetenv("FLORIN_SECRET_KEY");
}

TEST(the_key_is_made_once_and_for_its_owner)
{
    Settings s;
    uint8_t first[32], second[32];
    struct stat st;
    folder();
    CHECK_INT(READ(c, &s, "serve"), 1);
    CHECK(settings_key(c, &s, first));
    CHECK(settings_key(c, &s, second));
    CHECK(!memcmp(first, second, 32));
    CHECK_INT(stat(str_fmt(c->mem, "%.*s/secret.key", STR_ARG(s.data_folder)).p, &st), 0);
    CHECK_INT(st.st_mode & 0777, 0600);
}

TEST(the_guide_names_every_setting)
{
    CLEAN(clean_file) FILE *f = fopen(SOURCE_ROOT "/docs/operating.md", "re");
    char *text = NEW_ARRAY(c->mem, char, 1 << 20);
    size_t n = f ? fread(text, 1, 1 << 20, f) : 0;
    Str guide = str_n(text, (ptrdiff_t)n);
    int named = 0;
    for (ptrdiff_t i = 0; i < settings_shape.n; i++)
        if (!CHECK(str_find(guide, str_fmt(c->mem, "\n| `%s` |", settings_shape.fields[i].name),
                            0) >= 0))
            printf("docs/operating.md lacks %s\n", settings_shape.fields[i].name);
    for (ptrdiff_t at = str_find(guide, S("\n| `"), 0); at >= 0;
         at = str_find(guide, S("\n| `"), at + 1))
        named++;
    CHECK_INT(named, settings_shape.n);
}

static const TestCase cases[] = {
    CASE(without_anything_there_are_defaults),
    CASE(options_are_taken_out_of_the_command_line),
    CASE(the_later_place_wins),
    CASE(bad_settings_are_refused_in_words),
    CASE(secrets_are_not_repeated),
    CASE(the_key_is_made_once_and_for_its_owner),
    CASE(the_guide_names_every_setting),
};

int main(int argc, char **argv)
{
    return RUN_TESTS(cases, argc, argv);
}
