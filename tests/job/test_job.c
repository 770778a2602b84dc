/* What job/job.h promises, on both engines. */
#include "store_case.h"

#include "job/job.h"
#include "job/queue.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

typedef struct {
    int64_t number;
    Str word;
} Payload;

static const Field payload_fields[] = {
    F_INT(Payload, number, .doc = "A number."),
    F_TEXT(Payload, word, .flags = OPTIONAL, .doc = "A word."),
};
static const Shape payload_shape = SHAPE(Payload, payload_fields);

static atomic_int runs, dead;
static atomic_llong sum;
static FailCode fails_with;
static int fails_until;

static bool run(Ctx *c, const Job *job)
{
    const Payload *p = job->payload;
    atomic_fetch_add(&sum, p->number);
    if (atomic_fetch_add(&runs, 1) < fails_until)
        return fail(c, fails_with, NULL, "as the test wants it");
    return job_progress(c, job, 50);
}

static bool note_given_up(Ctx *c, const Job *job, const Failure *why)
{
    (void)c;
    atomic_fetch_add(&dead, job->payload && why->code == fails_with);
    return true;
}

static const JobKind kind = {
    .name = "test.run",
    .queue = "files",
    .payload = &payload_shape,
    .run = run,
    .given_up = note_given_up,
    .pause_ms = 1,
};
static const JobKind *const kinds[] = { &kind };
static const JobTable table = { kinds, 1 };

static void start(FailCode code, int until)
{
    atomic_store(&runs, 0);
    atomic_store(&dead, 0);
    atomic_store(&sum, 0);
    fails_with = code;
    fails_until = until;
}

static bool add_one(Ctx *c, void *arg)
{
    Payload p = { 5, S("wörd") };
    return job_add(c, &kind, &p, arg) != 0 || !failed(c);
}

static bool add_and_fail(Ctx *c, void *arg)
{
    add_one(c, arg);
    return fail(c, CONFLICT, NULL, "so nothing is enqueued");
}

typedef struct {
    Str status, error;
    int64_t attempts, progress, n;
} Seen;

static const Query jobs_seen = {
    "jobs_seen", "SELECT status, error, attempts, progress FROM job WHERE workspace_id = $1", 1,
    false, false
};

static bool look(Ctx *c, void *arg)
{
    Seen *seen = arg;
    DbRows r = db_rows(c, &jobs_seen, DB_ARGS(V_INT(c->workspace_id)));
    *seen = (Seen){ .n = r.n };
    if (r.n) {
        seen->status = db_text(&r, 0, "status");
        seen->error = db_text(&r, 0, "error");
        seen->attempts = db_int(&r, 0, "attempts");
        seen->progress = db_int(&r, 0, "progress");
    }
    return !failed(c);
}

static Seen state(Ctx *c)
{
    Seen s = { 0 };
    CHECK(in_read(c, look, &s));
    return s;
}

/* Until the pauses between attempts are over. */
static int run_all(Ctx *c)
{
    int n = 0;
    for (int i = 0; i < 20; i++) {
        n += job_run_due(c, c->store, &table, 1);
        nanosleep(&(struct timespec){ 0, 3000000 }, NULL);
    }
    return n;
}

static void case_done(Ctx *c)
{
    start(NO_FAILURE, 0);
    CHECK(in_write(c, add_one, NULL));
    CHECK_STR(state(c).status, S("pending"));
    CHECK_INT(run_all(c), 1);
    CHECK_STR(state(c).status, S("completed"));
    CHECK_INT(state(c).progress, 100);
    CHECK_INT(atomic_load(&sum), 5);
}

static void case_undone_with_its_transaction(Ctx *c)
{
    start(NO_FAILURE, 0);
    CHECK(!in_write(c, add_and_fail, NULL));
    CHECK_FAILED(c, CONFLICT);
    CHECK_INT(state(c).n, 0);
    CHECK_INT(run_all(c), 0);
}

static void case_tried_again(Ctx *c)
{
    start(UNAVAILABLE, 2);
    CHECK(in_write(c, add_one, NULL));
    CHECK_INT(run_all(c), 3);
    CHECK_STR(state(c).status, S("completed"));
    CHECK_INT(state(c).attempts, 3);
    CHECK_INT(atomic_load(&dead), 0);
}

static void case_given_up(Ctx *c)
{
    start(UNAVAILABLE, 99);
    CHECK(in_write(c, add_one, NULL));
    CHECK_INT(run_all(c), 3);
    CHECK_STR(state(c).status, S("failed"));
    CHECK_STR(state(c).error, S("unavailable: as the test wants it"));
    CHECK_INT(atomic_load(&dead), 1);
}

static void case_input_is_final(Ctx *c)
{
    start(UNREADABLE, 99);
    CHECK(in_write(c, add_one, NULL));
    CHECK_INT(run_all(c), 1);
    CHECK_STR(state(c).status, S("failed"));
    CHECK_INT(atomic_load(&dead), 1);
}

static void case_once_by_key(Ctx *c)
{
    start(NO_FAILURE, 0);
    JobOptions o = { .dedupe_key = S("only one") };
    CHECK(in_write(c, add_one, &o));
    CHECK(in_write(c, add_one, &o));
    CHECK_INT(state(c).n, 1);
    CHECK_INT(run_all(c), 1);
    CHECK(in_write(c, add_one, &o)); /* it is over: the key is free again */
    CHECK_INT(state(c).n, 2);
}

static void case_not_before_its_time(Ctx *c)
{
    start(NO_FAILURE, 0);
    JobOptions o = { .run_after_ms = clock_now_ms() + 3600 * 1000 };
    CHECK(in_write(c, add_one, &o));
    CHECK_INT(run_all(c), 0);
}

static bool add_many(Ctx *c, void *arg)
{
    (void)arg;
    for (int i = 1; i <= 200 && !failed(c); i++)
        job_add(c, &kind, &(Payload){ i, S("x") }, NULL);
    return !failed(c);
}

static void case_each_once_by_many_workers(Ctx *c)
{
    start(NO_FAILURE, 0);
    JobRunner *r = job_runner_start(c, c->store, &table, 1, &(JobRunnerOptions){ .threads = 4 });
    JobRunner *q = job_runner_start(c, c->store, &table, 1,
                                    &(JobRunnerOptions){ .threads = 4, .queues = "files,other" });
    JobRunner *none = job_runner_start(c, c->store, &table, 1,
                                       &(JobRunnerOptions){ .threads = 1, .queues = "file" });
    CHECK(in_write(c, add_many, NULL));
    for (int i = 0; i < 2000 && atomic_load(&runs) < 200; i++)
        nanosleep(&(struct timespec){ 0, 10000000 }, NULL);
    job_runner_stop(r, 5000);
    job_runner_stop(q, 5000);
    job_runner_stop(none, 5000);
    CHECK_INT(atomic_load(&runs), 200);
    CHECK_INT(atomic_load(&sum), 200 * 201 / 2);
}

static const Query orphan = {
    "orphan",
    "UPDATE job SET status = 'running', attempts = attempts + 1, lease_until = $2, "
    "lease_owner = 'dead' WHERE workspace_id = $1",
    2, true, false
};

static bool make_orphan(Ctx *c, void *arg)
{
    db_run(c, &orphan, DB_ARGS(V_INT(c->workspace_id), V_INT(clock_now_ms() + *(int *)arg)));
    return !failed(c);
}

static void case_taken_over_when_the_lease_ends(Ctx *c)
{
    start(NO_FAILURE, 0);
    CHECK(in_write(c, add_one, NULL));
    int lease = 60000;
    CHECK(in_write(c, make_orphan, &lease));
    CHECK_INT(run_all(c), 0);
    lease = -1;
    CHECK(in_write(c, make_orphan, &lease));
    CHECK_INT(run_all(c), 1);
    CHECK_STR(state(c).status, S("completed"));
}

static void case_worker_that_always_dies(Ctx *c)
{
    start(INTERNAL, 0);
    CHECK(in_write(c, add_one, NULL));
    int lease = -1;
    for (int i = 0; i < 3; i++)
        CHECK(in_write(c, make_orphan, &lease));
    CHECK_INT(run_all(c), 1);
    CHECK_STR(state(c).status, S("failed"));
    CHECK_INT(atomic_load(&runs), 0);
}

/* --- whose turn has not come --- */

static atomic_int later_left;
static atomic_bool others_seen;

static bool run_later(Ctx *c, const Job *job)
{
    atomic_store(&others_seen, job_others_wait(c, job));
    if (atomic_fetch_sub(&later_left, 1) > 0) {
        job_later(job, 1);
        return true;
    }
    CHECK_INT(job->attempt, 1);
    atomic_fetch_add(&runs, 1);
    return true;
}

static const JobKind later_kind = { .name = "test.later", .queue = "files", .run = run_later };
static const JobKind *const later_kinds[] = { &later_kind };
static const JobTable later_table = { later_kinds, 1 };

static bool add_later(Ctx *c, void *arg)
{
    (void)arg;
    return job_add(c, &later_kind, NULL, NULL) != 0;
}

static void case_later_is_no_attempt(Ctx *c)
{
    start(NO_FAILURE, 0);
    atomic_store(&later_left, 10); /* more often than it may be begun */
    CHECK(in_write(c, add_later, NULL));
    for (int i = 0; i < 1000 && !atomic_load(&runs); i++) {
        job_run_due(c, c->store, &later_table, 1);
        nanosleep(&(struct timespec){ 0, 1000000 }, NULL);
    }
    CHECK_INT(atomic_load(&runs), 1);
    CHECK(!atomic_load(&others_seen));
    CHECK_STR(state(c).status, S("completed"));
    CHECK_INT(state(c).attempts, 1);
}

/* Due work of others is seen by a job that only waits. */
static void case_others_are_seen(Ctx *c)
{
    start(NO_FAILURE, 0);
    atomic_store(&later_left, 1);
    Ctx other = *c;
    other.workspace_id = 2;
    JobOptions first = { .run_after_ms = 1 };
    CHECK(in_write(c, add_later, NULL));
    CHECK(in_write(&other, add_one, NULL));
    CHECK(in_write(&other, add_one, &first));
    TakenJob t = { 0 };
    CHECK(queue_take(c, S(",files,"), S("me"), 60000, &t));
    CHECK_INT(t.workspace_id, 2); /* the one that was due first */
    TakenJob mine = { 0 };
    CHECK(queue_take(c, S(",files,"), S("me"), 60000, &mine));
    CHECK_INT(mine.workspace_id,
              1); /* of two equally urgent ones that of who has nothing running */
    queue_run(c->store, &later_table, 1, &mine, S("me"));
    CHECK(atomic_load(&others_seen));
}

#define ON_EACH(name)                                                                              \
    TEST(name)                                                                                     \
    {                                                                                              \
        on_each_store(c, case_##name);                                                             \
    }
ON_EACH(done)
ON_EACH(undone_with_its_transaction)
ON_EACH(tried_again)
ON_EACH(given_up)
ON_EACH(input_is_final)
ON_EACH(once_by_key)
ON_EACH(not_before_its_time)
ON_EACH(each_once_by_many_workers)
ON_EACH(taken_over_when_the_lease_ends)
ON_EACH(worker_that_always_dies)
ON_EACH(later_is_no_attempt)
ON_EACH(others_are_seen)

int main(int argc, char **argv)
{
    log_level(LOG_NOTHING);
    const TestCase cases[] = {
        CASE(done),
        CASE(undone_with_its_transaction),
        CASE(tried_again),
        CASE(given_up),
        CASE(input_is_final),
        CASE(once_by_key),
        CASE(not_before_its_time),
        CASE(each_once_by_many_workers),
        CASE(taken_over_when_the_lease_ends),
        CASE(worker_that_always_dies),
        CASE(later_is_no_attempt),
        CASE(others_are_seen),
    };
    return RUN_TESTS(cases, argc, argv);
}
