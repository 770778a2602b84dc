/* Text made comparable: for search, for matching merchants, for names that must not clash. */
#ifndef FLORIN_TEXT_FOLD_H
#define FLORIN_TEXT_FOLD_H

#include "base/base.h"

/* text without case and accents: full case folding (Unicode, ß becomes ss), compatibility
 * decomposition, marks dropped, and letters that only look decomposed spelt out (ø o, ł l, đ d, æ
 * ae, œ oe, þ th). "Ångström ＧmbH" and "angstrom gmbh" fold to the same. ASCII costs a copy at
 * most: text that is folded already is returned itself. Text that is not UTF-8 is repaired first.
 */
Str text_fold(Arena *mem, Str text);

/* Normal form C (Unicode TR15): what equal-looking text must share before it is stored or compared
 * by bytes. Returns ASCII itself; text that is not UTF-8 is repaired first. */
Str text_nfc(Arena *mem, Str text);

#endif
