/* Stages and their times. */
#include "import/stages.h"

#include "import/book.h"

static int find(Stages *s, int stage)
{
    for (int i = 0; i < s->n; i++)
        if (s->done[i].stage == stage)
            return i;
    if (s->n == STAGES_MAX)
        return STAGES_MAX - 1;
    s->done[s->n].stage = stage;
    s->done[s->n].ns = 0;
    s->done[s->n].details = (Str){ 0 };
    return s->n++;
}

void stages_enter(Stages *s, int stage)
{
    int64_t now = clock_mono_ns();
    if (s->stage)
        s->done[find(s, s->stage)].ns += now - s->since_ns;
    s->stage = stage;
    s->since_ns = now;
}

void stages_say(Stages *s, int stage, Str details)
{
    s->done[find(s, stage)].details = details;
}

bool stages_store(Ctx *c, Id import_id, const Stages *s)
{
    for (int i = 0; i < s->n && !failed(c); i++)
        if (s->done[i].stage != s->stage)
            book_log(c, import_id, s->done[i].stage, true, s->done[i].details,
                     s->done[i].ns / 1000000);
    return !failed(c);
}

int64_t stages_ms(const Stages *s)
{
    int64_t ns = s->stage ? clock_mono_ns() - s->since_ns : 0;
    for (int i = 0; i < s->n; i++)
        if (s->done[i].stage == s->stage)
            ns += s->done[i].ns;
    return ns / 1000000;
}
