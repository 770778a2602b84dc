/* A crew: threads for work that takes long. */
#include "api/crew.h"

#include <pthread.h>
#include <stdlib.h>

typedef struct {
    void (*work)(void *arg);
    void *arg;
} Piece;

struct Crew {
    Arena *mem;
    pthread_mutex_t lock;
    pthread_cond_t some;
    pthread_t *threads;
    int n_threads;
    Piece *ring;
    int room, first, n;
    int running;
    bool ends;
};

static bool take(Crew *p, Piece *out)
{
    while (p->n == 0 && !p->ends)
        pthread_cond_wait(&p->some, &p->lock);
    if (p->n == 0)
        return false;
    *out = p->ring[p->first];
    p->first = (p->first + 1) % p->room;
    p->n--;
    p->running++;
    return true;
}

static void *run(void *arg)
{
    Crew *p = arg;
    Piece piece = { 0 };
    pthread_mutex_lock(&p->lock);
    while (take(p, &piece)) {
        pthread_mutex_unlock(&p->lock);
        piece.work(piece.arg);
        pthread_mutex_lock(&p->lock);
        p->running--;
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

Crew *crew_new(int threads, int waiting)
{
    Arena *mem = arena_new("crew", 16u << 20);
    Crew *p = NEW(mem, Crew);
    *p = (Crew){ .mem = mem,
                 .room = waiting,
                 .ring = NEW_ARRAY(mem, Piece, waiting),
                 .threads = NEW_ARRAY(mem, pthread_t, threads) };
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->some, NULL);
    for (int i = 0; i < threads; i++)
        if (pthread_create(&p->threads[p->n_threads], NULL, run, p) == 0)
            p->n_threads++;
    if (p->n_threads == 0) {
        log_line(LOG_ERROR, "api.no_threads", LOG_NUMBER("wanted", threads));
        exit(1);
    }
    return p;
}

bool crew_add(Crew *p, void (*work)(void *arg), void *arg)
{
    pthread_mutex_lock(&p->lock);
    bool room = p->n < p->room && !p->ends;
    if (room) {
        p->ring[(p->first + p->n) % p->room] = (Piece){ work, arg };
        p->n++;
        pthread_cond_signal(&p->some);
    }
    pthread_mutex_unlock(&p->lock);
    return room;
}

int crew_busy(Crew *p)
{
    pthread_mutex_lock(&p->lock);
    int busy = p->n + p->running;
    pthread_mutex_unlock(&p->lock);
    return busy;
}

void crew_free(Crew *p)
{
    pthread_mutex_lock(&p->lock);
    p->ends = true;
    pthread_cond_broadcast(&p->some);
    pthread_mutex_unlock(&p->lock);
    for (int i = 0; i < p->n_threads; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->some);
    pthread_mutex_destroy(&p->lock);
    arena_free(p->mem);
}
