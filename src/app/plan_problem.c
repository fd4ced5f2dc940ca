#include "app/plan_problem.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/exit.h"
#include "front/out.h"
#include "store/plans.h"

/* What mat_plan_open() takes for a file, not for a name. */
static bool
is_file(const char *name)
{
    const char *dot = strrchr(name, '.');

    return strchr(name, '/') ||
           (dot && (strcmp(dot, ".yaml") == 0 || strcmp(dot, ".yml") == 0));
}

char *
mat_problem_no_plan_text(const char *name)
{
    char *nearest;
    char *text;

    if (is_file(name))
        return mat_xprintf("there is no file %s", name);
    nearest = mat_plan_nearest(name);
    if (nearest && strcmp(nearest, name) != 0)
        text = mat_xprintf("no plan is called \"%s\"; did you mean \"%s\"?",
                           name, nearest);
    else
        text = mat_xprintf(
            "no plan is called \"%s\"; \"matsession list\" names them", name);
    free(nearest);
    return text;
}

int
mat_problem_no_plan(const char *name)
{
    char *text = mat_problem_no_plan_text(name);

    mat_problem("%s", text);
    free(text);
    return MAT_EXIT_NO_SUCH;
}

const char *
mat_problem_why(int error)
{
    switch (error) {
    case EFBIG:
        return "it is larger than 1 MiB";
    case EINVAL:
        return "it is no regular file";
    case ENOLINK:
        return "it is a link that leads nowhere";
    default:
        return strerror(error);
    }
}

static char *
why_text(const char *what, const char *file, int error)
{
    return mat_xprintf("cannot %s %s: %s", what, file, mat_problem_why(error));
}

static int
say_why(const char *what, const char *file, int error)
{
    char *text = why_text(what, file, error);

    mat_problem("%s", text);
    free(text);
    return MAT_EXIT_FAILED;
}

char *
mat_problem_unread_text(const char *file, int error)
{
    return why_text("read", file, error);
}

int
mat_problem_unread(const char *file, int error)
{
    return say_why("read", file, error);
}

int
mat_problem_unsaved(const char *file, int error)
{
    return say_why("save", file, error);
}
