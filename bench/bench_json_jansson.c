/* The opponent of bench_json.c. It is loaded at run time because some of its names are ours too. */
#include "bench_json.h"

#include <dlfcn.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
    __typeof__(json_object) *object;
    __typeof__(json_array) *array;
    __typeof__(json_stringn) *stringn;
    __typeof__(json_string) *string;
    __typeof__(json_integer) *integer;
    __typeof__(json_null) *null;
    __typeof__(json_true) *yes;
    __typeof__(json_false) *no;
    __typeof__(json_object_set_new) *object_set_new;
    __typeof__(json_array_append_new) *array_append_new;
    __typeof__(json_dumps) *dumps;
    __typeof__(json_loadb) *loadb;
    __typeof__(json_delete) *delete_tree;
} j;

static void load(void)
{
    static const struct {
        const char *name;
        void **at;
    } functions[] = {
        { "json_object", (void **)&j.object },
        { "json_array", (void **)&j.array },
        { "json_stringn", (void **)&j.stringn },
        { "json_string", (void **)&j.string },
        { "json_integer", (void **)&j.integer },
        { "json_null", (void **)&j.null },
        { "json_true", (void **)&j.yes },
        { "json_false", (void **)&j.no },
        { "json_object_set_new", (void **)&j.object_set_new },
        { "json_array_append_new", (void **)&j.array_append_new },
        { "json_dumps", (void **)&j.dumps },
        { "json_loadb", (void **)&j.loadb },
        { "json_delete", (void **)&j.delete_tree },
    };
    void *library = dlopen("libjansson.so.4", RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
    for (ptrdiff_t i = 0; i < COUNT(functions); i++) {
        *functions[i].at = library ? dlsym(library, functions[i].name) : NULL;
        if (!*functions[i].at) {
            fprintf(stderr, "bench: libjansson.so.4 has no %s\n", functions[i].name);
            exit(1);
        }
    }
}

static json_t *text(Str s)
{
    return s.p ? j.stringn(s.p, (size_t)s.n) : j.null();
}

static json_t *tree_of(Arena *mem, const Account *a)
{
    json_t *o = j.object();
    j.object_set_new(o, "id", text(id_text(mem, "acc", a->id)));
    j.object_set_new(o, "created_at", text(instant_text(mem, a->created_at)));
    j.object_set_new(o, "updated_at", text(instant_text(mem, a->updated_at)));
    j.object_set_new(o, "name", text(a->name));
    j.object_set_new(o, "account_type", j.string(account_types[a->account_type]));
    j.object_set_new(o, "currency", text(currency_code(a->currency)));
    j.object_set_new(o, "institution", text(a->institution));
    j.object_set_new(o, "number_masked", text(a->number_masked));
    j.object_set_new(o, "iban", text(a->iban));
    Money opening = { a->opening_balance, a->currency }, balance = { a->balance, a->currency };
    j.object_set_new(o, "opening_balance", text(money_text(mem, opening)));
    j.object_set_new(o, "balance", text(money_text(mem, balance)));
    j.object_set_new(o, "opened_on", text(date_text(mem, a->opened_on)));
    j.object_set_new(o, "is_active", a->is_active ? j.yes() : j.no());
    j.object_set_new(o, "sort_order", j.integer(a->sort_order));
    j.object_set_new(o, "notes", text(a->notes));
    j.object_set_new(o, "sync_status", j.string(sync_states[a->sync_status]));
    j.object_set_new(o, "last_sync_at", text(instant_text(mem, a->last_sync_at)));
    return o;
}

int64_t jansson_write(Arena *mem, const Account *all, int n)
{
    if (!j.object)
        load();
    int64_t start = clock_mono_ns();
    json_t *list = j.array();
    for (int i = 0; i < n; i++)
        j.array_append_new(list, tree_of(mem, &all[i]));
    char *dumped = j.dumps(list, JSON_COMPACT);
    int64_t took = clock_mono_ns() - start;
    free(dumped);
    j.delete_tree(list);
    return took;
}

int64_t jansson_read(Str body)
{
    json_error_t e;
    int64_t start = clock_mono_ns();
    json_t *list = j.loadb(body.p, (size_t)body.n, JSON_REJECT_DUPLICATES, &e);
    int64_t took = clock_mono_ns() - start;
    j.delete_tree(list);
    return took;
}

const char *jansson_version(void)
{
    return JANSSON_VERSION;
}
