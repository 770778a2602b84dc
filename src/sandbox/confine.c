/* Limits, Landlock, seccomp: in this order, each from within, none of them reversible. */
#include "sandbox/confine.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { NOBODY = 65534, COMPLAINT_BYTES = 65536, UNKNOWN_SIZE_BYTES = 256 << 20 };

/* Sanitizers reserve terabytes of address space and call more of the kernel: their builds keep the
 * list of calls but not the memory limit. */
extern void __asan_init(void) __attribute__((weak)); // NOLINT(bugprone-reserved-identifier)
extern void __tsan_init(void) __attribute__((weak)); // NOLINT(bugprone-reserved-identifier)

static bool is_sanitized(void)
{
    return &__asan_init != NULL || &__tsan_init != NULL;
}

/* Bytes of address space in use. */
static int64_t mapped_now(void)
{
    FILE *f CLEAN(clean_file) = fopen("/proc/self/statm", "re");
    char text[64];
    size_t n = f ? fread(text, 1, sizeof text, f) : 0;
    Str line = str_n(text, (ptrdiff_t)n);
    int64_t pages = 0;
    if (!str_int(str_cut(&line, ' '), &pages))
        return UNKNOWN_SIZE_BYTES;
    return pages * sysconf(_SC_PAGESIZE);
}

static bool limit_range(int what, rlim_t soft, rlim_t most)
{
    struct rlimit now;
    if (getrlimit((__rlimit_resource_t)what, &now))
        return false;
    if (now.rlim_max < most)
        most = now.rlim_max;
    if (soft > most)
        soft = most;
    return !setrlimit((__rlimit_resource_t)what, &(struct rlimit){ soft, most });
}

static bool limit(int what, rlim_t most)
{
    return limit_range(what, most, most);
}

/* --- seconds that are asked for as the work is seen --- */

static volatile sig_atomic_t seconds_allowed;

void confine_longer(int64_t seconds)
{
    seconds_allowed += (sig_atomic_t)seconds;
}

/* Comes when the first seconds are used up, and then every second. */
static void on_second(int signal_number)
{
    struct timespec used;
    (void)signal_number;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) || used.tv_sec >= seconds_allowed)
        _exit(CONFINE_EXIT_SLOW);
}

/* Complaints of libraries past the limit of what may be written are lost, and no reason to end. */
static bool expect_libraries(const ConfineBudget *b)
{
    if (!b->libraries)
        return true;
    seconds_allowed = (sig_atomic_t)b->cpu_seconds;
    return signal(SIGXFSZ, SIG_IGN) != SIG_ERR &&
           !sigaction(SIGXCPU, &(struct sigaction){ .sa_handler = on_second }, NULL);
}

static bool limit_resources(const ConfineBudget *b)
{
    int64_t now = mapped_now();
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_NOFILE, 0) &&
           limit(RLIMIT_FSIZE, COMPLAINT_BYTES) &&
           limit_range(RLIMIT_CPU, (rlim_t)b->cpu_seconds,
                       (rlim_t)(b->cpu_seconds + b->cpu_seconds_more)) &&
           (is_sanitized() || limit(RLIMIT_AS, (rlim_t)(now + b->memory_bytes))) &&
           limit(RLIMIT_NPROC, 0);
}

/* Root is nobody in here; refused inside some containers, where seccomp stands alone. */
static void drop_user(void)
{
    if (geteuid() != 0)
        return;
    if (syscall(SYS_setgroups, 0, NULL) || setresgid(NOBODY, NOBODY, NOBODY) ||
        setresuid(NOBODY, NOBODY, NOBODY))
        return;
}

static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

bool confine_has_landlock(void)
{
    return landlock_version() >= 1;
}

/* Rights on files that the first version knows: bits 0 to 12. All are handled and none granted. */
enum { ALL_FILE_RIGHTS = (1 << 13) - 1 };

static bool leave_file_system(void)
{
    if (!confine_has_landlock())
        return true;
    struct landlock_ruleset_attr none = { .handled_access_fs = ALL_FILE_RIGHTS };
    int fd CLEAN(clean_fd) = (int)syscall(SYS_landlock_create_ruleset, &none, sizeof none, 0);
    return fd >= 0 && !syscall(SYS_landlock_restrict_self, fd, 0);
}

/* Calls that are harmless whatever their arguments. */
static const int harmless[] = {
    SCMP_SYS(exit),          SCMP_SYS(exit_group),     SCMP_SYS(brk),
    SCMP_SYS(munmap),        SCMP_SYS(madvise),        SCMP_SYS(rt_sigreturn),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),   SCMP_SYS(futex),
    SCMP_SYS(getrandom),     SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),
};

/* What the sanitizers' own code needs beside. */
static const int for_sanitizers[] = {
    SCMP_SYS(sched_yield), SCMP_SYS(sigaltstack), SCMP_SYS(rt_sigaction),
    SCMP_SYS(readlink),    SCMP_SYS(getrlimit),   SCMP_SYS(prlimit64),
};

/* What libraries ask, and what they are told: there is no such file, no such terminal; or the truth
 * where it is harmless. */
static int answer_libraries(scmp_filter_ctx f)
{
    static const int no_files[] = {
        SCMP_SYS(open),       SCMP_SYS(openat),   SCMP_SYS(openat2),    SCMP_SYS(stat),
        SCMP_SYS(lstat),      SCMP_SYS(statx),    SCMP_SYS(access),     SCMP_SYS(faccessat),
        SCMP_SYS(faccessat2), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd),
        SCMP_SYS(statfs),
    };
    static const int no_such_thing[] = { SCMP_SYS(fcntl), SCMP_SYS(ioctl), SCMP_SYS(lseek),
                                         SCMP_SYS(close) };
    static const int truth[] = { SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
                                 SCMP_SYS(sysinfo),     SCMP_SYS(uname),
                                 SCMP_SYS(getuid),      SCMP_SYS(geteuid),
                                 SCMP_SYS(getgid),      SCMP_SYS(getegid),
                                 SCMP_SYS(getrusage),   SCMP_SYS(times) };
    int bad = 0;
    for (ptrdiff_t i = 0; i < COUNT(no_files); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ERRNO(ENOENT), no_files[i], 0);
    for (ptrdiff_t i = 0; i < COUNT(no_such_thing); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ERRNO(EBADF), no_such_thing[i], 0);
    for (ptrdiff_t i = 0; i < COUNT(truth); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, truth[i], 0);
    return bad;
}

static int allow_calls(scmp_filter_ctx f)
{
    int bad = 0;
    for (ptrdiff_t i = 0; i < COUNT(harmless); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, harmless[i], 0);
    for (ptrdiff_t i = 0; is_sanitized() && i < COUNT(for_sanitizers); i++)
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, for_sanitizers[i], 0);
    for (int out = 1; out <= 2; out++) {
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
                                SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)out));
        bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1,
                                SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)out));
    }
    /* stdio asks what it writes to. */
    bad |= seccomp_rule_add(f, SCMP_ACT_ERRNO(9), SCMP_SYS(newfstatat), 0);
    bad |= seccomp_rule_add(f, SCMP_ACT_ERRNO(9), SCMP_SYS(fstat), 0);
    /* abort() ends this thread, and no other process. */
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                            SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
    /* Fresh memory, never executable. */
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
                            SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS));
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                            SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    bad |= seccomp_rule_add(f, SCMP_ACT_ALLOW, SCMP_SYS(mremap), 0);
    return bad;
}

static void release_filter(scmp_filter_ctx *f)
{
    if (*f)
        seccomp_release(*f);
}

static bool leave_system_calls(bool libraries)
{
    scmp_filter_ctx f CLEAN(release_filter) = seccomp_init(SCMP_ACT_KILL_PROCESS);
    return f && !allow_calls(f) && (!libraries || !answer_libraries(f)) && !seccomp_load(f);
}

bool confine(const ConfineBudget *budget)
{
    drop_user();
    return !prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0) && !prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) &&
           !prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) && leave_file_system() &&
           expect_libraries(budget) && limit_resources(budget) &&
           leave_system_calls(budget->libraries);
}
