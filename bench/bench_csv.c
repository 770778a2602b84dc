/* P2: a CSV of 100 MB read into checked rows, proven by their balances, nothing printed; beside
 * Python's csv, pandas and Miller reading the same file without looking at it. Interleaved rounds,
 * medians; prints one line of JSON. Opponents that are not installed are left out. */
#include "parse/parse.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 5, MEGABYTES = 100 };

static const struct {
    const char *name, *command; /* %s is the file; prints the seconds it took inside */
} opponents[] = {
    { "python_csv",
      "python3 -c 'import csv,time\nt=time.time()\nfor r in csv.reader(open(\"%s\")): pass\n"
      "print(time.time()-t)' 2>/dev/null" },
    { "pandas", "python3 -c 'import "
                "time,pandas\nt=time.time()\npandas.read_csv(\"%s\")\nprint(time.time()-t)' "
                "2>/dev/null" },
    { "mlr", "command -v mlr >/dev/null && { s=$(date +%%s.%%N); mlr --icsv --ojson nothing '%s'; "
             "e=$(date +%%s.%%N); echo \"$e - $s\" | bc; } 2>/dev/null" },
};

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long write_file(const char *path)
{
    FILE *f = fopen(path, "w");
    int64_t balance = 100000;
    uint64_t seed = 1;
    long rows = 0;
    fputs("Date,Description,Amount,Currency,Balance,Reference\n", f);
    while (ftell(f) < (long)MEGABYTES << 20) {
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        int64_t cents = (int64_t)(seed >> 40) % 18001 - 9000;
        balance += cents;
        char date[DATE_TEXT];
        date_write((Date)(date_of(2015, 1, 1) + rows / 400), date);
        fprintf(f, "%.10s,Card payment SHOP %d Berlin,%s%lld.%02lld,EUR,%s%lld.%02lld,REF%08ld\n",
                date, (int)(seed >> 50) % 9999, cents < 0 ? "-" : "", llabs((long long)cents) / 100,
                llabs((long long)cents) % 100, balance < 0 ? "-" : "",
                llabs((long long)balance) / 100, llabs((long long)balance) % 100, rows);
        rows++;
    }
    fclose(f);
    return rows;
}

static void drop_pages(void *state, ptrdiff_t bytes)
{
    madvise(state, (size_t)bytes & ~(size_t)4095, MADV_DONTNEED);
}

static bool proven(void *state, const Statement *s)
{
    *(long *)state = s->reconciled == RECONCILED_YES ? (long)s->n_rows : -1;
    return true;
}

static double read_ours(const char *path, long *rows)
{
    CLEAN(clean_fd) int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0)
        return -1;
    double start = seconds();
    char *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    Ctx c = ctx_new("bench", LIMIT_JOB_ARENA_BYTES);
    StatementSink sink = { .state = rows, .end = proven };
    ParseOptions o = { .passed = drop_pages, .passed_state = p };
    bool fine = statement_stream(&c, str_n(p, st.st_size), &o, &sink);
    ctx_done(&c);
    munmap(p, (size_t)st.st_size);
    return fine ? seconds() - start : -1;
}

static double read_theirs(const char *command, const char *path)
{
    char line[1000], answer[100] = "";
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    snprintf(line, sizeof line, command, path);
#pragma GCC diagnostic pop
    FILE *f = popen(line, "r");
    if (!f)
        return -1;
    char *got = fgets(answer, sizeof answer, f);
    return pclose(f) == 0 && got ? strtod(answer, NULL) : -1;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *all)
{
    qsort(all, ROUNDS, sizeof *all, compare);
    return all[ROUNDS / 2];
}

int main(void)
{
    char path[] = "/tmp/florin-bench-XXXXXX";
    CLEAN(clean_fd) int fd = mkstemp(path);
    if (fd < 0)
        return 1;
    long rows = write_file(path), read = 0;
    double ours[ROUNDS], theirs[3][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        ours[round] = read_ours(path, &read);
        for (int i = 0; i < 3; i++)
            theirs[i][round] = read_theirs(opponents[i].command, path);
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    unlink(path);
    double mine = median(ours);
    printf("{\"claim\":\"P2\",\"work\":\"%d MB of CSV into %ld checked "
           "rows\",\"proven\":%s,\"seconds\":%.3f,"
           "\"peak_kb\":%ld",
           MEGABYTES, rows, read == rows ? "true" : "false", mine, usage.ru_maxrss);
    for (int i = 0; i < 3; i++) {
        double his = median(theirs[i]);
        if (his > 0)
            printf(",\"%s_seconds\":%.3f,\"against_%s\":%.2f", opponents[i].name, his,
                   opponents[i].name, his / mine);
    }
    puts("}");
    return read == rows ? 0 : 1;
}
