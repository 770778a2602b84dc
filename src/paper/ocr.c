/* Words of a picture, by Tesseract.
 *
 * The picture is straightened by the skew of its lines first, and turned by quarters when what was
 * read makes no sense. One language at a time: two at once take twice as long and read figures no
 * better. */
#include "paper/ocr.h"

#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    LANGUAGES_MAX = 8,
    SURE = 60,          /* of 100: a word that was read */
    SENSE_PER_100 = 50, /* so many of a page's words are sure, or the page lies on its side */
    ENOUGH_WORDS = 5,
    SENSELESS_MAX = 2,  /* pages after which no more are turned and tried */
    LETTERS_OF_WAY = 4, /* a word of so many is longer than high */
    EVIDENT_WORDS = 4,  /* so many more words of another language make it that language */
    DARK = 140,         /* threshold between ink and paper where only lines are looked for */
    BAND_DARK = 160,    /* the same for colours behind light text, */
    BAND_PER_100 = 60,  /* of which a band is made to so much */
    HEIGHTS = 200,
    LETTERS_TO_TELL = 40,
    LETTERS_LEFT = 12, /* fewer than these, or so few of 100, are specks and logos */
    LEFT_PER_100 = 2,
    WORD_BYTES_MAX = 400,
};
static const float SKEW_MIN_DEGREES = 0.1F, SKEW_MAX_DEGREES = 6, SKEW_SURE = 3;
static const float BEST_HEIGHT = 25; /* of figures, in pixels */
static const double LINE_TO_SIZE =
    1.2; /* a font is so much larger than the ink of its lines is high */

static Language languages[LANGUAGES_MAX];
static int n_languages;

/* What one reading of a picture gave. */
typedef struct {
    WordList words;
    ptrdiff_t sure, letters; /* words, and letters of those */
} Reading;

/* --- languages --- */

static bool is_name(Str name)
{
    for (ptrdiff_t i = 0; i < name.n; i++)
        if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && !(name.p[i] >= 'A' && name.p[i] <= 'Z') &&
            name.p[i] != '_')
            return false;
    return name.n > 0 && name.n < (ptrdiff_t)sizeof languages[0].name;
}

static bool map_language(Language *out, Str name)
{
    static const char *const folders[] = { "/usr/share/tesseract-ocr/5/tessdata",
                                           "/usr/share/tessdata", "/usr/local/share/tessdata" };
    for (ptrdiff_t i = 0; i < COUNT(folders); i++) {
        char path[128];
        struct stat st;
        snprintf(path, sizeof path, "%s/%.*s.traineddata", folders[i], STR_ARG(name));
        int fd CLEAN(clean_fd) = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0 || fstat(fd, &st) || st.st_size == 0)
            continue;
        void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (p == MAP_FAILED)
            continue;
        *out = (Language){ .data = p, .n = (ptrdiff_t)st.st_size };
        memcpy(out->name, name.p, (size_t)name.n);
        return true;
    }
    return false;
}

/* The language's file; NULL when it is not installed. */
static const Language *language_of(Str name)
{
    for (int i = 0; i < n_languages; i++)
        if (str_eq(str_of(languages[i].name), name))
            return &languages[i];
    if (!is_name(name) || n_languages == LANGUAGES_MAX ||
        !map_language(&languages[n_languages], name))
        return NULL;
    return &languages[n_languages++];
}

void ocr_prepare(Str names)
{
    Ctx c = ctx_new("ocr", 1 << 20);
    if (names.n && tesseract_library(&c))
        while (names.p)
            language_of(str_cut(&names, '+'));
    ctx_done(&c);
}

/* --- the engine --- */

/* Lines of white on dark are read too; the dictionaries stay, they cost nothing. */
static TessBaseAPI *start_engine(const Tesseract *t, const Language *language)
{
    TessBaseAPI *api = t->TessBaseAPICreate();
    char name[] = "debug_file", value[] = "/dev/null";
    char *names[] = { name }, *values[] = { value };
    if (api && t->TessBaseAPIInit5(api, language->data, (int)language->n, language->name,
                                   OEM_LSTM_ONLY, NULL, 0, names, values, 1, false) == 0)
        return api;
    if (api)
        t->TessBaseAPIDelete(api);
    return NULL;
}

static bool use_language(Ocr *ocr, const Language *language)
{
    if (ocr->language == language)
        return true;
    TessBaseAPI *api = start_engine(ocr->t, language);
    if (!api)
        return fail(ocr->c, UNSUPPORTED, NULL,
                    "The file of the OCR language %s cannot be used; "
                    "install the package tesseract-ocr-%s again",
                    language->name, language->name);
    if (ocr->api)
        ocr->t->TessBaseAPIDelete(ocr->api);
    ocr->api = api;
    ocr->language = language;
    return true;
}

Ocr *ocr_new(Ctx *c, const ParseOptions *o, int32_t page)
{
    Str rest = o ? o->ocr : (Str){ 0 };
    Ocr *ocr = NEW(c->mem, Ocr);
    ocr->c = c;
    ocr->choice = rest;
    if (rest.n == 0) {
        fail(c, UNSUPPORTED, NULL,
             "Page %d is a picture; name the language of its text for OCR, or "
             "export the statement from the bank as text",
             page);
        return NULL;
    }
    ocr->t = tesseract_library(c);
    if (!ocr->t)
        return NULL;
    Str first = str_cut(&rest, '+');
    const Language *language = language_of(first);
    if (!language) {
        fail(c, UNSUPPORTED, NULL,
             "Page %d is a picture and the OCR language '%.*s' is not "
             "installed; install the package tesseract-ocr-%.*s",
             page, STR_ARG(first), STR_ARG(first));
        return NULL;
    }
    ocr->t->setMsgSeverity(L_SEVERITY_NONE);
    return use_language(ocr, language) ? ocr : NULL;
}

void ocr_free(Ocr **ocr)
{
    if (*ocr && (*ocr)->api)
        (*ocr)->t->TessBaseAPIDelete((*ocr)->api);
    *ocr = NULL;
}

/* --- reading --- */

/* Without the borders of tables that were taken for letters. */
static Str without_rules(Str text)
{
    while (text.n > 1 && (text.p[0] == '|' || text.p[0] == '_'))
        text = str_part(text, 1, text.n);
    while (text.n > 1 && (text.p[text.n - 1] == '|' || text.p[text.n - 1] == '_'))
        text = str_part(text, 0, text.n - 1);
    return text.n == 1 && strchr("|_~", text.p[0]) ? (Str){ 0 } : text;
}

/* A word's box is as tight as its letters: a dash is a dot in height. Such get the height of their
 * line. */
static void set_box(const Ocr *ocr, const TessPageIterator *at, double scale, PageWord *word)
{
    int x0 = 0, y0 = 0, x1 = 0, y1 = 0, top = 0, bottom = 0, unused;
    ocr->t->TessPageIteratorBoundingBox(at, RIL_WORD, &x0, &y0, &x1, &y1);
    ocr->t->TessPageIteratorBoundingBox(at, RIL_TEXTLINE, &unused, &top, &unused, &bottom);
    if ((y1 - y0) * 10 < (bottom - top) * 6) {
        y0 = top;
        y1 = bottom;
    }
    word->x0 = (float)(x0 * scale);
    word->y0 = (float)(y0 * scale);
    word->x1 = (float)(x1 * scale);
    word->y1 = (float)(y1 * scale);
    word->size = (float)((bottom - top) * scale * LINE_TO_SIZE);
}

/* Tesseract reads a line that runs down the page as it is; here that is a page to be turned. */
static bool runs_along(const PageWord *w)
{
    return w->text.n < LETTERS_OF_WAY || w->x1 - w->x0 > w->y1 - w->y0;
}

static void take_word(Ocr *ocr, const TessResultIterator *at, double scale, Reading *out)
{
    const Tesseract *t = ocr->t;
    char *text = t->TessResultIteratorGetUTF8Text(at, RIL_WORD);
    float sure = t->TessResultIteratorConfidence(at, RIL_WORD);
    PageWord word = { .after_blank = true };
    if (text && strlen(text) <= WORD_BYTES_MAX)
        word.text = without_rules(word_clean(out->words.mem, str_of(text)));
    t->TessDeleteText(text);
    if (word.text.n == 0)
        return;
    sure = sure < 0 ? 0 : sure > 100 ? 100 : sure;
    word.confidence_ppm = (int32_t)(sure * 10000);
    set_box(ocr, t->TessResultIteratorGetPageIteratorConst(at), scale, &word);
    PageWord *kept = words_add(&out->words);
    if (kept)
        *kept = word;
    bool is_sure = sure >= SURE && runs_along(&word);
    out->sure += is_sure;
    out->letters += is_sure ? word.text.n : 0;
}

static void read_as(Ocr *ocr, PIX *pix, double dpi, TessPageSegMode mode, Reading *out)
{
    const Tesseract *t = ocr->t;
    t->TessBaseAPISetPageSegMode(ocr->api, mode);
    t->TessBaseAPISetImage2(ocr->api, pix);
    t->TessBaseAPISetSourceResolution(ocr->api, (int)lround(dpi));
    TessResultIterator *at =
        t->TessBaseAPIRecognize(ocr->api, NULL) ? NULL : t->TessBaseAPIGetIterator(ocr->api);
    if (at)
        do
            take_word(ocr, at, OCR_POINTS_PER_INCH / dpi, out);
        while (t->TessResultIteratorNext(at, RIL_WORD));
    if (at)
        t->TessResultIteratorDelete(at);
    t->TessBaseAPIClear(ocr->api);
}

static Reading read_upright(Ocr *ocr, PIX *pix, double dpi)
{
    Reading out = { .words = { .mem = ocr->c->mem } };
    read_as(ocr, pix, dpi, PSM_AUTO, &out);
    return out;
}

static PIX *pix_of(const Ocr *ocr, const GreyPicture *picture)
{
    PIX *pix = ocr->t->pixCreate(picture->width, picture->height, 8);
    if (!pix)
        return NULL;
    l_uint32 *line = ocr->t->pixGetData(pix);
    for (ptrdiff_t y = 0; y < picture->height; y++, line += ocr->t->pixGetWpl(pix))
        for (int x = 0; x < picture->width; x++)
            SET_DATA_BYTE(line, x, picture->pixels[y * picture->stride + x]);
    return pix;
}

/* Takes pix and gives it back straight. */
static PIX *straightened(const Ocr *ocr, PIX *pix)
{
    const Tesseract *t = ocr->t;
    l_float32 degrees = 0, sure = 0;
    PIX *ink = t->pixThresholdToBinary(pix, DARK);
    bool found = ink && t->pixFindSkew(ink, &degrees, &sure) == 0 && sure >= SKEW_SURE;
    t->pixDestroy(&ink);
    if (!found || fabsf(degrees) < SKEW_MIN_DEGREES || fabsf(degrees) > SKEW_MAX_DEGREES)
        return pix;
    PIX *straight =
        t->pixRotate(pix, degrees * (float)M_PI / 180, L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
    if (straight)
        t->pixDestroy(&pix);
    return straight ? straight : pix;
}

/* --- bands of light text on dark, as heads of tables have them --- */

static void invert_part(const Ocr *ocr, PIX *pix, int x, int y, int w, int h)
{
    l_uint32 *line = ocr->t->pixGetData(pix) + (ptrdiff_t)y * ocr->t->pixGetWpl(pix);
    for (int i = 0; i < h; i++, line += ocr->t->pixGetWpl(pix))
        for (int k = x; k < x + w; k++)
            SET_DATA_BYTE(line, k, 255 - GET_DATA_BYTE(line, k));
}

/* Tesseract reads such lines too, but not all of their words. A band is dark where no letter is:
 * wider than letters' strokes, and mostly ink within its borders. */
static void invert_bands(const Ocr *ocr, PIX *pix, double dpi)
{
    const Tesseract *t = ocr->t;
    int em = (int)(dpi / 8), part = (int)(dpi / 50);
    PIX *ink = t->pixThresholdToBinary(pix, BAND_DARK);
    PIX *solid = ink ? t->pixOpenBrick(NULL, ink, em, part + 1) : NULL;
    BOXA *boxes = solid ? t->pixConnCompBB(solid, 8) : NULL;
    int n = boxes ? t->boxaGetCount(boxes) : 0;
    for (int i = 0; i < n; i++) {
        l_int32 x = 0, y = 0, w = 0, h = 0, inked = 0;
        BOX *box = t->boxaGetBox(boxes, i, L_CLONE);
        t->boxGetGeometry(box, &x, &y, &w, &h);
        if (w >= 4 * em && h >= 3 * part && t->pixCountPixelsInRect(ink, box, &inked, NULL) == 0 &&
            (int64_t)inked * 100 >= (int64_t)w * h * BAND_PER_100)
            invert_part(ocr, pix, x, y, w, h);
        t->boxDestroy(&box);
    }
    t->boxaDestroy(&boxes);
    t->pixDestroy(&solid);
    t->pixDestroy(&ink);
}

/* --- letters of the size that is read best --- */

/* Counts pieces of ink that have the size and form of letters, by their heights, and all of them.
 */
static int count_letters(const Ocr *ocr, PIX *pix, double dpi, int pieces[HEIGHTS])
{
    const Tesseract *t = ocr->t;
    int n = 0;
    PIX *ink = t->pixThresholdToBinary(pix, DARK);
    BOXA *boxes = ink ? t->pixConnCompBB(ink, 8) : NULL;
    for (int i = 0; boxes && i < t->boxaGetCount(boxes); i++) {
        l_int32 w = 0, h = 0;
        BOX *box = t->boxaGetBox(boxes, i, L_CLONE);
        t->boxGetGeometry(box, NULL, NULL, &w, &h);
        t->boxDestroy(&box);
        bool is_letter = h >= dpi / 28 && h < dpi / 4 && h < HEIGHTS && w < 3 * h && w * 8 > h;
        pieces[is_letter ? h : 0] += is_letter;
        n += is_letter;
    }
    t->boxaDestroy(&boxes);
    t->pixDestroy(&ink);
    return n;
}

/* The height of capitals and figures, in pixels: what two thirds of the letters do not pass. 0:
 * there are too few to tell. */
static int height_of_letters(const Ocr *ocr, PIX *pix, double dpi)
{
    int pieces[HEIGHTS] = { 0 }, height = 0, n = count_letters(ocr, pix, dpi, pieces);
    for (int below = 0; n >= LETTERS_TO_TELL && below * 3 < n * 2; height++)
        below += pieces[height];
    return height;
}

/* Tesseract's models read figures worse that are larger or smaller than those they were trained on:
 * pages of 12 points, drawn at 300 dots an inch, lose one figure in forty, and none at 200. */
static void scale_to_model(const Ocr *ocr, PIX **pix, double *dpi)
{
    int height = height_of_letters(ocr, *pix, *dpi);
    float factor = height ? BEST_HEIGHT / (float)height : 1;
    factor = factor < 0.5F ? 0.5F : factor > 2 ? 2 : factor;
    if (factor > 0.87F && factor < 1.15F)
        return;
    PIX *scaled = ocr->t->pixScale(*pix, factor, factor);
    if (!scaled)
        return;
    ocr->t->pixDestroy(pix);
    *pix = scaled;
    *dpi *= (double)factor;
}

static bool makes_sense(const Reading *r)
{
    return r->sure >= ENOUGH_WORDS && r->sure * 100 >= r->words.n * SENSE_PER_100;
}

/* The picture in the position in which it reads best; *pix becomes the one that was read. Where
 * nothing looks like a word nothing will when it is turned. */
static Reading read_turned(Ocr *ocr, PIX **pix, double dpi)
{
    static const int quarters[] = { 3, 1, 2 };
    *pix = straightened(ocr, *pix);
    Reading best = read_upright(ocr, *pix, dpi);
    if (best.words.n == 0 || makes_sense(&best) || ocr->senseless >= SENSELESS_MAX)
        return best;
    PIX *first = *pix;
    for (ptrdiff_t i = 0; i < COUNT(quarters) && !makes_sense(&best); i++) {
        PIX *turned = ocr->t->pixRotateOrth(first, quarters[i]);
        if (!turned)
            break;
        turned = straightened(ocr, turned);
        Reading r = read_upright(ocr, turned, dpi);
        bool better = r.letters > best.letters;
        PIX **worse = better ? pix : &turned;
        if (*worse != first)
            ocr->t->pixDestroy(worse);
        if (better) {
            best = r;
            *pix = turned;
        }
    }
    if (*pix != first)
        ocr->t->pixDestroy(&first);
    ocr->senseless += !makes_sense(&best);
    return best;
}

/* --- what was passed over --- */

static void paint_over(const Ocr *ocr, PIX *pix, double scale, const PageWord *w)
{
    l_int32 width = 0, height = 0;
    ocr->t->pixGetDimensions(pix, &width, &height, NULL);
    int x0 = (int)((double)w->x0 * scale) - 2, x1 = (int)((double)w->x1 * scale) + 2;
    int y0 = (int)((double)w->y0 * scale) - 2, y1 = (int)((double)w->y1 * scale) + 2;
    x0 = x0 < 0 ? 0 : x0;
    x1 = x1 > width ? width : x1;
    y1 = y1 > height ? height : y1;
    for (int y = y0 < 0 ? 0 : y0; y < y1; y++) {
        l_uint32 *line = ocr->t->pixGetData(pix) + (ptrdiff_t)y * ocr->t->pixGetWpl(pix);
        for (int x = x0; x < x1; x++)
            SET_DATA_BYTE(line, x, 255);
    }
}

/* On pages with noise Tesseract takes columns of figures for no text at all. What was read is
 * painted over, and where many letters are left they are read wherever they stand. */
static void read_rest(Ocr *ocr, PIX *pix, double dpi, Reading *r)
{
    if (!makes_sense(r))
        return;
    int unused[HEIGHTS] = { 0 };
    PIX *rest = ocr->t->pixCopy(NULL, pix);
    for (ptrdiff_t i = 0; rest && i < r->words.n; i++)
        paint_over(ocr, rest, dpi / OCR_POINTS_PER_INCH, &r->words.words[i]);
    int left = rest ? count_letters(ocr, rest, dpi, unused) : 0;
    Reading more = { .words = { .mem = ocr->c->mem } };
    if (left >= LETTERS_LEFT && left * 100 > count_letters(ocr, pix, dpi, unused) * LEFT_PER_100)
        read_as(ocr, rest, dpi, PSM_SPARSE_TEXT, &more);
    for (ptrdiff_t i = 0; i < more.words.n; i++) {
        const PageWord *w = &more.words.words[i];
        PageWord *kept =
            w->confidence_ppm >= SURE * 10000 && w->text.n > 1 ? words_add(&r->words) : NULL;
        if (kept)
            *kept = *w;
    }
    ocr->t->pixDestroy(&rest);
}

/* --- which language it is --- */

/* Words that stand on statements of one language and of no other here. */
static const struct {
    const char *language;
    Str words[20];
} evidence[] = {
    { "eng",
      { S_INIT("the"), S_INIT("and"), S_INIT("of"), S_INIT("to"), S_INIT("your"), S_INIT("balance"),
        S_INIT("account"), S_INIT("statement"), S_INIT("payment"), S_INIT("with"), S_INIT("from"),
        S_INIT("for"), S_INIT("amount") } },
    { "deu",
      { S_INIT("der"), S_INIT("die"), S_INIT("und"), S_INIT("vom"), S_INIT("konto"),
        S_INIT("kontoauszug"), S_INIT("saldo"), S_INIT("betrag"), S_INIT("buchung"),
        S_INIT("kontostand"), S_INIT("wert"), S_INIT("datum"), S_INIT("soll"), S_INIT("haben"),
        S_INIT("lastschrift"), S_INIT("gutschrift"), S_INIT("ihre"), S_INIT("seite"),
        S_INIT("valuta") } },
    { "fra",
      { S_INIT("le"), S_INIT("les"), S_INIT("du"), S_INIT("et"), S_INIT("compte"), S_INIT("solde"),
        S_INIT("relev"), S_INIT("montant"), S_INIT("virement"), S_INIT("votre"), S_INIT("au"),
        S_INIT("des"), S_INIT("carte"), S_INIT("valeur"), S_INIT("vos") } },
    { "spa",
      { S_INIT("el"), S_INIT("los"), S_INIT("las"), S_INIT("del"), S_INIT("y"), S_INIT("cuenta"),
        S_INIT("fecha"), S_INIT("saldo"), S_INIT("importe"), S_INIT("concepto"), S_INIT("su"),
        S_INIT("pago"), S_INIT("extracto"), S_INIT("transferencia"), S_INIT("movimientos") } },
};

static int hits(const Reading *r, const char *language)
{
    int n = 0;
    for (ptrdiff_t k = 0; k < COUNT(evidence); k++)
        for (ptrdiff_t i = 0; !strcmp(evidence[k].language, language) && i < r->words.n; i++)
            for (const Str *word = evidence[k].words; word->p; word++)
                n += str_eq_nocase(r->words.words[i].text, *word);
    return n;
}

/* The language whose words the reading evidently has; the one that read when none is. */
static const Language *evident_language(Ocr *ocr, const Reading *r)
{
    const Language *best = ocr->language;
    int most = hits(r, best->name) + EVIDENT_WORDS - 1;
    for (Str rest = ocr->choice; rest.p;) {
        const Language *language = language_of(str_cut(&rest, '+'));
        int n = language ? hits(r, language->name) : 0;
        if (n > most) {
            best = language;
            most = n;
        }
    }
    return best;
}

/* Pages after the first that had something to say are read in its language. */
static void settle(Ocr *ocr, PIX *pix, double dpi, Reading *r)
{
    if (ocr->settled || !makes_sense(r))
        return;
    ocr->settled = true;
    const Language *better = evident_language(ocr, r);
    if (better != ocr->language && use_language(ocr, better))
        *r = read_upright(ocr, pix, dpi);
}

bool ocr_read_pix(Ocr *ocr, PIX **pix, double dpi, Page *out)
{
    invert_bands(ocr, *pix, dpi);
    scale_to_model(ocr, pix, &dpi);
    Reading r = read_turned(ocr, pix, dpi);
    settle(ocr, *pix, dpi, &r);
    read_rest(ocr, *pix, dpi, &r);
    ocr_figures(ocr, *pix, dpi, r.words.words, r.words.n);
    l_int32 width = 0, height = 0;
    ocr->t->pixGetDimensions(*pix, &width, &height, NULL);
    ocr->t->pixDestroy(pix);
    double scale = OCR_POINTS_PER_INCH / dpi;
    *out =
        (Page){ r.words.words, r.words.n, (float)(width * scale), (float)(height * scale), true };
    return !failed(ocr->c);
}

bool ocr_read(Ocr *ocr, const GreyPicture *picture, Page *out)
{
    PIX *pix = pix_of(ocr, picture);
    if (!pix)
        return fail(ocr->c, TOO_LARGE, NULL, "The picture of page %d is too large", picture->page);
    return ocr_read_pix(ocr, &pix, picture->dpi, out);
}
