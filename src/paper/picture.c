/* Pictures of pages: PNG, JPEG, TIFF, GIF, read by leptonica. */
#include "paper/library.h"
#include "paper/pages.h"

#include <math.h>

enum {
    DPI_LEAST = 70,
    DPI_MOST = 1200, /* what a file says beyond these is no resolution of a page */
    READ_DPI = 300,
    NARROW = 1100, /* pixels: letters of a page in fewer are too small to be read as they are */
    PIXELS_WHOLE = 8 << 20, /* a JPEG is read at half its size while it has twice as many */
};
static const double PAGE_INCHES = 8.27; /* the width of a page that does not say its own */

typedef struct {
    Ctx *c;
    const Tesseract *t;
    const ParseOptions *options;
    Ocr *ocr;
    PIX *pix;
    PageSet *out;
    ptrdiff_t room;
} Picture;

static void close_picture(Picture *p)
{
    if (p->pix)
        p->t->pixDestroy(&p->pix);
    ocr_free(&p->ocr);
}

/* Looks at the size before anything is unpacked. */
static bool check_size(Picture *p, Str bytes, int *reduction)
{
    l_int32 format = 0, width = 0, height = 0;
    *reduction = 1;
    if (p->t->pixReadHeaderMem((const l_uint8 *)bytes.p, (size_t)bytes.n, &format, &width, &height,
                               NULL, NULL, NULL) ||
        width < 1 || height < 1)
        return fail(p->c, UNREADABLE, NULL,
                    "The picture is damaged or of a kind that cannot be read; "
                    "save it as PNG or JPEG");
    int64_t pixels = (int64_t)width * height;
    while (format == IFF_JFIF_JPEG && *reduction < 8 && pixels >= 2 * PIXELS_WHOLE) {
        pixels /= 4;
        *reduction *= 2;
    }
    return pixels <= LIMIT_PICTURE_PIXELS ||
           fail(p->c, TOO_LARGE, NULL, "The picture has %d x %d pixels; make it smaller",
                (int)width, (int)height);
}

/* The resolution that the file states, or that a page of this width has. */
static double resolution(const Picture *p, int width, int reduction)
{
    double stated = (double)p->t->pixGetXRes(p->pix) / reduction;
    double wide = width / stated;
    return stated >= DPI_LEAST && stated <= DPI_MOST && wide > PAGE_INCHES / 4 &&
                   wide < PAGE_INCHES * 3
               ? stated
               : width / PAGE_INCHES;
}

/* Grey, and large enough. */
static bool to_grey(Picture *p, double *dpi)
{
    PIX *grey = p->t->pixConvertTo8(p->pix, 0);
    p->t->pixDestroy(&p->pix);
    p->pix = grey;
    l_int32 width = 0;
    if (grey)
        p->t->pixGetDimensions(grey, &width, NULL, NULL);
    if (!grey || width >= NARROW || *dpi >= READ_DPI)
        return grey;
    float factor = (float)fmin(READ_DPI / *dpi, 3);
    p->pix = p->t->pixScale(grey, factor, factor);
    p->t->pixDestroy(&grey);
    *dpi *= (double)factor;
    return p->pix;
}

/* Reads p->pix, which is gone afterwards. */
static bool read_picture(Picture *p, int reduction)
{
    l_int32 width = 0;
    int32_t number = (int32_t)p->out->n + 1;
    if (p->out->n == p->room)
        return fail(p->c, TOO_LARGE, NULL, "The picture has more than %d pages; split it",
                    LIMIT_OCR_PAGES);
    p->t->pixGetDimensions(p->pix, &width, NULL, NULL);
    double dpi = resolution(p, width, reduction);
    if (!p->ocr)
        p->ocr = ocr_new(p->c, p->options, number);
    if (!p->ocr)
        return false;
    if (p->options->longer)
        p->options->longer(p->options->longer_state, LIMIT_OCR_SECONDS);
    if (!to_grey(p, &dpi))
        return fail(p->c, UNREADABLE, NULL, "Page %d of the picture cannot be read", number);
    return ocr_read_pix(p->ocr, &p->pix, dpi, &p->out->pages[p->out->n++]);
}

static bool read_tiff(Picture *p, Str bytes)
{
    size_t offset = 0;
    do {
        p->pix =
            p->t->pixReadMemFromMultipageTiff((const l_uint8 *)bytes.p, (size_t)bytes.n, &offset);
        if (!p->pix)
            return fail(p->c, UNREADABLE, NULL, "Page %td of the picture is damaged",
                        p->out->n + 1);
        if (!read_picture(p, 1))
            return false;
    } while (offset);
    return true;
}

bool pages_of_picture(Ctx *c, Str bytes, const ParseOptions *o, PageSet *out)
{
    static const ParseOptions none;
    *out = (PageSet){ 0 };
    Picture p CLEAN(close_picture) = { .c = c,
                                       .t = tesseract_library(c),
                                       .options = o ? o : &none,
                                       .out = out,
                                       .room = LIMIT_OCR_PAGES };
    int reduction;
    if (!p.t)
        return false;
    p.t->setMsgSeverity(L_SEVERITY_NONE);
    if (!check_size(&p, bytes, &reduction))
        return false;
    out->pages = NEW_ARRAY(c->mem, Page, p.room);
    if (str_starts(bytes, S("II*")) || str_starts(bytes, S("MM\0*")))
        return read_tiff(&p, bytes);
    p.pix = reduction > 1 ? p.t->pixReadMemJpeg((const l_uint8 *)bytes.p, (size_t)bytes.n, 0,
                                                reduction, NULL, 0)
                          : p.t->pixReadMem((const l_uint8 *)bytes.p, (size_t)bytes.n);
    if (!p.pix)
        return fail(c, UNREADABLE, NULL, "The picture is damaged; save or photograph it again");
    return read_picture(&p, reduction);
}
