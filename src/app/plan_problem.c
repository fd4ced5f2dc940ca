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

char *
mat_problem_unread_text(const char *file, int error)
{
    return mat_xprintf("cannot read %s: %s", file, mat_problem_why(error));
}

int
mat_problem_unread(const char *file, int error)
{
    char *text = mat_problem_unread_text(file, error);

    mat_problem("%s", text);
    free(text);
    return MAT_EXIT_FAILED;
}

/* What is too large to be written is so for the system, not for us. */
int
mat_problem_unsaved(const char *file, int error)
{
    mat_problem("cannot save %s: %s", file,
                error == EFBIG ? strerror(error) : mat_problem_why(error));
    return MAT_EXIT_FAILED;
}
