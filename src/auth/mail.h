/* Mail to be sent: rows written in the transaction that wants them. The program that sends them
 * opens what is sealed; nothing of a token is readable in the database or a backup. */
#ifndef FLORIN_AUTH_MAIL_H
#define FLORIN_AUTH_MAIL_H

#include "db/db.h"

typedef enum { MAIL_VERIFY, MAIL_RESET, MAIL_INVITATION } MailKind;

/* Queues a mail whose text will hold this token. In the write lane. */
bool mail_queue(Ctx *c, MailKind kind, Str recipient, Str token);

#endif
