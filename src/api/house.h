/* Housekeeping of a server: a thread that writes limits behind and removes what is over. */
#ifndef FLORIN_API_HOUSE_H
#define FLORIN_API_HOUSE_H

#include "db/db.h"

typedef struct House House;

House *house_start(Store *store);
/* Writes what is left and ends. */
void house_stop(House *h);

#endif
