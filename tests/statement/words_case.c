/* Pages for tests, written as a picture in letters. */
#include "statement/words_case.h"

#include "layout/page_statements.h"
#include "text/utf8.h"

enum { LETTER = 5, LINE = 12, PAGES_ROOM = 64 };

bool words_picture(Str bytes)
{
    return str_starts(bytes, S("%words\n"));
}

static void add_words(Page *page, ptrdiff_t room, Str line, int row)
{
    int column = 0;
    for (ptrdiff_t at = 0; at < line.n;) {
        if (line.p[at] == ' ') {
            at++;
            column++;
            continue;
        }
        ptrdiff_t from = at;
        int first = column;
        while (at < line.n && line.p[at] != ' ') {
            utf8_next(line, &at);
            column++;
        }
        if (page->n == room)
            return;
        page->words[page->n++] = (PageWord){ .text = str_part(line, from, at),
                                             .x0 = (float)(first * LETTER),
                                             .x1 = (float)(column * LETTER),
                                             .y0 = (float)(row * LINE),
                                             .y1 = (float)(row * LINE + 10),
                                             .size = 9,
                                             .after_blank = first > 0,
                                             .confidence_ppm = 1000000 };
    }
}

static Page *new_page(Ctx *c, PageSet *set, ptrdiff_t room)
{
    Page *page = &set->pages[set->n++];
    page->words = NEW_ARRAY(c->mem, PageWord, room);
    page->width = 595;
    page->height = 842;
    return page;
}

PageSet words_pages(Ctx *c, Str bytes)
{
    PageSet set = { .pages = NEW_ARRAY(c->mem, Page, PAGES_ROOM) };
    ptrdiff_t room = bytes.n / 2 + 1;
    Page *page = new_page(c, &set, room);
    int row = 0;
    int64_t percent = 0;
    Str rest = bytes;
    str_cut(&rest, '\n');
    while (rest.p && rest.n) {
        Str line = str_cut(&rest, '\n');
        if (str_starts(line, S("%made "))) {
            set.created = date_parse(str_part(line, 6, line.n));
            continue;
        }
        if (!str_starts(line, S("%page"))) {
            add_words(page, room, line, ++row);
            for (ptrdiff_t i = 0; percent && i < page->n; i++)
                page->words[i].confidence_ppm = (int32_t)percent * 10000;
            continue;
        }
        if (page->n && set.n < PAGES_ROOM)
            page = new_page(c, &set, room -= page->n);
        row = 0;
        percent = 0;
        page->by_ocr =
            str_starts(line, S("%page ocr ")) && str_int(str_part(line, 10, line.n), &percent);
    }
    return set;
}

bool words_collect(Ctx *c, const PageSet *pages, const ParseOptions *o, StatementSet *out)
{
    StatementSink sink = statement_collect(c->mem, out);
    return pages_statements(c, pages, o, &sink);
}

bool words_statements(Ctx *c, Str bytes, const ParseOptions *o, StatementSet *out)
{
    PageSet pages = words_pages(c, bytes);
    return words_collect(c, &pages, o, out);
}
