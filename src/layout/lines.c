/* Words to lines. */
#include "layout/rtl.h"
#include "layout/tokens.h"

#include "text/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS_MAX = 400, LINE_TEXT_MAX = 2000, WORD_BYTES = 400, LEADERS_MAX = 4 };

static bool sane(const PageWord *w)
{
    const float box[] = { w->x0, w->y0, w->x1, w->y1 };
    for (int i = 0; i < 4; i++)
        if (!isfinite(box[i]) || fabsf(box[i]) > 20000)
            return false;
    return w->text.n > 0 && w->x1 >= w->x0 && w->y1 >= w->y0;
}

/* How much the lines of a scanned page rise over its width. */
static int by_float(const void *a, const void *b)
{
    float x = *(const float *)a, y = *(const float *)b;
    return (x > y) - (x < y);
}

static float skew_of(PageRead *l, const Page *p)
{
    ArenaMark mark = arena_mark(l->scratch);
    float *slopes = NEW_ARRAY(l->scratch, float, p->n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 1; i < p->n; i++) {
        const PageWord *a = &p->words[i - 1], *b = &p->words[i];
        if (!sane(a) || !sane(b) || b->x0 < a->x1 || b->x0 - a->x1 > 40)
            continue;
        float across = (b->x0 + b->x1 - a->x0 - a->x1) / 2, down = b->y1 - a->y1;
        if (across > 10 && fabsf(down) < across / 8)
            slopes[n++] = down / across;
    }
    float slope = 0;
    if (n >= 8) {
        qsort(slopes, (size_t)n, sizeof *slopes, by_float);
        slope = slopes[n / 2];
    }
    arena_reset(l->scratch, mark);
    return slope;
}

static int by_mid(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    if (x->aside != y->aside)
        return y->aside - x->aside; /* what stands in the margin comes first */
    return x->mid != y->mid ? (x->mid > y->mid) - (x->mid < y->mid)
                            : (x->x0 > y->x0) - (x->x0 < y->x0);
}

static int by_x(const void *a, const void *b)
{
    const Piece *x = a, *y = b;
    return (x->x0 > y->x0) - (x->x0 < y->x0);
}

static void split_piece(Piece *p, ptrdiff_t at, ptrdiff_t skip)
{
    float share = (float)at / (float)p->text.n, x = p->x0 + (p->x1 - p->x0) * share;
    p[1] = *p;
    p[1].text = str_part(p->text, at + skip, p->text.n);
    p[1].x0 = x + 0.3f * p->em;
    p[0].text = str_part(p->text, 0, at);
    p[0].x1 = x;
}

/* Words that hold two: "05.12./06.12.", "2023-Jan", "01/02/2024-29/02/2024". */
static ptrdiff_t split_days(PageRead *l, Piece *p)
{
    ptrdiff_t at = str_find(p->text, S("./"), 0);
    if (at >= 3 && p->text.n >= 10 && p->text.n <= 24 && p->text.n - at >= 5) {
        split_piece(p, at + 1, 1);
        return 2;
    }
    if (p->text.n < 8 || p->text.n > 40)
        return 1;
    DateText day;
    for (at = 4; at + 3 < p->text.n; at++) {
        ptrdiff_t dash = p->text.p[at] == '-'                                   ? 1
                         : str_starts(str_part(p->text, at, p->text.n), S("–")) ? 3
                                                                                : 0;
        Str left = str_part(p->text, 0, at), right = str_part(p->text, at + dash, p->text.n);
        int64_t year;
        bool years = dash && at == 4 && str_int(left, &year) && (right.p[0] | 32) >= 'a';
        bool days = dash && left.n >= 8 && right.n >= 8 &&
                    date_read(left, words_date, &l->dates, false, &day) &&
                    date_read(right, words_date, &l->dates, false, &day);
        if (years || days) {
            split_piece(p, at, dash);
            return 2;
        }
    }
    return 1;
}

/* Names with rows of dots between them: "DATE........AMOUNT.DESCRIPTION". */
static ptrdiff_t split_leaders(Piece *p)
{
    if (p->text.n < 8 || str_find(p->text, S(".."), 0) < 0 || p->text.p[0] == '.')
        return 0;
    ptrdiff_t n = 0;
    bool joins = str_find(p->text, S("..."), 0) < 0;
    for (Str rest = p->text; n < LEADERS_MAX; n++) {
        ptrdiff_t dots = str_find(rest, joins ? S("..") : S("."), 0), to = dots;
        if (dots < 0)
            break;
        while (to < rest.n && rest.p[to] == '.')
            to++;
        bool letters = to < rest.n && (rest.p[to] | 32) >= 'a' && (rest.p[to] | 32) <= 'z';
        if (!letters)
            break;
        split_piece(&p[n], dots, to - dots);
        float share = (float)(to - dots) / (float)rest.n;
        p[n + 1].x0 = p[n].x1 + (p[n + 1].x1 - p[n].x0) * share;
        rest = p[n + 1].text;
    }
    return n;
}

static ptrdiff_t pieces_of(PageRead *l, const Page *p, Piece *out)
{
    float skew = p->by_ocr ? skew_of(l, p) : 0;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < p->n; i++) {
        const PageWord *w = &p->words[i];
        if (!sane(w))
            continue;
        float height = w->y1 - w->y0, em = w->size > 0.5f ? w->size : height * 0.85f;
        float shift = skew * w->x0;
        bool turned = l->mirrored && rtl_has(w->text);
        out[n] = (Piece){ .text = turned ? rtl_turned(l->mem, w->text) : w->text,
                          .x0 = w->x0,
                          .x1 = w->x1,
                          .y0 = w->y0 - shift,
                          .y1 = w->y1 - shift,
                          .mid = (w->y0 + w->y1) / 2 - shift,
                          .em = em < 1 ? 1 : em,
                          .confidence_ppm = p->by_ocr ? w->confidence_ppm : 1000000,
                          .bold = w->bold };
        ptrdiff_t more = split_leaders(&out[n]);
        n += more ? more + 1 : split_days(l, &out[n]);
    }
    return n;
}

/* Words of one letter at even distances are one word: "S A L D O". */
static ptrdiff_t join_letters(PageRead *l, Piece *p, ptrdiff_t n)
{
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n;) {
        ptrdiff_t to = i;
        float least = 1e9f;
        while (to < n && utf8_count(p[to].text) == 1 && (p[to].text.p[0] & 0x40) &&
               (to == i || p[to].x0 - p[to - 1].x1 < 1.6f * p[i].em)) {
            if (to > i && p[to].x0 - p[to - 1].x1 < least)
                least = p[to].x0 - p[to - 1].x1;
            to++;
        }
        if (to - i < 4) {
            p[kept++] = p[i++];
            continue;
        }
        while (i < to) {
            Piece joined = p[i];
            Buf b = buf_new(l->mem, WORD_BYTES);
            buf_add(&b, p[i].text);
            for (i++; i < to && p[i].x0 - p[i - 1].x1 < least * 1.7f + 0.1f; i++) {
                buf_add(&b, p[i].text);
                joined.x1 = p[i].x1;
            }
            joined.text = buf_str(&b);
            p[kept++] = joined;
        }
    }
    return kept;
}

static void make_line(PageRead *l, int page, bool by_ocr, Piece *p, ptrdiff_t n, Line *line)
{
    qsort(p, (size_t)n, sizeof *p, by_x);
    n = join_letters(l, p, n);
    n = n > TOKENS_MAX ? TOKENS_MAX : n;
    *line = (Line){ .page = page, .x0 = p[0].x0, .x1 = p[0].x1, .y0 = p[0].y0, .y1 = p[0].y1 };
    line->bold = true;
    line->by_ocr = by_ocr;
    line->aside = p[0].aside;
    Buf b = buf_new(l->mem, LINE_TEXT_MAX);
    for (ptrdiff_t i = 0; i < n; i++) {
        line->x1 = p[i].x1 > line->x1 ? p[i].x1 : line->x1;
        line->y0 = p[i].y0 < line->y0 ? p[i].y0 : line->y0;
        line->y1 = p[i].y1 > line->y1 ? p[i].y1 : line->y1;
        line->bold &= p[i].bold;
        if (b.n < LINE_TEXT_MAX) {
            if (i)
                buf_char(&b, ' ');
            buf_add(&b, p[i].text);
        }
    }
    line->text = reading_order(l, buf_str(&b));
    line_tokens(l, line, p, (int)n);
}

static void lines_of_page(PageRead *l, int page)
{
    const Page *p = &l->pages->pages[page];
    ptrdiff_t room = 2 * p->n + 2;
    for (ptrdiff_t i = 0; i < p->n; i++)
        room += str_find(p->words[i].text, S(".."), 0) >= 0 ? LEADERS_MAX : 0;
    Piece *pieces = NEW_ARRAY(l->mem, Piece, room);
    ptrdiff_t n = pieces_of(l, p, pieces);
    qsort(pieces, (size_t)n, sizeof *pieces, by_mid);
    find_margin(l, p, pieces, n);
    qsort(pieces, (size_t)n, sizeof *pieces, by_mid);
    int32_t number = 0;
    for (ptrdiff_t from = 0; from < n;) {
        ptrdiff_t to = line_end(pieces, n, from);
        Line *line = &l->lines[l->n_lines++];
        make_line(l, page + 1, p->by_ocr, &pieces[from], to - from, line);
        line->number = ++number;
        from = to;
    }
}

typedef struct {
    uint64_t key;
    Line *line;
} Repeat;

static int by_key(const void *a, const void *b)
{
    const Repeat *x = a, *y = b;
    return x->key != y->key ? (x->key > y->key) - (x->key < y->key)
                            : (x->line > y->line) - (x->line < y->line);
}

static uint64_t furniture_key(const Line *line)
{
    uint64_t h = 1469598103934665603u;
    bool money = false; /* figures of money must be the same, page numbers may differ */
    for (int i = 0; i < line->n; i++)
        money |= line->tokens[i].money == MONEY_SURE;
    for (ptrdiff_t i = 0; i < line->text.n; i++) {
        unsigned char ch = (unsigned char)line->text.p[i];
        if (!money && ch >= '0' && ch <= '9') {
            if (i && line->text.p[i - 1] >= '0' && line->text.p[i - 1] <= '9')
                continue;
            ch = '0';
        }
        h = (h ^ ch) * 1099511628211u;
    }
    return h;
}

static bool may_be_row(const Line *line)
{
    bool date = false;
    for (int i = 0; i < line->n; i++) {
        date |= line->tokens[i].date;
        if (date && line->tokens[i].money >= MONEY_GROUPED && !line->tokens[i].date)
            return true;
    }
    return false;
}

/* Lines with the same words at the same height of several pages. */
static void find_furniture(PageRead *l)
{
    Repeat *all = NEW_ARRAY(l->scratch, Repeat, l->n_lines + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < l->n_lines; i++)
        if (!may_be_row(&l->lines[i]))
            all[n++] = (Repeat){ furniture_key(&l->lines[i]), &l->lines[i] };
    qsort(all, (size_t)n, sizeof *all, by_key);
    for (ptrdiff_t i = 1; i < n; i++) {
        Line *a = all[i - 1].line, *b = all[i].line;
        if (all[i].key == all[i - 1].key && a->page != b->page && fabsf(a->y0 - b->y0) < 4)
            a->furniture = b->furniture = true;
    }
}

bool layout_lines(PageRead *l)
{
    ptrdiff_t words = 0;
    for (ptrdiff_t i = 0; i < l->pages->n; i++)
        words += l->pages->pages[i].n;
    if (words > LIMIT_LAYOUT_WORDS)
        return fail(l->c, TOO_LARGE, NULL, "the file holds %lld words; %d are read at most",
                    (long long)words, LIMIT_LAYOUT_WORDS);
    l->mirrored = rtl_is_mirrored(l->pages);
    l->lines = NEW_ARRAY(l->mem, Line, 2 * words + 1);
    int64_t sure = 0, sum = 0;
    for (ptrdiff_t i = 0; i < l->pages->n; i++) {
        const Page *p = &l->pages->pages[i];
        lines_of_page(l, (int)i);
        for (ptrdiff_t w = 0; p->by_ocr && w < p->n; w++) {
            sum += p->words[w].confidence_ppm;
            sure++;
        }
    }
    l->ocr_ppm = sure ? (int32_t)(sum / sure) : 0;
    ArenaMark mark = arena_mark(l->scratch);
    find_furniture(l);
    arena_reset(l->scratch, mark);
    return true;
}

Str reading_order(PageRead *l, Str text)
{
    return l->mirrored ? text : rtl_ordered(l->mem, text);
}

Str line_words(PageRead *l, const Line *line, float from, float to)
{
    Buf b = buf_new(l->mem, LINE_TEXT_MAX);
    for (int i = 0; i < line->n; i++) {
        const Token *t = &line->tokens[i];
        if (t->x1 <= from || t->x0 >= to)
            continue;
        if (b.n && !t->joined)
            buf_char(&b, ' ');
        buf_add(&b, t->text);
    }
    return reading_order(l, buf_str(&b));
}

int line_cells(PageRead *l, const Line *line, Cell *cells, int room)
{
    int n = 0;
    for (int i = 0; i < line->n && n < room; n++) {
        int to = i + 1;
        while (to < line->n && !line->tokens[to].gap)
            to++;
        Cell *c = &cells[n];
        *c = (Cell){
            .first = i, .last = to - 1, .x0 = line->tokens[i].x0, .x1 = line->tokens[to - 1].x1
        };
        Buf b = buf_new(l->mem, LINE_TEXT_MAX);
        for (int k = i; k < to; k++) {
            if (k > i)
                buf_char(&b, ' ');
            buf_add(&b, line->tokens[k].text);
        }
        c->text = reading_order(l, buf_str(&b));
        i = to;
    }
    return n;
}
