/* Mail to be sent. */
#include "auth/mail.h"
#include "mail_sql.h"
#include "auth/secret.h"
#include "value/id.h"

bool mail_queue(Ctx *c, MailKind kind, Str recipient, Str token)
{
    static const char *const words[] = { "verify", "reset", "invitation" };
    return db_run(c, &q_mail_add,
                  DB_ARGS(V_INT(id_new(c->now_ms)), V_INT(c->now_ms), V_TEXT(str_of(words[kind])),
                          V_TEXT(recipient), V_TEXT(secret_seal(c->mem, token)))) == 1;
}
