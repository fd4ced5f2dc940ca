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

int
mat_problem_no_plan(const char *name)
{
    char *nearest = NULL;

    if (is_file(name)) {
        mat_problem("there is no file %s", name);
        return MAT_EXIT_NO_SUCH;
    }
    nearest = mat_plan_nearest(name);
    if (nearest && strcmp(nearest, name) != 0)
        mat_problem("no plan is called \"%s\"; did you mean \"%s\"?", name,
                    nearest);
    else
        mat_problem("no plan is called \"%s\"; \"matsession list\" names them",
                    name);
    free(nearest);
    return MAT_EXIT_NO_SUCH;
}

static int
say_why(const char *what, const char *file, int error)
{
    const char *why = error == EFBIG    ? "it is larger than 1 MiB"
                      : error == EINVAL ? "it is no regular file"
                                        : strerror(error);

    mat_problem("cannot %s %s: %s", what, file, why);
    return MAT_EXIT_FAILED;
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
