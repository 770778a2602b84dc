/* BAI2: lines become records, records fields. */
#include "format/bai2_record.h"

#include "text/utf8.h"

static const int codes[] = { 1, 2, 3, 16, 49, 88, 98, 99 };

static bool is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

/* The code of a record and its comma at `at`. */
static bool begins_record(Str s, ptrdiff_t at)
{
    if (at + 2 >= s.n || !is_digit(s.p[at]) || !is_digit(s.p[at + 1]) || s.p[at + 2] != ',')
        return false;
    for (ptrdiff_t i = 0; i < COUNT(codes); i++)
        if (codes[i] == (s.p[at] - '0') * 10 + (s.p[at + 1] - '0'))
            return true;
    return false;
}

static ptrdiff_t skip_blanks(Str s, ptrdiff_t at)
{
    while (at < s.n && (unsigned char)s.p[at] <= ' ')
        at++;
    return at;
}

/* The width of records without line ends in characters: where the second begins when the first is
 * filled up with blanks, and as many later the third; 0 when they are not filled up. */
static ptrdiff_t width_of(Str s)
{
    ptrdiff_t slash = str_find_char(s, '/', 0), next = skip_blanks(s, slash + 1);
    ptrdiff_t width = utf8_count(str_part(s, 0, next));
    bool filled = slash > 0 && next > slash + 1;
    return filled && begins_record(s, next) && begins_record(s, utf8_prefix(s, 2 * width).n) ? width
                                                                                             : 0;
}

Bai2Reader bai2_reader(Str text)
{
    Bai2Reader r = { .text = text, .line = 1 };
    Str s = str_trim(text);
    ptrdiff_t slash = str_find_char(s, '/', 0);
    Str first = str_part(s, 0, slash);
    r.flat = slash > 0 && str_find_char(first, '\n', 0) < 0 && str_find_char(first, '\r', 0) < 0 &&
             begins_record(s, skip_blanks(s, slash + 1)) &&
             str_find_char(str_part(s, slash, skip_blanks(s, slash + 1)), '\n', 0) < 0 &&
             str_find_char(str_part(s, slash, skip_blanks(s, slash + 1)), '\r', 0) < 0;
    if (r.flat) {
        r.text = s;
        r.width = width_of(s);
    }
    return r;
}

/* The next record of a text without line ends. */
static Str next_flat(Bai2Reader *r)
{
    Str t = r->text;
    ptrdiff_t from = r->at, to = from + utf8_prefix(str_part(t, from, t.n), r->width).n;
    while (!r->width && to < t.n && !(t.p[to] == '/' && begins_record(t, skip_blanks(t, to + 1))))
        to++;
    to = to < t.n ? to : t.n;
    r->at = r->width ? to : skip_blanks(t, to + 1);
    return str_part(t, from, r->width || to == t.n ? to : to + 1);
}

/* A line of blanks and control characters, like the end-of-file sign of old systems. */
static bool is_empty(Str line)
{
    return skip_blanks(line, 0) == line.n;
}

static Str next_line(Bai2Reader *r)
{
    if (r->flat)
        return next_flat(r);
    ptrdiff_t from = r->at, to = from;
    while (to < r->text.n && r->text.p[to] != '\n' && r->text.p[to] != '\r')
        to++;
    r->at = to;
    if (r->at < r->text.n && r->text.p[r->at] == '\r')
        r->at++;
    if (r->at < r->text.n && r->text.p[r->at] == '\n')
        r->at++;
    r->line++;
    return str_part(r->text, from, to);
}

/* The code before the first comma or the end, and the fields behind it; 0 when it is no record. */
static int record_code(Str line, Str *fields)
{
    line = str_trim(line);
    if (line.n < 2 || !is_digit(line.p[0]) || !is_digit(line.p[1]) ||
        (line.n > 2 && line.p[2] != ',' && line.p[2] != '/'))
        return 0;
    int code = (line.p[0] - '0') * 10 + (line.p[1] - '0');
    if (line.n && line.p[line.n - 1] == '/')
        line.n--;
    *fields = str_part(line, 3, line.n);
    for (ptrdiff_t i = 0; i < COUNT(codes); i++)
        if (codes[i] == code)
            return code;
    return 0;
}

/* A line that some banks let the text of a transaction go on in, without 88 before it. */
static bool goes_on(const Bai2Record *record, Str line)
{
    line = str_trim(line);
    bool coded = line.n > 2 && is_digit(line.p[0]) && is_digit(line.p[1]) && line.p[2] == ',';
    return record->code == 16 && !is_empty(line) && !coded;
}

bool bai2_next(Bai2Reader *r, Bai2Record *out)
{
    Str fields = { 0 }, line = { 0 };
    out->code = out->n = 0;
    do {
        if (r->at >= r->text.n)
            return false;
        line = next_line(r);
    } while (is_empty(line));
    out->line = r->flat ? 1 : r->line - 1;
    out->lines = 1;
    out->raw = line;
    out->code = record_code(line, &fields);
    out->parts[out->n++] = out->code ? fields : str_trim(line);
    for (;;) {
        Bai2Reader ahead = *r;
        if (ahead.at >= ahead.text.n)
            return true;
        line = next_line(&ahead);
        int code = record_code(line, &fields);
        if (code == 0 && goes_on(out, line))
            fields = str_trim(line);
        else if (!is_empty(line) && code != 88)
            return true;
        *r = ahead;
        if (is_empty(line))
            continue;
        out->lines++;
        out->raw.n = line.p + line.n - out->raw.p;
        if (out->n < BAI2_PARTS_MAX)
            out->parts[out->n++] = fields;
    }
}

Bai2Fields bai2_fields(const Bai2Record *record)
{
    return (Bai2Fields){ .record = record, .part = 0, .rest = record->parts[0] };
}

Str bai2_field(Bai2Fields *f)
{
    if (!f->rest.p && f->part + 1 < f->record->n)
        f->rest = f->record->parts[++f->part];
    if (!f->rest.p) {
        f->ended = true;
        return (Str){ 0 };
    }
    return str_trim(str_cut(&f->rest, ','));
}

Str bai2_text(Arena *mem, Bai2Fields *f)
{
    Buf text = buf_new(mem, 1 << 14);
    Str piece = f->rest;
    for (int i = f->part;; piece = f->record->parts[i]) {
        piece = str_trim(piece);
        if (piece.n) {
            if (text.n)
                buf_char(&text, ' ');
            buf_add(&text, piece);
        }
        if (++i >= f->record->n)
            break;
    }
    Str all = str_trim(buf_str(&text));
    for (ptrdiff_t i = 0; i < all.n; i++)
        if (all.p[i] != ',' && all.p[i] != '/' && all.p[i] != ' ')
            return all;
    return (Str){ 0 }; /* only what divides fields */
}

Bai2Kind bai2_kind(int64_t type)
{
    if (type == 890)
        return BAI2_NOTHING;
    if (type >= 100 && type <= 399)
        return BAI2_CREDIT;
    if (type >= 400 && type <= 699)
        return BAI2_DEBIT;
    if (type >= 701 && type <= 719) /* what is owed */
        return BAI2_NOTHING;
    if (type >= 720 && type <= 759) /* payments of a loan */
        return BAI2_CREDIT;
    if (type >= 760 && type <= 799)
        return BAI2_DEBIT;
    if (type >= 920 && type <= 959)
        return BAI2_CUSTOM_CREDIT;
    if (type >= 960 && type <= 999)
        return BAI2_CUSTOM_DEBIT;
    return BAI2_UNKNOWN;
}

/* Codes of the specification's level "summary". */
bool bai2_is_total(int64_t type)
{
    static const int16_t totals[] = {
        100, 101, 105, 106, 107, 109, 110, 120, 130, 131, 140, 146, 150, 160, 162, 163, 167, 170,
        178, 180, 182, 185, 186, 188, 190, 200, 205, 207, 210, 215, 230, 231, 239, 245, 250, 251,
        256, 260, 270, 271, 280, 285, 294, 302, 303, 304, 305, 307, 309, 310, 315, 316, 318, 319,
        320, 321, 324, 325, 326, 327, 328, 329, 330, 332, 336, 338, 340, 341, 343, 350, 352, 355,
        356, 360, 361, 370, 385, 389, 390, 400, 401, 403, 405, 406, 410, 412, 416, 420, 430, 446,
        450, 463, 465, 467, 470, 471, 478, 480, 482, 486, 490, 500, 505, 507, 510, 515, 530, 532,
        534, 536, 537, 539, 550, 551, 556, 560, 570, 580, 583, 584, 585, 586, 587, 588, 590, 594,
        596, 601, 602, 610, 611, 612, 613, 614, 615, 617, 618, 621, 623, 625, 626, 628, 630, 632,
        640, 646, 650, 655, 665, 670, 685, 689, 690, 720, 760,
    };
    for (ptrdiff_t i = 0; i < COUNT(totals); i++)
        if (totals[i] == type)
            return true;
    return false;
}

/* The type codes of transactions that banks use most, from the specification. */
static const struct {
    int type;
    Str words;
} type_words[] = {
    { 108, S_INIT("Credit") },
    { 115, S_INIT("Lockbox Deposit") },
    { 116, S_INIT("Item in Lockbox Deposit") },
    { 135, S_INIT("DTC Concentration Credit") },
    { 142, S_INIT("ACH Credit Received") },
    { 143, S_INIT("Item in ACH Deposit") },
    { 145, S_INIT("ACH Concentration Credit") },
    { 155, S_INIT("Preauthorized Draft Credit") },
    { 164, S_INIT("Corporate Trade Payment Credit") },
    { 165, S_INIT("Preauthorized ACH Credit") },
    { 166, S_INIT("ACH Settlement Credit") },
    { 169, S_INIT("Miscellaneous ACH Credit") },
    { 171, S_INIT("Individual Loan Deposit") },
    { 174, S_INIT("Other Deposit") },
    { 175, S_INIT("Check Deposit Package") },
    { 191, S_INIT("Individual Incoming Internal Money Transfer") },
    { 195, S_INIT("Incoming Money Transfer") },
    { 201, S_INIT("Individual Automatic Transfer Credit") },
    { 206, S_INIT("Book Transfer Credit") },
    { 208, S_INIT("Individual International Money Transfer Credit") },
    { 213, S_INIT("Letter of Credit") },
    { 227, S_INIT("Standing Order") },
    { 252, S_INIT("Debit Reversal") },
    { 255, S_INIT("Check Posted and Returned") },
    { 257, S_INIT("Individual ACH Return Item") },
    { 258, S_INIT("ACH Reversal Credit") },
    { 266, S_INIT("Return Item") },
    { 268, S_INIT("Return Item Adjustment") },
    { 275, S_INIT("ZBA Credit") },
    { 301, S_INIT("Commercial Deposit") },
    { 306, S_INIT("Fed Funds Sold") },
    { 354, S_INIT("Interest Credit") },
    { 357, S_INIT("Credit Adjustment") },
    { 358, S_INIT("YTD Adjustment Credit") },
    { 359, S_INIT("Interest Adjustment Credit") },
    { 366, S_INIT("Currency and Coin Deposited") },
    { 372, S_INIT("Back Value Adjustment") },
    { 395, S_INIT("Check Reversal") },
    { 398, S_INIT("Miscellaneous Fee Refund") },
    { 399, S_INIT("Miscellaneous Credit") },
    { 408, S_INIT("Float Adjustment") },
    { 409, S_INIT("Debit") },
    { 415, S_INIT("Lockbox Debit") },
    { 435, S_INIT("Payable-Through Draft") },
    { 445, S_INIT("ACH Concentration Debit") },
    { 447, S_INIT("ACH Disbursement Funding Debit") },
    { 451, S_INIT("ACH Debit Received") },
    { 452, S_INIT("Item in ACH Disbursement or Debit") },
    { 455, S_INIT("Preauthorized ACH Debit") },
    { 462, S_INIT("Account Holder Initiated ACH Debit") },
    { 464, S_INIT("Corporate Trade Payment Debit") },
    { 466, S_INIT("ACH Settlement Debit") },
    { 469, S_INIT("Miscellaneous ACH Debit") },
    { 475, S_INIT("Check Paid") },
    { 481, S_INIT("Individual Loan Payment") },
    { 491, S_INIT("Individual Outgoing Internal Money Transfer") },
    { 495, S_INIT("Outgoing Money Transfer") },
    { 501, S_INIT("Individual Automatic Transfer Debit") },
    { 506, S_INIT("Book Transfer Debit") },
    { 508, S_INIT("International Money Transfer Debit") },
    { 513, S_INIT("Letter of Credit Debit") },
    { 552, S_INIT("Credit Reversal") },
    { 555, S_INIT("Deposited Item Returned") },
    { 557, S_INIT("Individual ACH Return Item") },
    { 558, S_INIT("ACH Reversal Debit") },
    { 561, S_INIT("Individual Rejected Debit") },
    { 566, S_INIT("Return Item Debit") },
    { 575, S_INIT("ZBA Debit") },
    { 577, S_INIT("ZBA Debit Transfer") },
    { 595, S_INIT("ATM Debit") },
    { 627, S_INIT("Fed Funds Purchased") },
    { 654, S_INIT("Interest Debit") },
    { 657, S_INIT("Futures Debit") },
    { 661, S_INIT("Account Analysis Fee") },
    { 666, S_INIT("Currency and Coin Shipped") },
    { 695, S_INIT("Deposit Correction Debit") },
    { 698, S_INIT("Miscellaneous Fees") },
    { 699, S_INIT("Miscellaneous Debit") },
    { 720, S_INIT("Loan Payment") },
    { 721, S_INIT("Amount Applied to Interest") },
    { 722, S_INIT("Amount Applied to Principal") },
    { 723, S_INIT("Amount Applied to Escrow") },
    { 724, S_INIT("Amount Applied to Late Charges") },
    { 760, S_INIT("Loan Disbursement") },
};

Str bai2_words(int64_t type)
{
    for (ptrdiff_t i = 0; i < COUNT(type_words); i++)
        if (type_words[i].type == type)
            return type_words[i].words;
    return (Str){ 0 };
}
