/* Giving back what is not memory. */
#include "base/clean.h"

#include <unistd.h>

void clean_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

void clean_file(FILE **f)
{
    if (*f)
        fclose(*f);
    *f = NULL;
}
