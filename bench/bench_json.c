/* A list of 10,000 accounts as JSON: written from structs and read into them by their field table,
 * beside jansson building and dumping its tree, and loading it. Interleaved rounds, medians. */
#include "bench_json.h"
#include "field/read.h"
#include "field/write.h"
#include "result.h"

#include <stdio.h>
#include <stdlib.h>

enum { ROWS = 10000, ROUNDS = 15 };

static const Field account_fields[] = {
    F_ID(Account, id, .prefix = "acc"),
    F_INSTANT(Account, created_at),
    F_INSTANT(Account, updated_at),
    F_TEXT(Account, name, .flags = NEEDED, .min = 1, .max = 120),
    F_WORD(Account, account_type, .flags = NEEDED, .words = account_types),
    F_CURRENCY(Account, currency, .flags = NEEDED),
    F_TEXT(Account, institution, .flags = OPTIONAL),
    F_TEXT(Account, number_masked, .flags = OPTIONAL),
    F_TEXT(Account, iban, .flags = OPTIONAL),
    F_MONEY(Account, opening_balance, currency),
    F_MONEY(Account, balance, currency),
    F_DATE(Account, opened_on, .flags = OPTIONAL),
    F_BOOL(Account, is_active),
    F_INT(Account, sort_order),
    F_TEXT(Account, notes, .flags = OPTIONAL | MANY_LINES),
    F_WORD(Account, sync_status, .words = sync_states),
    F_INSTANT(Account, last_sync_at, .flags = OPTIONAL),
};
static const Shape account_shape = SHAPE(Account, account_fields);

static Account *make_accounts(Arena *mem)
{
    Account *all = NEW_ARRAY(mem, Account, ROWS);
    Rng rng = rng_new(1);
    for (int i = 0; i < ROWS; i++)
        all[i] = (Account){
            .id = 1000000000 + i,
            .created_at = 1700000000000 + i,
            .updated_at = 1710000000000 + i,
            .name = str_fmt(mem, "Girokonto Nº %d", i),
            .account_type = 1 + i % 3,
            .currency = CURRENCY('E', 'U', 'R'),
            .institution = S("Sparkasse KölnBonn"),
            .number_masked = S("••••3000"),
            .iban = S("DE89370400440532013000"),
            .opening_balance = rng_between(&rng, -1000000, 1000000),
            .balance = rng_between(&rng, -100000000, 100000000),
            .opened_on = 730000 + i,
            .is_active = i % 2,
            .sort_order = i,
            .notes = i % 4 == 0 ? S("joint account\nwith \"notes\"") : (Str){ 0 },
            .sync_status = 1 + i % 4,
            .last_sync_at = 1720000000000 + i,
        };
    return all;
}

static int64_t write_ours(Ctx *c, const Account *all, Str *out)
{
    int64_t start = clock_mono_ns();
    Buf b = buf_new(c->mem, 64 << 20);
    field_write_list(&b, &account_shape, all, ROWS);
    *out = buf_str(&b);
    return clock_mono_ns() - start;
}

static int64_t read_ours(Ctx *c, Str body)
{
    List list;
    int64_t start = clock_mono_ns();
    if (!field_read_many(c, &account_shape, body, ROWS, &list)) {
        fprintf(stderr, "%.*s\n", STR_ARG(c->failure.detail));
        exit(1);
    }
    return clock_mono_ns() - start;
}

static double mb_s(double *took_ns, ptrdiff_t bytes)
{
    return (double)bytes * 1000.0 / result_median(took_ns, ROUNDS);
}

static void say(const char *what, double ours, double theirs)
{
    result_print(&(Result){ .id = "json",
                            .what = what,
                            .unit = "MB/s",
                            .more_is_better = true,
                            .ours = ours,
                            .opponent = "jansson",
                            .version = jansson_version(),
                            .theirs = theirs });
}

int main(void)
{
    Ctx c = ctx_new("bench", (size_t)1 << 30);
    const Account *all = make_accounts(c.mem);
    double write[ROUNDS], write_other[ROUNDS], read[ROUNDS], read_other[ROUNDS];
    ptrdiff_t bytes = 0;
    for (int i = 0; i < ROUNDS; i++) {
        ArenaMark mark = arena_mark(c.mem);
        Str body;
        write[i] = (double)write_ours(&c, all, &body);
        write_other[i] = (double)jansson_write(c.mem, all, ROWS);
        read[i] = (double)read_ours(&c, body);
        read_other[i] = (double)jansson_read(body);
        bytes = body.n;
        arena_reset(c.mem, mark);
    }
    say("10,000 accounts from structs to JSON", mb_s(write, bytes), mb_s(write_other, bytes));
    say("10,000 accounts from JSON to checked structs", mb_s(read, bytes), mb_s(read_other, bytes));
    ctx_done(&c);
    return 0;
}
