/* words_of FILE [PASSWORD]: the words of a PDF as its readers get them, one a line:
 * page x0 y0 x1 y1 size confidence bold text. In this process, so only for files one trusts. */
#include "statement/page.h"

#include <stdio.h>
#include <string.h>

static void print_page(const Page *page, ptrdiff_t number)
{
    printf("# page %td: %g x %g points, %td words%s\n", number, (double)page->width,
           (double)page->height, page->n, page->by_ocr ? ", by OCR" : "");
    for (ptrdiff_t i = 0; i < page->n; i++) {
        const PageWord *w = &page->words[i];
        printf("%td %.1f %.1f %.1f %.1f %.1f %d %s %.*s\n", number, (double)w->x0, (double)w->y0,
               (double)w->x1, (double)w->y1, (double)w->size, (int)w->confidence_ppm,
               w->bold ? "b" : "-", STR_ARG(w->text));
    }
}

int main(int argc, char **argv)
{
    Ctx c = ctx_new("words_of", (size_t)1 << 30);
    FILE *f CLEAN(clean_file) = argc > 1 ? fopen(argv[1], "rb") : NULL;
    Buf bytes = buf_new(c.mem, LIMIT_UPLOAD_BYTES);
    while (f && !feof(f)) {
        char *at = buf_reserve(&bytes, 1 << 16);
        if (!at)
            break;
        bytes.n += (ptrdiff_t)fread(at, 1, 1 << 16, f);
    }
    Str password = str_of(argc > 2 ? argv[2] : NULL);
    ParseOptions o = { .passwords = &password, .n_passwords = argc > 2, .ocr = S(OCR_LANGUAGES) };
    PageSet pages = { 0 };
    if (f && pages_of_pdf(&c, buf_str(&bytes), &o, &pages))
        printf("# producer: %.*s\n# title: %.*s\n# password: %d\n", STR_ARG(pages.producer),
               STR_ARG(pages.title), (int)pages.password);
    for (ptrdiff_t i = 0; i < pages.n; i++)
        print_page(&pages.pages[i], i + 1);
    if (failed(&c))
        fprintf(stderr, "%.*s (%.*s)\n", STR_ARG(c.failure.detail), STR_ARG(c.failure.internal));
    int status = !f || failed(&c);
    ctx_done(&c);
    return status;
}
