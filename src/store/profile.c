#include "store/profile.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "matsession/text.h"
#include "store/date.h"
#include "store/paths.h"
#include "store/profile_yaml.h"
#include "store/yaml.h"

#define LEAF "profile.yaml"

bool
mat_row_is_stored(const struct mat_row *row)
{
    return mat_row_is_screened(row) && !row->unstored;
}

bool
mat_row_can_be_cleared(const struct mat_row *row, enum mat_answer_kind kind)
{
    bool adapts = row->severity == MAT_SEVERITY_ADAPT;

    if (kind == MAT_ANSWER_YES)
        return row->clearable && !adapts;
    return kind == MAT_ANSWER_UNSURE && (row->clearable || adapts);
}

const char *
mat_row_advice(const struct mat_tables *tables, const char *id, char *buffer,
               size_t size)
{
    const char *names[MAT_ROWS_MAX];
    int n = 0;

    for (int i = 0; i < tables->n_rows; i++)
        if (mat_row_is_stored(&tables->rows[i]))
            names[n++] = tables->rows[i].id;
    return mat_word_advice(names, n, id, buffer, size);
}

/* The row whose answer `row` takes, through any chain, or -1. The bound ends a
 * chain that closes on itself. */
static int
follow_to(const struct mat_tables *tables, int row)
{
    for (int i = 0; i < tables->n_rows && row >= 0; i++) {
        if (tables->rows[row].follows[0] == '\0')
            return row;
        row = mat_tables_row(tables, tables->rows[row].follows);
    }
    return -1;
}

void
mat_profile_follow(const struct mat_tables *tables, struct mat_profile *profile)
{
    for (int i = 0; i < tables->n_rows; i++) {
        struct mat_answer *answer = &profile->answers[i];
        int from = follow_to(tables, i);

        if (from == i)
            continue;
        memset(answer, 0, sizeof(*answer));
        if (from < 0)
            continue;
        answer->kind = profile->answers[from].kind;
        answer->where = profile->answers[from].where;
    }
}

static void
warn_when_open(const char *path, struct mat_diags *diags)
{
    struct stat file;

    if (stat(path, &file) == 0 && (file.st_mode & 077) != 0)
        mat_diag_add(diags, MAT_DIAG_WARNING, "",
                     "can be read by others; chmod 600 keeps it yours", NULL);
}

enum mat_profile_load
mat_profile_load(const struct mat_tables *tables,
                 struct mat_profile *ret_profile, struct mat_diags *diags,
                 char **ret_path, int *ret_error)
{
    char *path = mat_path(MAT_BASE_CONFIG, LEAF);
    char *text;
    size_t size;
    int error;
    bool good;

    memset(ret_profile, 0, sizeof(*ret_profile));
    *ret_path = path;
    if (!path)
        return MAT_PROFILE_MISSING;
    error = mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size);
    if (error == ENOENT)
        return MAT_PROFILE_MISSING;
    if (error == EFBIG) {
        mat_yaml_too_large(diags);
        return MAT_PROFILE_WRONG;
    }
    if (error != 0) {
        *ret_error = error;
        return MAT_PROFILE_UNREAD;
    }
    good = mat_profile_read(tables, text, size, diags, ret_profile);
    warn_when_open(path, diags); /* of the file as a whole: not placed */
    free(text);
    if (!good)
        return MAT_PROFILE_WRONG;
    mat_profile_follow(tables, ret_profile);
    return MAT_PROFILE_LOADED;
}

int
mat_profile_save(const struct mat_tables *tables,
                 const struct mat_profile *profile)
{
    char *path = mat_path(MAT_BASE_CONFIG, LEAF);
    char *text;
    int error;

    if (!path)
        return ENOENT;
    text = mat_profile_text(tables, profile);
    error = !text ? ENOMEM : mat_file_write(path, text, strlen(text), 0600);
    free(text);
    free(path);
    return error;
}

static const struct mat_row *
first_unasked(const struct mat_tables *tables,
              const struct mat_profile *profile)
{
    for (int i = 0; i < tables->n_rows; i++)
        if (mat_row_is_stored(&tables->rows[i]) &&
            profile->answers[i].kind == MAT_ANSWER_UNSET)
            return &tables->rows[i];
    return NULL;
}

const char *
mat_profile_due(const struct mat_tables *tables,
                const struct mat_profile *profile, const char *today)
{
    static char reason[200];
    char number[MAT_NUMBER_TEXT];
    const struct mat_row *row;
    int64_t now;
    int64_t then;

    if (!mat_date_parse(profile->screened, &then))
        return "There is no profile yet.";
    if (!mat_date_parse(today, &now))
        return "Today's date is not known.";
    if (then > now)
        return "The profile says it was made in the future.";
    if (now - then >= MAT_PROFILE_DAYS) {
        mat_join(reason, sizeof(reason), "The last screening was ",
                 mat_number_text(now - then, number), " days ago.", NULL);
        return reason;
    }
    row = first_unasked(tables, profile);
    if (!row)
        return NULL;
    mat_join(reason, sizeof(reason),
             "The table has a new question: ", row->title, ".", NULL);
    return reason;
}
