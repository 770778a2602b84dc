/* What a file is, by its content; names are never trusted. */
#ifndef FLORIN_PARSE_DETECT_H
#define FLORIN_PARSE_DETECT_H

#include "base/base.h"

/*  kind     name    what people call it */
#define FILE_KINDS(X)                                                                              \
    X(EMPTY, "empty", "an empty file")                                                             \
    X(BINARY, "binary", "not text and not a known format")                                         \
    X(CSV, "csv", "delimited text")                                                                \
    X(HTML, "html", "a web page")                                                                  \
    X(MHTML, "mhtml", "a web page in one file (MHTML)")                                            \
    X(XML, "xml", "an XML document")                                                               \
    X(CAMT, "camt", "an ISO 20022 statement (CAMT)")                                               \
    X(OFX, "ofx", "an OFX file")                                                                   \
    X(QIF, "qif", "a QIF file")                                                                    \
    X(MT940, "mt940", "a SWIFT MT940 statement")                                                   \
    X(BAI2, "bai2", "a BAI2 file")                                                                 \
    X(JOURNAL, "journal", "a journal of plain-text accounting")                                    \
    X(OWN, "own", "an export of Florin")                                                           \
    X(JSON, "json", "a JSON document")                                                             \
    X(PDF, "pdf", "a PDF document")                                                                \
    X(ZIP, "zip", "a zip archive")                                                                 \
    X(XLSX, "xlsx", "an Excel workbook (XLSX)")                                                    \
    X(XLSB, "xlsb", "a binary Excel workbook (XLSB); save it as XLSX and give that")               \
    X(ODS, "ods", "an OpenDocument spreadsheet (ODS)")                                             \
    X(FODS, "fods", "an OpenDocument spreadsheet (FODS)")                                          \
    X(OFFICE, "office", "an Office document without sheets")                                       \
    X(XLS, "xls", "an old Excel workbook (XLS)")                                                   \
    X(XMLSS, "xmlss", "an Excel workbook of 2003 (XML)")                                           \
    X(PICTURE, "picture", "a picture")

typedef enum {
#define X(kind, name, words) FILE_##kind,
    FILE_KINDS(X)
#undef X
        FILE_KIND_COUNT
} FileKind;

/* The kind by the first bytes; CSV for any other text. */
FileKind file_kind(Str bytes);
Str file_kind_name(FileKind kind);
Str file_kind_words(FileKind kind);

#endif
