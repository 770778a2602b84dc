/* Every limit of the program in one file, each with its reason. */
#ifndef FLORIN_BASE_LIMITS_H
#define FLORIN_BASE_LIMITS_H

/* A message is read by a person: longer ones hide what matters. */
#define LIMIT_FAIL_DETAIL_BYTES 2000
/* All errors of a body at once, but a bulk of 10,000 wrong rows need not be answered by 10,000. */
#define LIMIT_FIELD_ERRORS 100

/* A request's own memory: the largest body (10,000 rows of bulk) with its structs and its answer.
 */
#define LIMIT_REQUEST_ARENA_BYTES (256u << 20)
/* A job resets its arena per batch; this is one batch of anything. */
#define LIMIT_JOB_ARENA_BYTES (512u << 20)

/* JSON bodies: a batch of 10,000 transactions of 1 KiB each. Files travel another way. */
#define LIMIT_JSON_BODY_BYTES (16u << 20)
/* Deeper than any of our structs by far; bounds the reader's recursion. */
#define LIMIT_JSON_DEPTH 32
/* XML: the deepest statements and workbooks have some 30 levels; the widest tag of a workbook 40
 * attributes; a single tag of theirs is far below 64 KiB. */
#define LIMIT_XML_DEPTH      256
#define LIMIT_XML_ATTRIBUTES 400
#define LIMIT_XML_TAG_BYTES  (1u << 20)
/* The largest statement file by default (a setting); the largest seen in the field is 20 MB. */
#define LIMIT_UPLOAD_BYTES (50u << 20)
/* Zip files. A workbook of a million rows has some 20 members that unpack to 500 MB at 10 to 60
 * times their size; bombs reach a thousand. Small members of blanks may be denser. */
#define LIMIT_ARCHIVE_MEMBERS    10000
#define LIMIT_ARCHIVE_BYTES      (1LL << 30)
#define LIMIT_ARCHIVE_RATIO      250
#define LIMIT_ARCHIVE_RATIO_FROM (4LL << 20)
/* One statement in a zip file: as large as one that comes alone. */
#define LIMIT_MEMBER_BYTES LIMIT_UPLOAD_BYTES
/* The texts that cells of a workbook share; they are held in memory while rows are read. */
#define LIMIT_SHARED_BYTES (96u << 20)
/* Sheets of a workbook that are looked at. */
#define LIMIT_SHEETS 500
/* Rounds of hashing for all passwords that are tried on one file: a hundred at the 100,000 rounds
 * that Office and LibreOffice ask for; two to four seconds of processor. */
#define LIMIT_UNLOCK_ROUNDS 10000000

/* The raw text of one row that is kept for showing; a longer record is cut. */
#define LIMIT_ROW_RAW_BYTES 4096
/* A receipt or document: a phone's picture has 3 to 6 MB. */
#define LIMIT_ATTACHMENT_BYTES (10 << 20)
/* What is kept of a receipt's text, to search and to show. */
#define LIMIT_RECEIPT_TEXT_CHARS 8000
/* Pages of one PDF: two years of daily pages; each costs its words in memory. */
#define LIMIT_PDF_PAGES 1000
/* Words of one page: the densest statements have some 1,500. */
#define LIMIT_PAGE_WORDS 20000
/* Seconds of processor for the text of a PDF, beside those for its size; the page that takes
 * longest in the field takes 0.1. */
#define LIMIT_PDF_SECONDS 5
/* Pages read by OCR, of one file, and the seconds of processor that each may take: a dense page at
 * 300 dots an inch takes 2, twice that when it lies on its side, and a page of nothing but noise 3.
 */
#define LIMIT_OCR_PAGES   100
#define LIMIT_OCR_SECONDS 10
/* Pixels of a picture: an A4 page at 300 dots an inch has 8.7 million, a photograph of it 12. */
#define LIMIT_PICTURE_PIXELS (16 << 20)
/* Words of all pages that are laid out: 100 of the densest pages and more than any statement has.
 */
#define LIMIT_LAYOUT_WORDS 1000000
/* Files in one upload, and in one zip file. */
#define LIMIT_UPLOAD_FILES 50

/* All amounts of a workspace together, in minor units: half of 64 bits, so that any sum over its
 * rows can be made. What a change adds below the second is not checked: the other half outlasts
 * five million of them. */
#define LIMIT_REACH            4e18
#define LIMIT_GROWTH_UNCHECKED 1e12

/* A page of a list: big enough for a screen, small enough for a short read. */
#define LIMIT_PAGE_DEFAULT 50
#define LIMIT_PAGE_MAX     500
/* Rows of one bulk change or one ingested batch, all or nothing in one short transaction. */
#define LIMIT_BULK_ROWS 10000

/* Rows inserted in one transaction of bulk work, so that the writer is held for less than 50 ms. */
#define LIMIT_BATCH_ROWS 2000

/* Idempotency keys: 24 h is the promise to clients; the length is that of a long UUID list item. */
#define LIMIT_IDEMPOTENCY_MS        (24LL * 3600 * 1000)
#define LIMIT_IDEMPOTENCY_KEY_BYTES 200

#endif
