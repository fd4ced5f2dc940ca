/**
 * \file
 * What `start`, `preview` and `render` have in common: from the command line to
 * a wish.
 */
#ifndef MAT_CLI_WISH_H
#define MAT_CLI_WISH_H

#include "app/prepare.h"
#include "cli/command.h"

/** The options that a wish is made from. */
#define MAT_WISH_OPTIONS                                                     \
    (MAT_OPTION_BIT(MAT_OPTION_MINUTES) | MAT_OPTION_BIT(MAT_OPTION_STAGE) | \
     MAT_OPTION_BIT(MAT_OPTION_SKIP) | MAT_OPTION_BIT(MAT_OPTION_OPT_IN))

/** The wish in \p call; borrows from it. */
struct mat_wish mat_wish_of(const struct mat_call *call, bool rehearsal);

#endif
