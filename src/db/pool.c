/* A lane's connections: opened when first needed, kept, the warmest handed out first. */
#include "db/driver.h"

void pool_init(Pool *p, Arena *mem, int max, bool reads)
{
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->given, NULL);
    p->idle = NEW_ARRAY(mem, Db *, max);
    p->max = max;
    p->reads = reads;
}

void pool_done(Pool *p, const Driver *d)
{
    for (int i = 0; i < p->n_idle; i++)
        d->close(p->idle[i]);
    pthread_cond_destroy(&p->given);
    pthread_mutex_destroy(&p->lock);
}

/* Takes an idle connection, or the right to open one (NULL). */
static Db *take(Pool *p)
{
    Db *db = NULL;
    pthread_mutex_lock(&p->lock);
    while (p->n_idle == 0 && p->n_open == p->max)
        pthread_cond_wait(&p->given, &p->lock);
    if (p->n_idle)
        db = p->idle[--p->n_idle];
    else
        p->n_open++;
    pthread_mutex_unlock(&p->lock);
    return db;
}

static void forget(Pool *p)
{
    pthread_mutex_lock(&p->lock);
    p->n_open--;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}

Db *pool_take(Ctx *c, Store *s, Pool *p)
{
    Db *db = take(p);
    if (db && !s->driver->usable(db)) {
        s->driver->close(db);
        db = NULL;
    }
    if (!db)
        db = s->driver->open(c, s, p->reads);
    if (!db)
        forget(p);
    return db;
}

void pool_give(Store *s, Pool *p, Db *db)
{
    if (db->lost) {
        s->driver->close(db);
        forget(p);
        return;
    }
    pthread_mutex_lock(&p->lock);
    p->idle[p->n_idle++] = db;
    pthread_cond_signal(&p->given);
    pthread_mutex_unlock(&p->lock);
}
