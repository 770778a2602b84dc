/* words_of FILE [PASSWORD]: the words of a PDF as its readers get them, one a line:
 * page x0 y0 x1 y1 size confidence bold text. */
#include "paper/page.h"
#include "sandbox/sandbox.h"

#include <fcntl.h>
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
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    Ctx c = ctx_new("words_of", (size_t)1 << 30);
    int fd CLEAN(clean_fd) = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
    Str password = str_of(argc > 2 ? argv[2] : NULL);
    ParseOptions o = { .passwords = &password, .n_passwords = argc > 2, .ocr = S(OCR_LANGUAGES) };
    PageSet pages = { 0 };
    if (fd < 0)
        fail(&c, UNREADABLE, NULL, "usage: words_of FILE [PASSWORD]");
    else if (sandbox_pages(&c, fd, &o, &pages))
        printf("# producer: %.*s\n# title: %.*s\n# password: %d\n", STR_ARG(pages.producer),
               STR_ARG(pages.title), (int)pages.password);
    for (ptrdiff_t i = 0; i < pages.n; i++)
        print_page(&pages.pages[i], i + 1);
    if (failed(&c))
        fprintf(stderr, "%.*s (%.*s)\n", STR_ARG(c.failure.detail), STR_ARG(c.failure.internal));
    int status = failed(&c);
    ctx_done(&c);
    return status;
}
