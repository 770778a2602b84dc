/* JSON out, and the properties of comparing and copying. */
#include "sample.h"

#include <string.h>

TEST(an_object_as_clients_see_it)
{
    Sample s = { .id = 1,
                 .workspace_id = 2,
                 .created_at = 1,
                 .updated_at = 1700000000123,
                 .name = S("a\"b"),
                 .secret = S("no"),
                 .hidden = S("no"),
                 .account_type = 1,
                 .amount = -5,
                 .currency = CURRENCY('E', 'U', 'R'),
                 .date = date_of(2021, 7, 31),
                 .confidence = 980000 };
    Buf b = buf_new(c->mem, 4000);
    field_write(&b, &sample_shape, &s);
    CHECK_STR(buf_str(&b),
              S("{\"id\":\"smp_0000000000001\",\"created_at\":\"1970-01-01T00:00:00.001Z\","
                "\"updated_at\":\"2023-11-14T22:13:20.123Z\",\"name\":\"a\\\"b\",\"notes\":null,"
                "\"account_type\":\"checking\",\"amount\":\"-0.05\",\"limit_amount\":null,"
                "\"currency\":\"EUR\",\"category_id\":null,\"sort_order\":0,\"is_active\":false,"
                "\"date\":\"2021-07-31\",\"end_date\":null,\"last_sync_at\":null,"
                "\"confidence\":0.98,\"tags\":[],\"metadata\":null,\"place\":null,\"parts\":[],"
                "\"balance\":\"0.00\"}"));
}

TEST(zeroes_are_json_too)
{
    Sample s = { 0 };
    Buf b = buf_new(c->mem, 4000);
    JsonValue v;
    JsonError e;
    field_write(&b, &sample_shape, &s);
    CHECK(json_read(c->mem, buf_str(&b), json_default_limits, &v, &e));
    CHECK_INT(json_get(&v, S("id"))->kind, JSON_NULL);
    CHECK_INT(json_get(&v, S("account_type"))->kind, JSON_NULL);
    CHECK_STR(json_get(&v, S("name"))->text, S(""));
    CHECK_STR(json_get(&v, S("amount"))->text, S("0"));
}

TEST(a_list)
{
    Sample two[2] = { { .name = S("a") }, { .name = S("b") } };
    Buf b = buf_new(c->mem, 40000);
    JsonValue v;
    JsonError e;
    field_write_list(&b, &sample_shape, two, 2);
    CHECK(json_read(c->mem, buf_str(&b), json_default_limits, &v, &e));
    CHECK_INT(v.count, 2);
    b = buf_new(c->mem, 100);
    field_write_list(&b, &sample_shape, two, 0);
    CHECK_STR(buf_str(&b), S("[]"));
    field_write_list(&b, &sample_shape, two, 2);
    CHECK(b.full);
}

TEST(what_is_written_is_read_back)
{
    Rng rng = rng_new(1);
    for (int i = 0; i < 2000; i++) {
        ArenaMark mark = arena_mark(c->mem);
        Sample s = sample_random(c->mem, &rng), back = { 0 };
        Buf b = buf_new(c->mem, 1 << 20);
        field_write(&b, &sample_shape, &s);
        bool ok = field_read(c, &sample_shape, READ_NEW, buf_str(&b), &back) &&
                  shape_equal(&sample_shape, &s, &back);
        if (!CHECK(ok))
            printf("  %.*s: %.*s\n", STR_ARG(buf_str(&b)), STR_ARG(c->failure.detail));
        if (!ok)
            return;
        arena_reset(c->mem, mark);
    }
}

TEST(what_is_stored_is_read_back)
{
    Rng rng = rng_new(2);
    for (int i = 0; i < 500; i++) {
        Sample s = sample_random(c->mem, &rng), back = { 0 };
        s.id = rng_between(&rng, 1, INT64_MAX - 1);
        s.secret = S("secret");
        s.hidden = S("hidden");
        Buf b = buf_new(c->mem, 1 << 20);
        field_write_stored(&b, &sample_shape, &s);
        CHECK(field_read(c, &sample_shape, READ_STORED, buf_str(&b), &back));
        if (!CHECK(shape_equal(&sample_shape, &s, &back)))
            return;
    }
}

TEST(amounts_without_a_currency_are_stored_too)
{
    Sample s = { .amount = -1234, .confidence = 5 }, back = { 0 };
    Buf b = buf_new(c->mem, 1 << 16);
    field_write_stored(&b, &sample_shape, &s);
    CHECK(field_read(c, &sample_shape, READ_STORED, buf_str(&b), &back));
    CHECK_INT(back.amount, -1234);
}

TEST(text_of_a_field_reads_back)
{
    Rng rng = rng_new(3);
    for (int i = 0; i < 500; i++) {
        Sample s = sample_random(c->mem, &rng), back = { .currency = s.currency };
        for (ptrdiff_t k = 0; k < sample_shape.n; k++) {
            const Field *f = &sample_shape.fields[k];
            Str text = field_text(c->mem, f, &s);
            if ((f->flags & HIDDEN) || f->kind == FIELD_TEXTS || !text.p)
                continue;
            if (f->kind == FIELD_LIST || f->kind == FIELD_STRUCT || f->flags & READ_ONLY)
                continue;
            if (!CHECK(field_read_text(c, f, text, S(""), &back) && field_equal(f, &s, &back)))
                printf("  %s: %.*s\n", f->name, STR_ARG(text));
        }
    }
}

TEST(copies_stand_alone)
{
    Rng rng = rng_new(4);
    Ctx other = ctx_new("copy", 1 << 24);
    for (int i = 0; i < 200; i++) {
        ArenaMark mark = arena_mark(c->mem);
        Sample s = sample_random(c->mem, &rng), copy, want;
        shape_copy(other.mem, &sample_shape, &s, &copy);
        shape_copy(other.mem, &sample_shape, &copy, &want);
        CHECK(shape_equal(&sample_shape, &s, &copy));
        arena_reset(c->mem, mark);
        memset(arena_alloc(c->mem, 4000), 'x', 4000);
        CHECK(shape_equal(&sample_shape, &want, &copy));
        arena_reset(c->mem, mark);
    }
    ctx_done(&other);
}

TEST(every_difference_is_seen)
{
    Rng rng = rng_new(5);
    for (int i = 0; i < 300; i++) {
        Sample a = sample_random(c->mem, &rng), b = sample_random(c->mem, &rng);
        const Field *const *changed = NULL;
        ptrdiff_t n = field_changed(c->mem, &sample_shape, &a, &b, &changed);
        for (ptrdiff_t k = 0; k < n; k++)
            field_copy(c->mem, changed[k], &b, &a);
        /* Amounts compare with their currency, so all are equal only when all were copied. */
        CHECK(shape_equal(&sample_shape, &a, &b));
    }
    Sample a = { .currency = CURRENCY('E', 'U', 'R') }, b = { .currency = CURRENCY('U', 'S', 'D') };
    a.amount = b.amount = 100;
    CHECK(!field_equal(field_find(&sample_shape, S("amount")), &a, &b));
}

TEST(what_a_change_changed)
{
    Sample was = { .name = S("a"), .secret = S("1"), .hidden = S("x"), .sort_order = 1 };
    Sample is = { .name = S("b"), .secret = S("2"), .hidden = S("y"), .sort_order = 1 };
    const Field *const *changed = NULL;
    ptrdiff_t n = field_changed(c->mem, &sample_shape, &was, &is, &changed);
    Buf before = buf_new(c->mem, 1000), after = buf_new(c->mem, 1000);
    field_write_some(&before, changed, n, &was);
    field_write_some(&after, changed, n, &is);
    CHECK_STR(buf_str(&before), S("{\"name\":\"a\"}"));
    CHECK_STR(buf_str(&after), S("{\"name\":\"b\"}"));
}

TEST(names_are_found_and_guessed)
{
    CHECK_STR(str_of(field_find(&sample_shape, S("transaction_date"))->name), S("date"));
    CHECK(!field_find(&sample_shape, S("Name")));
    CHECK_STR(field_closest(&sample_shape, S("currancy")), S("currency"));
    CHECK_STR(field_closest(&sample_shape, S("tag")), S("tags"));
    CHECK(!field_closest(&sample_shape, S("zzzzzz")).p);
    CHECK(!field_closest(&sample_shape, S("hiden")).p);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(an_object_as_clients_see_it),
        CASE(zeroes_are_json_too),
        CASE(a_list),
        CASE(what_is_written_is_read_back),
        CASE(what_is_stored_is_read_back),
        CASE(amounts_without_a_currency_are_stored_too),
        CASE(text_of_a_field_reads_back),
        CASE(copies_stand_alone),
        CASE(every_difference_is_seen),
        CASE(what_a_change_changed),
        CASE(names_are_found_and_guessed),
    };
    return RUN_TESTS(cases, argc, argv);
}
