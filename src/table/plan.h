/* Private to the mapping: the search for the way to read the amounts. */
#ifndef FLORIN_TABLE_PLAN_H
#define FLORIN_TABLE_PLAN_H

#include "table/facts.h"
#include "table/mapping.h"

enum { SURE = 70, LIKELY = 55, PLANS_MAX = 96 };

/* One way to read the amounts, and how well it fits. */
typedef struct {
    Mapping m;
    int base;  /* from header words and cells */
    int proof; /* from balances, 0 … 1100 */
    int64_t links, holds;
    bool doubtful; /* chosen among readings that nothing decides between */
} Plan;

typedef struct {
    Reading *r;
    const TableRow *rows;
    ptrdiff_t n;
    const TableFacts *facts;
    Statement *s;
    Plan plans[PLANS_MAX];
    int n_plans;
} Search;

static inline const Column *column_at(int i, const Mapping *m)
{
    return &m->columns->at[i];
}

/* Whether the column's cells are figures and not dates. */
bool map_is_figures(const Column *k);

/* Tries a plan on the sample and keeps it with its proof. */
void search_try(Search *s, Plan p);

/* Each proposes plans of its kind under the mapping so far. */
void search_pairs(Search *s, const Mapping *m);
/* Every rule for a debit and a credit column. */
void search_pair_rules(Search *s, Plan p);
void search_one_side(Search *s, const Mapping *m);
void search_unnamed_pairs(Search *s, const Mapping *m);
void search_amounts(Search *s, const Mapping *m);
/* A column of kinds of transactions for amounts that have neither sign nor flag. */
void search_kinds(Search *s, const Mapping *m, const Plan *best);

/* What nothing decided is said in findings. */
void search_judge_sign(Search *s, Mapping *m, bool proven);
void search_judge_mark(Search *s, const Mapping *m);
void search_judge_columns(Search *s, const Plan *best);

#endif
