#include "link/inhibit.h"

#include <poll.h>
#include <stdlib.h>

#define PROGRAM "systemd-inhibit"
#define TRIAL_TIME MAT_SECONDS(2)
#define LOOK 5

/* The inhibition lasts as long as the command behind it: `cat`, which ends with
 * its input, or `true`. */
static int
start(struct mat_child *child, const char *command, mat_ms time)
{
    const char *const argv[] = {
        PROGRAM,
        "--what=idle:sleep",
        "--who=matsession",
        "--why=A guided session is running",
        "--mode=block",
        command,
        NULL,
    };
    const struct mat_child_order order = {
        .argv = argv, .time = time, .held = time == MAT_MS_NONE};

    return mat_child_start(child, &order);
}

static bool
has_program(void)
{
    char *path = mat_child_find(PROGRAM);

    free(path);
    return path != NULL;
}

void
mat_inhibit_begin(struct mat_inhibit *inhibit)
{
    if (inhibit->child.process == 0 && has_program())
        (void)start(&inhibit->child, "cat", MAT_MS_NONE);
}

void
mat_inhibit_end(struct mat_inhibit *inhibit)
{
    mat_child_end(&inhibit->child);
}

enum mat_inhibit_trial
mat_inhibit_try(void)
{
    struct mat_child child = {0};

    if (!has_program())
        return MAT_INHIBIT_MISSING;
    if (start(&child, "true", TRIAL_TIME) != 0)
        return MAT_INHIBIT_FAILS;
    while (mat_child_look(&child))
        (void)poll(NULL, 0, LOOK);
    if (child.late)
        return MAT_INHIBIT_HANGS;
    return child.status == 0 ? MAT_INHIBIT_WORKS : MAT_INHIBIT_FAILS;
}
