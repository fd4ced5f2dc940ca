#include "link/inhibit.h"

#include <errno.h>
#include <stdlib.h>

#define WHO "matsession"
#define WHY "A guided session is running"
#define TRIAL_TIME MAT_SECONDS(2)

#define ARGUMENTS_MAX 8

/* How each is run; the command that it is to run comes behind. */
static const char *const programs[MAT_INHIBITOR__COUNT][ARGUMENTS_MAX] = {
    [MAT_INHIBITOR_SYSTEMD] = {"systemd-inhibit", "--what=idle:sleep",
                               "--who=" WHO, "--why=" WHY, "--mode=block"},
    [MAT_INHIBITOR_GNOME] = {"gnome-session-inhibit", "--app-id", WHO,
                             "--reason", WHY, "--inhibit", "suspend:idle"},
};

const char *
mat_inhibitor_name(enum mat_inhibitor inhibitor)
{
    return programs[inhibitor][0];
}

/* The inhibition lasts as long as the command behind it: `cat`, which ends with
 * its input, or `true`. */
static int
start(struct mat_child *child, enum mat_inhibitor inhibitor,
      const char *command, mat_ms time)
{
    const char *argv[ARGUMENTS_MAX + 2] = {0};
    const struct mat_child_order order = {
        .argv = argv, .time = time, .held = time == MAT_MS_NONE};
    int n = 0;

    while (n < ARGUMENTS_MAX && programs[inhibitor][n]) {
        argv[n] = programs[inhibitor][n];
        n++;
    }
    argv[n] = command;
    return mat_child_start(child, &order);
}

void
mat_inhibit_begin(struct mat_inhibit *inhibit)
{
    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++)
        if (inhibit->children[i].process == 0)
            (void)start(&inhibit->children[i], (enum mat_inhibitor)i, "cat",
                        MAT_MS_NONE);
}

void
mat_inhibit_end(struct mat_inhibit *inhibit)
{
    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++)
        mat_child_end(&inhibit->children[i]);
}

/* --- the sink --- */

static void
on_frame(void *self, const struct mat_schedule *schedule,
         const struct mat_state *state, mat_ms now)
{
    struct mat_inhibit *inhibit = self;

    (void)schedule;
    (void)state;
    (void)now;
    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++)
        (void)mat_child_look(&inhibit->children[i]);
}

struct mat_sink
mat_inhibit_sink(struct mat_inhibit *inhibit)
{
    static const struct mat_sink_ops ops = {
        .name = "inhibition",
        .on_frame = on_frame,
    };

    return (struct mat_sink){.ops = &ops, .self = inhibit};
}

/* --- a trial --- */

static enum mat_inhibit_trial
trial_of(const struct mat_child *child, int error)
{
    if (error != 0)
        return error == ENOENT ? MAT_INHIBIT_MISSING : MAT_INHIBIT_FAILS;
    if (child->late)
        return MAT_INHIBIT_HANGS;
    return child->status == 0 ? MAT_INHIBIT_WORKS : MAT_INHIBIT_FAILS;
}

void
mat_inhibit_try(enum mat_inhibit_trial ret_trials[MAT_INHIBITOR__COUNT])
{
    struct mat_child children[MAT_INHIBITOR__COUNT] = {0};
    int errors[MAT_INHIBITOR__COUNT];

    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++)
        errors[i] =
            start(&children[i], (enum mat_inhibitor)i, "true", TRIAL_TIME);
    for (int i = 0; i < MAT_INHIBITOR__COUNT; i++) {
        mat_child_wait(&children[i]);
        ret_trials[i] = trial_of(&children[i], errors[i]);
    }
}
