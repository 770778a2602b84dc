/* Records of old Excel workbooks (BIFF2 to BIFF8, [MS-XLS] and the OpenOffice.org description of
 * the Excel file format): the stream as records, and the texts in them. */
#ifndef FLORIN_FORMAT_BIFF_H
#define FLORIN_FORMAT_BIFF_H

#include "base/base.h"

/* The records that are read; numbers with a version in their high byte are named without it. */
enum {
    BIFF_INTEGER2 = 0x02,
    BIFF_NUMBER2 = 0x03,
    BIFF_LABEL2 = 0x04,
    BIFF_BOOLERR2 = 0x05,
    BIFF_FORMULA = 0x06,
    BIFF_STRING2 = 0x07,
    BIFF_EOF = 0x0A,
    BIFF_FORMAT23 = 0x1E,
    BIFF_DATEMODE = 0x22,
    BIFF_FILEPASS = 0x2F,
    BIFF_CONTINUE = 0x3C,
    BIFF_CODEPAGE = 0x42,
    BIFF_IXFE = 0x44,
    BIFF_BOUNDSHEET = 0x85,
    BIFF_MULRK = 0xBD,
    BIFF_RSTRING = 0xD6,
    BIFF_XF5 = 0xE0,
    BIFF_MERGED = 0xE5,
    BIFF_SST = 0xFC,
    BIFF_LABELSST = 0xFD,
    BIFF_NUMBER = 0x203,
    BIFF_LABEL = 0x204,
    BIFF_BOOLERR = 0x205,
    BIFF_FORMULA3 = 0x206,
    BIFF_STRING = 0x207,
    BIFF_XF3 = 0x243,
    BIFF_RK = 0x27E,
    BIFF_FORMULA4 = 0x406,
    BIFF_FORMAT = 0x41E,
    BIFF_XF4 = 0x443,
    BIFF_BOF = 0x809
};

typedef struct {
    Str stream;
    ptrdiff_t at; /* of the next record */
    int id;
    Str data;
    bool cut; /* the stream ended within a record */
} BiffReader;

/* The next record; false at the end. */
bool biff_next(BiffReader *r);
/* Whether the record begins a part: BOF of any version. version: 2, 3, 4, 5 or 8; kind: 5 the
 * workbook, 0x10 a sheet of cells. */
bool biff_is_begin(int id, Str data, int *version, int *kind);

uint32_t biff_u8(Str s, ptrdiff_t at); /* 0 beyond the end, as the next two */
uint32_t biff_u16(Str s, ptrdiff_t at);
uint32_t biff_u32(Str s, ptrdiff_t at);
double biff_double(Str s, ptrdiff_t at);
/* A number in the packed form of RK records. */
double biff_rk(uint32_t packed);

/* Bytes that go on in CONTINUE records. */
typedef struct {
    BiffReader *records;
    Str data; /* of the current one */
    ptrdiff_t at;
    bool bad;
} BiffPieces;

uint32_t pieces_number(BiffPieces *p, int bytes);
void pieces_skip(BiffPieces *p, int64_t n);

/* A text of BIFF8 with its flags (how wide its characters are, runs of formats, how it is spoken),
 * behind its length of length_bytes, appended to out as UTF-8. */
void biff_text8(BiffPieces *p, int length_bytes, Buf *out);

/* How a workbook before BIFF8 writes texts: an Encoding, or -1 when it does not say. */
Str biff_text5(Arena *mem, Str bytes, int encoding);

#endif
