#include "store/tables_reader.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"

#define GRADES "RUCMTSOP"
#define PERMILLE_MIN 50

void
mat_reader_enter(struct mat_reader *reader, const char *name, int index)
{
    char number[MAT_NUMBER_TEXT];

    if (index < 0)
        mat_join(reader->base, sizeof(reader->base), name, NULL);
    else
        mat_join(reader->base, sizeof(reader->base), name, "[",
                 mat_number_text(index, number), "]", NULL);
}

void
mat_reader_enter_under(struct mat_reader *reader, const char *name, int index)
{
    size_t used = strlen(reader->base);
    char number[MAT_NUMBER_TEXT];

    mat_join(reader->base + used, sizeof(reader->base) - used, ".", name, "[",
             mat_number_text(index, number), "]", NULL);
}

void
mat_reader_wrong(struct mat_reader *reader, struct mat_table_field field,
                 const char *what, const char *more)
{
    char path[96];
    char number[MAT_NUMBER_TEXT];
    char shown[64];
    bool entry = field.index >= 0;
    bool dot = reader->base[0] && field.key[0];

    mat_number_text(entry ? field.index : 0, number);
    mat_join(path, sizeof(path), reader->base, dot ? "." : "", field.key,
             entry ? "[" : "", entry ? number : "", entry ? "]" : "", NULL);
    if (field.value)
        mat_text_shown(field.value, shown, sizeof(shown));
    mat_diag_add(reader->diags, MAT_DIAG_ERROR, path, field.value ? "\"" : "",
                 field.value ? shown : "", field.value ? "\" " : "", what, more,
                 NULL);
}

void
mat_reader_missing(struct mat_reader *reader, const char *key)
{
    mat_reader_wrong(reader, MAT_AT(key, NULL), "is missing; ", "add it");
}

void
mat_reader_unknown(struct mat_reader *reader, struct mat_table_field field,
                   const char *what, const char *const *names, int count)
{
    char advice[MAT_ADVICE_TEXT];

    mat_reader_wrong(
        reader, field, what,
        mat_word_advice(names, count, field.value, advice, sizeof(advice)));
}

/* The same without the value: for a text, which would only be repeated. */
static void
wrong_text(struct mat_reader *reader, struct mat_table_field field,
           const char *what, const char *more)
{
    field.value = NULL;
    mat_reader_wrong(reader, field, what, more);
}

void *
mat_reader_take(struct mat_reader *reader, size_t count, size_t size)
{
    void *room = mat_arena_take(reader->arena, count * size);

    if (!room)
        reader->no_memory = true;
    return room;
}

static const char *
copy(struct mat_reader *reader, const char *text)
{
    const char *made = mat_arena_copy(reader->arena, text);

    if (!made)
        reader->no_memory = true;
    return made ? made : "";
}

static bool
is_ascii(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text > 0x7e)
            return false;
    return true;
}

const char *
mat_reader_text(struct mat_reader *reader, struct mat_table_field field,
                size_t max)
{
    char number[MAT_NUMBER_TEXT];
    char more[64] = "";
    enum mat_text_fault fault;

    fault = mat_text_check(field.value, max);
    if (fault == MAT_TEXT_LONG)
        mat_join(more, sizeof(more), "; at most ",
                 mat_number_text((int64_t)max, number), " bytes", NULL);
    if (fault != MAT_TEXT_FINE)
        wrong_text(reader, field, mat_text_fault_label(fault), more);
    else if (!reader->own && !is_ascii(field.value))
        wrong_text(reader, field, "has a character that is not ASCII", "");
    else
        return copy(reader, field.value);
    return "";
}

const char *
mat_reader_maybe(struct mat_reader *reader, struct mat_table_field field,
                 size_t max)
{
    if (!field.value || !field.value[0])
        return "";
    return mat_reader_text(reader, field, max);
}

static bool
is_small(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

const char *
mat_reader_id(struct mat_reader *reader, struct mat_table_field field)
{
    const char *text = field.value;
    size_t size = strlen(text);
    bool good = size > 0 && size < 48;

    for (size_t i = 0; good && i < size; i++)
        good = is_small(text[i]) ||
               (text[i] == '-' && i > 0 && i + 1 < size && text[i - 1] != '-');
    if (good)
        return copy(reader, text);
    mat_reader_wrong(reader, field, "is not an id; ",
                     "write small letters, digits and single hyphens");
    return "";
}

const char *
mat_reader_code(struct mat_reader *reader, struct mat_table_field field)
{
    const char *text = field.value;
    bool good = text[0] && strlen(text) < 16;

    for (; good && *text; text++)
        good = (*text >= 'A' && *text <= 'Z') || (*text >= '0' && *text <= '9');
    if (good)
        return copy(reader, field.value);
    mat_reader_wrong(reader, field, "is not an id; ",
                     "write capital letters and digits");
    return "";
}

bool
mat_reader_flag(struct mat_reader *reader, struct mat_table_field field)
{
    if (!field.value || strcmp(field.value, "false") == 0)
        return false;
    if (strcmp(field.value, "true") == 0)
        return true;
    mat_reader_wrong(reader, field, "is not a flag; ", "write true or false");
    return false;
}

/* The nearest of \p names, or all of them. */
static void
advise(const char *const *names, int count, const char *text, char *advice,
       size_t size)
{
    size_t used = 0;

    if (mat_word_advice(names, count, text, advice, size)[0])
        return;
    for (int i = 0; i < count; i++)
        used += mat_join(advice + used, size - used,
                         i == 0 ? "; allowed: " : ", ", names[i], NULL);
}

static const char *
article(const char *noun)
{
    return strchr("aeiou", noun[0]) ? "is not an " : "is not a ";
}

int
mat_reader_word(struct mat_reader *reader, struct mat_table_field field,
                const struct mat_words *words)
{
    int value = mat_word_find(words, field.value);
    char what[48];
    char advice[256];

    if (!field.value || value >= 0)
        return value;
    mat_join(what, sizeof(what), article(words->what), words->what, NULL);
    advise(words->names, words->count, field.value, advice, sizeof(advice));
    mat_reader_wrong(reader, field, what, advice);
    return -1;
}

mat_ms
mat_reader_duration(struct mat_reader *reader, struct mat_table_field field,
                    mat_ms absent)
{
    mat_ms ms;

    if (!field.value)
        return absent;
    if (!mat_duration_parse(field.value, &ms))
        mat_reader_wrong(reader, field, "is not a duration; ",
                         "write 5m, 90s or 1m30s");
    else if (ms == 0)
        mat_reader_wrong(reader, field, "is no time at all", "");
    else
        return ms;
    return absent;
}

int
mat_reader_count(struct mat_reader *reader, struct mat_table_field field)
{
    int64_t number = 0;

    if (field.value && !mat_number_parse(field.value, 9999, &number))
        mat_reader_wrong(reader, field, "is not a whole number; ",
                         "write 0 to 9999");
    return (int)number;
}

/* A decimal of up to three places, 0.05 to 1, as thousandths; -1: it is not. */
static int
parse_factor(const char *text)
{
    int permille = 0;
    int worth = 1000;

    if ((text[0] != '0' && text[0] != '1') ||
        (text[1] != '\0' && (text[1] != '.' || text[2] == '\0')))
        return -1;
    permille = (text[0] - '0') * worth;
    for (const char *c = text[1] ? text + 2 : ""; *c; c++) {
        if (*c < '0' || *c > '9' || worth == 1)
            return -1;
        worth /= 10;
        permille += (*c - '0') * worth;
    }
    return permille < PERMILLE_MIN || permille > 1000 ? -1 : permille;
}

int
mat_reader_factor(struct mat_reader *reader, struct mat_table_field field)
{
    int permille = field.value ? parse_factor(field.value) : 1000;

    if (permille < 0)
        mat_reader_wrong(reader, field, "is not a factor; ",
                         "write 0.05 to 1, such as 0.5");
    return permille;
}

mat_area_set
mat_reader_areas(struct mat_reader *reader, const char *key, char *const *list,
                 unsigned count)
{
    mat_area_set areas = 0;

    for (unsigned i = 0; i < count; i++) {
        int area =
            mat_reader_word(reader, MAT_AT_ENTRY(key, i, list[i]), &mat_areas);

        if (area >= 0)
            areas |= MAT_AREA_BIT(area);
    }
    return areas;
}

/* Letters of GRADES, joined by "+", none twice. */
static bool
is_grade(const char *text)
{
    size_t size = strlen(text);

    if (size % 2 == 0 || size > 2 * sizeof(GRADES))
        return false;
    for (size_t i = 0; i < size; i++) {
        if (i % 2 == 1 ? text[i] != '+' : !strchr(GRADES, text[i]))
            return false;
        if (i % 2 == 0 && strchr(text, text[i]) != text + i)
            return false;
    }
    return true;
}

static const char *
read_grade(struct mat_reader *reader, const char *grade)
{
    struct mat_table_field field = MAT_AT("grade", grade);

    if (!grade && reader->own)
        return "P";
    if (!grade)
        mat_reader_missing(reader, "grade");
    else if (!is_grade(grade))
        mat_reader_wrong(reader, field, "is not a grade; ",
                         "write letters of R U C M T S O P joined by +, "
                         "none twice");
    else
        return copy(reader, grade);
    return "";
}

/* A user cites what they like; we cite what is in the register. */
static void
check_source(struct mat_reader *reader, struct mat_table_field field)
{
    if (reader->own)
        mat_reader_text(reader, field, MAT_TEXT_CUE);
    else if (!mat_tables_source(reader->tables, field.value))
        mat_reader_wrong(reader, field, "is not a source of sources.yaml", "");
}

static const char *
read_sources(struct mat_reader *reader, char *const *list, unsigned count)
{
    size_t size = 1;
    size_t used = 0;
    char *joined;

    if (count == 0 && reader->own)
        return "own";
    if (count == 0)
        mat_reader_wrong(reader, MAT_AT("sources", NULL), "name no source; ",
                         "a precaution of ours is P");
    for (unsigned i = 0; i < count; i++) {
        check_source(reader, MAT_AT_ENTRY("sources", i, list[i]));
        size += strlen(list[i]) + 2;
    }
    joined = mat_reader_take(reader, size, 1);
    if (!joined)
        return "";
    for (unsigned i = 0; i < count; i++)
        used += mat_join(joined + used, size - used, i == 0 ? "" : ", ",
                         list[i], NULL);
    return joined;
}

struct mat_basis
mat_reader_basis(struct mat_reader *reader, const struct mat_basis_doc *doc)
{
    return (struct mat_basis){
        .sources = read_sources(reader, doc->sources, doc->sources_count),
        .grade = read_grade(reader, doc->grade),
    };
}

#define POSITION_BIT(position) ((uint32_t)1 << MAT_POSITION_##position)

static const char *const target_names[] = {
    "back",  "lower-back", "shoulders", "neck",   "feet",  "feet-standing",
    "legs",  "buttocks",   "hands",     "belly",  "all",   "mat",
    "lying", "supine",     "standing",  "points", "local", "floor",
};

/* Words for more than one area; `all` and `points` get their points apart. */
static const struct {
    const char *name;
    struct mat_targets targets;
} target_words[] = {
    {"all", {.areas = MAT_AREA_ALL}},
    {"mat", {.areas = MAT_AREA_ALL}},
    {"lying",
     {.areas = MAT_AREA_BIT(MAT_AREA_BACK) | MAT_AREA_BIT(MAT_AREA_LOWER_BACK) |
               MAT_AREA_BIT(MAT_AREA_SHOULDERS) | MAT_AREA_BIT(MAT_AREA_NECK) |
               MAT_AREA_BIT(MAT_AREA_BELLY)}},
    {"supine",
     {.positions = POSITION_BIT(SUPINE) | POSITION_BIT(SUPINE_TOWEL)}},
    {"standing", {.positions = POSITION_BIT(STANDING)}},
    {"floor",
     {.positions = POSITION_BIT(SEATED_FLOOR) | POSITION_BIT(STANDING) |
                   POSITION_BIT(SUPINE) | POSITION_BIT(SUPINE_TOWEL) |
                   POSITION_BIT(PRONE)}},
    {"points", {0}},
    {"local", {.local = true}},
};

static bool
find_target(const struct mat_tables *tables, const char *text,
            struct mat_targets *ret_targets)
{
    int area = mat_word_find(&mat_areas, text);
    int point = mat_tables_point(tables, text);
    uint32_t points = (uint32_t)(((uint64_t)1 << tables->n_points) - 1);

    if (area >= 0) {
        *ret_targets = (struct mat_targets){.areas = MAT_AREA_BIT(area)};
        return true;
    }
    if (point >= 0) {
        *ret_targets = (struct mat_targets){.points = (uint32_t)1 << point};
        return true;
    }
    for (size_t i = 0; i < CYAML_ARRAY_LEN(target_words); i++)
        if (strcmp(target_words[i].name, text) == 0) {
            *ret_targets = target_words[i].targets;
            if (strcmp(text, "all") == 0 || strcmp(text, "points") == 0)
                ret_targets->points = points;
            return true;
        }
    return false;
}

struct mat_targets
mat_reader_targets(struct mat_reader *reader, const char *key,
                   char *const *list, unsigned count)
{
    struct mat_targets all = {0};
    char advice[256];

    for (unsigned i = 0; i < count; i++) {
        struct mat_targets one;

        if (find_target(reader->tables, list[i], &one)) {
            all.areas |= one.areas;
            all.positions |= one.positions;
            all.points |= one.points;
            all.local |= one.local;
            continue;
        }
        advise(target_names, CYAML_ARRAY_LEN(target_names), list[i], advice,
               sizeof(advice));
        mat_reader_wrong(reader, MAT_AT_ENTRY(key, i, list[i]),
                         "is not a target or point", advice);
    }
    return all;
}
