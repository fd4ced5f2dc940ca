#include "cli/screen_edit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/local_time.h"
#include "app/rows.h"
#include "front/out.h"
#include "matsession/text.h"

void
mat_screen_none(const struct mat_tables *tables, struct mat_profile *profile)
{
    memset(profile, 0, sizeof(*profile));
    mat_today(profile->screened);
    for (int i = 0; i < tables->n_rows; i++)
        if (mat_row_is_stored(&tables->rows[i]))
            profile->answers[i].kind = MAT_ANSWER_NO;
}

static int
say_unknown(const struct mat_tables *tables, const char *id)
{
    char advice[MAT_ADVICE_TEXT];

    mat_row_advice(tables, id, advice, sizeof(advice));
    mat_problem("the table has no question \"%s\"%s", id,
                *advice ? advice : "; matsession about safety lists them");
    return MAT_EXIT_USAGE;
}

/* Why the answer to a row cannot be given here. */
static int
say_not_kept(const struct mat_tables *tables, int index,
             enum mat_answer_kind kind)
{
    const struct mat_row *row = &tables->rows[index];
    char **texts;
    int n;

    if (row->urgent && kind > MAT_ANSWER_NO) {
        n = mat_rows_urgent_text(tables, index, &texts);
        for (int i = 0; i < n; i++)
            mat_out_wrapped(stdout, texts[i], 0, mat_out_width(stdout));
        mat_rows_texts_free(texts, n);
        return MAT_EXIT_REFUSED;
    }
    if (row->transient)
        mat_problem("%s is about the day: it is asked at every start and "
                    "not kept",
                    row->id);
    else if (row->unstored)
        mat_problem("%s is never kept; only the screening itself asks it",
                    row->id);
    else if (row->follows[0] != '\0')
        mat_problem("%s goes by the answer to %s; set that one", row->id,
                    row->follows);
    else
        mat_problem("%s is a rule for everybody; nobody is asked about it",
                    row->id);
    return MAT_EXIT_USAGE;
}

/* The row of an id whose answer is kept; problems are printed. */
static int
find_row(const struct mat_tables *tables, const char *id,
         enum mat_answer_kind kind, int *ret_row)
{
    int row = mat_tables_row(tables, id);

    if (row < 0)
        return say_unknown(tables, id);
    if (!mat_row_is_stored(&tables->rows[row]))
        return say_not_kept(tables, row, kind);
    *ret_row = row;
    return MAT_EXIT_DONE;
}

/* Reads `feet,hands`. */
static int
read_where(char *text, mat_area_set *ret_where)
{
    mat_area_set where = 0;
    char *rest = NULL;

    for (char *word = strtok_r(text, ",", &rest); word;
         word = strtok_r(NULL, ",", &rest)) {
        int area = mat_word_find(&mat_areas, word);
        char advice[MAT_ADVICE_TEXT];

        if (area >= 0) {
            where |= MAT_AREA_BIT(area);
            continue;
        }
        mat_problem("\"%s\" is not an area%s", word,
                    mat_word_advice(mat_areas.names, mat_areas.count, word,
                                    advice, sizeof(advice)));
        return MAT_EXIT_USAGE;
    }
    *ret_where = where;
    return MAT_EXIT_DONE;
}

static int
set(const struct mat_tables *tables, const char *id, char *word, char *where,
    struct mat_profile *profile, int *ret_row)
{
    struct mat_answer answer = {0};
    int kind = mat_word_find(&mat_answers, word);
    int row = 0;
    int status;

    if (kind <= MAT_ANSWER_UNSET) {
        mat_problem("\"%s\" is not an answer; use yes, no or unsure", word);
        return MAT_EXIT_USAGE;
    }
    answer.kind = (enum mat_answer_kind)kind;
    status = find_row(tables, id, answer.kind, &row);
    if (status == MAT_EXIT_DONE && where)
        status = read_where(where, &answer.where);
    if (status != MAT_EXIT_DONE)
        return status;
    if (answer.where != 0 &&
        (!tables->rows[row].targets.local || kind == MAT_ANSWER_NO)) {
        mat_problem("%s=%s does not ask where; leave \"@\" out", id, word);
        return MAT_EXIT_USAGE;
    }
    if (profile->answers[row].kind != answer.kind ||
        profile->answers[row].where != answer.where)
        profile->answers[row] = answer; /* the clearance was for the old one */
    *ret_row = row;
    return MAT_EXIT_DONE;
}

int
mat_screen_set(const struct mat_tables *tables, const char *text,
               struct mat_profile *profile, int *ret_row)
{
    char *id = mat_xcopy(text);
    char *word = strchr(id, '=');
    char *where;
    int status = MAT_EXIT_USAGE;

    if (!word) {
        mat_problem("--set takes ID=yes, ID=no or ID=unsure, not \"%s\"", text);
    } else {
        *word++ = '\0';
        where = strchr(word, '@');
        if (where)
            *where++ = '\0';
        status = set(tables, id, word, where, profile, ret_row);
    }
    free(id);
    return status;
}

/* Why there is nothing to clear; DONE when there is. */
static int
check_clearable(const struct mat_row *row, enum mat_answer_kind kind)
{
    if (kind <= MAT_ANSWER_NO) {
        mat_problem("%s is not answered yes or unsure: nothing to clear",
                    row->id);
        return MAT_EXIT_USAGE;
    }
    if (mat_row_can_be_cleared(row, kind))
        return MAT_EXIT_DONE;
    if (row->severity == MAT_SEVERITY_ADAPT) {
        mat_problem("%s refuses nothing: no clearance is needed", row->id);
        return MAT_EXIT_USAGE;
    }
    mat_problem("nobody can clear %s. %s (%s; grade %s)", row->id, row->why,
                row->basis.sources, row->basis.grade);
    return MAT_EXIT_REFUSED;
}

/* A row that another one implies is answered by that, and can be cleared. */
static void
take_implied(const struct mat_tables *tables, int row,
             struct mat_profile *profile)
{
    struct mat_answer *answer = &profile->answers[row];

    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_answer *other = &profile->answers[i];

        if (strcmp(tables->rows[i].implies, tables->rows[row].id) == 0 &&
            other->kind > MAT_ANSWER_NO && other->kind > answer->kind)
            answer->kind = other->kind;
    }
}

int
mat_screen_clear(const struct mat_tables *tables, const char *id,
                 const char *who, struct mat_profile *profile, int *ret_row)
{
    struct mat_answer *answer;
    enum mat_text_fault fault =
        mat_text_check(who, sizeof(answer->cleared_by) - 1);
    int status;
    int row = 0;

    if (fault != MAT_TEXT_FINE) {
        mat_problem("--by: the name %s; write who agreed, in 63 bytes or fewer",
                    mat_text_fault_label(fault));
        return MAT_EXIT_USAGE;
    }
    status = find_row(tables, id, MAT_ANSWER_UNSET, &row);
    if (status != MAT_EXIT_DONE)
        return status;
    answer = &profile->answers[row];
    take_implied(tables, row, profile);
    status = check_clearable(&tables->rows[row], answer->kind);
    if (status != MAT_EXIT_DONE)
        return status;
    answer->cleared = true;
    mat_join(answer->cleared_by, sizeof(answer->cleared_by), who, NULL);
    mat_today(answer->cleared_on);
    *ret_row = row;
    return MAT_EXIT_DONE;
}
