/* A struct with every kind of field, for the tests of field/. */
#ifndef FLORIN_TESTS_FIELD_SAMPLE_H
#define FLORIN_TESTS_FIELD_SAMPLE_H

#include "field/copy.h"
#include "field/read.h"
#include "field/write.h"
#include "harness.h"

static const char *const part_kinds[] = { "", "whole", "half", NULL };

typedef struct {
    Id category_id;
    int64_t amount;
    Currency currency;
    int kind;
    Str note;
} Part;

static const Field part_fields[] = {
    F_ID(Part, category_id, .prefix = "cat", .refers = "sample_category", .flags = NEEDED),
    F_MONEY(Part, amount, currency, .flags = NEEDED),
    F_CURRENCY(Part, currency, .flags = HIDDEN),
    F_WORD(Part, kind, .words = part_kinds, .start = "whole"),
    F_TEXT(Part, note, .flags = OPTIONAL, .max = 20),
};

typedef struct {
    Str city;
    int64_t floor;
} Floor;

static const Field floor_fields[] = {
    F_TEXT(Floor, city, .flags = OPTIONAL, .max = 40),
    F_INT(Floor, floor, .min = -5, .max = 200),
};

static const char *const sample_kinds[] = { "", "checking", "savings", "credit_card", NULL };

typedef struct {
    Id id;
    Id workspace_id;
    int64_t created_at, updated_at;
    Str name;
    Str notes;
    Str secret;
    Str hidden;
    int account_type;
    int64_t amount;
    int64_t limit_amount;
    bool has_limit;
    Currency currency;
    Id category_id;
    int64_t sort_order;
    bool is_active;
    Date date;
    Date end_date;
    int64_t last_sync_at;
    int32_t confidence;
    Texts tags;
    Str metadata;
    Floor place;
    List parts;
    int64_t balance;
} Sample;

static const Field sample_fields[] = {
    F_ID(Sample, id, .prefix = "smp", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Sample, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_INSTANT(Sample, created_at, .flags = READ_ONLY | SORTABLE),
    F_INSTANT(Sample, updated_at, .flags = READ_ONLY),
    F_TEXT(Sample, name, .flags = NEEDED | SORTABLE, .min = 1, .max = 12, .doc = "Shown in lists."),
    F_TEXT(Sample, notes, .flags = OPTIONAL | MANY_LINES, .max = 200),
    F_TEXT(Sample, secret, .flags = OPTIONAL | SECRET),
    F_TEXT(Sample, hidden, .flags = OPTIONAL | HIDDEN),
    F_WORD(Sample, account_type, .flags = NEEDED, .words = sample_kinds),
    F_MONEY(Sample, amount, currency, .flags = SORTABLE),
    F_MONEY(Sample, limit_amount, currency, .flags = OPTIONAL, .min = 1,
            .given = GIVEN(Sample, has_limit)),
    F_CURRENCY(Sample, currency, .flags = NEEDED),
    F_ID(Sample, category_id, .prefix = "cat", .refers = "sample_category", .flags = OPTIONAL),
    F_INT(Sample, sort_order, .flags = SORTABLE),
    F_BOOL(Sample, is_active, .start = "true"),
    F_DATE(Sample, date, .flags = NEEDED | SORTABLE, .also = "transaction_date"),
    F_DATE(Sample, end_date, .flags = OPTIONAL | SORTABLE),
    F_INSTANT(Sample, last_sync_at, .flags = OPTIONAL),
    F_RATIO(Sample, confidence, .start = "0.8"),
    F_TEXTS(Sample, tags, .max = 3),
    F_JSON(Sample, metadata, .flags = OPTIONAL, .max = 100),
    F_STRUCT(Sample, place, Floor, floor_fields, .flags = OPTIONAL),
    F_LIST(Sample, parts, Part, part_fields, .max = 10),
    F_MONEY(Sample, balance, currency, .flags = READ_ONLY | UNSTORED),
};
static const Shape sample_shape __attribute__((unused)) = SHAPE(Sample, sample_fields);

/* What a client must at least send. */
#define SAMPLE_LEAST                                                                               \
    "\"name\":\"Cash\",\"account_type\":\"savings\",\"currency\":\"EUR\",\"date\":\"2024-02-29\""

/* A row with random values in every field a client may set; one in four of what may be none is
 * none. */
Sample sample_random(Arena *mem, Rng *rng);

#endif
