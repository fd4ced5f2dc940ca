#include "app/own_plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/exit.h"
#include "app/plan_problem.h"
#include "app/schema_place.h"
#include "front/out.h"
#include "store/paths.h"
#include "store/plan_names.h"
#include "store/plans.h"

#define SCHEMA_KEY "yaml-language-server"
#define BLANKS " \t"
#define BYTE_ORDER_MARK "\xef\xbb\xbf"

/* What was probably meant: without folders and ending. Freed by the caller;
 * NULL: that would be no name either. */
static char *
near_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    size_t size = mat_plan_stem(base);
    char *near =
        mat_xprintf("%.*s", (int)(size > 0 ? size : strlen(base)), base);

    if (mat_plan_name_good(near))
        return near;
    free(near);
    return NULL;
}

int
mat_own_plan_judge(const char *name)
{
    const char *why = "a name is made of letters, digits, - and _, begins with "
                      "a letter or a digit, and has at most 64 of them";
    char *near;

    if (mat_plan_name_good(name))
        return MAT_EXIT_DONE;
    if (strchr(name, '/'))
        why = "a name has no slash";
    else if (mat_plan_stem(name) > 0)
        why = "a name has no ending";
    near = near_name(name);
    mat_problem("a plan cannot be called \"%s\": %s%s%s", name, why,
                near ? "; write: matsession new " : "", near ? near : "");
    free(near);
    return MAT_EXIT_USAGE;
}

/* Whether editors take the line for the place of a schema. */
static bool
is_schema_line(const char *line)
{
    line += strspn(line, BLANKS);
    if (*line++ != '#')
        return false;
    line += strspn(line, BLANKS);
    if (strncmp(line, SCHEMA_KEY, strlen(SCHEMA_KEY)) != 0)
        return false;
    line += strlen(SCHEMA_KEY);
    return line[strspn(line, BLANKS)] == ':';
}

/* Whether more comments may come behind it that stand above the plan. */
static bool
is_above(const char *line)
{
    line += strspn(line, BLANKS "\r");
    return *line == '#' || *line == '\n';
}

/* The place as it may stand behind `$schema=`, where a blank would end it and a
 * number sign begin something else. Freed by the caller. */
static char *
place_text(const char *place)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "/-._~+";
    static const char digits[] = "0123456789ABCDEF";
    const char *from = place;
    char *text;
    char *to;

    if (place[strspn(place, plain)] == '\0')
        return mat_xcopy(place);
    text = mat_xalloc(sizeof("file://") + strlen(place) * 3);
    for (to = stpcpy(text, "file://"); *from != '\0'; from++) {
        unsigned char byte = (unsigned char)*from;

        if (strchr(plain, byte)) {
            *to++ = *from;
            continue;
        }
        *to++ = '%';
        *to++ = digits[byte >> 4];
        *to++ = digits[byte & 15];
    }
    *to = '\0';
    return text;
}

/* With the line ends that the text has; "" without a schema. */
static char *
schema_line(const char *schema, const char *text)
{
    const char *newline = strchr(text, '\n');
    const bool dos = newline && newline > text && newline[-1] == '\r';
    char *place;
    char *line;

    if (!schema)
        return mat_xcopy("");
    place = place_text(schema);
    line = mat_xprintf("# " SCHEMA_KEY ": $schema=%s%s", place,
                       dos ? "\r\n" : "\n");
    free(place);
    return line;
}

char *
mat_own_plan_text(const char *text, size_t size, const char *schema,
                  size_t *ret_size)
{
    const char *end = text + size;
    char *line = schema_line(schema, text);
    char *whole = mat_xalloc(size + strlen(line) + 1);
    char *to = whole;

    if (strncmp(text, BYTE_ORDER_MARK, strlen(BYTE_ORDER_MARK)) == 0) {
        to = stpcpy(to, BYTE_ORDER_MARK); /* which is one only up there */
        text += strlen(BYTE_ORDER_MARK);
    }
    to = stpcpy(to, line);
    free(line);
    while (schema && text < end && is_above(text)) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        const char *next = newline ? newline + 1 : end;

        if (!is_schema_line(text)) {
            memcpy(to, text, (size_t)(next - text));
            to += next - text;
        }
        text = next;
    }
    memcpy(to, text, (size_t)(end - text));
    to += end - text;
    *to = '\0';
    *ret_size = (size_t)(to - whole);
    return whole;
}

static int
say_unwritten(const char *name, const char *path, int error)
{
    struct stat info;

    if (error != EEXIST)
        return mat_problem_unsaved(path, error);
    if (lstat(path, &info) != 0)
        mat_problem("cannot save %s: a folder above it is a link that leads "
                    "nowhere",
                    path);
    else if (access(path, F_OK) != 0)
        mat_problem("%s is a link that leads nowhere", path);
    else
        mat_problem("there is a plan of yours called \"%s\" already; edit it "
                    "with: matsession edit %s",
                    name, name);
    return MAT_EXIT_FAILED;
}

int
mat_own_plan_write(const char *name, const char *text, size_t size,
                   struct mat_own_plan *ret_plan)
{
    struct mat_own_plan plan = {.shadows = mat_plan_builtin(name) != NULL};
    char *schema;
    int error;

    plan.path = mat_plan_own_path(name);
    if (!plan.path) {
        mat_problem("there is no home folder to keep plans in");
        return MAT_EXIT_FAILED;
    }
    schema = mat_schema_place();
    plan.text = mat_own_plan_text(text, size, schema, &plan.size);
    free(schema);
    error = mat_file_create(plan.path, plan.text, plan.size, 0644);
    if (error) {
        int status = say_unwritten(name, plan.path, error);

        mat_own_plan_done(&plan);
        return status;
    }
    *ret_plan = plan;
    return MAT_EXIT_DONE;
}

bool
mat_own_plan_take_back(const struct mat_own_plan *plan)
{
    char *text;
    size_t size;
    bool same;

    if (mat_file_read(plan->path, plan->size, &text, &size) != 0)
        return false;
    same = size == plan->size && memcmp(text, plan->text, size) == 0;
    free(text);
    if (same && unlink(plan->path) != 0)
        mat_problem("cannot remove %s: %s", plan->path, strerror(errno));
    return same;
}

void
mat_own_plan_done(struct mat_own_plan *plan)
{
    if (!plan)
        return;
    free(plan->path);
    free(plan->text);
    *plan = (struct mat_own_plan){0};
}
