/* A statement written in a thousand layouts is read as the same statement, or the reader says that
 * it is not sure. Layouts are made from a seed: the tongue of the column names, delimiter, forms of
 * dates and figures, one signed column or debit and credit or a flag, newest or oldest first, a
 * balance or none. What must never happen is a wrong row without a word. */
#include "harness.h"
#include "parse/parse.h"

#include <stdio.h>

enum { LAYOUTS = 1500, ROWS_MAX = 12 };

typedef struct {
    const char *date, *text, *amount, *debit, *credit, *balance;
} Names;

static const Names tongues[] = {
    { "Date", "Description", "Amount", "Debit", "Credit", "Balance" },
    { "Transaction Date", "Narrative", "Amount", "Withdrawals", "Deposits", "Running Balance" },
    { "Buchungstag", "Verwendungszweck", "Betrag", "Soll", "Haben", "Saldo" },
    { "Date opération", "Libellé", "Montant", "Débit", "Crédit", "Solde" },
    { "Fecha operación", "Concepto", "Importe", "Cargo", "Abono", "Saldo" },
    { "Data contabile", "Descrizione", "Importo", "Dare", "Avere", "Saldo" },
    { "Data lançamento", "Descrição", "Valor", "Débito", "Crédito", "Saldo" },
    { "Boekdatum", "Omschrijving", "Bedrag", "Af", "Bij", "Saldo" },
    { "Data operacji", "Opis operacji", "Kwota", "Obciążenia", "Uznania", "Saldo po operacji" },
    { "Datum zaúčtování", "Popis", "Částka", "Odchozí", "Příchozí", "Zůstatek" },
    { "Bokföringsdag", "Text", "Belopp", "Uttag", "Insättning", "Saldo" },
    { "Kirjauspäivä", "Selite", "Määrä", "Otto", "Pano", "Saldo" },
    { "Könyvelés dátuma", "Közlemény", "Összeg", "Terhelés", "Jóváírás", "Egyenleg" },
    { "İşlem tarihi", "Açıklama", "Tutar", "Borç", "Alacak", "Bakiye" },
    { "Дата операции", "Описание", "Сумма", "Расход", "Приход", "Остаток" },
    { "Ημερομηνία", "Περιγραφή", "Ποσό", "Χρέωση", "Πίστωση", "Υπόλοιπο" },
    { "取引日", "摘要", "金額", "出金", "入金", "残高" },
    { "交易日期", "摘要", "交易金额", "支出", "收入", "余额" },
    { "거래일자", "적요", "거래금액", "출금액", "입금액", "잔액" },
    { "التاريخ", "الوصف", "المبلغ", "مدين", "دائن", "الرصيد" },
    { "תאריך", "תיאור", "סכום", "חובה", "זכות", "יתרה" },
};

typedef enum { SIGNED, PAIR, FLAGGED, SHAPES } Shape;
typedef enum { ISO, DMY_POINT, DMY_SLASH, DMY_SHORT, NAMED, COMPACT, DATE_FORMS } DateForms;

typedef struct {
    uint64_t seed;
    const Names *names;
    char delimiter, mark, group; /* group 0: none */
    char negative;               /* '-', 't' behind the figure, '(' */
    Shape shape;
    DateForms dates;
    bool header, balances, newest_first;
    int rows;
    Date date[ROWS_MAX];
    int64_t cents[ROWS_MAX], balance[ROWS_MAX];
} Layout;

static uint64_t next(uint64_t *seed, uint64_t below)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (*seed >> 33) % below;
}

static Layout layout_of(uint64_t seed)
{
    uint64_t s = seed * 2654435761u + 17;
    Layout l = { .seed = seed, .names = &tongues[next(&s, (uint64_t)COUNT(tongues))] };
    l.delimiter = ";,\t|"[next(&s, 4)];
    l.mark = ",."[next(&s, 2)];
    l.group = next(&s, 2) ? (l.mark == ',' ? '.' : ',') : 0;
    l.negative = "--t("[next(&s, 4)];
    l.shape = (Shape)next(&s, SHAPES);
    l.dates = (DateForms)next(&s, DATE_FORMS);
    l.header = next(&s, 10) > 0;
    l.balances = next(&s, 2);
    l.newest_first = next(&s, 2);
    l.rows = 2 + (int)next(&s, ROWS_MAX - 2);
    Date d = date_of(2023, 1 + (int)next(&s, 12), 1 + (int)next(&s, 28));
    int64_t balance = (int64_t)next(&s, 300000);
    for (int i = 0; i < l.rows; i++) {
        int64_t cents = 100 + (int64_t)next(&s, 250000);
        int k = l.newest_first ? l.rows - 1 - i : i;
        l.cents[k] = next(&s, 3) ? -cents : cents;
        l.balance[k] = balance += l.cents[k];
        l.date[k] = d += (Date)next(&s, 6);
    }
    return l;
}

static void add_figure(Buf *b, const Layout *l, int64_t cents)
{
    int64_t size = cents < 0 ? -cents : cents, whole = size / 100;
    if (cents < 0 && l->negative != 't')
        buf_char(b, l->negative);
    if (l->group && whole >= 1000)
        buf_fmt(b, "%lld%c%03lld", (long long)(whole / 1000), l->group, (long long)(whole % 1000));
    else
        buf_int(b, whole);
    buf_fmt(b, "%c%02lld", l->mark, (long long)(size % 100));
    if (cents < 0 && l->negative != '-')
        buf_char(b, l->negative == '(' ? ')' : '-');
}

static void add_date(Buf *b, const Layout *l, Date date)
{
    static const char *const months[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    DateParts p = date_parts(date);
    switch (l->dates) {
    case DMY_POINT: buf_fmt(b, "%02d.%02d.%d", p.day, p.month, p.year); break;
    case DMY_SLASH: buf_fmt(b, "%02d/%02d/%d", p.day, p.month, p.year); break;
    case DMY_SHORT: buf_fmt(b, "%02d.%02d.%02d", p.day, p.month, p.year % 100); break;
    case NAMED: buf_fmt(b, "%d %s %d", p.day, months[p.month - 1], p.year); break;
    case COMPACT: buf_fmt(b, "%04d%02d%02d", p.year, p.month, p.day); break;
    default: buf_fmt(b, "%04d-%02d-%02d", p.year, p.month, p.day);
    }
}

/* A cell in quotes, and the delimiter before it unless it is the first. */
static void begin_cell(Buf *b, const Layout *l, bool first)
{
    if (!first)
        buf_char(b, l->delimiter);
    buf_char(b, '"');
}

static void add_names(Buf *b, const Layout *l)
{
    const char *names[] = { l->names->date, l->names->text,
                            l->shape == PAIR ? l->names->debit : l->names->amount,
                            l->shape == PAIR      ? l->names->credit
                            : l->shape == FLAGGED ? "D/C"
                                                  : NULL,
                            l->balances ? l->names->balance : NULL };
    for (int i = 0; i < 5; i++)
        if (names[i]) {
            begin_cell(b, l, i == 0);
            buf_add(b, str_of(names[i]));
            buf_char(b, '"');
        }
    buf_char(b, '\n');
}

static void add_row(Buf *b, const Layout *l, int i)
{
    int64_t cents = l->cents[i], size = cents < 0 ? -cents : cents;
    begin_cell(b, l, true);
    add_date(b, l, l->date[i]);
    buf_char(b, '"');
    begin_cell(b, l, false);
    buf_fmt(b, "Shop %d\"", i);
    begin_cell(b, l, false);
    if (l->shape == SIGNED)
        add_figure(b, l, cents);
    else if (l->shape == FLAGGED || cents < 0)
        add_figure(b, l, size);
    buf_char(b, '"');
    if (l->shape != SIGNED) {
        begin_cell(b, l, false);
        if (l->shape == FLAGGED)
            buf_char(b, cents < 0 ? 'D' : 'C');
        else if (cents > 0)
            add_figure(b, l, cents);
        buf_char(b, '"');
    }
    if (l->balances) {
        begin_cell(b, l, false);
        add_figure(b, l, l->balance[i]);
        buf_char(b, '"');
    }
    buf_char(b, '\n');
}

static bool same(const Layout *l, const StatementSet *set)
{
    if (set->n != 1 || set->statements[0].n_rows != l->rows)
        return false;
    for (int i = 0; i < l->rows; i++) {
        const StatementRow *row = &set->statements[0].rows[i];
        Decimal want = { l->cents[i], 2 };
        if (row->date != l->date[i] || decimal_compare(row->amount.value, want) != 0)
            return false;
    }
    return true;
}

static bool said(const StatementSet *set)
{
    for (ptrdiff_t i = 0; i < set->n; i++)
        if (set->statements[i].ambiguous || set->statements[i].reconciled == RECONCILED_NO ||
            statement_warns(&set->statements[i]))
            return true;
    return false;
}

TEST(a_statement_in_any_layout)
{
    int right = 0, silent = 0;
    for (uint64_t seed = 1; seed <= LAYOUTS; seed++) {
        Layout l = layout_of(seed);
        Ctx own = ctx_new("layout", (size_t)64 << 20);
        Buf b = buf_new(own.mem, 1 << 16);
        if (l.header)
            add_names(&b, &l);
        for (int i = 0; i < l.rows; i++)
            add_row(&b, &l, i);
        StatementSet set;
        bool read = statement_parse(&own, buf_str(&b), NULL, &set), fine = read && same(&l, &set);
        right += fine;
        if (read && !fine && !said(&set)) {
            silent++;
            fprintf(stderr, "layout %d, silently wrong:\n%.*s\n", (int)seed, STR_ARG(buf_str(&b)));
        }
        ctx_done(&own);
    }
    CHECK_INT(silent, 0);
    CHECK(right * 100 >= LAYOUTS * 97);
    fprintf(stderr, "%d of %d layouts read exactly\n", right, (int)LAYOUTS);
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = { CASE(a_statement_in_any_layout) };
    return RUN_TESTS(cases, argc, argv);
}
