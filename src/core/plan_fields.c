#include "core/plan_fields.h"

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

bool
mat_checker_is_full(const struct mat_checker *check, enum mat_diag_level level)
{
    const struct mat_diags *diags = check->diags;

    return diags->count >= MAT_DIAG_MAX &&
           (level != MAT_DIAG_ERROR || diags->errors >= MAT_DIAG_MAX);
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
    const char *nearest = mat_word_nearest(names, count, field->text);
    const bool list = !nearest || count <= LIST_WORDS;
    char allowed[sizeof(diags->items[0].text)] = "";
    size_t used = 0;

    for (int i = 0; list && i < count; i++)
        used += mat_join(allowed + used, sizeof(allowed) - used,
                         i > 0 ? ", " : "", names[i], NULL);
    mat_diag_add(diags, level, field->path.text, mat_quote(field->text).text,
                 strchr("aeiou", what[0]) ? " is not an " : " is not a ", what,
                 nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                 nearest ? "\"?" : "",
                 !list     ? ""
                 : nearest ? " allowed: "
                           : "; allowed: ",
                 allowed, NULL);
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
