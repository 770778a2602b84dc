/* Ids and account numbers. */
#include "harness.h"
#include "value/iban.h"
#include "value/id.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const Instant morning = 1706704496789;

TEST(ids_rise_whatever_the_clock_does)
{
    Rng r = rng_new(1);
    Id last = 0;
    int wrong = 0;
    for (int i = 0; i < 200000; i++) {
        Id id = id_new(morning + rng_between(&r, -5000, 5000));
        wrong += id <= last;
        last = id;
    }
    CHECK_INT(wrong, 0);
    CHECK(id_new(0) > last);
}

TEST(ids_tell_their_time_and_node)
{
    Instant later = morning + 3600000;
    id_set_node(ID_NODE_MAX);
    Id id = id_new(later);
    CHECK_INT(id_instant(id), later);
    CHECK_INT(id >> 12 & ID_NODE_MAX, ID_NODE_MAX);
    id_set_node(0);
    CHECK_INT(id_new(later) >> 12 & ID_NODE_MAX, 0);
}

TEST(ids_start_after_what_is_stored)
{
    Instant much_later = morning + 100 * (Instant)DAY_MS;
    id_set_node(5);
    Id stored = id_new(much_later);
    id_set_node(0);
    id_start_after(stored);
    CHECK(id_new(morning) > stored);
    id_start_after(1);
    CHECK(id_new(morning) > stored);
}

enum { THREADS = 4, EACH = 50000 };

static void *make_many(void *to)
{
    Id *ids = to;
    for (int i = 0; i < EACH; i++)
        ids[i] = id_new(morning);
    return NULL;
}

static int by_value(const void *a, const void *b)
{
    Id x = *(const Id *)a, y = *(const Id *)b;
    return (x > y) - (x < y);
}

TEST(threads_never_make_the_same_id)
{
    Id *ids = NEW_ARRAY(c->mem, Id, THREADS * EACH);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        CHECK_INT(pthread_create(&threads[i], NULL, make_many, ids + i * EACH), 0);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    qsort(ids, THREADS * EACH, sizeof *ids, by_value);
    int same = 0;
    for (int i = 1; i < THREADS * EACH; i++)
        same += ids[i] == ids[i - 1];
    CHECK_INT(same, 0);
}

TEST(ids_print_and_parse)
{
    Rng r = rng_new(2);
    int wrong = 0;
    Str before = { 0 };
    Id id_before = 0;
    for (int i = 0; i < 100000; i++) {
        Id id = (Id)(rng_next(&r) >> 1 >> rng_below(&r, 63)) | 1, back = 0;
        Str text = id_text(c->mem, "txn", id);
        wrong += text.n != 4 + ID_DIGITS || id_parse(text, "txn", &back) != ID_OK || back != id;
        wrong += before.p && (str_cmp(before, text) < 0) != (id_before < id) && id != id_before;
        before = text;
        id_before = id;
    }
    CHECK_INT(wrong, 0);
    CHECK_STR(id_text(c->mem, "acc", 1), S("acc_0000000000001"));
    CHECK_STR(id_text(c->mem, "acc", INT64_MAX), S("acc_7zzzzzzzzzzzz"));
    CHECK_STR(id_text(c->mem, "acc", 0), S(""));
}

TEST(what_is_no_id)
{
    Id id = 77;
    static const char *const bad[] = {
        "",
        "txn",
        "txn_",
        "_0000000000001",
        "txn_000000000001",
        "txn_00000000000001",
        "txn_0000000000000",
        "txn_8000000000000",
        "txn_000000000000i",
        "txn_000000000000L",
        "txn_000000000000A",
        "txn-0000000000001",
        "0000000000001",
        "TXN_0000000000001",
        "t n_0000000000001",
        "txn_0000000000001 ",
        "550e8400-e29b-41d4-a716-446655440000",
    };
    for (ptrdiff_t i = 0; i < COUNT(bad); i++)
        if (!CHECK_INT(id_parse(str_of(bad[i]), "txn", &id), ID_MALFORMED))
            CHECK_STR(S(""), str_of(bad[i]));
    CHECK_INT(id_parse(S("acc_0000000000001"), "txn", &id), ID_WRONG_KIND);
    CHECK_INT(id_parse(S("txnx_0000000000001"), "txn", &id), ID_WRONG_KIND);
    CHECK_INT(id, 77);
    CHECK_INT(id_parse(S("api_token_0000000000001"), "api_token", &id), ID_OK);
    CHECK_INT(id, 1);
    CHECK_INT(id_parse(str_n("txn_00000000\0"
                             "0001",
                             17),
                       "txn", &id),
              ID_MALFORMED);
}

/* One real-looking IBAN for countries of every form. */
static const char *const good_ibans[] = {
    "AD1200012030200359100100",
    "AE070331234567890123456",
    "AT611904300234573201",
    "AZ21NABZ00000000137010001944",
    "BE68539007547034",
    "BG80BNBG96611020345678",
    "BR9700360305000010009795493P1",
    "CH9300762011623852957",
    "CZ6508000000192000145399",
    "DE89370400440532013000",
    "DK5000400440116243",
    "EE382200221020145685",
    "ES9121000418450200051332",
    "FI2112345600000785",
    "FR1420041010050500013M02606",
    "GB29NWBK60161331926819",
    "GR1601101250000000012300695",
    "HR1210010051863000160",
    "HU42117730161111101800000000",
    "IE29AIBK93115212345678",
    "IL620108000000099999999",
    "IS140159260076545510730339",
    "IT60X0542811101000000123456",
    "KW81CBKU0000000000001234560101",
    "LI21088100002324013AA",
    "LT121000011101001000",
    "LU280019400644750000",
    "MT84MALT011000012345MTLCAST001S",
    "MU17BOMM0101101030300200000MUR",
    "NL91ABNA0417164300",
    "NO9386011117947",
    "PL61109010140000071219812874",
    "PT50000201231234567890154",
    "RO49AAAA1B31007593840000",
    "SA0380000000608010167519",
    "SE4550000000058398257466",
    "SI56191000000123438",
    "SK3112000000198742637541",
    "TN5910006035183598478831",
    "TR330006100519786457841326",
    "UA213223130000026007233566001",
    "XK051212012345678906",
};

TEST(ibans_of_many_countries)
{
    for (ptrdiff_t i = 0; i < COUNT(good_ibans); i++) {
        Str iban = { 0 };
        if (!CHECK_INT(iban_parse(c->mem, str_of(good_ibans[i]), &iban), IBAN_OK))
            CHECK_STR(S(""), str_of(good_ibans[i]));
        CHECK_STR(iban, str_of(good_ibans[i]));
    }
}

TEST(every_wrong_digit_and_every_swap_is_noticed)
{
    Str good = S("DE89370400440532013000");
    for (ptrdiff_t i = 2; i < good.n; i++) {
        char text[IBAN_MAX];
        memcpy(text, good.p, (size_t)good.n);
        Str iban = { 0 };
        text[i] = text[i] == '9' ? '0' : (char)(text[i] + 1);
        CHECK_INT(iban_parse(c->mem, str_n(text, good.n), &iban), IBAN_WRONG_CHECK);
        memcpy(text, good.p, (size_t)good.n);
        if (i + 1 < good.n && text[i] != text[i + 1]) {
            text[i] = good.p[i + 1];
            text[i + 1] = good.p[i];
            CHECK_INT(iban_parse(c->mem, str_n(text, good.n), &iban), IBAN_WRONG_CHECK);
        }
        CHECK(!iban.p);
    }
}

TEST(ibans_as_people_write_them)
{
    Str iban = { 0 };
    CHECK_INT(iban_parse(c->mem, S("  iban de89 3704 0044 0532 0130 00 "), &iban), IBAN_OK);
    CHECK_STR(iban, S("DE89370400440532013000"));
    CHECK_INT(iban_parse(c->mem, S("GB29-NWBK-6016-1331-9268-19"), &iban), IBAN_OK);
    Buf paper = buf_new(c->mem, 64);
    buf_iban(&paper, iban);
    CHECK_STR(buf_str(&paper), S("GB29 NWBK 6016 1331 9268 19"));
}

TEST(what_is_no_iban)
{
    Str iban = { 0 };
    CHECK_INT(iban_parse(c->mem, S(""), &iban), IBAN_MALFORMED);
    CHECK_INT(iban_parse(c->mem, S("DE"), &iban), IBAN_MALFORMED);
    CHECK_INT(iban_parse(c->mem, S("1234567890"), &iban), IBAN_MALFORMED);
    CHECK_INT(iban_parse(c->mem, S("DE89/3704"), &iban), IBAN_MALFORMED);
    CHECK_INT(iban_parse(c->mem, S("DE8937040044053201300000000000000000000"), &iban),
              IBAN_MALFORMED);
    CHECK_INT(iban_parse(c->mem, S("US89370400440532013000"), &iban), IBAN_UNKNOWN_COUNTRY);
    CHECK_INT(iban_parse(c->mem, S("DE8937040044053201300"), &iban), IBAN_WRONG_LENGTH);
    CHECK_INT(iban_parse(c->mem, S("DE893704004405320130001"), &iban), IBAN_WRONG_LENGTH);
    CHECK_INT(iban_parse(c->mem, S("DE8937040044053201300A"), &iban), IBAN_MALFORMED);
    CHECK_INT(iban_parse(c->mem, S("NL91ABN10417164300"), &iban), IBAN_MALFORMED);
    for (IbanResult result = IBAN_OK; result <= IBAN_WRONG_CHECK; result++)
        CHECK(str_of(iban_result_text(result)).n > 5);
}

TEST(account_numbers_are_masked)
{
    CHECK_STR(account_mask(c->mem, S("DE89 3704 0044 0532 0130 00")), S("DE89••••3000"));
    CHECK_STR(account_mask(c->mem, S("DE89370400440532013000")), S("DE89••••3000"));
    CHECK_STR(account_mask(c->mem, S("1234567890")), S("••••7890"));
    CHECK_STR(account_mask(c->mem, S("1234")), S("••••"));
    CHECK_STR(account_mask(c->mem, S("12")), S("••••"));
    CHECK_STR(account_mask(c->mem, S("1éééé")), S("••••éééé"));
    CHECK_STR(account_mask(c->mem, S("Savings")), S("Savings"));
    CHECK_STR(account_mask(c->mem, S("")), S(""));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(ids_rise_whatever_the_clock_does),
        CASE(ids_tell_their_time_and_node),
        CASE(ids_start_after_what_is_stored),
        CASE(threads_never_make_the_same_id),
        CASE(ids_print_and_parse),
        CASE(what_is_no_id),
        CASE(ibans_of_many_countries),
        CASE(every_wrong_digit_and_every_swap_is_noticed),
        CASE(ibans_as_people_write_them),
        CASE(what_is_no_iban),
        CASE(account_numbers_are_masked),
    };
    return RUN_TESTS(cases, argc, argv);
}
