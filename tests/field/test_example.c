/* The worked example of docs/rooms/field.md, as it stands there, on both engines. */
#include "../db/db_case.h"
#include "field/operation.h"

static const char *const migration =
    "CREATE TABLE reminder (\n"
    "    id @id,\n"
    "    workspace_id BIGINT NOT NULL,\n"
    "    created_at BIGINT NOT NULL,\n"
    "    updated_at BIGINT NOT NULL,\n"
    "    title TEXT NOT NULL,\n"
    "    due_on INTEGER NOT NULL,\n"
    "    done BOOLEAN NOT NULL\n"
    ");\n"
    "CREATE INDEX reminder_due ON reminder (workspace_id, due_on, id);\n"
    "@owned(reminder)\n";

/* example: resource */
typedef struct {
    Id id, workspace_id;
    int64_t created_at, updated_at;
    Str title;
    Date due_on;
    bool done;
} Reminder;

static const Field reminder_fields[] = {
    F_ID(Reminder, id, .prefix = "rem", .flags = READ_ONLY, .doc = "Given by the server."),
    F_ID(Reminder, workspace_id, .prefix = "wsp", .flags = OWNER | HIDDEN),
    F_INSTANT(Reminder, created_at, .flags = READ_ONLY, .doc = "When it was added."),
    F_INSTANT(Reminder, updated_at, .flags = READ_ONLY, .doc = "When it was last changed."),
    F_TEXT(Reminder, title, .flags = NEEDED, .min = 1, .max = 120, .doc = "What to do."),
    F_DATE(Reminder, due_on, .flags = NEEDED | SORTABLE, .doc = "By when."),
    F_BOOL(Reminder, done, .doc = "Whether it has been done."),
};

static const Filter reminder_filters[] = {
    { "due_before", FILTER_TO, "due_on", .doc = "Due on this day or before." },
    { "done", FILTER_IS, "done", .doc = "Only those done, or not." },
};

const Resource reminder_resource = {
    .name = "reminder",
    .plural = "reminders",
    .table = "reminder",
    .prefix = "rem",
    .shape = SHAPE(Reminder, reminder_fields),
    .filters = reminder_filters,
    .n_filters = COUNT(reminder_filters),
    .sort = "due_on",
    .owned = true,
};
/* end */

/* example: operation */
static bool reminder_finish(Ctx *c, Call *call)
{
    Reminder *r = NEW(c->mem, Reminder);
    resource_get(c, &reminder_resource, call->id, r);
    r->done = true;
    call->out = r;
    return resource_change(c, &reminder_resource, r);
}

const Operation reminder_operations[] = {
    CRUD("/reminders", reminder_resource, VIEWER, MEMBER),
    { "POST", "/reminders/:id/finish", reminder_finish, MEMBER | WRITES,
      .resource = &reminder_resource, .out = &reminder_resource.shape,
      .doc = "Marks a reminder as done." },
};
/* end */

static bool add_and_finish(Ctx *c, void *arg)
{
    Call post = { .op = &reminder_operations[1],
                  .raw_body = S("{\"title\":\"Pay the rent\",\"due_on\":\"2024-03-01\"}") };
    if (!CHECK(post.op->run(c, &post)))
        return false;
    Call finish = { .op = &reminder_operations[6], .id = ((Reminder *)post.out)->id };
    CHECK(finish.op->run(c, &finish));
    CHECK(((Reminder *)finish.out)->done);
    Call list = { .op = &reminder_operations[0],
                  .raw_query = S("done=true&due_before=2024-03-01") };
    CHECK(list.op->run(c, &list));
    *(int64_t *)arg = list.list.total;
    return !failed(c);
}

static void example(Ctx *c, Store *s)
{
    int64_t total = 0;
    c->workspace_id = 7;
    CHECK(store_write(s, c, add_and_finish, &total));
    CHECK_INT(total, 1);
}

TEST(the_example_works)
{
    on_both(c, migration, example);
}

/* The text between a line that holds begin and the next that holds end. */
static Str between(Str text, Str begin, Str end)
{
    ptrdiff_t at = str_find(text, begin, 0);
    at = at < 0 ? -1 : str_find_char(text, '\n', at);
    ptrdiff_t to = at < 0 ? -1 : str_find(text, end, at);
    return to >= 0 ? str_part(text, at + 1, to) : (Str){ 0 };
}

static Str file_text(Ctx *c, const char *path)
{
    Buf b = buf_new(c->mem, 1 << 20);
    CLEAN(clean_file) FILE *f = fopen(path, "r");
    for (int ch = f ? fgetc(f) : EOF; ch != EOF; ch = fgetc(f))
        buf_char(&b, (char)ch);
    return buf_str(&b);
}

TEST(the_page_shows_this_example)
{
    Str page = file_text(c, SOURCE_ROOT "/docs/rooms/field.md");
    Str source = file_text(c, SOURCE_ROOT "/tests/field/test_example.c");
    CHECK(page.n > 0 && source.n > 0);
    Str resource = between(source, S("/* example: resource */"), S("/* end */"));
    Str operation = between(source, S("/* example: operation */"), S("/* end */"));
    CHECK(resource.n > 0 && str_find(page, resource, 0) > 0);
    CHECK(operation.n > 0 && str_find(page, operation, 0) > 0);
    Str sql = between(page, S("```sql"), S("```"));
    CHECK_STR(sql, str_of(migration));
}

int main(int argc, char **argv)
{
    static const TestCase cases[] = {
        CASE(the_example_works),
        CASE(the_page_shows_this_example),
    };
    return RUN_TESTS(cases, argc, argv);
}
