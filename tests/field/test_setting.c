/* Settings from the environment, a file and the command line. */
#include "field/setting.h"
#include "harness.h"

static const char *const levels[] = { "", "debug", "info", "warn", NULL };

typedef struct {
    Str database_url;
    int64_t workers;
    int log_level;
    bool demo;
    Str secret_key;
    Texts origins;
    int32_t low_confidence;
} Settings;

static const Field setting_fields[] = {
    F_TEXT(Settings, database_url, .min = 8, .max = 1000, .doc = "Where the data is."),
    F_INT(Settings, workers, .min = 1, .max = 64, .start = "2", .doc = "Threads for jobs."),
    F_WORD(Settings, log_level, .words = levels, .start = "info"),
    F_BOOL(Settings, demo),
    F_TEXT(Settings, secret_key, .min = 8, .flags = SECRET | NEEDED),
    F_TEXTS(Settings, origins),
    F_RATIO(Settings, low_confidence, .start = "0.8"),
};
static const Shape shape = SHAPE(Settings, setting_fields);

TEST(from_the_environment)
{
    const char *const environment[] = { "PATH=/bin",
                                        "FLORIN_DATABASE_URL=sqlite:/tmp/x=y",
                                        "FLORIN_WORKERS=8",
                                        "FLORIN_LOG_LEVEL=warn",
                                        "FLORIN_DEMO=1",
                                        "FLORIN_ORIGINS=a, b",
                                        "FLORIN_LOW_CONFIDENCE=0.5",
                                        "FLORIN_SERVICE_HOST=10.0.0.1",
                                        "FLORINA_WORKERS=99",
                                        NULL };
    Settings s = { 0 };
    CHECK(field_read_environment(c, &shape, &s, "FLORIN_", (char *const *)environment));
    CHECK_STR(s.database_url, S("sqlite:/tmp/x=y"));
    CHECK_INT(s.workers, 8);
    CHECK_INT(s.log_level, 3);
    CHECK(s.demo);
    CHECK_INT(s.origins.n, 2);
    CHECK_STR(s.origins.items[1], S("b"));
    CHECK_INT(s.low_confidence, 500000);
}

static void refused(Ctx *c, const char *variable, const char *detail)
{
    const char *const environment[] = { variable, NULL };
    Settings s = { 0 };
    CHECK(!field_read_environment(c, &shape, &s, "FLORIN_", (char *const *)environment));
    CHECK_STR(c->failure.detail, str_of(detail));
    CHECK_FAILED(c, USAGE);
}

TEST(errors_say_which_from_where_and_what_is_allowed)
{
    refused(c, "FLORIN_WORKERS=many",
            "FLORIN_WORKERS in the environment: the setting workers = 'many': 'many' is not valid; "
            "what is needed is a whole number from 1 to 64");
    refused(c, "FLORIN_WORKERS=65",
            "FLORIN_WORKERS in the environment: the setting workers = '65': is out of bounds: a "
            "whole number from 1 to 64 is needed");
    refused(c, "FLORIN_WORKER=2",
            "FLORIN_WORKER in the environment: there is no setting 'WORKER'; did you mean "
            "'workers'?");
    refused(c, "FLORIN_LOG_LEVEL=loud",
            "FLORIN_LOG_LEVEL in the environment: the setting log_level = 'loud': 'loud' is not "
            "valid; what is needed is one of: debug, info, warn");
    refused(c, "FLORIN_DEMO=maybe",
            "FLORIN_DEMO in the environment: the setting demo = 'maybe': is a text; what is needed "
            "is true or false");
    refused(c, "FLORIN_DATABASE_URL=\xff",
            "FLORIN_DATABASE_URL in the environment: the setting database_url = '\xff': is not "
            "UTF-8");
}

TEST(secrets_are_not_repeated)
{
    refused(c, "FLORIN_SECRET_KEY=short",
            "FLORIN_SECRET_KEY in the environment: the setting secret_key is not valid; what is "
            "needed is a text of 8 to 500 characters");
}

TEST(from_a_file)
{
    Settings s = { 0 };
    CHECK(field_read_settings(c, &shape, &s,
                              S("# Florin\n\n database-url = \"sqlite:/tmp/a b\"  \r\nworkers=3\n"
                                "log_level = debug"),
                              S("florin.conf")));
    CHECK_STR(s.database_url, S("sqlite:/tmp/a b"));
    CHECK_INT(s.workers, 3);
    CHECK_INT(s.log_level, 1);
    CHECK(!field_read_settings(c, &shape, &s, S("workers = 3\nworkers 4\n"), S("florin.conf")));
    CHECK_STR(c->failure.detail,
              S("florin.conf line 2: 'workers 4' is no setting; write name = value"));
    CHECK_FAILED(c, USAGE);
    CHECK(!field_read_settings(c, &shape, &s, S("zzz = 1"), S("florin.conf")));
    CHECK_STR(c->failure.detail, S("florin.conf line 1: there is no setting 'zzz'"));
    CHECK_FAILED(c, USAGE);
    CHECK(!field_read_settings(c, &shape, &s, S("database_url = \"x"), S("florin.conf")));
    CHECK_FAILED(c, USAGE);
}

TEST(from_the_command_line)
{
    Settings s = { 0 };
    CHECK(field_read_setting(c, &shape, &s, S("database-url"), S("sqlite:x.db"), S("--db")));
    CHECK_STR(s.database_url, S("sqlite:x.db"));
}

TEST(help_lists_all_of_them)
{
    Buf b = buf_new(c->mem, 10000);
    field_help(&b, &shape, "FLORIN_");
    Str help = buf_str(&b);
    CHECK(str_starts(help, S("  FLORIN_DATABASE_URL\n      Where the data is.\n"
                             "      Takes a text of 8 to 1000 characters.\n")));
    CHECK(str_find(help,
                   S("  FLORIN_WORKERS\n      Threads for jobs.\n"
                     "      Takes a whole number from 1 to 64. Without it: 2\n"),
                   0) > 0);
    CHECK(str_find(help, S("one of: debug, info, warn. Without it: info\n"), 0) > 0);
    CHECK(str_find(help, S("characters. Must be set.\n"), 0) > 0);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(from_the_environment),     CASE(errors_say_which_from_where_and_what_is_allowed),
        CASE(secrets_are_not_repeated), CASE(from_a_file),
        CASE(from_the_command_line),    CASE(help_lists_all_of_them),
    };
    return RUN_TESTS(cases, argc, argv);
}
