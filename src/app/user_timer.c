#include "app/user_timer.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/local_time.h"
#include "app/plan_problem.h"
#include "front/out.h"
#include "front/own_folder.h"
#include "link/child.h"
#include "store/paths.h"

#define SYSTEMCTL "systemctl"
#define SYSTEMCTL_TIME MAT_SECONDS(10)
#define UNIT_MAX 65536
#define ARM "systemctl --user enable --now " MAT_TIMER_NAME
#define RELOAD "systemctl --user daemon-reload"

/* A unit file as it stands there. */
struct unit {
    char *path;
    char *text; /* NULL: there is none */
};

/* Both of them. */
struct units {
    struct unit timer;
    struct unit service;
};

char *
mat_user_timer_program(void)
{
    char *own = mat_own_program();
    char *path = own ? realpath(own, NULL) : NULL;

    free(own);
    return path;
}

/* --- files --- */

/* systemd's folder is beside ours. */
static char *
unit_path(const char *name)
{
    char *ours = mat_path(MAT_BASE_CONFIG, "");
    char *path;

    if (!ours)
        return NULL;
    *strrchr(ours, '/') = '\0';
    path = mat_xprintf("%s/systemd/user/%s", ours, name);
    free(ours);
    return path;
}

/* \return 0, also where there is none, or an errno value: EINVAL for what is
 *  not ours; without a path there is no home */
static int
read_unit(const char *name, struct unit *unit)
{
    size_t size;
    int error;

    unit->path = unit_path(name);
    if (!unit->path)
        return ENOENT;
    error = mat_file_read(unit->path, UNIT_MAX, &unit->text, &size);
    if (error == ENOENT || error == ENOTDIR)
        return 0;
    if (error == EISDIR || error == EFBIG ||
        (error == 0 && !mat_timer_units_is_ours(unit->text)))
        return EINVAL;
    return error;
}

static int
tell_unread(const struct unit *unit, int error)
{
    if (!unit->path)
        mat_problem("there is no home folder");
    else if (error == EINVAL)
        mat_problem("%s is not from matsession and stays as it is; move it "
                    "away first",
                    unit->path);
    else
        mat_problem_unread(unit->path, error);
    return MAT_EXIT_FAILED;
}

/* \return MAT_EXIT_FAILED (said) when one is not ours, or cannot be read */
static int
read_units(struct units *ret_units)
{
    int error;

    *ret_units = (struct units){0};
    error = read_unit(MAT_TIMER_NAME, &ret_units->timer);
    if (error != 0)
        return tell_unread(&ret_units->timer, error);
    error = read_unit(MAT_SERVICE_NAME, &ret_units->service);
    if (error != 0)
        return tell_unread(&ret_units->service, error);
    return MAT_EXIT_DONE;
}

static void
units_done(struct units *units)
{
    free(units->timer.path);
    free(units->timer.text);
    free(units->service.path);
    free(units->service.text);
    *units = (struct units){0};
}

static int
write_unit(const struct unit *unit, const char *text)
{
    int error = mat_file_write(unit->path, text, strlen(text), 0644);

    if (error == 0)
        return MAT_EXIT_DONE;
    mat_problem_unsaved(unit->path, error);
    return MAT_EXIT_FAILED;
}

static int
remove_unit(const struct unit *unit)
{
    if (!unit->text || unlink(unit->path) == 0 || errno == ENOENT)
        return MAT_EXIT_DONE;
    mat_problem("cannot remove %s: %s", unit->path, strerror(errno));
    return MAT_EXIT_FAILED;
}

/* --- systemd --- */

/* Runs systemctl to its end. \return NULL, or why it did not do it */
static const char *
systemctl(const char *first, const char *second, const char *third)
{
    const char *const argv[] = {SYSTEMCTL, "--user", first,
                                second,    third,    NULL};
    const struct mat_child_order order = {.argv = argv, .time = SYSTEMCTL_TIME};
    struct mat_child child = {0};
    int error = mat_child_start(&child, &order);

    if (error != 0)
        return error == ENOENT ? "there is no systemctl here" : strerror(error);
    mat_child_wait(&child);
    if (child.error != 0)
        return strerror(child.error);
    if (child.late)
        return "systemd does not answer";
    return child.status == 0 ? NULL : "systemctl failed";
}

static const char *
arm(void)
{
    const char *problem = systemctl("daemon-reload", NULL, NULL);

    return problem ? problem : systemctl("enable", "--now", MAT_TIMER_NAME);
}

/* systemd takes it away with the timer, unless it does not run. */
static void
remove_wish(void)
{
    static const char target[] = "/" MAT_TIMER_NAME;
    char *link = unit_path("timers.target.wants/" MAT_TIMER_NAME);
    char at[PATH_MAX];
    ssize_t size = link ? readlink(link, at, sizeof(at)) : -1;
    ssize_t least = (ssize_t)strlen(target);

    if (size >= least &&
        memcmp(at + size - least, target, (size_t)least) == 0 &&
        unlink(link) == 0)
        mat_folder_sync(link);
    free(link);
}

/* --- what is asked for --- */

static int
write_units(const struct units *units, const struct mat_timer_order *order)
{
    char *service = mat_timer_units_service(order);
    char *timer = mat_timer_units_timer(order);
    int status = write_unit(&units->service, service);

    if (status == MAT_EXIT_DONE)
        status = write_unit(&units->timer, timer);
    if (status != MAT_EXIT_DONE && !units->service.text)
        (void)unlink(units->service.path);
    free(timer);
    free(service);
    return status;
}

static int
tell_unarmed(const struct units *units, const char *problem)
{
    mat_problem("%s is written, but the timer is not armed: %s; where systemd "
                "runs for you, \"" RELOAD " && " ARM "\" arms it",
                units->timer.path, problem);
    return MAT_EXIT_FAILED;
}

int
mat_user_timer_install(const struct mat_timer_order *order)
{
    const char *problem;
    struct units units;
    int status = read_units(&units);

    if (status == MAT_EXIT_DONE)
        status = write_units(&units, order);
    if (status == MAT_EXIT_DONE && (problem = arm()))
        status = tell_unarmed(&units, problem);
    units_done(&units);
    return status;
}

static int
remove_units(const struct units *units)
{
    const char *problem = systemctl("disable", "--now", MAT_TIMER_NAME);
    int timer = remove_unit(&units->timer);
    int service = remove_unit(&units->service);

    remove_wish();
    mat_folder_sync(units->timer.path);
    if (!problem)
        problem = systemctl("daemon-reload", NULL, NULL);
    if (timer != MAT_EXIT_DONE || service != MAT_EXIT_DONE)
        return MAT_EXIT_FAILED;
    mat_out(stdout, "The reminder is removed.\n");
    if (!problem)
        return MAT_EXIT_DONE;
    mat_problem("systemd was not told: %s; where systemd runs for you, "
                "\"" RELOAD "\" does that",
                problem);
    return MAT_EXIT_FAILED;
}

int
mat_user_timer_remove(void)
{
    struct units units;
    int status = read_units(&units);

    if (status == MAT_EXIT_DONE) {
        if (units.timer.text || units.service.text)
            status = remove_units(&units);
        else
            mat_out(stdout, "No reminder is installed.\n");
    }
    units_done(&units);
    return status;
}

static int
show(struct units *units)
{
    char at[MAT_TIME_OF_DAY_TEXT];
    char bedtime[MAT_TIME_OF_DAY_TEXT];
    struct mat_timer_order order;
    const char *problem;

    if (!units->service.text ||
        !mat_timer_units_read(units->timer.text, &order)) {
        mat_problem("%s and %s do not make a reminder; \"matsession bedtime "
                    "HH:MM --install\" writes them anew",
                    units->timer.path, units->service.path);
        return MAT_EXIT_FAILED;
    }
    mat_time_of_minute(order.at, at);
    mat_time_of_minute(order.bedtime, bedtime);
    problem = systemctl("is-active", "--quiet", MAT_TIMER_NAME);
    if (!problem) {
        mat_out(stdout, "A reminder comes at %s: plan %s, bedtime %s.\n", at,
                order.plan, bedtime);
        return MAT_EXIT_DONE;
    }
    mat_problem("a reminder at %s is written (plan %s, bedtime %s), but its "
                "timer is not armed, or cannot be asked: %s; where systemd "
                "runs for you, \"" ARM "\" arms it",
                at, order.plan, bedtime, problem);
    return MAT_EXIT_FAILED;
}

int
mat_user_timer_show(void)
{
    struct units units;
    int status = read_units(&units);

    if (status == MAT_EXIT_DONE) {
        if (units.timer.text)
            status = show(&units);
        else
            mat_out(stdout, "No reminder is installed.\n");
    }
    units_done(&units);
    return status;
}

/* Whether what is installed does what `order` asks for, at another time. */
static bool
is_to_move(struct units *units, const struct mat_timer_order *order)
{
    char *service = mat_timer_units_service(order);
    struct mat_timer_order old;
    bool same = units->service.text && units->timer.text &&
                strcmp(units->service.text, service) == 0;

    free(service);
    return same && mat_timer_units_read(units->timer.text, &old) &&
           old.at != order->at;
}

void
mat_user_timer_move(const struct mat_timer_order *order)
{
    struct units units = {0};
    const char *problem = NULL;
    char *text;

    /* Units that are not ours are nobody's problem here. */
    if (read_unit(MAT_TIMER_NAME, &units.timer) == 0 &&
        read_unit(MAT_SERVICE_NAME, &units.service) == 0 &&
        is_to_move(&units, order)) {
        text = mat_timer_units_timer(order);
        if (write_unit(&units.timer, text) == MAT_EXIT_DONE)
            problem = systemctl("daemon-reload", NULL, NULL);
        free(text);
    }
    if (problem)
        mat_problem("systemd was not told that the reminder has moved: %s",
                    problem);
    units_done(&units);
}
