/* What clients can ask of the ledger. Creating a transaction stands in categorize/, which gives it
 * its category. */
#include "ledger/ledger.h"

#include "ledger/account.h"
#include "ledger/bulk.h"
#include "ledger/category.h"
#include "ledger/parts.h"
#include "ledger/reference.h"
#include "ledger/search.h"
#include "ledger/transaction.h"
#include "ledger/tree.h"

static const Operation operations[] = {
    CRUD("/accounts", account_resource, VIEWER, MEMBER),
    CRUD("/tags", tag_resource, VIEWER, MEMBER),
    { "GET", "/reference/currencies", reference_currencies, ANYONE | NO_LANE,
      .name = "reference_currencies", .out = &reference_currencies_shape,
      .doc = "Every currency that amounts can be in." },

    { "GET", "/categories/hierarchy", category_hierarchy, VIEWER, .name = "category_hierarchy",
      .out = &category_tree_shape, .doc = "All categories as a tree of groups." },
    { "GET", "/categories/usage-stats", category_usage, VIEWER, .name = "category_usage",
      .out = &category_usage_shape, .doc = "How often each category is used." },
    { "GET", "/categories", crud_list, VIEWER | LISTS, .resource = &category_resource,
      .out = &category_resource.shape, .doc = "The categories, groups and their members." },
    { "POST", "/categories", crud_add, MEMBER | WRITES | OWN_BODY, .resource = &category_resource,
      .in = &category_resource.shape, .out = &category_resource.shape, .status = 201,
      .doc = "Adds a category of your own." },
    { "GET", "/categories/:id", crud_get, VIEWER, .resource = &category_resource,
      .out = &category_resource.shape, .doc = "One category." },
    { "PUT", "/categories/:id", crud_put, MEMBER | WRITES | OWN_BODY,
      .resource = &category_resource, .in = &category_resource.shape,
      .out = &category_resource.shape, .doc = "Replaces a category." },
    { "PATCH", "/categories/:id", crud_patch, MEMBER | WRITES | OWN_BODY,
      .resource = &category_resource, .in = &category_resource.shape,
      .out = &category_resource.shape, .doc = "Changes some fields of a category." },
    { "DELETE", "/categories/:id", category_drop, MEMBER | WRITES, .resource = &category_resource,
      .query = &category_drop_query,
      .doc = "Deletes a category of your own; its transactions go elsewhere." },
    { "POST", "/categories/:id/merge", category_merge, MEMBER | WRITES, .name = "category_merge",
      .resource = &category_resource, .in = &category_merge_shape, .out = &category_resource.shape,
      .doc = "Moves everything in it to another and deletes it." },
    { "GET", "/categories/:id/patterns", category_patterns_list, VIEWER,
      .name = "category_patterns", .resource = &category_resource,
      .out = &category_pattern_list_shape, .doc = "The texts that lead to it." },
    { "POST", "/categories/:id/patterns", category_patterns_add, MEMBER | WRITES,
      .name = "category_pattern_add", .resource = &category_resource,
      .in = &category_pattern_new_shape, .out = &category_pattern_resource.shape, .status = 201,
      .doc = "Adds a text that leads to it." },
    { "DELETE", "/categories/:id/patterns/:pattern_id", category_patterns_drop, MEMBER | WRITES,
      .name = "category_pattern_drop", .resource = &category_resource,
      .doc = "Removes a text that led to it." },

    { "GET", "/transactions", crud_list, VIEWER | LISTS, .resource = &transaction_resource,
      .out = &transaction_resource.shape, .doc = "Transactions, the newest first." },
    { "GET", "/transactions/search", transaction_search, VIEWER, .name = "transaction_search",
      .query = &search_query_shape, .out = &search_answer_shape,
      .doc = "Transactions with all of these words, and where the words stand." },
    { "POST", "/transactions/bulk-update", bulk_update, MEMBER | WRITES,
      .name = "transactions_bulk_update", .in = &bulk_update_shape, .out = &bulk_done_shape,
      .doc = "Changes fields of up to 10,000 transactions, all or nothing." },
    { "POST", "/transactions/bulk-categorize", bulk_categorize, MEMBER | WRITES,
      .name = "transactions_bulk_categorize", .in = &bulk_categorize_shape, .out = &bulk_done_shape,
      .doc = "Gives up to 10,000 transactions a category." },
    { "POST", "/transactions/bulk-delete", bulk_delete, MEMBER | WRITES,
      .name = "transactions_bulk_delete", .in = &bulk_delete_shape, .out = &bulk_done_shape,
      .doc = "Deletes up to 10,000 transactions, all or nothing." },
    { "GET", "/transactions/:id", crud_get, VIEWER, .resource = &transaction_resource,
      .out = &transaction_resource.shape, .doc = "One transaction." },
    { "PUT", "/transactions/:id", crud_put, MEMBER | WRITES | OWN_BODY,
      .resource = &transaction_resource, .in = &transaction_resource.shape,
      .out = &transaction_resource.shape, .doc = "Replaces a transaction." },
    { "PATCH", "/transactions/:id", crud_patch, MEMBER | WRITES | OWN_BODY,
      .resource = &transaction_resource, .in = &transaction_resource.shape,
      .out = &transaction_resource.shape, .doc = "Changes some fields of a transaction." },
    { "DELETE", "/transactions/:id", crud_drop, MEMBER | WRITES, .resource = &transaction_resource,
      .doc = "Deletes a transaction." },
    { "PUT", "/transactions/:id/parts", transaction_set_parts, MEMBER | WRITES | OWN_BODY,
      .name = "transaction_parts", .resource = &transaction_resource,
      .in = &transaction_parts_shape, .out = &transaction_resource.shape,
      .doc = "Splits a transaction into categories; the sums must match." },
};
const OperationTable ledger_operations = { operations, COUNT(operations) };
