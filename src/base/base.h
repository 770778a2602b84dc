/* What every file may use. There is no umbrella above this one. */
#ifndef FLORIN_BASE_BASE_H
#define FLORIN_BASE_BASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/clean.h"
#include "base/clock.h"
#include "base/ctx.h"
#include "base/fail.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/map.h"
#include "base/random.h"
#include "base/str.h"

#endif
