/* The texts that cells of a workbook share by number. */
#include "format/shared_texts.h"

enum { PAGE = 4096 };

SharedTexts shared_new(void)
{
    return (SharedTexts){ .mem = arena_new("shared texts", (size_t)2 * LIMIT_SHARED_BYTES) };
}

void shared_free(SharedTexts *t)
{
    if (t->mem)
        arena_free(t->mem);
    *t = (SharedTexts){ 0 };
}

static void add_page(SharedTexts *t)
{
    ptrdiff_t page = t->n / PAGE;
    if (page == t->room) {
        ptrdiff_t room = t->room ? 2 * t->room : 64;
        t->pages = arena_grow(t->mem, t->pages, (size_t)t->room * sizeof *t->pages,
                              (size_t)room * sizeof *t->pages);
        t->room = room;
    }
    t->pages[page] = NEW_ARRAY(t->mem, Str, PAGE);
}

bool shared_add(Ctx *c, SharedTexts *t, Str text)
{
    if (t->n % PAGE == 0)
        add_page(t);
    t->pages[t->n / PAGE][t->n % PAGE] = str_copy(t->mem, text);
    t->n++;
    if (arena_used(t->mem) > LIMIT_SHARED_BYTES)
        return fail(c, TOO_LARGE, NULL, "the texts of the workbook take more than %u MiB",
                    LIMIT_SHARED_BYTES >> 20);
    return true;
}

Str shared_text(const SharedTexts *t, int64_t i)
{
    return i >= 0 && i < t->n ? t->pages[i / PAGE][i % PAGE] : (Str){ 0 };
}
