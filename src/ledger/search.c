/* Text search. Both sides are folded (case and accents gone), every word must stand somewhere in
 * the row; the answer says where, so that a client can mark it. */
#include "ledger/search.h"

#include "field/store.h"
#include "search_sql.h"
#include "text/fold.h"
#include "text/utf8.h"

enum { MOST_WORDS = 5 };

typedef struct {
    Str q;
    int64_t limit;
} SearchQuery;

static const Field query_fields[] = {
    F_TEXT(SearchQuery, q, .flags = NEEDED, .min = 1, .max = 200,
           .doc = "Words; all of them must occur, in any case, with or without accents."),
    F_INT(SearchQuery, limit, .start = "50", .min = 1, .max = LIMIT_PAGE_MAX,
          .doc = "How many at most."),
};
const Shape search_query_shape = SHAPE(SearchQuery, query_fields);

typedef struct {
    Str field;
    int64_t start, length;
} Highlight;

typedef struct {
    Id id, account_id, category_id;
    Date date;
    int64_t amount;
    Currency currency;
    Str description, merchant, counterparty, reference, notes;
    List highlights;
} Hit;

typedef struct {
    List items;
} SearchAnswer;

static const Field highlight_fields[] = {
    F_TEXT(Highlight, field, .doc = "description, merchant, counterparty, reference or notes."),
    F_INT(Highlight, start, .doc = "The first character that matched, from 0."),
    F_INT(Highlight, length, .doc = "How many characters."),
};

static const Field hit_fields[] = {
    F_ID(Hit, id, .prefix = "txn", .doc = "The transaction."),
    F_ID(Hit, account_id, .prefix = "acc", .doc = "Its account."),
    F_ID(Hit, category_id, .prefix = "cat", .flags = OPTIONAL, .doc = "Its category."),
    F_DATE(Hit, date, .doc = "The booking date."),
    F_MONEY(Hit, amount, currency, .doc = "Negative is money leaving."),
    F_CURRENCY(Hit, currency, .doc = "Of the amount."),
    F_TEXT(Hit, description, .doc = "The bank's words."),
    F_TEXT(Hit, merchant, .flags = OPTIONAL, .doc = "A shop's name."),
    F_TEXT(Hit, counterparty, .flags = OPTIONAL, .doc = "Who paid or was paid."),
    F_TEXT(Hit, reference, .flags = OPTIONAL, .doc = "The payment's reference."),
    F_TEXT(Hit, notes, .flags = OPTIONAL, .doc = "Free text."),
    F_LIST(Hit, highlights, Highlight, highlight_fields, .doc = "Where the words stand."),
};
static const Shape hit_shape = SHAPE(Hit, hit_fields);

static const Field answer_fields[] = {
    F_LIST(SearchAnswer, items, Hit, hit_fields, .doc = "Newest first."),
};
const Shape search_answer_shape = SHAPE(SearchAnswer, answer_fields);

/* --- where a word stands --------------------------------------------------------------------- */

Place search_place(Arena *mem, Str text, Str word)
{
    Buf folded = buf_new(mem, text.n * 8 + 16);
    int32_t *character = NEW_ARRAY(mem, int32_t, text.n * 8 + 17); /* of each folded byte */
    ptrdiff_t at = 0, n = 0;
    while (at < text.n) {
        ptrdiff_t from = at, before = folded.n;
        utf8_next(text, &at);
        buf_add(&folded, text_fold(mem, str_part(text, from, at)));
        for (ptrdiff_t i = before; i < folded.n; i++)
            character[i] = (int32_t)n;
        n++;
    }
    ptrdiff_t found = word.n ? str_find(buf_str(&folded), word, 0) : -1;
    if (found < 0)
        return (Place){ 0 };
    ptrdiff_t start = character[found], end = character[found + word.n - 1];
    return (Place){ start, end - start + 1 };
}

static void add_highlights(Ctx *c, Hit *hit, const Str *words, ptrdiff_t n_words)
{
    const struct {
        Str name, text;
    } texts[] = { { S("description"), hit->description },
                  { S("merchant"), hit->merchant },
                  { S("counterparty"), hit->counterparty },
                  { S("reference"), hit->reference },
                  { S("notes"), hit->notes } };
    Highlight *list = NEW_ARRAY(c->mem, Highlight, COUNT(texts) * n_words);
    for (ptrdiff_t i = 0; i < COUNT(texts); i++) {
        for (ptrdiff_t k = 0; k < n_words && texts[i].text.n; k++) {
            Place p = search_place(c->mem, texts[i].text, words[k]);
            if (p.n)
                list[hit->highlights.n++] = (Highlight){ texts[i].name, p.start, p.n };
        }
    }
    hit->highlights.items = list;
}

/* --- the operation --------------------------------------------------------------------------- */

static ptrdiff_t split(Str folded, Str words[MOST_WORDS])
{
    ptrdiff_t n = 0;
    while (folded.p && n < MOST_WORDS) {
        Str word = str_trim(n == MOST_WORDS - 1 ? folded : str_cut(&folded, ' '));
        if (word.n)
            words[n++] = word;
        if (n == MOST_WORDS)
            break;
    }
    return n;
}

/* %word% with its own %, _ and \ escaped; empty for none. */
static DbValue pattern_of(Ctx *c, Str word)
{
    Buf b = buf_new(c->mem, word.n * 2 + 2);
    if (!word.n)
        return V_TEXT(S(""));
    buf_char(&b, '%');
    for (ptrdiff_t i = 0; i < word.n; i++) {
        if (word.p[i] == '%' || word.p[i] == '_' || word.p[i] == '\\')
            buf_char(&b, '\\');
        buf_char(&b, word.p[i]);
    }
    buf_char(&b, '%');
    return V_TEXT(buf_str(&b));
}

bool transaction_search(Ctx *c, Call *call)
{
    const SearchQuery *q = call->query;
    SearchAnswer *out = call->out = NEW(c->mem, SearchAnswer);
    Str words[MOST_WORDS] = { 0 };
    ptrdiff_t n_words = split(text_fold(c->mem, q->q), words);
    if (!n_words)
        return fail_field(c, S("?q"), "is blank");
    DbRows r = db_rows(c, &q_transaction_search_rows,
                       DB_ARGS(V_INT(c->workspace_id), pattern_of(c, words[0]),
                               pattern_of(c, words[1]), pattern_of(c, words[2]),
                               pattern_of(c, words[3]), pattern_of(c, words[4]), V_INT(q->limit)));
    Hit *hits = field_from_rows(c, &hit_shape, &r);
    for (ptrdiff_t i = 0; i < r.n && !failed(c); i++)
        add_highlights(c, &hits[i], words, n_words);
    out->items = (List){ hits, r.n };
    return !failed(c);
}
