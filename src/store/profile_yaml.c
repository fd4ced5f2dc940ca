#include "store/profile_yaml.h"

#include <string.h>

#include "matsession/text.h"
#include "store/date.h"
#include "store/yaml.h"

#define ANSWERS_MAX 1000

struct doc_answer {
    char *id;
    char *answer;
    char **where;
    unsigned where_count;
    char *cleared_by;
    char *cleared_on;
};

struct doc {
    char *profile;
    char *screened;
    struct doc_answer *answers;
    unsigned answers_count;
};

static const cyaml_schema_value_t word_schema = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 0, CYAML_UNLIMITED),
};

static const cyaml_schema_field_t answer_fields[] = {
    CYAML_FIELD_STRING_PTR("id", CYAML_FLAG_POINTER, struct doc_answer, id, 0,
                           CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("answer", CYAML_FLAG_POINTER, struct doc_answer,
                           answer, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("where", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct doc_answer, where, &word_schema, 0,
                         MAT_AREA__COUNT),
    CYAML_FIELD_STRING_PTR("cleared-by",
                           CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct doc_answer, cleared_by, 0, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("cleared-on",
                           CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct doc_answer, cleared_on, 0, CYAML_UNLIMITED),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t answer_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct doc_answer, answer_fields),
};

static const cyaml_schema_field_t fields[] = {
    CYAML_FIELD_STRING_PTR("profile", CYAML_FLAG_POINTER, struct doc, profile,
                           0, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("screened", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                           struct doc, screened, 0, CYAML_UNLIMITED),
    CYAML_FIELD_SEQUENCE("answers", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL,
                         struct doc, answers, &answer_schema, 0, ANSWERS_MAX),
    CYAML_FIELD_END,
};

static const cyaml_schema_value_t schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct doc, fields),
};

/* What the checks of one answer share. */
struct check {
    const struct mat_tables *tables;
    struct mat_diags *diags;
    char path[64]; /* of the answer: "answers[3]" */
};

static const char *
path_to(const struct check *check, const char *key, char buffer[96])
{
    mat_join(buffer, 96, check->path, ".", key, NULL);
    return buffer;
}

/* The words from `first` on that are not what was written. */
static void
say_not_a_word(struct mat_diags *diags, const char *path, const char *text,
               const struct mat_words *words, int first)
{
    char advice[MAT_ADVICE_TEXT];
    char shown[40];
    char list[200];
    size_t used = 0;

    for (int i = first; i < words->count; i++)
        used += mat_join(list + used, sizeof(list) - used,
                         i > first ? ", " : "", words->names[i], NULL);
    mat_text_shown(text, shown, sizeof(shown));
    mat_word_advice(words->names + first, words->count - first, text, advice,
                    sizeof(advice));
    mat_diag_add(diags, MAT_DIAG_ERROR, path, "\"", shown,
                 "\" is no word for this; write ", list, advice, NULL);
}

/* An answer is never unset in a file. */
static enum mat_answer_kind
check_kind(const struct check *check, const char *text)
{
    int kind = mat_word_find(&mat_answers, text);
    char path[96];

    if (kind > MAT_ANSWER_UNSET)
        return (enum mat_answer_kind)kind;
    say_not_a_word(check->diags, path_to(check, "answer", path), text,
                   &mat_answers, MAT_ANSWER_NO);
    return MAT_ANSWER_UNSET;
}

static mat_area_set
check_where(const struct check *check, const struct doc_answer *doc,
            const struct mat_row *row)
{
    mat_area_set areas = 0;
    char path[96];
    char number[MAT_NUMBER_TEXT];

    if (doc->where_count > 0 && !row->targets.local)
        mat_diag_add(check->diags, MAT_DIAG_WARNING,
                     path_to(check, "where", path),
                     "this question does not ask where; left out", NULL);
    for (unsigned i = 0; i < doc->where_count; i++) {
        int area = mat_word_find(&mat_areas, doc->where[i]);

        if (area >= 0) {
            areas |= MAT_AREA_BIT(area);
            continue;
        }
        mat_join(path, sizeof(path), check->path, ".where[",
                 mat_number_text(i, number), "]", NULL);
        say_not_a_word(check->diags, path, doc->where[i], &mat_areas, 0);
    }
    return row->targets.local ? areas : 0;
}

static void
check_who(const struct check *check, const char *who, struct mat_answer *answer)
{
    enum mat_text_fault fault =
        mat_text_check(who, sizeof(answer->cleared_by) - 1);
    char path[96];

    if (fault == MAT_TEXT_FINE)
        mat_join(answer->cleared_by, sizeof(answer->cleared_by), who, NULL);
    else
        mat_diag_add(check->diags, MAT_DIAG_ERROR,
                     path_to(check, "cleared-by", path),
                     mat_text_fault_label(fault),
                     "; write who agreed, in 63 bytes or fewer", NULL);
}

static void
check_when(const struct check *check, const char *date,
           struct mat_answer *answer)
{
    char path[96];
    char shown[40];

    if (mat_date_parse(date, NULL)) {
        memcpy(answer->cleared_on, date, sizeof(answer->cleared_on));
        return;
    }
    mat_diag_add(check->diags, MAT_DIAG_ERROR,
                 path_to(check, "cleared-on", path), "\"",
                 mat_text_shown(date, shown, sizeof(shown)),
                 "\" is not a date; write it as 2026-11-20", NULL);
}

static void
check_clearance(const struct check *check, const struct doc_answer *doc,
                const struct mat_row *row, struct mat_answer *answer)
{
    if (!doc->cleared_by && !doc->cleared_on)
        return;
    if (!doc->cleared_by || !doc->cleared_on) {
        mat_diag_add(check->diags, MAT_DIAG_ERROR, check->path,
                     "a clearance needs both cleared-by and cleared-on", NULL);
        return;
    }
    check_who(check, doc->cleared_by, answer);
    check_when(check, doc->cleared_on, answer);
    answer->cleared = mat_row_can_be_cleared(row, answer->kind);
    if (answer->cleared)
        return;
    mat_diag_add(check->diags, MAT_DIAG_WARNING, check->path,
                 "a clearance changes nothing for this answer; left out", NULL);
    answer->cleared_by[0] = answer->cleared_on[0] = '\0';
}

/* An answer without its row. One that may refuse a session is not passed over:
 * its table may be missing by accident. */
static void
say_no_row(const struct check *check, const char *path, const char *shown,
           const char *advice, enum mat_answer_kind kind)
{
    if (kind > MAT_ANSWER_NO)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, path,
                     "the table has no question \"", shown, "\"", advice,
                     "; put its table back, or take this answer out", NULL);
    else
        mat_diag_add(check->diags, MAT_DIAG_WARNING, path,
                     "the table has no question \"", shown, "\"; left out",
                     advice, NULL);
}

/* The row that an answer is for, or -1 with a word why it is left out. */
static int
find_row(const struct check *check, const char *id, enum mat_answer_kind kind)
{
    int row = mat_tables_row(check->tables, id);
    char advice[MAT_ADVICE_TEXT];
    char path[96];
    char shown[64];

    path_to(check, "id", path);
    mat_text_shown(id, shown, sizeof(shown));
    if (row >= 0 && mat_row_is_stored(&check->tables->rows[row]))
        return row;
    if (row >= 0)
        mat_diag_add(check->diags, MAT_DIAG_WARNING, path, shown,
                     " is not kept in the profile; left out", NULL);
    else
        say_no_row(check, path, shown,
                   mat_row_advice(check->tables, id, advice, sizeof(advice)),
                   kind);
    return -1;
}

static void
check_answer(const struct check *check, const struct doc_answer *doc,
             struct mat_profile *profile)
{
    struct mat_answer answer = {0};
    const struct mat_row *row;
    char path[96];
    int index;

    answer.kind = check_kind(check, doc->answer);
    index = find_row(check, doc->id, answer.kind);
    if (index < 0)
        return;
    row = &check->tables->rows[index];
    if (profile->answers[index].kind != MAT_ANSWER_UNSET)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, path_to(check, "id", path),
                     row->id, " is answered twice; keep one", NULL);
    answer.where = check_where(check, doc, row);
    check_clearance(check, doc, row, &answer);
    profile->answers[index] = answer;
}

static void
check_top(const struct doc *doc, struct mat_diags *diags,
          struct mat_profile *profile)
{
    char shown[40];

    if (strcmp(doc->profile, "1") != 0)
        mat_diag_add(diags, MAT_DIAG_ERROR, "profile", "\"",
                     mat_text_shown(doc->profile, shown, sizeof(shown)),
                     "\" is not a version that this program knows; write 1",
                     NULL);
    if (!doc->screened)
        return;
    if (mat_date_parse(doc->screened, NULL))
        memcpy(profile->screened, doc->screened, sizeof(profile->screened));
    else
        mat_diag_add(diags, MAT_DIAG_ERROR, "screened", "\"",
                     mat_text_shown(doc->screened, shown, sizeof(shown)),
                     "\" is not a date; write it as 2026-11-20", NULL);
}

bool
mat_profile_read(const struct mat_tables *tables, const char *text, size_t size,
                 struct mat_diags *diags, struct mat_profile *ret_profile)
{
    struct check check = {.tables = tables, .diags = diags};
    struct mat_profile profile = {0};
    struct mat_yaml_map *map;
    const struct doc *doc;
    char number[MAT_NUMBER_TEXT];
    int errors = diags->errors;
    void *data;

    if (!mat_yaml_load(text, size, &schema, diags, &data, &map)) {
        mat_yaml_map_free(map);
        return false;
    }
    doc = data;
    check_top(doc, diags, &profile);
    for (unsigned i = 0; i < doc->answers_count; i++) {
        mat_join(check.path, sizeof(check.path), "answers[",
                 mat_number_text(i, number), "]", NULL);
        check_answer(&check, &doc->answers[i], &profile);
    }
    mat_yaml_place(map, diags);
    mat_yaml_map_free(map);
    mat_yaml_free(&schema, data);
    if (diags->errors > errors)
        return false;
    *ret_profile = profile;
    return true;
}
