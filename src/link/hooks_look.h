/**
 * \file
 * Which hooks there are, and whether they may be run: what somebody else could
 * have put there, or could change, is not.
 */
#ifndef MAT_LINK_HOOKS_LOOK_H
#define MAT_LINK_HOOKS_LOOK_H

#include <stdbool.h>

/** What was found. */
enum mat_hook_state {
    MAT_HOOK_NONE, /**< there is nothing */
    MAT_HOOK_FINE,
    MAT_HOOK_REFUSED,
};

/** A hook, or the folder of hooks. */
struct mat_hook_look {
    enum mat_hook_state state;
    char *path;         /**< released with mat_hook_look_done() */
    const char *why;    /**< when refused: "can be written by others"; static */
    const char *advice; /**< when refused: a sentence, or ""; static */
};

/** Looks at the folder: it, or what it links to, belongs to the user or to
 *  root, and nobody else may write to it. */
void mat_hook_look_folder(const char *folder, struct mat_hook_look *ret_look);

/** Looks at the hook \p name in \p folder: the same of the file, of what it
 *  links to, and of the folder that this is in; and it is a regular file that
 *  may be executed. The folder itself is not looked at. */
void mat_hook_look(const char *folder, const char *name,
                   struct mat_hook_look *ret_look);

/** Releases it. */
void mat_hook_look_done(struct mat_hook_look *look);

#endif
