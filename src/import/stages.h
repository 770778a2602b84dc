/* What is done with an import, one thing after the other, with its times and words: the stage log.
 * Private to the room. */
#ifndef FLORIN_IMPORT_STAGES_H
#define FLORIN_IMPORT_STAGES_H

#include "import/import.h"

enum { STAGES_MAX = 8 };
typedef struct {
    int stage; /* STAGE_… that goes on; 0: none */
    int64_t since_ns;
    struct {
        int stage;
        int64_t ns;
        Str details;
    } done[STAGES_MAX];
    int n;
} Stages;

/* Ends the stage that goes on and begins another; 0: none. A stage that is entered again goes on.
 */
void stages_enter(Stages *s, int stage);

/* What is to be said of a stage; it lives as long as the stages. */
void stages_say(Stages *s, int stage, Str details);

/* Writes those that have ended to the log. In the write lane. */
bool stages_store(Ctx *c, Id import_id, const Stages *s);

/* How long the stage that goes on has taken. */
int64_t stages_ms(const Stages *s);

#endif
