/* Words of PDFs and pictures, read in the sandbox as the program does it. */
#include "harness.h"
#include "paper/ocr.h"
#include "sandbox/sandbox.h"
#include "statement/pdf_maker.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELLO                                                                                      \
    "BT /F2 14 Tf 30 265 Td (Seaside Bank) Tj ET BT /F1 10 Tf 30 240 Td (Balance 12.50) Tj ET "

/* --- reading --- */

static bool read_pages(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out)
{
    int fd CLEAN(clean_fd) = memfd_create("case", MFD_CLOEXEC);
    CHECK(write(fd, bytes.p, (size_t)bytes.n) == bytes.n);
    return sandbox_pages(c, fd, o, out);
}

static const PageWord *word_of(const Page *page, const char *text)
{
    for (ptrdiff_t i = 0; i < page->n; i++)
        if (str_eq(page->words[i].text, str_of(text)))
            return &page->words[i];
    return NULL;
}

static void check_at(const Page *page, const char *text, double x, double y)
{
    const PageWord *w = word_of(page, text);
    if (!CHECK(w && fabs((double)w->x0 - x) < 3 && fabs((double)(w->y0 + w->y1) / 2 - y) < 4))
        printf("%s: at %.1f %.1f, want %.1f %.1f\n", text, w ? (double)w->x0 : -1,
               w ? (double)(w->y0 + w->y1) / 2 : -1, x, y);
}

static Str file_bytes(Ctx *c, const char *path)
{
    struct stat st;
    int fd CLEAN(clean_fd) = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st))
        return (Str){ 0 };
    char *bytes = NEW_ARRAY(c->mem, char, st.st_size + 1);
    return str_n(bytes, read(fd, bytes, (size_t)st.st_size));
}

static Str scan(Ctx *c)
{
    return file_bytes(c, SOURCE_ROOT "/tests/statement/pages/statement.png");
}

static const ParseOptions with_ocr = { .ocr = S_INIT("eng") };

/* --- text --- */

TEST(words_have_places)
{
    PageSet set;
    CHECK(read_pages(c, pdf_of_text(c->mem, HELLO, "", 2), NULL, &set));
    CHECK_INT(set.n, 2);
    CHECK(!set.is_protected);
    const Page *page = &set.pages[1];
    CHECK_INT(page->n, 4);
    CHECK_INT(page->width, 420);
    CHECK_INT(page->height, 300);
    check_at(page, "Seaside", 30, 31);
    check_at(page, "12.50", 69, 57);
    const PageWord *title = word_of(page, "Bank"), *figure = word_of(page, "12.50");
    CHECK(title && title->bold && title->size == 14 && title->confidence_ppm == 1000000);
    CHECK(figure && !figure->bold && figure->size == 10 && figure->after_blank);
}

/* Cells of a table often have no blank between them: poppler's text joins them. */
TEST(cells_without_blanks_are_cut)
{
    PageSet set;
    CHECK(read_pages(c,
                     pdf_of_text(c->mem,
                                 "BT /F1 10 Tf 30 200 Td (2026-03-01) Tj 60 0 Td (GROCER) Tj "
                                 "60 0 Td (-12.50) Tj 34 0 Td (EUR) Tj ET",
                                 "", 1),
                     NULL, &set));
    CHECK_INT(set.pages[0].n, 4);
    check_at(&set.pages[0], "GROCER", 90, 97);
    check_at(&set.pages[0], "EUR", 184, 97);
}

/* Kerning is no gap. */
TEST(kerned_letters_stay_together)
{
    PageSet set;
    CHECK(read_pages(
        c, pdf_of_text(c->mem, "BT /F1 10 Tf 30 200 Td [(Pay) -90 (ment) 60 (s)] TJ ET", "", 1),
        NULL, &set));
    CHECK_INT(set.pages[0].n, 1);
    CHECK_STR(set.pages[0].words[0].text, S("Payments"));
}

/* Lines are read as lines, whether the page says that it is turned or not. */
TEST(turned_pages_are_as_a_reader_sees_them)
{
    static const char *const turns[] = { "/Rotate 90", "/Rotate 180", "/Rotate 270" };
    PageSet set;
    for (ptrdiff_t i = 0; i < COUNT(turns); i++) {
        CHECK(read_pages(c, pdf_of_text(c->mem, HELLO, turns[i], 1), NULL, &set));
        CHECK_INT(set.pages[0].width, 420);
        CHECK_INT(set.pages[0].height, 300);
        check_at(&set.pages[0], "12.50", 69, 57);
    }
    CHECK(read_pages(c,
                     pdf_of_text(c->mem,
                                 "0 -1 1 0 0 300 cm BT /F1 10 Tf 20 380 Td (Date Amount) Tj ET "
                                 "BT /F1 10 Tf 20 360 Td (Today 12.50) Tj ET",
                                 "", 1),
                     NULL, &set));
    const PageWord *date = word_of(&set.pages[0], "Date"),
                   *amount = word_of(&set.pages[0], "Amount"),
                   *today = word_of(&set.pages[0], "Today");
    CHECK(date && amount && today);
    CHECK(date->x0 < amount->x0 && fabsf(date->y0 - amount->y0) < 1);
    CHECK(fabsf(today->x0 - date->x0) < 1 && today->y0 > date->y0 + 15);
    CHECK_INT(set.pages[0].width, 300);
}

TEST(texts_are_made_clean)
{
    CHECK_STR(word_clean(c->mem, S("\xEF\xAC\x81nal")), S("final"));
    CHECK_STR(word_clean(c->mem, S("2026\xC2\xAD"
                                   "01\xC2\xAD"
                                   "31")),
              S("2026-01-31"));
    CHECK_STR(word_clean(c->mem, S("Cafe\xCC\x81")), S("Caf\xC3\xA9"));
    CHECK_STR(word_clean(c->mem, S("\xE2\x80\x8B"
                                   "1,2\xEF\xBB\xBF")),
              S("1,2"));
    CHECK(!word_clean(c->mem, S("\xE2\x80\x8B")).p);
    CHECK_STR(word_clean(c->mem, S("a\xFF")), S("a\xEF\xBF\xBD"));
}

/* --- what must not work --- */

/* Lines from right to left: poppler marks their words, and begins them at the right. */
TEST(hebrew_is_read_from_the_right)
{
    PageSet set;
    const char *content =
        "BT /F1 10 Tf 330 270 Td (dcba) Tj ET BT /F1 10 Tf 300 270 Td (hgf) Tj ET "
        "BT /F1 10 Tf 330 250 Td (jihg) Tj ET BT /F1 10 Tf 60 250 Td (12.50) Tj ET "
        "BT /F1 10 Tf 330 230 Td (mlk) Tj ET BT /F1 10 Tf 60 230 Td (13.75) Tj ET ";
    CHECK(read_pages(c, pdf_of_hebrew(c->mem, content), NULL, &set));
    const Page *page = &set.pages[0];
    CHECK_INT(page->n, 6);
    check_at(page, "אבגד", 330, 27);
    check_at(page, "וזח", 300, 27);
    check_at(page, "זחטי", 330, 47);
    check_at(page, "12.50", 60, 47);
    check_at(page, "13.75", 60, 67);
}

static void check_refused(Ctx *c, Str bytes, FailCode code, const char *words)
{
    PageSet set;
    int64_t began = clock_mono_ns();
    CHECK(!read_pages(c, bytes, &with_ocr, &set));
    if (!CHECK(str_find(c->failure.detail, str_of(words), 0) >= 0))
        printf("says: %.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
    CHECK_FAILED(c, code);
    CHECK((clock_mono_ns() - began) / 1000000000 <
          30); /* on a busy machine; of processor time it is 5 */
}

TEST(hostile_pdfs_are_refused)
{
    Str whole = pdf_of_text(c->mem, HELLO, "", 1);
    check_refused(c, str_part(whole, 0, whole.n / 2), UNREADABLE, "damaged");
    check_refused(c, S("%PDF-1.7\nnothing of the kind"), UNREADABLE, "damaged");
    check_refused(c, pdf_of_text(c->mem, HELLO, "", LIMIT_PDF_PAGES + 1), TOO_LARGE, "1001 pages");
    PdfMaker *m = pdf_maker(c->mem);
    pdf_object(m, S("<< /Type /Pages /Count 3 /Kids [1 0 R 1 0 R] >>"));
    check_refused(c, pdf_end(m, pdf_object(m, S("<< /Type /Catalog /Pages 1 0 R >>"))), UNREADABLE,
                  "Page 1");
    m = pdf_maker(c->mem);
    pdf_object(m, S("<< /Type /Pages /Count 0 /Kids [] >>"));
    check_refused(c, pdf_end(m, pdf_object(m, S("<< /Type /Catalog /Pages 1 0 R >>"))), UNREADABLE,
                  "no pages");
    check_refused(c,
                  S("%PDF-1.4\nxref\n0 99999999\ntrailer << /Size 99999999 /Root 1 0 R "
                    ">>\nstartxref\n9\n%%EOF"),
                  UNREADABLE, "damaged");
    check_refused(c, S("\x89PNG\r\n\x1a\nbroken"), UNREADABLE, "picture");
}

/* A page that draws itself: each level shows the next one many times. */
TEST(a_page_that_never_ends_is_ended)
{
    PdfMaker *m = pdf_maker(c->mem);
    enum { LEVELS = 12 };
    for (int i = 1; i <= LEVELS; i++) {
        Str resources =
            str_fmt(c->mem,
                    "/Type /XObject /Subtype /Form /BBox [0 0 400 300] /Resources << "
                    "/XObject << /N %d 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 "
                    "/BaseFont /Helvetica >> >> >>",
                    i + 1);
        pdf_stream(m, resources.p,
                   i < LEVELS ? S("/N Do /N Do /N Do /N Do /N Do /N Do /N Do /N Do")
                              : S("BT /F1 10 Tf 20 20 Td (x) Tj ET"));
    }
    int contents = pdf_stream(m, "", S("/N Do"));
    pdf_object(m, str_fmt(c->mem,
                          "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 420 300] /Contents %d 0 R "
                          "/Resources << /XObject << /N 1 0 R >> >> >>",
                          contents + 2, contents));
    pdf_object(m, str_fmt(c->mem, "<< /Type /Pages /Count 1 /Kids [%d 0 R] >>", contents + 1));
    int root = pdf_object(m, str_fmt(c->mem, "<< /Type /Catalog /Pages %d 0 R >>", contents + 2));
    check_refused(c, pdf_end(m, root), HOSTILE, "too long");
}

/* --- passwords --- */

/* The file protected by qpdf with these arguments; none when there is no qpdf. */
static Str protect(Ctx *c, const char *arguments)
{
    const char *folder = test_scratch("pages");
    Str plain = str_fmt(c->mem, "%s/plain.pdf", folder),
        locked = str_fmt(c->mem, "%s/locked.pdf", folder);
    Str bytes = pdf_of_text(c->mem, HELLO, "", 1);
    FILE *f = fopen(plain.p, "wb");
    CHECK(f && fwrite(bytes.p, 1, (size_t)bytes.n, f) == (size_t)bytes.n);
    if (f)
        fclose(f);
    Str command = str_fmt(c->mem, "qpdf --allow-weak-crypto --encrypt %s -- %s %s", arguments,
                          plain.p, locked.p);
    Str got = system(command.p) == 0 ? file_bytes(c, locked.p) : (Str){ 0 }; // NOLINT(cert-env33-c)
    unlink(plain.p);
    unlink(locked.p);
    return got;
}

static void check_password(Ctx *c, Str bytes, const char *passwords, int32_t opens)
{
    Str tried[4], rest = str_of(passwords);
    ptrdiff_t n = 0;
    while (rest.p && n < COUNT(tried))
        tried[n++] = str_cut(&rest, '|');
    PageSet set;
    bool ok = read_pages(c, bytes, &(ParseOptions){ .passwords = tried, .n_passwords = n }, &set);
    CHECK(ok == (opens > 0));
    if (!ok) {
        CHECK_FAILED(c, PASSWORD_WRONG);
        return;
    }
    CHECK(set.is_protected);
    CHECK_INT(set.password, opens);
    CHECK(word_of(&set.pages[0], "12.50") != NULL);
}

TEST(passwords_open)
{
    static const char *const kinds[] = {
        "user owner 40",
        "user owner 128 --use-aes=n",
        "user owner 128 --use-aes=y",
        "user owner 256 --force-R5",
        "user owner 256",
    };
    for (ptrdiff_t i = 0; i < COUNT(kinds); i++) {
        Str locked = protect(c, kinds[i]);
        if (!locked.n) {
            test_skip("there is no qpdf to protect a file with");
            return;
        }
        PageSet set;
        CHECK(!read_pages(c, locked, NULL, &set));
        CHECK_FAILED(c, PASSWORD_REQUIRED);
        check_password(c, locked, "wrong", 0);
        check_password(c, locked, "wrong|\xC3\xA4rger|", 0);
        check_password(c, locked, "wrong|user", 2);
        check_password(c, locked, "owner", 1);
    }
}

TEST(passwords_beyond_ascii_and_of_owners)
{
    Str locked = protect(c, "'gr\xC3\xBC\xC3\x9F' owner 256");
    if (!locked.n) {
        test_skip("there is no qpdf to protect a file with");
        return;
    }
    check_password(c, locked, "gr\xC3\xBC\xC3\x9F", 1);
    Str owned = protect(c, "'' owner 256");
    PageSet set;
    CHECK(read_pages(c, owned, NULL, &set));
    CHECK(!set.is_protected);
    CHECK_INT(set.password, 0);
}

/* --- pictures --- */

TEST(figures_have_a_form)
{
    static const char *const good[] = {
        "12.50", "-12,50",     "1.234,56",   "1,234.56",   "12,345,678.90", "+1,800.00", "(1.38)",
        "$5.00", "2026-01-02", "02/03/2026", "31.12.2026", "1,234",         "100"
    };
    static const char *const bad[] = { "2:37",        "1..2", ".50", "12.", "12,3456",
                                       "1,23,456.00", "12a",  "-",   "",    "1.2345.67" };
    for (ptrdiff_t i = 0; i < COUNT(good); i++)
        if (!CHECK(ocr_is_figure(str_of(good[i]))))
            printf("%s\n", good[i]);
    for (ptrdiff_t i = 0; i < COUNT(bad); i++)
        if (!CHECK(!ocr_is_figure(str_of(bad[i]))))
            printf("%s\n", bad[i]);
}

static void check_scan(const PageSet *set, const char *what)
{
    static const char *const words[] = { "Seaside", "Statement", "4471",    "01/03/2026",
                                         "-12.40",  "2,100.00",  "-950.00", "1,237.60",
                                         "Harbour", "flat" };
    CHECK_INT(set->n, 1);
    CHECK(set->pages[0].by_ocr);
    for (ptrdiff_t i = 0; i < COUNT(words); i++)
        if (!CHECK(word_of(&set->pages[0], words[i])))
            printf("%s: no %s\n", what, words[i]);
}

/* A box of a picture's word is where the eye sees it, whatever way the picture came. */
TEST(pictures_are_read)
{
    static const struct {
        const char *matrix, *page;
        bool straight;
    } ways[] = {
        { "420 0 0 300 0 0", "", true },
        { "420 0 0 300 0 0", "/Rotate 90", false },
        { "420 0 0 300 0 0", "/Rotate 180", true },
        { "418 14.6 -10.5 299.6 8 -8", "", false }, /* two degrees */
        { "414 -29 21 298 -12 16", "", false },     /* four, the other way */
    };
    PageSet set;
    if (!CHECK(read_pages(c, scan(c), &with_ocr, &set)))
        printf("%.*s\n", STR_ARG(c->failure.detail));
    check_scan(&set, "the picture itself");
    for (ptrdiff_t i = 0; i < COUNT(ways); i++) {
        Str pdf = pdf_of_png(c->mem, scan(c), ways[i].matrix, ways[i].page);
        if (!CHECK(read_pages(c, pdf, &with_ocr, &set)))
            printf("%.*s (%.*s)\n", STR_ARG(c->failure.detail), STR_ARG(c->failure.internal));
        check_scan(&set, ways[i].matrix);
        CHECK(set.pages[0].width > set.pages[0].height);
        const PageWord *date = word_of(&set.pages[0], "03/03/2026"),
                       *amount = word_of(&set.pages[0], "-12.40");
        CHECK(date && amount && fabsf(date->y1 - amount->y1) < 2);
        CHECK(date && date->confidence_ppm > 500000 && date->confidence_ppm < 1000000);
        if (ways[i].straight && CHECK(date != NULL))
            check_at(&set.pages[0], "03/03/2026", 30, 140);
    }
}

TEST(pictures_want_a_language)
{
    PageSet set;
    Str pdf = pdf_of_png(c->mem, scan(c), "420 0 0 300 0 0", "");
    CHECK(!read_pages(c, pdf, NULL, &set));
    CHECK(str_find(c->failure.detail, S("Page 1 is a picture"), 0) >= 0);
    CHECK_FAILED(c, UNSUPPORTED);
    CHECK(!read_pages(c, pdf, &(ParseOptions){ .ocr = S("xyz") }, &set));
    CHECK(str_find(c->failure.detail, S("tesseract-ocr-xyz"), 0) >= 0);
    CHECK_FAILED(c, UNSUPPORTED);
    CHECK(!read_pages(c, pdf, &(ParseOptions){ .ocr = S("../../etc/passwd") }, &set));
    CHECK_FAILED(c, UNSUPPORTED);
    /* A page of text with a small picture needs none. */
    CHECK(read_pages(c, pdf_of_text(c->mem, HELLO, "/Note (/Image)", 1), NULL, &set));
}

int main(int argc, char **argv)
{
    if (sandbox_is_child(argc, argv))
        return sandbox_child(&sandbox_reader);
    const TestCase cases[] = {
        CASE(words_have_places),
        CASE(cells_without_blanks_are_cut),
        CASE(kerned_letters_stay_together),
        CASE(turned_pages_are_as_a_reader_sees_them),
        CASE(texts_are_made_clean),
        CASE(hebrew_is_read_from_the_right),
        CASE(hostile_pdfs_are_refused),
        CASE(a_page_that_never_ends_is_ended),
        CASE(passwords_open),
        CASE(passwords_beyond_ascii_and_of_owners),
        CASE(figures_have_a_form),
        CASE(pictures_are_read),
        CASE(pictures_want_a_language),
    };
    return RUN_TESTS(cases, argc, argv);
}
