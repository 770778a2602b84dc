/* The small parent of 'florin serve': it starts the server as a child, starts another when that
 * dies, and passes signals on. What was committed is safe in the database, so a crash costs a
 * moment. */
#ifndef FLORIN_APP_SUPERVISE_H
#define FLORIN_APP_SUPERVISE_H

/* Runs serve(arg) in a child process, until it ends by itself or is told to stop (SIGTERM, SIGINT;
 * SIGHUP is only passed on, and ignored by a child that does not ask for it). Returns the exit
 * status for the program: the child's, or 128 and the signal that ended it.
 *
 * A child that dies after it was ready is followed by another, after 100 ms first, twice as long
 * each time up to 10 s, and 100 ms again once one has lived for a minute. A child that exits before
 * it was ready has said why (a bad setting, a port in use): its status is returned. One that is
 * killed before it was ready gets five tries.
 *
 * To be called before any thread is started and any database is opened. The child dies with the
 * parent. */
int supervise(int (*serve)(void *arg), void *arg);

/* In the child: it answers now. Does nothing where there is no parent. */
void supervise_ready(void);

#endif
