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
    if (nearest)
        mat_problem("no plan is called \"%s\"; did you mean \"%s\"?", name,
                    nearest);
    else
        mat_problem("no plan is called \"%s\"; \"matsession list\" names them",
                    name);
    free(nearest);
    return MAT_EXIT_NO_SUCH;
}

int
mat_problem_unread(const char *file, int error)
{
    mat_problem("cannot read %s: %s", file,
                error == EFBIG ? "larger than any plan" : strerror(error));
    return MAT_EXIT_FAILED;
}
