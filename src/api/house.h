/* Housekeeping of a server: a thread that writes limits behind, closes sockets of those who may no
 * longer listen, and removes what is over. */
#ifndef FLORIN_API_HOUSE_H
#define FLORIN_API_HOUSE_H

#include "api/api.h"

typedef struct House House;

House *house_start(Api *a);
/* Writes what is left and ends. */
void house_stop(House *h);

#endif
