/* Any bytes as a PDF, through poppler as it is installed. What comes of it must be words: UTF-8
 * without blanks, in boxes that are boxes. Pictures are not read here, they take a second each. */
#include "paper/page.h"
#include "text/utf8.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_word(const PageWord *w)
{
    assert(w->text.n > 0 && utf8_valid(w->text));
    assert(!memchr(w->text.p, ' ', (size_t)w->text.n) && !memchr(w->text.p, 0, (size_t)w->text.n));
    assert(w->x0 <= w->x1 && w->y0 <= w->y1 && w->size >= 0);
    assert(w->confidence_ppm == 1000000);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Ctx c = ctx_new("fuzz", (size_t)512 << 20);
    static const Str passwords[] = { S_INIT("user"), S_INIT("gr\xC3\xBC\xC3\x9F") };
    ParseOptions o = { .passwords = passwords, .n_passwords = COUNT(passwords) };
    PageSet pages;
    bool ok = pages_of_pdf(&c, str_n((const char *)data, (ptrdiff_t)size), &o, &pages);
    assert(ok == !failed(&c));
    for (ptrdiff_t i = 0; ok && i < pages.n; i++)
        for (ptrdiff_t k = 0; k < pages.pages[i].n; k++)
            check_word(&pages.pages[i].words[k]);
    ctx_done(&c);
    return 0;
}
