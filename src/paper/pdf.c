/* Words of a PDF, by poppler.
 *
 * Its text comes with a box for each character. Words are cut here, by blanks and by geometry:
 * poppler's text joins the cells of a table that has no blanks between them. */
#include "paper/library.h"
#include "paper/pages.h"

#include "text/utf8.h"
#include "value/instant.h"

#include <math.h>
#include <string.h>

/* A gap of this share of the font's size parts two words; letters of one word stand closer. */
static const double WORD_GAP = 0.17;
static const double POINTS_PER_INCH = 72, OCR_DPI = 300;

enum {
    DRAWN_MAX = 32768,        /* pixels across and down that cairo draws */
    FEW_LETTERS = 120,        /* a page with fewer beside a picture is a picture with a stamp */
    BIG_PICTURE_PER_100 = 40, /* of the page */
    GARBAGE_PER_100 = 30      /* letters without meaning: a font that does not say what it shows */
};

typedef struct {
    Ctx *c;
    const Poppler *p;
    const ParseOptions *options;
    PopplerDocument *document;
    Ocr *ocr;
    Arena *drawing; /* the pixels of one page */
    ptrdiff_t ocr_pages;
    PageSet *out;
} Pdf;

/* One page's characters, as poppler gives them. */
typedef struct {
    char *owned; /* by the library: the text as it gave it */
    Str text;
    PopplerRectangle *boxes;
    guint n;
    GList *fonts, *font; /* of runs of characters; where the run of the present one is */
    int turned;          /* quarter turns clockwise that its lines run */
    double width, height;
} Letters;

/* --- opening --- */

static void close_pdf(Pdf *pdf)
{
    if (pdf->document)
        pdf->p->g_object_unref(pdf->document);
    ocr_free(&pdf->ocr);
    arena_free(pdf->drawing);
}

/* A wrong password makes poppler 22.12 crash when it reads bytes, but not when it reads a stream
 * (glib/poppler-document.cc tries another encoding of it on what it has freed). */
static PopplerDocument *load(const Poppler *p, Str bytes, const char *password, GError **error)
{
    GBytes *shared = p->g_bytes_new_static(bytes.p, (gsize)bytes.n);
    GInputStream *stream = password ? p->g_memory_input_stream_new_from_bytes(shared) : NULL;
    PopplerDocument *document =
        stream ? p->poppler_document_new_from_stream(stream, bytes.n, password, NULL, error)
               : p->poppler_document_new_from_bytes(shared, NULL, error);
    if (stream)
        p->g_object_unref(stream);
    p->g_bytes_unref(shared);
    return document;
}

static PopplerDocument *try_open(Pdf *pdf, Str bytes, const char *password, bool *locked)
{
    const Poppler *p = pdf->p;
    GError *error = NULL;
    PopplerDocument *document = load(p, bytes, password, &error);
    *locked = error && error->domain == p->poppler_error_quark() &&
              error->code == POPPLER_ERROR_ENCRYPTED;
    if (!document && !*locked)
        fail_internal(pdf->c, UNREADABLE,
                      str_copy(pdf->c->mem, str_of(error ? error->message : "")),
                      "The PDF is damaged or incomplete; download it again");
    if (error)
        p->g_error_free(error);
    return document;
}

static bool open_pdf(Pdf *pdf, Str bytes)
{
    Ctx *c = pdf->c;
    ptrdiff_t n = pdf->options ? pdf->options->n_passwords : 0;
    bool locked;
    pdf->document = try_open(pdf, bytes, NULL, &locked);
    for (ptrdiff_t i = 0; i < n && locked && !pdf->document; i++) {
        char *password = str_c(c->mem, pdf->options->passwords[i]);
        pdf->out->is_protected = true;
        pdf->out->password = (int32_t)i + 1;
        pdf->document = try_open(pdf, bytes, password, &locked);
        explicit_bzero(password, strlen(password));
    }
    if (pdf->document || failed(c))
        return pdf->document;
    if (n == 0)
        return fail(c, PASSWORD_REQUIRED, NULL, "The PDF is protected; give its password");
    return fail(c, PASSWORD_WRONG, NULL,
                n == 1 ? "The password does not open the PDF; give another"
                       : "None of the passwords opens the PDF; give another");
}

/* --- words from letters --- */

static bool is_bold(const char *font)
{
    static const char *const marks[] = { "bold", "black", "heavy" };
    for (ptrdiff_t i = 0; font && i < COUNT(marks); i++)
        if (strcasestr(font, marks[i]))
            return true;
    return false;
}

/* Most lines of some pages run up or down: a table turned without the page's saying so. The
 * direction of most steps from one letter to the next. */
static int turned(const Letters *l)
{
    ptrdiff_t steps[4] = { 0 };
    for (guint i = 1; i < l->n; i++) {
        double dx = l->boxes[i].x1 - l->boxes[i - 1].x1, dy = l->boxes[i].y1 - l->boxes[i - 1].y1;
        double size = l->boxes[i].y2 - l->boxes[i].y1;
        if (fabs(dx) > 2 * size || fabs(dy) > 2 * size)
            continue;
        steps[fabs(dx) >= fabs(dy) ? (dx >= 0 ? 0 : 2) : (dy >= 0 ? 1 : 3)]++;
    }
    int most = 0;
    for (int i = 1; i < 4; i++)
        if (steps[i] > steps[most])
            most = i;
    return most;
}

static void turn_back(Letters *l)
{
    for (guint i = 0; i < l->n; i++) {
        PopplerRectangle b = l->boxes[i];
        switch (l->turned) {
        case 1:
            l->boxes[i] = (PopplerRectangle){ b.y1, l->width - b.x2, b.y2, l->width - b.x1 };
            break;
        case 2:
            l->boxes[i] = (PopplerRectangle){ l->width - b.x2, l->height - b.y2, l->width - b.x1,
                                              l->height - b.y1 };
            break;
        case 3:
            l->boxes[i] = (PopplerRectangle){ l->height - b.y2, b.x1, l->height - b.y1, b.x2 };
            break;
        default: return;
        }
    }
    if (l->turned % 2) {
        double width = l->width;
        l->width = l->height;
        l->height = width;
    }
}

static const PopplerTextAttributes *font_at(Letters *l, guint at)
{
    while (l->font && l->font->next &&
           ((const PopplerTextAttributes *)l->font->data)->end_index < (gint)at)
        l->font = l->font->next;
    return l->font ? l->font->data : NULL;
}

/* Whether the letter belongs to the word that ended with `before`. */
static bool joins(const PopplerRectangle *before, const PopplerRectangle *b, double size)
{
    double middle = (b->y1 + b->y2) / 2;
    return middle > before->y1 && middle < before->y2 && b->x1 - before->x2 < WORD_GAP * size &&
           b->x1 > before->x1 - 0.5 * size;
}

/* What stands so far from its page is not on it; nor is what stands nowhere (NaN). */
static bool is_placed(const PageWord *w)
{
    static const float FAR = 100000;
    return w->x0 > -FAR && w->y0 > -FAR && w->x1 < FAR && w->y1 < FAR && w->x0 <= w->x1 &&
           w->y0 <= w->y1 && w->size >= 0 && w->size < FAR;
}

static void end_word(WordList *list, PageWord *word, Str text)
{
    word->text = is_placed(word) ? word_clean(list->mem, text) : (Str){ 0 };
    PageWord *kept = word->text.n ? words_add(list) : NULL;
    if (kept)
        *kept = *word;
}

static void widen(PageWord *word, const PopplerRectangle *b)
{
    word->x0 = fminf(word->x0, fminf((float)b->x1, (float)b->x2));
    word->y0 = fminf(word->y0, fminf((float)b->y1, (float)b->y2));
    word->x1 = fmaxf(word->x1, fmaxf((float)b->x1, (float)b->x2));
    word->y1 = fmaxf(word->y1, fmaxf((float)b->y1, (float)b->y2));
}

static PageWord first_of(Letters *l, guint at)
{
    const PopplerTextAttributes *font = font_at(l, at);
    const PopplerRectangle *b = &l->boxes[at];
    return (PageWord){ .x0 = (float)b->x1,
                       .y0 = (float)b->y1,
                       .x1 = (float)b->x2,
                       .y1 = (float)b->y2,
                       .size = font ? (float)font->font_size : 0,
                       .bold = font && is_bold(font->font_name),
                       .after_blank = true,
                       .confidence_ppm = 1000000 };
}

/* The marks that poppler puts around words that run from right to left: its text has them and its
 * list of boxes has not. */
static bool is_embedding(int32_t ch)
{
    return ch == 0x202A || ch == 0x202B || ch == 0x202C;
}

/* Whether there are boxes for all letters but those marks. */
static bool has_embeddings(const Letters *l)
{
    ptrdiff_t all = 0, marks = 0;
    for (ptrdiff_t at = 0; at < l->text.n; all++)
        marks += is_embedding(utf8_next(l->text, &at));
    return marks > 0 && all > (ptrdiff_t)l->n;
}

static void cut_words(Letters *l, WordList *list)
{
    PageWord word = { 0 };
    ptrdiff_t start = -1; /* of the word in the text; -1: in none */
    ptrdiff_t at = 0;
    bool embeddings = has_embeddings(l);
    for (guint i = 0; at < l->text.n && i < l->n; i++) {
        ptrdiff_t here = at;
        int32_t ch = utf8_next(l->text, &at);
        if (embeddings && is_embedding(ch)) {
            i--; /* it has no box */
            continue;
        }
        const PopplerRectangle *b = &l->boxes[i];
        if (start >= 0 &&
            (word_blank(ch) || !joins(b - 1, b, word.size > 0 ? word.size : b->y2 - b->y1))) {
            end_word(list, &word, str_part(l->text, start, here));
            start = -1;
        }
        if (word_blank(ch))
            continue;
        if (start < 0) {
            word = first_of(l, i);
            start = here;
        }
        widen(&word, b);
    }
    if (start >= 0)
        end_word(list, &word, str_part(l->text, start, at));
}

/* --- pages --- */

/* The letters of the page. A page whose lines run from right to left begins at its upper right
 * corner: seen from the other one, poppler gives a part of it. */
static Letters letters_from(const Pdf *pdf, PopplerPage *page, bool from_right)
{
    const Poppler *p = pdf->p;
    Letters l = { 0 };
    p->poppler_page_get_size(page, &l.width, &l.height);
    PopplerRectangle all = { from_right ? l.width : 0, 0, from_right ? 0 : l.width, l.height };
    l.owned = p->poppler_page_get_text_for_area(page, &all);
    l.text = l.owned ? utf8_repair(pdf->c->mem, str_of(l.owned)) : S("");
    if (!p->poppler_page_get_text_layout_for_area(page, &all, &l.boxes, &l.n))
        l.n = 0;
    l.fonts = l.font = p->poppler_page_get_text_attributes_for_area(page, &all);
    return l;
}

static void free_letters(const Pdf *pdf, const Letters *l)
{
    pdf->p->poppler_page_free_text_attributes(l->fonts);
    pdf->p->g_free(l->boxes);
    pdf->p->g_free(l->owned);
}

static void read_letters(Pdf *pdf, PopplerPage *page, Page *out)
{
    Letters l = letters_from(pdf, page, false);
    if (has_embeddings(&l)) {
        Letters other = letters_from(pdf, page, true);
        Letters less = other.n > l.n ? l : other;
        l = other.n > l.n ? other : l;
        free_letters(pdf, &less);
    }
    l.turned = turned(&l);
    turn_back(&l);
    WordList list = { .mem = pdf->c->mem };
    cut_words(&l, &list);
    free_letters(pdf, &l);
    *out = (Page){ list.words, list.n, (float)l.width, (float)l.height, false };
    if (list.full)
        fail(pdf->c, TOO_LARGE, NULL, "Page %td has more than %d words", out - pdf->out->pages + 1,
             LIMIT_PAGE_WORDS);
}

/* How much of the page its largest picture covers, of 100. */
static double picture_share(Pdf *pdf, PopplerPage *page, const Page *size)
{
    GList *images = pdf->p->poppler_page_get_image_mapping(page);
    double most = 0;
    for (const GList *i = images; i; i = i->next) {
        PopplerRectangle r = ((const PopplerImageMapping *)i->data)->area;
        double area = fabs((r.x2 - r.x1) * (r.y2 - r.y1));
        most = area > most ? area : most;
    }
    pdf->p->poppler_page_free_image_mapping(images);
    return 100 * most / ((double)size->width * size->height + 1);
}

typedef struct {
    ptrdiff_t all, garbage;
} Count;

static Count count_letters(const Page *page)
{
    Count n = { 0 };
    for (ptrdiff_t i = 0; i < page->n; i++)
        for (ptrdiff_t at = 0; at < page->words[i].text.n; n.all++) {
            int32_t ch = utf8_next(page->words[i].text, &at);
            n.garbage += ch == UTF8_REPLACEMENT || (ch >= 0xE000 && ch <= 0xF8FF) || ch < ' ' ||
                         (ch >= 0x7F && ch < 0xA0) || ch > 0xF0000;
        }
    return n;
}

static bool is_picture(Pdf *pdf, PopplerPage *page, const Page *read)
{
    Count n = count_letters(read);
    if (n.garbage * 100 > n.all * GARBAGE_PER_100)
        return true;
    return n.all < FEW_LETTERS && picture_share(pdf, page, read) > BIG_PICTURE_PER_100;
}

/* The page as a reader sees it, in grey. */
static bool draw(Pdf *pdf, PopplerPage *page, const Page *size, GreyPicture *out)
{
    const Poppler *p = pdf->p;
    double scale = OCR_DPI / POINTS_PER_INCH;
    double pixels = (double)size->width * size->height * scale * scale;
    if (pixels > LIMIT_PICTURE_PIXELS)
        scale *= sqrt(LIMIT_PICTURE_PIXELS / pixels);
    double across = size->width * scale, down = size->height * scale;
    if (!(across >= 1 && down >= 1 && across < DRAWN_MAX && down < DRAWN_MAX))
        return fail(pdf->c, UNREADABLE, NULL, "Page %d has no size that can be drawn", out->page);
    int width = (int)across, height = (int)down;
    cairo_surface_t *surface = p->cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *cr = p->cairo_create(surface);
    p->cairo_set_source_rgb(cr, 1, 1, 1);
    p->cairo_paint(cr);
    p->cairo_scale(cr, scale, scale);
    p->poppler_page_render(page, cr);
    p->cairo_destroy(cr);
    p->cairo_surface_flush(surface);
    const unsigned char *from = p->cairo_image_surface_get_data(surface);
    int stride = p->cairo_image_surface_get_stride(surface);
    *out = (GreyPicture){ NEW_ARRAY(pdf->drawing, unsigned char, (ptrdiff_t)width *height),
                          width,
                          height,
                          width,
                          scale * POINTS_PER_INCH,
                          out->page };
    for (ptrdiff_t y = 0; from && y < height; y++)
        for (ptrdiff_t x = 0; x < width; x++) {
            const unsigned char *bgr = from + y * stride + 4 * x;
            out->pixels[y * width + x] =
                (unsigned char)((bgr[0] * 29 + bgr[1] * 150 + bgr[2] * 77) >> 8);
        }
    p->cairo_surface_destroy(surface);
    return from || fail(pdf->c, TOO_LARGE, NULL, "Page %d is too large to be drawn", out->page);
}

static bool read_by_ocr(Pdf *pdf, PopplerPage *page, Page *out)
{
    Ctx *c = pdf->c;
    GreyPicture picture = { .page = (int32_t)(out - pdf->out->pages) + 1 };
    if (pdf->ocr_pages++ == LIMIT_OCR_PAGES)
        return fail(c, TOO_LARGE, NULL, "More than %d pages are pictures; split the file",
                    LIMIT_OCR_PAGES);
    if (!pdf->ocr)
        pdf->ocr = ocr_new(c, pdf->options, picture.page);
    if (!pdf->ocr)
        return false;
    if (pdf->options && pdf->options->longer)
        pdf->options->longer(pdf->options->longer_state, LIMIT_OCR_SECONDS);
    if (!pdf->drawing)
        pdf->drawing = arena_new("picture of a page", 2 * LIMIT_PICTURE_PIXELS);
    ArenaMark mark = arena_mark(pdf->drawing);
    bool ok = draw(pdf, page, out, &picture) && ocr_read(pdf->ocr, &picture, out);
    arena_reset(pdf->drawing, mark);
    return ok;
}

static bool read_page(Pdf *pdf, int index)
{
    Page *out = &pdf->out->pages[index];
    PopplerPage *page = pdf->p->poppler_document_get_page(pdf->document, index);
    if (!page)
        return fail(pdf->c, UNREADABLE, NULL, "Page %d of the PDF is damaged; download it again",
                    index + 1);
    read_letters(pdf, page, out);
    if (!failed(pdf->c) && is_picture(pdf, page, out))
        read_by_ocr(pdf, page, out);
    pdf->p->g_object_unref(page);
    return !failed(pdf->c);
}

static Str taken(Pdf *pdf, char *text)
{
    Str kept =
        text ? str_trim(utf8_repair(pdf->c->mem, str_copy(pdf->c->mem, str_of(text)))) : (Str){ 0 };
    pdf->p->g_free(text);
    return kept.n ? kept : (Str){ 0 };
}

bool pages_of_pdf(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out)
{
    *out = (PageSet){ 0 };
    Pdf pdf CLEAN(close_pdf) = { .c = c, .p = poppler_library(c), .options = o, .out = out };
    if (!pdf.p || !open_pdf(&pdf, bytes))
        return false;
    int n = pdf.p->poppler_document_get_n_pages(pdf.document);
    if (n < 1)
        return fail(c, UNREADABLE, NULL, "The PDF has no pages");
    if (n > LIMIT_PDF_PAGES)
        return fail(c, TOO_LARGE, NULL, "The PDF has %d pages; more than %d are not read: split it",
                    n, LIMIT_PDF_PAGES);
    time_t created = pdf.p->poppler_document_get_creation_date(pdf.document);
    static const int64_t year_2100 = 4102444800; /* a damaged one may be any number */
    bool sane = created > 0 && created < year_2100;
    out->created = sane ? instant_date((Instant)created * 1000) : DATE_NONE;
    out->producer = taken(&pdf, pdf.p->poppler_document_get_producer(pdf.document));
    out->title = taken(&pdf, pdf.p->poppler_document_get_title(pdf.document));
    out->pages = NEW_ARRAY(c->mem, Page, n);
    for (out->n = 0; out->n < n; out->n++)
        if (!read_page(&pdf, (int)out->n))
            return false;
    return true;
}

/* Titles in UTF-16 are converted by a module that must be in memory then. */
void pdf_prepare(void)
{
    Ctx c = ctx_new("pdf", 1 << 20);
    const Poppler *p = poppler_library(&c);
    if (p)
        p->g_iconv_open("UTF-8", "UTF-16BE");
    ctx_done(&c);
}
