/* Trying passwords on a protected workbook. */
#include "format/unlock.h"

#include "text/utf8.h"

bool password_wide(Str password, WidePassword *out)
{
    out->n = 0;
    for (ptrdiff_t at = 0; at < password.n;) {
        int32_t ch = utf8_next(password, &at);
        uint32_t point = ch < 0 ? UTF8_REPLACEMENT : (uint32_t)ch;
        uint32_t units[2] = { point, 0 };
        int n = 1;
        if (point >= 0x10000) {
            units[0] = 0xD800 + ((point - 0x10000) >> 10);
            units[1] = 0xDC00 + ((point - 0x10000) & 0x3FF);
            n = 2;
        }
        for (int i = 0; i < n; i++) {
            if (out->n == (ptrdiff_t)sizeof out->p)
                return false;
            out->p[out->n++] = (char)(units[i] & 0xFF);
            out->p[out->n++] = (char)(units[i] >> 8);
        }
    }
    return true;
}

static bool refuse(Ctx *c, const Lock *lock, ptrdiff_t given, ptrdiff_t tried)
{
    if (given == 0)
        return fail(c, PASSWORD_REQUIRED, NULL, "The %s is protected; give its password",
                    lock->what);
    if (tried < given)
        return fail(
            c, PASSWORD_WRONG, NULL,
            "None of the first %td passwords opens the %s, and no more are tried on one file; "
            "give its password alone",
            tried, lock->what);
    return fail(c, PASSWORD_WRONG, NULL,
                given == 1 ? "The password does not open the %s; give another"
                           : "None of the passwords opens the %s; give another",
                lock->what);
}

bool unlock(Ctx *c, const ParseOptions *o, const Lock *lock, int32_t *which)
{
    ptrdiff_t given = o ? o->n_passwords : 0;
    int64_t most = LIMIT_UNLOCK_ROUNDS / (lock->rounds > 0 ? lock->rounds : 1);
    *which = 0;
    if (most < 2)
        return fail(
            c, HOSTILE, NULL,
            "The %s asks for %lld rounds of hashing to try one password, as no program does",
            lock->what, (long long)lock->rounds);
    if (lock->usual.n && lock->fits(lock->state, lock->usual))
        return true;
    most -= lock->usual.n > 0;
    for (ptrdiff_t i = 0; i < given && i < most; i++)
        if (lock->fits(lock->state, o->passwords[i])) {
            *which = (int32_t)i + 1;
            return true;
        }
    return refuse(c, lock, given, given < most ? given : (ptrdiff_t)most);
}
