/* The rows of the demo household. It earns a salary with a rise and a bonus, pays rent, energy,
 * subscriptions of which one gets dearer, saves, shops, eats out, goes on holiday abroad, sends
 * something back, and moves money between its accounts. */
#include "app/demo.h"

#include <stdlib.h>

enum { YEARS = 2, MOST_ROWS = 6000 };

typedef struct {
    Arena *mem;
    DemoRow *rows;
    ptrdiff_t n;
    Date today;
    Rng rng;
} Demo;

static void add(Demo *d, DemoRow row)
{
    if (row.date > d->today || d->n == MOST_ROWS)
        return;
    row.is_pending = row.account == DEMO_CHECKING && row.date > d->today - 2 && row.amount < 0;
    d->rows[d->n++] = row;
}

static void pay(Demo *d, int account, Date date, int64_t amount, const char *description)
{
    add(d, (DemoRow){ .account = account,
                      .date = date,
                      .amount = amount,
                      .description = str_of(description) });
}

static void move(Demo *d, int from, int to, Date date, int64_t amount, const char *what)
{
    add(d, (DemoRow){ .account = from,
                      .date = date,
                      .amount = -amount,
                      .description = str_of(what),
                      .is_transfer = true });
    add(d, (DemoRow){ .account = to,
                      .date = date + 1,
                      .amount = amount,
                      .description = str_of(what),
                      .is_transfer = true });
}

/* Bills that come on a day of each month. changed_* from the month on in which the price rose. */
typedef struct {
    int account, day;
    int64_t amount;
    const char *description;
    int changed_after; /* months; 0: never */
    int64_t changed_to;
    int every; /* months; 0: one */
} Bill;

static const Bill bills[] = {
    { DEMO_CHECKING, 1, -112000, "Miete Wohnung 14 Lindner", 12, -115500, 1 },
    { DEMO_CHECKING, 3, -9400, "Stadtwerke Abschlag Strom und Gas", 9, -11200, 1 },
    { DEMO_CHECKING, 5, -3999, "Vodafone GmbH Kabel Internet", 0, 0, 1 },
    { DEMO_CHECKING, 6, -1499, "congstar Mobilfunk", 0, 0, 1 },
    { DEMO_CHECKING, 8, -1299, "NETFLIX.COM Amsterdam", 14, -1399, 1 },
    { DEMO_CHECKING, 11, -1099, "Spotify AB Stockholm", 16, -1299, 1 },
    { DEMO_CHECKING, 15, -4900, "Deutschlandticket BVG Abo", 13, -5800, 1 },
    { DEMO_CHECKING, 18, -2990, "McFIT Fitnessstudio Beitrag", 0, 0, 1 },
    { DEMO_CHECKING, 20, -6840, "HUK-COBURG Kfz-Versicherung", 0, 0, 3 },
    { DEMO_CHECKING, 22, -1836, "Rundfunk ARD ZDF DRadio", 0, 0, 3 },
    { DEMO_CHECKING, 25, -1000, "Spende UNICEF Deutschland", 0, 0, 1 },
    { DEMO_CHECKING, 28, 28900, "Familienkasse Kindergeld", 0, 0, 1 },
};

static void pay_bills(Demo *d, Date month, int index)
{
    for (ptrdiff_t i = 0; i < COUNT(bills); i++) {
        const Bill *b = &bills[i];
        if (index % b->every)
            continue;
        bool changed = b->changed_after && index >= b->changed_after;
        pay(d, b->account, month + b->day - 1, changed ? b->changed_to : b->amount, b->description);
    }
}

/* What is bought now and then: how often in a month, between which amounts, where. */
typedef struct {
    int account;
    int least, most;
    int64_t from, to;
    const char *shops[6];
} Habit;

static const Habit habits[] = {
    { DEMO_CHECKING,
      7,
      11,
      1200,
      9800,
      { "REWE SAGT DANKE 4512 Berlin", "LIDL DIENSTLEISTUNG Berlin", "EDEKA Nordmann Berlin",
        "ALDI SUED Filiale 88", "Bio Company Berlin" } },
    { DEMO_CHECKING,
      4,
      9,
      280,
      890,
      { "Starbucks Hauptbahnhof Berlin", "Baeckerei Steinecke", "BackWerk Alexanderplatz" } },
    { DEMO_CHECKING,
      2,
      5,
      1400,
      6500,
      { "Restaurant Da Luigi Berlin", "Vapiano Berlin Mitte", "Sushi Circle Berlin" } },
    { DEMO_CHECKING, 1, 3, 790, 2200, { "McDonalds Filiale 214", "BURGER KING 8812" } },
    { DEMO_CHECKING, 1, 3, 1500, 3800, { "Lieferando.de Bestellung", "Wolt Berlin" } },
    { DEMO_CHECKING, 1, 2, 4200, 7800, { "Shell 1452 Berlin", "ARAL Station Potsdam" } },
    { DEMO_CHECKING,
      1,
      2,
      900,
      3400,
      { "dm drogerie markt 1720", "ROSSMANN 5521", "Apotheke am Markt" } },
    { DEMO_CHECKING,
      0,
      2,
      1900,
      12900,
      { "AMAZON EU S.A R.L. Bestellung", "IKEA Berlin Tempelhof", "Zalando SE",
        "Thalia Buecher" } },
    { DEMO_CHECKING, 0, 1, 5000, 10000, { "Bargeldauszahlung Geldautomat Sparkasse" } },
    { DEMO_CHECKING, 0, 2, 1100, 2600, { "CineStar Kino Berlin", "UBER TRIP Berlin" } },
    { DEMO_CARD, 0, 2, 600, 4500, { "STEAM GAMES", "APPLE.COM/BILL", "GitHub Inc", "AUDIBLE US" } },
};

static void live(Demo *d, Date month, int days)
{
    for (ptrdiff_t i = 0; i < COUNT(habits); i++) {
        const Habit *h = &habits[i];
        int shops = 0;
        while (shops < COUNT(h->shops) && h->shops[shops])
            shops++;
        for (int64_t k = rng_between(&d->rng, h->least, h->most); k > 0; k--) {
            Date date = month + (Date)rng_below(&d->rng, days);
            int64_t amount = -rng_between(&d->rng, h->from, h->to);
            if (h->from % 5000 == 0) /* notes of a cash machine */
                amount -= amount % 5000;
            pay(d, h->account, date, amount, h->shops[rng_below(&d->rng, shops)]);
        }
    }
}

static void earn(Demo *d, Date month, int days, int index)
{
    int64_t salary = index < 10 ? 318450 : 331200; /* a rise after ten months */
    DateParts p = date_parts(month);
    add(d, (DemoRow){ .account = DEMO_CHECKING,
                      .date = month + days - 3,
                      .amount = salary,
                      .description = S("Lohn und Gehalt Nordlicht Software GmbH"),
                      .counterparty = S("Nordlicht Software GmbH") });
    if (p.month == 11)
        add(d, (DemoRow){ .account = DEMO_CHECKING,
                          .date = month + days - 3,
                          .amount = 145000,
                          .description = S("Sonderzahlung Gehalt Nordlicht Software GmbH"),
                          .counterparty = S("Nordlicht Software GmbH") });
    move(d, DEMO_CHECKING, DEMO_SAVINGS, month + 1, 30000, "Umbuchung Sparen");
    if (p.month % 3 == 0)
        pay(d, DEMO_SAVINGS, month + days - 1, rng_between(&d->rng, 2100, 3900),
            "Zinsgutschrift Tagesgeld");
}

static void abroad(Demo *d, Date date, int64_t dollars, const char *what)
{
    pay(d, DEMO_CARD, date, -dollars, what);
}

/* Ten days in New York in the second August, paid by the dollar card. */
static void go_on_holiday(Demo *d, Date month)
{
    pay(d, DEMO_CHECKING, month - 60, -128400, "Lufthansa Flugbuchung FRA JFK");
    pay(d, DEMO_CHECKING, month - 58, -2900, "Reiseversicherung ERGO");
    abroad(d, month + 6, 164500, "MARRIOTT HOTEL NEW YORK NY");
    abroad(d, month + 7, 4210, "WHOLE FOODS MARKET NEW YORK");
    abroad(d, month + 8, 2350, "UBER TRIP NEW YORK");
    abroad(d, month + 9, 6800, "MOMA MUSEUM TICKETS");
    abroad(d, month + 10, 8925, "SHAKE SHACK MADISON SQ");
    abroad(d, month + 12, 21500, "BROADWAY TICKETS TELECHARGE");
    abroad(d, month + 13, 5640, "CVS PHARMACY 2210");
    abroad(d, month + 14, 11870, "MACYS HERALD SQUARE");
    add(d, (DemoRow){ .account = DEMO_CHECKING,
                      .date = month + 7,
                      .amount = -18642,
                      .description = S("Geldautomat JP Morgan Chase New York"),
                      .original_amount = -20000,
                      .original_currency = CURRENCY('U', 'S', 'D') });
}

static void send_back(Demo *d, Date month)
{
    pay(d, DEMO_CHECKING, month + 9, -18990, "Zalando SE");
    pay(d, DEMO_CHECKING, month + 17, 18990, "Zalando SE Gutschrift Retoure");
}

static void pay_the_card(Demo *d, Date month, int index)
{
    if (index % 3)
        return;
    add(d, (DemoRow){ .account = DEMO_CARD,
                      .date = month + 19,
                      .amount = 12500,
                      .description = S("PAYMENT RECEIVED THANK YOU"),
                      .is_transfer = true });
    add(d, (DemoRow){ .account = DEMO_CHECKING,
                      .date = month + 18,
                      .amount = -11590,
                      .description = S("Ausgleich Kreditkarte USD"),
                      .is_transfer = true });
}

static int by_date(const void *a, const void *b)
{
    const DemoRow *x = a, *y = b;
    if (x->date != y->date)
        return (x->date > y->date) - (x->date < y->date);
    int order = str_cmp(x->description, y->description);
    return order ? order : (x->amount > y->amount) - (x->amount < y->amount);
}

ptrdiff_t demo_rows(Arena *mem, Date today, uint64_t seed, DemoRow **out)
{
    Demo d = {
        .mem = mem, .today = today, .rng = rng_new(seed), .rows = NEW_ARRAY(mem, DemoRow, MOST_ROWS)
    };
    int last = date_month_number(today), first = last - YEARS * 12;
    for (int m = first; m <= last; m++) {
        Date month = date_of_month_number(m);
        DateParts p = date_parts(month);
        int days = days_in_month(p.year, p.month);
        pay_bills(&d, month, m - first);
        live(&d, month, days);
        earn(&d, month, days, m - first);
        pay_the_card(&d, month, m - first);
        if (p.month == 8 && m - first >= 10)
            go_on_holiday(&d, month);
        if (m == first + 15)
            send_back(&d, month);
    }
    qsort(d.rows, (size_t)d.n, sizeof *d.rows, by_date);
    *out = d.rows;
    return d.n;
}
