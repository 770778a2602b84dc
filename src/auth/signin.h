/* Registering, signing in and out, passwords and addresses: the operations of /auth. */
#ifndef FLORIN_AUTH_SIGNIN_H
#define FLORIN_AUTH_SIGNIN_H

#include "auth/user.h"

/* Once, before the first request. registration_closed: only admins make users. */
void signin_start(bool registration_closed);

typedef struct {
    Str email, password, first_name, last_name, locale, timezone;
    Currency currency;
} Registration;

typedef struct {
    Str email, password;
} Login;

typedef struct {
    Str refresh_token; /* none: the cookie */
} Refresh;

typedef struct {
    User user;
    Str access_token, refresh_token;
    int64_t expires_in;
} SignedIn;

typedef struct {
    Str email;
} Address;

typedef struct {
    Str token, password;
} PasswordReset;

typedef struct {
    Str token;
} Confirmation;

typedef struct {
    Str current_password, password;
} PasswordChange;

extern const Shape registration_shape, login_shape, refresh_shape, signed_in_shape, address_shape,
    password_reset_shape, confirmation_shape, password_change_shape;

bool auth_register(Ctx *c, Call *call);
bool auth_login(Ctx *c, Call *call);
bool auth_refresh(Ctx *c, Call *call);
bool auth_logout(Ctx *c, Call *call);
bool auth_request_reset(Ctx *c, Call *call);
bool auth_reset_password(Ctx *c, Call *call);
bool auth_verify_email(Ctx *c, Call *call);
bool auth_resend_verification(Ctx *c, Call *call);
bool auth_change_password(Ctx *c, Call *call);

#endif
