/* JSON, query strings and text over structs: every kind with good and bad values. */
#include "sample.h"

#include <string.h>

/* The field error of a pointer; none when there is none. */
static Str error_at(Ctx *c, const char *pointer)
{
    for (const FieldError *e = c->failure.fields; e; e = e->next)
        if (str_eq(e->pointer, str_of(pointer)))
            return e->detail;
    return (Str){ 0 };
}

static int errors(Ctx *c)
{
    int n = 0;
    for (const FieldError *e = c->failure.fields; e; e = e->next)
        n++;
    return n;
}

static bool read_as(Ctx *c, ReadMode how, const char *json, Sample *row)
{
    fail_clear(c);
    return field_read(c, &sample_shape, how, str_of(json), row);
}

TEST(the_least_body_gets_its_starts)
{
    Sample s = { 0 };
    CHECK(read_as(c, READ_NEW, "{" SAMPLE_LEAST "}", &s));
    CHECK_STR(s.name, S("Cash"));
    CHECK_INT(s.account_type, 2);
    CHECK_INT(s.currency, CURRENCY('E', 'U', 'R'));
    CHECK_INT(s.date, date_of(2024, 2, 29));
    CHECK(s.is_active);
    CHECK_INT(s.confidence, 800000);
    CHECK_INT(s.amount, 0);
    CHECK(!s.has_limit && !s.notes.p && !s.metadata.p);
}

static const struct {
    const char *member, *written;
} good_members[] = {
    { "\"name\":\"\\u00e4\\u00f6\\u00fc456789012\"", "\"name\":\"äöü456789012\"" },
    { "\"notes\":\"a\\nb\\tc\"", "\"notes\":\"a\\nb\\tc\"" },
    { "\"notes\":\"\"", "\"notes\":\"\"" },
    { "\"notes\":null", "\"notes\":null" },
    { "\"account_type\":\"credit_card\"", "\"account_type\":\"credit_card\"" },
    { "\"amount\":\"-45.5\"", "\"amount\":\"-45.50\"" },
    { "\"amount\":-45.50", "\"amount\":\"-45.50\"" },
    { "\"amount\":0", "\"amount\":\"0.00\"" },
    { "\"amount\":\"92233720368547758.07\"", "\"amount\":\"92233720368547758.07\"" },
    { "\"amount\":-92233720368547758.08", "\"amount\":\"-92233720368547758.08\"" },
    { "\"limit_amount\":\"0.01\"", "\"limit_amount\":\"0.01\"" },
    { "\"limit_amount\":null", "\"limit_amount\":null" },
    { "\"category_id\":\"cat_0000000000001\"", "\"category_id\":\"cat_0000000000001\"" },
    { "\"category_id\":null", "\"category_id\":null" },
    { "\"sort_order\":-9223372036854775808", "\"sort_order\":-9223372036854775808" },
    { "\"is_active\":false", "\"is_active\":false" },
    { "\"end_date\":\"9999-12-31\"", "\"end_date\":\"9999-12-31\"" },
    { "\"last_sync_at\":\"2024-01-31T12:34:56.789+02:00\"",
      "\"last_sync_at\":\"2024-01-31T10:34:56.789Z\"" },
    { "\"confidence\":0.000001", "\"confidence\":0.000001" },
    { "\"confidence\":1", "\"confidence\":1" },
    { "\"confidence\":9.8e-1", "\"confidence\":0.98" },
    { "\"tags\":[\"a\",\"b, c\"]", "\"tags\":[\"a\",\"b, c\"]" },
    { "\"tags\":[]", "\"tags\":[]" },
    { "\"metadata\":{\"a\": [1.50, null]}", "\"metadata\":{\"a\":[1.50,null]}" },
    { "\"metadata\":\"x\"", "\"metadata\":\"x\"" },
    { "\"place\":{\"city\":\"Ulm\",\"floor\":-5}", "\"place\":{\"city\":\"Ulm\",\"floor\":-5}" },
    { "\"place\":null", "\"place\":null" },
    { "\"parts\":[{\"category_id\":\"cat_0000000000001\",\"amount\":1.5}]",
      "\"parts\":[{\"category_id\":\"cat_0000000000001\",\"amount\":\"1.50\",\"kind\":\"whole\","
      "\"note\":null}]" },
    { "\"id\":null", "\"id\":null" },
};

TEST(every_kind_good)
{
    for (ptrdiff_t i = 0; i < COUNT(good_members); i++) {
        Sample s = { 0 };
        bool second = !str_find(str_of(good_members[i].member), S("\"name\""), 0);
        bool kind = !str_find(str_of(good_members[i].member), S("\"account_type\""), 0);
        Str json = str_fmt(c->mem, "{%s%s\"currency\":\"EUR\",\"date\":\"2024-02-29\",%s}",
                           second ? "" : "\"name\":\"Cash\",",
                           kind ? "" : "\"account_type\":\"savings\",", good_members[i].member);
        fail_clear(c);
        if (!CHECK(field_read(c, &sample_shape, READ_NEW, json, &s)))
            printf("  %s: %.*s\n", good_members[i].member, STR_ARG(c->failure.detail));
        Buf b = buf_new(c->mem, 1 << 20);
        field_write(&b, &sample_shape, &s);
        if (!CHECK(str_find(buf_str(&b), str_of(good_members[i].written), 0) > 0))
            printf("  %s is not in %.*s\n", good_members[i].written, STR_ARG(buf_str(&b)));
    }
}

static const struct {
    const char *member, *pointer, *detail;
} bad_members[] = {
    { "\"name\":5", "/name", "is a number; what is needed is a text of 1 to 12 characters" },
    { "\"name\":\"\"", "/name", "has 0 characters; at least 1 are needed" },
    { "\"name\":\"   \"", "/name", "is blank" },
    { "\"name\":\"äöüäöüäöüäöüä\"", "/name", "has 13 characters; at most 12 are taken" },
    { "\"name\":\"a\\nb\"", "/name", "holds line ends or other control characters" },
    { "\"name\":\"a\\u0085\"", "/name", "holds line ends or other control characters" },
    { "\"name\":null", "/name", "is needed and may not be null: a text of 1 to 12 characters" },
    { "\"notes\":\"a\\u0007b\"", "/notes", "holds control characters" },
    { "\"account_type\":\"Savings\"", "/account_type",
      "'Savings' is not valid; what is needed is one of: checking, savings, credit_card" },
    { "\"account_type\":\"\"", "/account_type",
      "'' is not valid; what is needed is one of: checking, savings, credit_card" },
    { "\"amount\":\"1.234\"", "/amount",
      "'1.234' has more than the 2 digits after the point that EUR has; it is never rounded" },
    { "\"amount\":1.230", "/amount",
      "'1.230' has more than the 2 digits after the point that EUR has; it is never rounded" },
    { "\"amount\":\"92233720368547758.08\"", "/amount", "'92233720368547758.08' is too large" },
    { "\"amount\":\"1,50\"", "/amount",
      "'1,50' is not valid; what is needed is an amount such as \"-45.50\"" },
    { "\"amount\":1e2", "/amount",
      "'1e2' is not valid; what is needed is an amount such as \"-45.50\"" },
    { "\"amount\":true", "/amount", "is true; what is needed is an amount such as \"-45.50\"" },
    { "\"amount\":null", "/amount", "may not be null: an amount such as \"-45.50\"" },
    { "\"limit_amount\":0", "/limit_amount", "must be more than 0" },
    { "\"category_id\":\"acc_0000000000001\"", "/category_id",
      "'acc_0000000000001' is the id of something else; what is needed is an id that begins "
      "with cat_" },
    { "\"category_id\":\"cat_1\"", "/category_id",
      "'cat_1' is not valid; what is needed is an id that begins with cat_" },
    { "\"category_id\":7", "/category_id",
      "is a number; what is needed is an id that begins with cat_" },
    { "\"sort_order\":1.5", "/sort_order", "'1.5' is not valid; what is needed is a whole number" },
    { "\"sort_order\":9223372036854775808", "/sort_order",
      "'9223372036854775808' is not valid; what is needed is a whole number" },
    { "\"sort_order\":\"1\"", "/sort_order", "is a text; what is needed is a whole number" },
    { "\"is_active\":1", "/is_active", "is a number; what is needed is true or false" },
    { "\"end_date\":\"2023-02-29\"", "/end_date", "'2023-02-29' is not a day of the calendar" },
    { "\"end_date\":\"29.02.2024\"", "/end_date",
      "'29.02.2024' is not valid; what is needed is a date such as \"2024-01-31\"" },
    { "\"last_sync_at\":\"yesterday\"", "/last_sync_at",
      "'yesterday' is not valid; what is needed is a time such as \"2024-01-31T12:00:00Z\"" },
    { "\"confidence\":1.01", "/confidence", "is out of bounds: a number from 0 to 1 is needed" },
    { "\"confidence\":0.1234567", "/confidence", "has more than 6 digits after the point" },
    { "\"confidence\":\"0.5\"", "/confidence",
      "is a text; what is needed is a number from 0 to 1" },
    { "\"tags\":\"a\"", "/tags", "is a text; what is needed is an array of texts" },
    { "\"tags\":[\"a\",\"\"]", "/tags/1", "has 0 characters; at least 1 are needed" },
    { "\"tags\":[\"a\",2]", "/tags/1", "is a number; a text is needed" },
    { "\"tags\":[\"a\",\"b\",\"c\",\"d\"]", "/tags", "has 4 items; at most 3 are taken" },
    { "\"metadata\":[1111111111,2222222222,3333333333,4444444444,5555555555,6666666666,"
      "7777777777,8888888888,9999999999,10]",
      "/metadata", "is too large; at most 100 bytes are taken" },
    { "\"place\":[]", "/place", "is an array; an object is needed" },
    { "\"place\":{\"floor\":201}", "/place/floor",
      "is out of bounds: a whole number from -5 to 200 is needed" },
    { "\"place\":{\"flor\":1}", "/place/flor", "is not a field here; did you mean 'floor'?" },
    { "\"parts\":[{\"category_id\":\"cat_0000000000001\",\"amount\":1.555}]", "/parts/0/amount",
      "'1.555' has more than the 2 digits after the point that EUR has; it is never rounded" },
    { "\"parts\":[{\"category_id\":\"cat_0000000000001\",\"amount\":1,\"currency\":\"EUR\"}]",
      "/parts/0/currency", "is not a field here" },
    { "\"parts\":[{}]", "/parts/0/amount", "is needed: an amount such as \"-45.50\"" },
    { "\"id\":\"smp_0000000000001\"", "/id",
      "is given by the server: leave it out, or send it as it was received" },
    { "\"balance\":1", "/balance",
      "is given by the server: leave it out, or send it as it was received" },
    { "\"workspace_id\":\"wsp_0000000000001\"", "/workspace_id", "is not a field here" },
    { "\"hidden\":\"x\"", "/hidden", "is not a field here" },
    { "\"nmae\":\"x\"", "/nmae", "is not a field here; did you mean 'name'?" },
    { "\"a/b~c\":1", "/a~1b~0c", "is not a field here" },
    { "\"transaction_date\":\"2024-01-01\"", "/transaction_date",
      "is given twice: it and 'date' are one field" },
};

TEST(every_kind_bad)
{
    for (ptrdiff_t i = 0; i < COUNT(bad_members); i++) {
        Sample s = { 0 };
        bool name = !str_find(str_of(bad_members[i].member), S("\"name\""), 0);
        bool kind = !str_find(str_of(bad_members[i].member), S("\"account_type\""), 0);
        Str json = str_fmt(c->mem, "{%s%s\"currency\":\"EUR\",\"date\":\"2024-02-29\",%s}",
                           name ? "" : "\"name\":\"Cash\",",
                           kind ? "" : "\"account_type\":\"savings\",", bad_members[i].member);
        fail_clear(c);
        CHECK(!field_read(c, &sample_shape, READ_NEW, json, &s));
        CHECK_INT(c->failure.code, INVALID);
        if (!CHECK_STR(error_at(c, bad_members[i].pointer), str_of(bad_members[i].detail)))
            printf("  in %s\n", bad_members[i].member);
    }
}

TEST(all_errors_of_a_body_at_once)
{
    Sample s = { 0 };
    CHECK(!read_as(
        c, READ_NEW,
        "{\"name\":1,\"currency\":\"XXY\",\"amount\":\"x\",\"nonsense\":1,\"parts\":[{},3]}", &s));
    CHECK(error_at(c, "/name").p);
    CHECK(error_at(c, "/currency").p);
    CHECK(error_at(c, "/amount").p);
    CHECK(error_at(c, "/nonsense").p);
    CHECK(error_at(c, "/account_type").p);
    CHECK(error_at(c, "/date").p);
    CHECK(error_at(c, "/parts/0/category_id").p);
    CHECK(error_at(c, "/parts/0/amount").p);
    CHECK(error_at(c, "/parts/1").p);
    CHECK_INT(errors(c), 9);
    CHECK_INT(c->failure.code, INVALID);
}

TEST(a_wrong_currency_does_not_make_amounts_wrong)
{
    Sample s = { 0 };
    CHECK(!read_as(c, READ_NEW,
                   "{\"name\":\"a\",\"account_type\":\"savings\",\"date\":\"2024-01-01\","
                   "\"currency\":\"XXY\",\"amount\":\"1.50\"}",
                   &s));
    CHECK_INT(errors(c), 1);
}

TEST(currency_may_stand_behind_the_amount)
{
    Sample s = { 0 };
    CHECK(read_as(c, READ_NEW,
                  "{\"amount\":\"1.234\",\"name\":\"a\",\"account_type\":\"savings\","
                  "\"date\":\"2024-01-01\",\"currency\":\"KWD\"}",
                  &s));
    CHECK_INT(s.amount, 1234);
    CHECK(!read_as(c, READ_NEW,
                   "{\"amount\":\"1.5\",\"name\":\"a\",\"account_type\":\"savings\","
                   "\"date\":\"2024-01-01\",\"currency\":\"JPY\"}",
                   &(Sample){ 0 }));
    CHECK_STR(error_at(c, "/amount"),
              S("'1.5' has digits after the point, which JPY has not; it is never rounded"));
}

TEST(what_is_not_json_is_malformed)
{
    static const struct {
        const char *json;
        int code;
    } cases[] = {
        { "", MALFORMED },     { " ", MALFORMED },
        { "{", MALFORMED },    { "{\"a\":1,}", MALFORMED },
        { "{} x", MALFORMED }, { "{\"a\":1,\"a\":2}", MALFORMED },
        { "\xff", MALFORMED }, { "{\"name\":\"\xc3\"}", MALFORMED },
        { "[]", INVALID },     { "null", INVALID },
        { "3", INVALID },
    };
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        CHECK(!read_as(c, READ_NEW, cases[i].json, &(Sample){ 0 }));
        CHECK_INT(c->failure.code, cases[i].code);
    }
    CHECK(!read_as(c, READ_NEW, "{\n \"a\": x}", &(Sample){ 0 }));
    CHECK(str_find(c->failure.detail, S("line 2, column 7"), 0) > 0);
}

static Sample stored(Ctx *c)
{
    Sample s = { .id = 5,
                 .workspace_id = 9,
                 .created_at = 1000,
                 .updated_at = 2000,
                 .balance = 777,
                 .secret = S("s"),
                 .hidden = S("h") };
    read_as(c, READ_NEW,
            "{" SAMPLE_LEAST ",\"amount\":\"5.00\",\"notes\":\"n\",\"tags\":[\"t\"],"
            "\"place\":{\"city\":\"Ulm\",\"floor\":3}}",
            &s);
    return s;
}

TEST(patch_changes_only_what_is_given)
{
    Sample s = stored(c), was = s;
    CHECK(read_as(c, READ_PART, "{\"name\":\"New\",\"place\":{\"floor\":4}}", &s));
    CHECK_STR(s.name, S("New"));
    CHECK_INT(s.place.floor, 4);
    CHECK_STR(s.place.city, S("Ulm"));
    const Field *const *changed = NULL;
    CHECK_INT(field_changed(c->mem, &sample_shape, &was, &s, &changed), 2);
    CHECK_STR(str_of(changed[0]->name), S("name"));
    CHECK_STR(str_of(changed[1]->name), S("place"));
    CHECK(read_as(c, READ_PART, "{}", &s));
    CHECK(read_as(c, READ_PART, "{\"notes\":null,\"tags\":[]}", &s));
    CHECK(!s.notes.p);
    CHECK_INT(s.tags.n, 0);
}

TEST(patch_of_the_currency_wants_the_amounts)
{
    Sample s = stored(c);
    CHECK(!read_as(c, READ_PART, "{\"currency\":\"JPY\"}", &s));
    CHECK_STR(error_at(c, "/amount"), S("must be given together with a new currency"));
    CHECK_INT(errors(c), 1);
    s = stored(c);
    CHECK(read_as(c, READ_PART, "{\"currency\":\"JPY\",\"amount\":\"500\"}", &s));
    CHECK_INT(s.amount, 500);
}

TEST(put_replaces_all_but_what_the_server_keeps)
{
    Sample s = stored(c);
    CHECK(read_as(c, READ_WHOLE, "{" SAMPLE_LEAST "}", &s));
    CHECK_INT(s.id, 5);
    CHECK_INT(s.workspace_id, 9);
    CHECK_INT(s.created_at, 1000);
    CHECK_INT(s.balance, 777);
    CHECK_STR(s.secret, S("s"));
    CHECK_STR(s.hidden, S("h"));
    CHECK(!s.notes.p);
    CHECK_INT(s.amount, 0);
    CHECK_INT(s.tags.n, 0);
    CHECK(s.is_active);
    s = stored(c);
    CHECK(!read_as(c, READ_WHOLE, "{\"name\":\"a\"}", &s));
    CHECK_INT(errors(c), 3);
}

TEST(what_was_received_may_be_sent_back)
{
    Sample s = stored(c), was = s;
    Buf b = buf_new(c->mem, 1 << 20);
    field_write(&b, &sample_shape, &s);
    CHECK(field_read(c, &sample_shape, READ_WHOLE, buf_str(&b), &s));
    CHECK(shape_equal(&sample_shape, &was, &s));
    CHECK(field_read(c, &sample_shape, READ_PART, buf_str(&b), &s));
    CHECK(!read_as(c, READ_PART, "{\"id\":\"smp_0000000000001\",\"balance\":\"7.78\"}", &s));
    CHECK_INT(errors(c), 2);
}

TEST(set_once_is_set_once)
{
    typedef struct {
        int64_t a;
    } Once;
    static const Field fields[] = { F_INT(Once, a, .flags = SET_ONCE) };
    static const Shape shape = SHAPE(Once, fields);
    Once row = { 0 };
    CHECK(field_read(c, &shape, READ_NEW, S("{\"a\":3}"), &row));
    CHECK_INT(row.a, 3);
    CHECK(field_read(c, &shape, READ_PART, S("{\"a\":3}"), &row));
    CHECK(field_read(c, &shape, READ_WHOLE, S("{}"), &row));
    CHECK_INT(row.a, 3);
    CHECK(!field_read(c, &shape, READ_PART, S("{\"a\":4}"), &row));
    CHECK_FAILED(c, INVALID);
    CHECK_INT(row.a, 3);
}

static void home_currency(Ctx *c, void *row)
{
    Sample *s = row;
    (void)c;
    if (!s->currency)
        s->currency = CURRENCY('K', 'W', 'D');
}

TEST(a_shape_may_know_the_currency)
{
    Field fields[COUNT(sample_fields)];
    memcpy(fields, sample_fields, sizeof fields);
    fields[11].flags = 0;
    Shape shape = { "Sample", fields, COUNT(fields), sizeof(Sample), home_currency };
    Sample s = { 0 };
    CHECK(field_read(c, &shape, READ_NEW,
                     S("{\"name\":\"a\",\"account_type\":\"savings\",\"date\":"
                       "\"2024-01-01\",\"amount\":\"1.234\"}"),
                     &s));
    CHECK_INT(s.amount, 1234);
    shape.currencies = NULL;
    s = (Sample){ 0 };
    CHECK(!field_read(c, &shape, READ_NEW,
                      S("{\"name\":\"a\",\"account_type\":\"savings\",\"date\":"
                        "\"2024-01-01\",\"amount\":\"1.23\"}"),
                      &s));
    CHECK_STR(error_at(c, "/amount"),
              S("cannot be read without its currency: give the currency too"));
}

TEST(many_bodies)
{
    List list = { 0 };
    CHECK(
        field_read_many(c, &sample_shape, S("[{" SAMPLE_LEAST "},{" SAMPLE_LEAST "}]"), 2, &list));
    CHECK_INT(list.n, 2);
    CHECK_STR(((Sample *)list.items)[1].name, S("Cash"));
    CHECK(field_read_many(c, &sample_shape, S("{" SAMPLE_LEAST "}"), 2, &list));
    CHECK_INT(list.n, 1);
    CHECK(!field_read_many(c, &sample_shape, S("[{" SAMPLE_LEAST "},{\"name\":2}]"), 2, &list));
    CHECK(error_at(c, "/1/name").p);
    fail_clear(c);
    CHECK(!field_read_many(c, &sample_shape, S("[1,2,3]"), 2, &list));
    CHECK_STR(c->failure.detail, S("holds 3 items; at most 2 are taken at once"));
    fail_clear(c);
    CHECK(field_read_many(c, &sample_shape, S("[]"), 2, &list));
    CHECK_INT(list.n, 0);
}

TEST(stored_json_is_read_leniently_but_not_wrongly)
{
    Sample s = { 0 };
    CHECK(read_as(c, READ_STORED,
                  "{\"id\":\"smp_0000000000005\",\"hidden\":\"h\",\"gone\":1,"
                  "\"name\":\"far longer than twelve characters\"}",
                  &s));
    CHECK_INT(s.id, 5);
    CHECK_STR(s.hidden, S("h"));
    CHECK(!read_as(c, READ_STORED, "{\"account_type\":\"gone\"}", &s));
    CHECK_FAILED(c, DATABASE_DAMAGED);
    CHECK(!read_as(c, READ_STORED, "{", &s));
    CHECK_FAILED(c, DATABASE_DAMAGED);
}

TEST(query_strings)
{
    Sample s = { .currency = CURRENCY('E', 'U', 'R') };
    fail_clear(c);
    CHECK(field_read_query(c, &sample_shape,
                           S("name=a%20b&account_type=savings&currency=EUR&date=2024-01-01&"
                             "sort_order=3&is_active=false&confidence=0.5&tags=x,y&tags=z"),
                           &s));
    CHECK_STR(s.name, S("a b"));
    CHECK_INT(s.sort_order, 3);
    CHECK(!s.is_active);
    CHECK_INT(s.confidence, 500000);
    CHECK_INT(s.tags.n, 3);
    s = (Sample){ 0 };
    CHECK(!field_read_query(c, &sample_shape,
                            S("name=a&name=b&nmae=x&date=2024-13-01&id=x&hidden=1"), &s));
    CHECK(error_at(c, "?name").p);
    CHECK(error_at(c, "?nmae").p);
    CHECK(error_at(c, "?date").p);
    CHECK(error_at(c, "?account_type").p);
    CHECK(error_at(c, "?hidden").p);
    fail_clear(c);
    CHECK(!field_read_query(c, &sample_shape, S("name=%zz"), &s));
    CHECK_FAILED(c, MALFORMED);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(the_least_body_gets_its_starts),
        CASE(every_kind_good),
        CASE(every_kind_bad),
        CASE(all_errors_of_a_body_at_once),
        CASE(a_wrong_currency_does_not_make_amounts_wrong),
        CASE(currency_may_stand_behind_the_amount),
        CASE(what_is_not_json_is_malformed),
        CASE(patch_changes_only_what_is_given),
        CASE(patch_of_the_currency_wants_the_amounts),
        CASE(put_replaces_all_but_what_the_server_keeps),
        CASE(what_was_received_may_be_sent_back),
        CASE(set_once_is_set_once),
        CASE(a_shape_may_know_the_currency),
        CASE(many_bodies),
        CASE(stored_json_is_read_leniently_but_not_wrongly),
        CASE(query_strings),
    };
    return RUN_TESTS(cases, argc, argv);
}
