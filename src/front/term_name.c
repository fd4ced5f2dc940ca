#include "front/term_name.h"

#include <curses.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>

/* Whether the description exists; `ret_moves`: whether the cursor can be
 * placed by it. */
static bool
look_up(const char *name, int fd, bool *ret_moves)
{
    const char *move;
    int error;

    /* With a place for the error it returns; without it would exit. */
    if (setupterm(name, fd, &error) != OK)
        return false;
    move = tigetstr("cup");
    *ret_moves = move && (intptr_t)move != -1;
    (void)del_curterm(cur_term);
    return true;
}

const char *
mat_term_name(int fd)
{
    static const char *const stand_ins[] = {"xterm-256color", "vt100"};
    const char *name = getenv("TERM");
    bool moves;

    if (!name || *name == '\0' || strcmp(name, "dumb") == 0)
        return NULL;
    if (look_up(name, fd, &moves))
        return moves ? name : NULL;
    for (size_t i = 0; i < sizeof(stand_ins) / sizeof(stand_ins[0]); i++)
        if (look_up(stand_ins[i], fd, &moves) && moves)
            return stand_ins[i];
    return NULL;
}
