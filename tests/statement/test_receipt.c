/* Receipts as lines of text on a grid: what they say must be found, and what they do not say must
 * stay unsaid. A line that begins with "!" is printed at twice the size. */
#include "harness.h"
#include "layout/receipt.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 6, HEIGHT = 12 };

typedef struct {
    const char *paper, *total, *currency, *merchant;
    int year, month, day;
} Case;

static const Case cases[] = {
    { "!WHOLE GARDEN MARKET\n12 Main St\nPortland OR 97201\nTel 503 555 0101\n03/14/2024 10:22 AM\n"
      "BANANAS         1.29\nOAT MILK        4.50\nSUBTOTAL        5.79\nTAX             0.41\n"
      "TOTAL         $ 6.20\nVISA ****1234   6.20\nCHANGE          0.00\n",
      "6.20", NULL, "WHOLE GARDEN MARKET", 2024, 3, 14 },
    { "Bäckerei Morgenrot\nLindenstr. 4\n10969 Berlin\nKassenbon\n2 Brezel   2,40\nKaffee     "
      "2,80\n"
      "Summe EUR         5,20\nGegeben EUR      10,00\nRückgeld EUR      4,80\nNetto 4,86 MwSt "
      "0,34\n"
      "Datum 05.11.2023 08:14\n",
      "5.20", "EUR", "Bäckerei Morgenrot", 2023, 11, 5 },
    { "Ticket de caisse\n!Le Petit Marché\n3 rue des Lilas\n75011 Paris\nle 21/06/2024 à 18:03\n"
      "Pain              1,20\nFromage           7,35\nTotal HT          8,10\nTVA 5,5%          "
      "0,45\n"
      "TOTAL TTC         8,55 €\nCB                8,55 €\n",
      "8.55", "EUR", "Le Petit Marché", 2024, 6, 21 },
    { "INVOICE\nNorthwind Tools Ltd\nInvoice date: 2 May 2024\nDrill 1 x 79.00      79.00\n"
      "Shipping              5.00\nVAT 20%              16.80\nAmount due        GBP 100.80\n",
      "100.80", "GBP", "Northwind Tools Ltd", 2024, 5, 2 },
    /* the total stands on the line below its word */
    { "CAFE SOLEIL\n2024-02-09\nEspresso 2.50\nCroissant 3.10\nTOTAL\n5.60\n", "5.60", NULL,
      "CAFE SOLEIL", 2024, 2, 9 },
    /* no word at all: the largest figure, not trusted much */
    { "KIOSK ALDER\n12.01.2024\nWasser 1,50\nEis 2,20\n3,70\n", "3.70", NULL, "KIOSK ALDER", 2024,
      1, 12 },
    { "Supermercado Luz\nCalle Mayor 8\nFecha 17/08/2023\nAceite 6,95\nPan 1,10\nSubtotal 8,05\n"
      "IMPORTE TOTAL 8,05 EUR\nEfectivo 10,00\nCambio 1,95\n",
      "8.05", "EUR", "Supermercado Luz", 2023, 8, 17 },
    /* thousands, and a total that is larger than the rows */
    { "MÖBELHAUS EICHE\nRechnung\nRechnungsdatum 30.09.2024\nTisch 1.249,00\nStühle 4 x 189,00 "
      "756,00\n"
      "Zwischensumme 2.005,00\nRabatt -100,00\nRechnungsbetrag 1.905,00 EUR\n",
      "1905.00", "EUR", "MÖBELHAUS EICHE", 2024, 9, 30 },
    { "just words\nand nothing more\n", NULL, NULL, "just words", 0, 0, 0 },
    { "", NULL, NULL, NULL, 0, 0, 0 },
};

/* Each word at its column; a line starting with "!" has letters twice as high. */
static Page page_of(Arena *mem, const char *paper)
{
    Page page = { .words = NEW_ARRAY(mem, PageWord, 500), .width = 400, .height = 800 };
    float y = 10;
    for (Str rest = str_of(paper); rest.p && rest.n;) {
        Str line = str_cut(&rest, '\n');
        bool large = str_starts(line, S("!"));
        float size = large ? 2 * HEIGHT : HEIGHT;
        line = str_part(line, large, line.n);
        for (ptrdiff_t i = 0; i < line.n;) {
            ptrdiff_t end = i;
            while (end < line.n && line.p[end] != ' ')
                end++;
            if (end > i)
                page.words[page.n++] = (PageWord){ .text = str_part(line, i, end),
                                                   .x0 = (float)(i * WIDTH),
                                                   .y0 = y,
                                                   .x1 = (float)(end * WIDTH),
                                                   .y1 = y + size,
                                                   .size = size,
                                                   .confidence_ppm = 1000000 };
            i = end + 1;
        }
        y += size + 3;
    }
    return page;
}

static bool same(Str found, const char *want)
{
    return want ? str_eq(found, str_of(want)) : found.n == 0;
}

TEST(receipts_say_total_date_and_merchant)
{
    for (ptrdiff_t i = 0; i < COUNT(cases); i++) {
        Page page = page_of(c->mem, cases[i].paper);
        PageSet set = { .pages = &page, .n = 1 };
        Receipt r;
        CHECK(receipt_read(c, &set, date_of(2024, 12, 1), &r));
        CHECK_STR(r.total.given ? decimal_text(c->mem, r.total.value) : S("none"),
                  str_of(cases[i].total ? cases[i].total : "none"));
        CHECK(same(r.currency, cases[i].currency));
        CHECK(same(r.merchant, cases[i].merchant));
        Date day = cases[i].year ? date_of(cases[i].year, cases[i].month, cases[i].day) : DATE_NONE;
        CHECK_INT(r.date, day);
    }
}

TEST(a_figure_without_words_is_not_trusted)
{
    Page said = page_of(c->mem, cases[0].paper), bare = page_of(c->mem, cases[5].paper);
    Receipt r;
    receipt_read(c, &(PageSet){ .pages = &said, .n = 1 }, DATE_NONE, &r);
    CHECK(r.total_ppm >= 900000);
    receipt_read(c, &(PageSet){ .pages = &bare, .n = 1 }, DATE_NONE, &r);
    CHECK(r.total_ppm < 500000);
    /* and doubtful letters take from every confidence */
    for (ptrdiff_t i = 0; i < said.n; i++)
        said.words[i].confidence_ppm = 500000;
    receipt_read(c, &(PageSet){ .pages = &said, .n = 1 }, DATE_NONE, &r);
    CHECK(r.total_ppm <= 500000 && r.total_ppm > 0);
}

TEST(boxes_that_make_no_sense_are_passed_over)
{
    Page page = page_of(c->mem, cases[0].paper);
    Receipt r;
    page.words[0].y0 = (float)NAN;
    page.words[1].x1 = (float)INFINITY;
    for (ptrdiff_t i = 2; i < page.n; i += 3) {
        float y = page.words[i].y0;
        page.words[i].y0 = page.words[i].y1;
        page.words[i].y1 = y;
    }
    CHECK(receipt_read(c, &(PageSet){ .pages = &page, .n = 1 }, DATE_NONE, &r));
}

/* A contract of a thousand pages is no receipt: its first pages are looked at, in little memory. */
TEST(long_documents_take_little_memory)
{
    enum { PAGES = 1000, LINES = 60 };
    Buf paper = buf_new(c->mem, 1 << 16);
    for (int i = 0; i < LINES; i++)
        buf_fmt(&paper, "Clause %d of the contract between them\n", i);
    buf_add(&paper, S("TOTAL 12.50 EUR\n"));
    Page page = page_of(c->mem, str_c(c->mem, buf_str(&paper)));
    Page *pages = NEW_ARRAY(c->mem, Page, PAGES);
    for (int i = 0; i < PAGES; i++)
        pages[i] = page;
    Receipt r;
    size_t before = arena_used(c->mem);
    CHECK(receipt_read(c, &(PageSet){ .pages = pages, .n = PAGES }, DATE_NONE, &r));
    CHECK(arena_used(c->mem) - before < 32 << 20);
    CHECK_STR(r.total.given ? decimal_text(c->mem, r.total.value) : S("none"), S("12.50"));
}

/* 3/4/2024 is March in the United States and April elsewhere; tomorrow's date is none. */
TEST(dates_follow_the_currency_and_today)
{
    Receipt r;
    Page dollars = page_of(c->mem, "SHOP ONE\n03/04/2024\nTOTAL $ 5.00\n"),
         euros = page_of(c->mem, "SHOP ONE\n03/04/2024\nTOTAL 5.00 EUR\n"),
         late = page_of(c->mem, "SHOP ONE\n2031-04-03\nTOTAL 5.00 EUR\n");
    receipt_read(c, &(PageSet){ .pages = &dollars, .n = 1 }, date_of(2024, 12, 1), &r);
    CHECK_INT(r.date, date_of(2024, 3, 4));
    receipt_read(c, &(PageSet){ .pages = &euros, .n = 1 }, date_of(2024, 12, 1), &r);
    CHECK_INT(r.date, date_of(2024, 4, 3));
    receipt_read(c, &(PageSet){ .pages = &late, .n = 1 }, date_of(2024, 12, 1), &r);
    CHECK_INT(r.date, DATE_NONE);
}

int main(int argc, char **argv)
{
    static const TestCase tests[] = { CASE(receipts_say_total_date_and_merchant),
                                      CASE(a_figure_without_words_is_not_trusted),
                                      CASE(boxes_that_make_no_sense_are_passed_over),
                                      CASE(long_documents_take_little_memory),
                                      CASE(dates_follow_the_currency_and_today) };
    return RUN_TESTS(tests, argc, argv);
}
