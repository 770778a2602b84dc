/* The libraries that read PDFs and pictures, opened only when a file needs them: the program itself
 * starts without them, and the process that reads a CSV never sees them.
 *
 * Each is a table of function pointers typed by the library's own headers. Names of files
 * (sonames) and packages stand in library.c and nowhere else. */
#ifndef FLORIN_PAPER_LIBRARY_H
#define FLORIN_PAPER_LIBRARY_H

#include "base/base.h"

#include <cairo.h>
#include <gio/gio.h>
#include <leptonica/allheaders.h>
#include <poppler.h>
#include <tesseract/capi.h>

/* poppler, and what it brings with it: glib, cairo. */
#define POPPLER_FUNCTIONS(X)                                                                       \
    X(cairo_create)                                                                                \
    X(cairo_destroy)                                                                               \
    X(cairo_image_surface_create)                                                                  \
    X(cairo_image_surface_get_data)                                                                \
    X(cairo_image_surface_get_stride)                                                              \
    X(cairo_paint)                                                                                 \
    X(cairo_scale)                                                                                 \
    X(cairo_set_source_rgb)                                                                        \
    X(cairo_surface_destroy)                                                                       \
    X(cairo_surface_flush)                                                                         \
    X(cairo_surface_status)                                                                        \
    X(g_bytes_new_static)                                                                          \
    X(g_bytes_unref)                                                                               \
    X(g_error_free)                                                                                \
    X(g_free)                                                                                      \
    X(g_iconv_open)                                                                                \
    X(g_memory_input_stream_new_from_bytes)                                                        \
    X(g_object_unref)                                                                              \
    X(poppler_document_get_creation_date)                                                          \
    X(poppler_document_get_n_pages)                                                                \
    X(poppler_document_get_page)                                                                   \
    X(poppler_document_get_producer)                                                               \
    X(poppler_document_get_title)                                                                  \
    X(poppler_document_new_from_bytes)                                                             \
    X(poppler_document_new_from_stream)                                                            \
    X(poppler_error_quark)                                                                         \
    X(poppler_page_free_image_mapping)                                                             \
    X(poppler_page_free_text_attributes)                                                           \
    X(poppler_page_get_image_mapping)                                                              \
    X(poppler_page_get_size)                                                                       \
    X(poppler_page_get_text_for_area)                                                              \
    X(poppler_page_get_text_attributes_for_area)                                                   \
    X(poppler_page_get_text_layout_for_area)                                                       \
    X(poppler_page_render)

/* Tesseract, and leptonica, which it brings with it. */
#define TESSERACT_FUNCTIONS(X)                                                                     \
    X(TessBaseAPIClear)                                                                            \
    X(TessBaseAPICreate)                                                                           \
    X(TessBaseAPIDelete)                                                                           \
    X(TessBaseAPIGetIterator)                                                                      \
    X(TessBaseAPIInit5)                                                                            \
    X(TessBaseAPIRecognize)                                                                        \
    X(TessBaseAPISetImage2)                                                                        \
    X(TessBaseAPISetPageSegMode)                                                                   \
    X(TessBaseAPIGetUTF8Text)                                                                      \
    X(TessBaseAPIMeanTextConf)                                                                     \
    X(TessBaseAPISetSourceResolution)                                                              \
    X(TessBaseAPISetVariable)                                                                      \
    X(TessDeleteText)                                                                              \
    X(TessPageIteratorBoundingBox)                                                                 \
    X(TessResultIteratorConfidence)                                                                \
    X(TessResultIteratorDelete)                                                                    \
    X(TessResultIteratorGetPageIteratorConst)                                                      \
    X(TessResultIteratorGetUTF8Text)                                                               \
    X(TessResultIteratorNext)                                                                      \
    X(boxCreate)                                                                                   \
    X(boxDestroy)                                                                                  \
    X(boxGetGeometry)                                                                              \
    X(boxaDestroy)                                                                                 \
    X(boxaGetBox)                                                                                  \
    X(boxaGetCount)                                                                                \
    X(pixAddBorder)                                                                                \
    X(pixClipRectangle)                                                                            \
    X(pixConnCompBB)                                                                               \
    X(pixConvertTo8)                                                                               \
    X(pixCopy)                                                                                     \
    X(pixCountPixelsInRect)                                                                        \
    X(pixCreate)                                                                                   \
    X(pixDestroy)                                                                                  \
    X(pixFindSkew)                                                                                 \
    X(pixGetData)                                                                                  \
    X(pixGetDimensions)                                                                            \
    X(pixGetWpl)                                                                                   \
    X(pixGetXRes)                                                                                  \
    X(pixOpenBrick)                                                                                \
    X(pixReadHeaderMem)                                                                            \
    X(pixReadMem)                                                                                  \
    X(pixReadMemFromMultipageTiff)                                                                 \
    X(pixReadMemJpeg)                                                                              \
    X(pixRotate)                                                                                   \
    X(pixRotateOrth)                                                                               \
    X(pixScale)                                                                                    \
    X(pixThresholdToBinary)                                                                        \
    X(setMsgSeverity)

#define X(name) __typeof__(name) *name;
typedef struct {
    POPPLER_FUNCTIONS(X)
} Poppler;
typedef struct {
    TESSERACT_FUNCTIONS(X)
} Tesseract;
#undef X

/* The library, opened at the first call; NULL after fail(): UNSUPPORTED, naming the package that
 * is missing. In a sandbox the first call must come before the file system is gone. */
const Poppler *poppler_library(Ctx *c);
const Tesseract *tesseract_library(Ctx *c);

#endif
