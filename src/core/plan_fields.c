#include "core/plan_fields.h"

#include <stddef.h>
#include <string.h>

#include "matsession/text.h"

/** A list of so many words is always shown whole. */
#define LIST_WORDS MAT_POINTS_MAX

struct mat_path
mat_path_key(const char *base, const char *key)
{
    struct mat_path path = {0};

    mat_join(path.text, sizeof(path.text), base, *base ? "." : "", key, NULL);
    return path;
}

struct mat_path
mat_path_item(const char *base, const char *key, unsigned index)
{
    char number[MAT_NUMBER_TEXT];
    struct mat_path path = {0};

    mat_join(path.text, sizeof(path.text), base, *base ? "." : "", key, "[",
             mat_number_text(index, number), "]", NULL);
    return path;
}

struct mat_quoted
mat_quote(const char *text)
{
    struct mat_quoted quoted = {0};
    char shown[sizeof(quoted.text) - 2];

    mat_join(quoted.text, sizeof(quoted.text), "\"",
             mat_text_shown(text, shown, sizeof(shown)), "\"", NULL);
    return quoted;
}

struct mat_field
mat_field_at(struct mat_checker *check, struct mat_path path, const char *text)
{
    const bool unread = text && strcmp(text, MAT_PLAN_DOC_UNREAD) == 0;

    if (unread)
        check->unread++;
    return (struct mat_field){check, path, unread ? NULL : text, unread};
}

struct mat_field
mat_field(struct mat_checker *check, const char *base, const char *key,
          const char *text)
{
    return mat_field_at(check, mat_path_key(base, key), text);
}

void *
mat_checker_take(struct mat_checker *check, size_t size)
{
    void *taken = mat_arena_take(check->arena, size);

    if (!taken)
        check->no_memory = true;
    return taken;
}

const char *
mat_checker_copy(struct mat_checker *check, const char *text)
{
    const char *copy = mat_arena_copy(check->arena, text);

    if (!copy)
        check->no_memory = true;
    return copy ? copy : "";
}

void
mat_field_unknown(const struct mat_field *field, enum mat_diag_level level,
                  const char *what, const char *const *names, int count)
{
    struct mat_diags *diags = field->check->diags;
    char advice[MAT_ADVICE_TEXT];
    const bool near =
        mat_word_advice(names, count, field->text, advice, sizeof(advice))[0];
    const bool list = !near || count <= LIST_WORDS;
    char allowed[sizeof(diags->items[0].text)] = "";
    size_t used = 0;

    for (int i = 0; list && i < count; i++)
        used += mat_join(allowed + used, sizeof(allowed) - used,
                         i > 0 ? ", " : "", names[i], NULL);
    mat_diag_add(diags, level, field->path.text, mat_quote(field->text).text,
                 strchr("aeiou", what[0]) ? " is not an " : " is not a ", what,
                 advice,
                 !list  ? ""
                 : near ? " allowed: "
                        : "; allowed: ",
                 allowed, NULL);
}

_Static_assert(offsetof(struct mat_source, id) == 0 &&
                   offsetof(struct mat_cue, id) == 0 &&
                   offsetof(struct mat_point, id) == 0,
               "mat_field_unknown_id() reads the id as the first member");

void
mat_field_unknown_id(const struct mat_field *field, enum mat_diag_level level,
                     const char *what, const void *things, size_t size,
                     int count)
{
    const struct mat_diags *diags = field->check->diags;
    const bool heard =
        diags->count < MAT_DIAG_MAX ||
        (level == MAT_DIAG_ERROR && diags->errors < MAT_DIAG_MAX);
    const int n_ids = heard ? count : 0; /* looking for near ones takes time */
    const char **ids =
        mat_checker_take(field->check, (size_t)n_ids * sizeof(*ids));

    if (!ids)
        return;
    for (int i = 0; i < n_ids; i++)
        memcpy(&ids[i], (const char *)things + (size_t)i * size,
               sizeof(ids[i]));
    mat_field_unknown(field, level, what, ids, n_ids);
}

int
mat_field_word(const struct mat_field *field, const struct mat_words *words,
               int fallback)
{
    int value;

    if (!field->text)
        return fallback;
    value = mat_word_find(words, field->text);
    if (value >= 0)
        return value;
    mat_field_unknown(field, MAT_DIAG_ERROR, words->what, words->names,
                      words->count);
    return fallback;
}

mat_ms
mat_field_duration(const struct mat_field *field,
                   const struct mat_duration_range *range, mat_ms fallback)
{
    struct mat_diags *diags = field->check->diags;
    struct mat_quoted quoted = {0};
    char limit[MAT_TIME_TEXT];
    mat_ms ms = MAT_MS_NONE;

    if (!field->text)
        return field->unread ? 0 : fallback;
    quoted = mat_quote(field->text);
    if (!mat_duration_parse(field->text, &ms) &&
        !mat_duration_spelled(field->text))
        mat_diag_add(diags, MAT_DIAG_ERROR, field->path.text, quoted.text,
                     " is not a duration; write 5m, 90s or 1m30s", NULL);
    else if (ms > range->most)
        mat_diag_add(diags, MAT_DIAG_ERROR, field->path.text, quoted.text,
                     " is longer than ", mat_duration_text(range->most, limit),
                     ", the most ", range->what, " may last", NULL);
    else if (ms == 0 && range->least == 0)
        mat_diag_add(diags, MAT_DIAG_ERROR, field->path.text, quoted.text,
                     " is too short; ", range->what, " must be longer than 0s",
                     NULL);
    else if (ms < range->least)
        mat_diag_add(diags, MAT_DIAG_ERROR, field->path.text, quoted.text,
                     " is shorter than ",
                     mat_duration_text(range->least, limit), ", the least ",
                     range->what, " may last", NULL);
    else
        return ms;
    return 0;
}

const char *
mat_field_text(const struct mat_field *field, size_t max)
{
    static const char *const advice[] = {
        [MAT_TEXT_NOT_UTF8] = "; write plain text",
        [MAT_TEXT_CONTROL] = "; write plain text",
        [MAT_TEXT_LONG] = "; write at most ",
        [MAT_TEXT_EMPTY] = "; write some text, or leave the key out",
    };
    char number[MAT_NUMBER_TEXT];
    enum mat_text_fault fault;

    if (!field->text)
        return NULL;
    fault = mat_text_check(field->text, max);
    if (fault == MAT_TEXT_FINE)
        return mat_checker_copy(field->check, field->text);
    mat_number_text((int64_t)max, number);
    mat_diag_add(field->check->diags, MAT_DIAG_ERROR, field->path.text,
                 mat_text_fault_label(fault), advice[fault],
                 fault == MAT_TEXT_LONG ? number : "",
                 fault == MAT_TEXT_LONG ? " bytes" : "", NULL);
    return NULL;
}
