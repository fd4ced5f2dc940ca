#include "store/ledger_quick.h"

#include <string.h>

#include "matsession/text.h"
#include "store/ledger_session.h"
#include "store/record.h"

/* No number of a line has more; so many always fit. */
#define DIGITS_MAX 15

#define KEY(name) ",\"" name "\":"
#define HEAD(event) "{\"v\":1,\"event\":\"" event "\",\"id\":\""

_Static_assert(MAT_HISTORY_VERSION == 1, "this is the form of version 1");

_Static_assert(MAT_LINE_LAST < INT64_C(1000000000000000), "15 digits");

/* Where reading is. Who cannot eat may have moved it all the same: the line is
 * then given up. */
struct cursor {
    const char *at;
    const char *end;
    mat_area_set timed; /* areas whose time was read */
    const char *note;   /* of NOTED, else NULL */
    size_t note_size;
};

typedef bool eat_item(struct cursor *cursor, struct mat_line *line);

static inline bool
eat_bytes(struct cursor *cursor, const char *bytes, size_t size)
{
    if ((size_t)(cursor->end - cursor->at) < size ||
        memcmp(cursor->at, bytes, size) != 0)
        return false;
    cursor->at += size;
    return true;
}

/* Sizes that the compiler knows make this a few comparisons. */
#define eat(cursor, literal) \
    eat_bytes((cursor), "" literal "", sizeof(literal) - 1)

/* As JSON writes it: no zeros in front. */
static bool
eat_number(struct cursor *cursor, int64_t max, int64_t *ret_number)
{
    const char *begin = cursor->at;
    const char *most =
        cursor->end - begin > DIGITS_MAX ? begin + DIGITS_MAX : cursor->end;
    int64_t number = 0;

    for (; cursor->at < most && *cursor->at >= '0' && *cursor->at <= '9';
         cursor->at++)
        number = number * 10 + (*cursor->at - '0');
    if (cursor->at == begin || (*begin == '0' && cursor->at - begin > 1) ||
        number > max)
        return false;
    *ret_number = number;
    return true;
}

/* Of a character beyond ASCII, 0 for one that jansson or a terminal might not
 * take. */
static size_t
rare_size(const char *at, const char *end)
{
    uint32_t c;
    size_t size = mat_utf8_next(at, (size_t)(end - at), &c);

    return size < 2 || mat_char_is_control(c) ? 0 : size;
}

static bool
eat_text(struct cursor *cursor, const char **ret_text, size_t *ret_size)
{
    const char *text;

    if (!eat(cursor, "\""))
        return false;
    text = cursor->at;
    while (cursor->at < cursor->end && *cursor->at != '"') {
        const char c = *cursor->at;
        size_t size = c >= ' ' && c <= '~' && c != '\\'
                          ? 1
                          : rare_size(cursor->at, cursor->end);

        if (size == 0)
            return false;
        cursor->at += size;
    }
    *ret_text = text;
    *ret_size = (size_t)(cursor->at - text);
    return eat(cursor, "\"");
}

/* A text that nobody asks for. */
static bool
pass_text(struct cursor *cursor)
{
    const char *text;
    size_t size;

    return eat_text(cursor, &text, &size);
}

/* Most words differ in their first letter, so nothing is measured before. */
static bool
eat_word(struct cursor *cursor, const struct mat_words *words, int *ret_word)
{
    if (!eat(cursor, "\""))
        return false;
    for (int i = 0; i < words->count; i++) {
        const char *name = words->names[i];
        const char *at = cursor->at;

        while (at < cursor->end && *name != '\0' && *at == *name) {
            at++;
            name++;
        }
        if (*name == '\0' && at < cursor->end && *at == '"') {
            cursor->at = at + 1;
            *ret_word = i;
            return true;
        }
    }
    return false;
}

/* So many small hexadecimal digits. */
static bool
eat_hex(struct cursor *cursor, int digits, char *to)
{
    if (cursor->end - cursor->at < digits)
        return false;
    for (int i = 0; i < digits; i++) {
        const char c = cursor->at[i];

        if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
            return false;
        to[i] = c;
    }
    cursor->at += digits;
    return true;
}

/* A list, or what stands in braces. */
static bool
eat_items(struct cursor *cursor, const char brackets[2], eat_item *item,
          struct mat_line *line)
{
    if (!eat_bytes(cursor, &brackets[0], 1))
        return false;
    if (eat_bytes(cursor, &brackets[1], 1))
        return true;
    do {
        if (!item(cursor, line))
            return false;
    } while (eat(cursor, ","));
    return eat_bytes(cursor, &brackets[1], 1);
}

static bool
eat_names(struct cursor *cursor, struct mat_line *line)
{
    static const int groups[] = {8, 4, 4, 4, 12};
    char *id = line->id;

    for (size_t i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
        if (i > 0) {
            if (!eat(cursor, "-"))
                return false;
            *id++ = '-';
        }
        if (!eat_hex(cursor, groups[i], id))
            return false;
        id += groups[i];
    }
    return eat(cursor, "\"" KEY("device") "\"") &&
           eat_hex(cursor, MAT_DEVICE_TEXT - 1, line->device) &&
           eat(cursor, "\"");
}

static bool
eat_offset(struct cursor *cursor, struct mat_line *line)
{
    const bool west = eat(cursor, "-");
    int64_t offset;

    if (!eat_number(cursor, MAT_LINE_OFFSET, &offset) || (west && offset == 0))
        return false;
    line->at.offset = (int)(west ? -offset : offset);
    return true;
}

static bool
eat_plan(struct cursor *cursor, struct mat_line *line)
{
    const char *text, *slash;
    size_t size;

    if (!eat_text(cursor, &text, &size) || size >= MAT_PLAN_TEXT)
        return false;
    slash = memrchr(text, '/', size);
    if (slash) {
        size -= (size_t)(slash + 1 - text);
        text = slash + 1;
    }
    if (size == 0 || size >= sizeof(line->plan))
        return false;
    memcpy(line->plan, text, size);
    return true;
}

static bool
eat_stage(struct cursor *cursor, struct mat_past *past)
{
    int stage, outcome;

    if (!eat_word(cursor, &mat_stages, &stage) ||
        !eat(cursor, KEY("outcome")) ||
        !eat_word(cursor, &mat_outcomes, &outcome))
        return false;
    past->stage = (enum mat_stage)stage;
    past->outcome = (enum mat_outcome)outcome;
    return true;
}

static bool
eat_used(struct cursor *cursor, struct mat_line *line)
{
    int area;

    if (!eat_word(cursor, &mat_areas, &area) || !eat(cursor, ":") ||
        (cursor->timed & MAT_AREA_BIT(area)))
        return false;
    cursor->timed |= MAT_AREA_BIT(area);
    return eat_number(cursor, MAT_LINE_DAY, &line->past.used[area]);
}

static bool
eat_mat(struct cursor *cursor, struct mat_line *line)
{
    int area, position, layer, surface;
    int64_t lasted;

    if (!eat(cursor, KEY("area")) || !eat_word(cursor, &mat_areas, &area) ||
        !eat(cursor, KEY("position")) ||
        !eat_word(cursor, &mat_positions, &position) ||
        !eat(cursor, KEY("layer")) || !eat_word(cursor, &mat_layers, &layer) ||
        !eat(cursor, KEY("surface")) ||
        !eat_word(cursor, &mat_surfaces, &surface) ||
        !eat(cursor, KEY("lasted_ms")) ||
        !eat_number(cursor, MAT_LINE_LAST, &lasted))
        return false;
    mat_line_count_mat(&line->past, (enum mat_position)position,
                       (enum mat_layer)layer, (enum mat_surface)surface,
                       lasted);
    return true;
}

static bool
eat_step(struct cursor *cursor, struct mat_line *line)
{
    int64_t lasted;
    int kind;

    if (!eat(cursor, "{\"kind\":") || !eat_word(cursor, &mat_kinds, &kind))
        return false;
    if (eat(cursor, KEY("title")) && !pass_text(cursor))
        return false;
    if (kind == MAT_KIND_MAT ? !eat_mat(cursor, line)
                             : !eat(cursor, KEY("lasted_ms")) ||
                                   !eat_number(cursor, MAT_LINE_LAST, &lasted))
        return false;
    return eat(cursor, "}");
}

static bool
pass_value(struct cursor *cursor)
{
    int64_t number;

    return cursor->at < cursor->end && *cursor->at == '"'
               ? pass_text(cursor)
               : eat_number(cursor, MAT_LINE_LAST, &number);
}

static bool
pass_change(struct cursor *cursor, struct mat_line *line)
{
    (void)line;
    return eat(cursor, "{\"step\":") && pass_value(cursor) &&
           eat(cursor, KEY("change")) && pass_value(cursor) &&
           eat(cursor, KEY("cause")) && pass_value(cursor) &&
           eat(cursor, KEY("from")) && pass_value(cursor) &&
           eat(cursor, KEY("to")) && pass_value(cursor) && eat(cursor, "}");
}

static bool
eat_session(struct cursor *cursor, struct mat_line *line)
{
    struct mat_past *past = &line->past;
    int64_t number;

    line->kind = MAT_LINE_SESSION;
    if (!eat_names(cursor, line) || !eat(cursor, KEY("began_ms")) ||
        !eat_number(cursor, MAT_LINE_LAST, &line->at.ms) ||
        !eat(cursor, KEY("offset_min")) || !eat_offset(cursor, line) ||
        !eat(cursor, KEY("zone")) || !pass_text(cursor) ||
        !eat(cursor, KEY("plan")) || !eat_plan(cursor, line) ||
        !eat(cursor, KEY("stage")))
        return false;
    mat_line_begin_past(line);
    return eat_stage(cursor, past) && eat(cursor, KEY("mat_ms")) &&
           eat_number(cursor, MAT_LINE_LAST, &number) &&
           eat(cursor, KEY("planned_ms")) &&
           eat_number(cursor, MAT_LINE_DAY, &past->planned) &&
           eat(cursor, KEY("areas")) &&
           eat_items(cursor, "{}", eat_used, line) &&
           eat(cursor, KEY("steps")) &&
           eat_items(cursor, "[]", eat_step, line) &&
           (!eat(cursor, KEY("changes")) ||
            eat_items(cursor, "[]", pass_change, line)) &&
           (!eat(cursor, KEY("unanswered")) ||
            eat_number(cursor, MAT_LINE_LAST, &number)) &&
           eat(cursor, KEY("program")) && pass_text(cursor);
}

static bool
eat_area(struct cursor *cursor, struct mat_line *line)
{
    int area;

    if (!eat_word(cursor, &mat_areas, &area))
        return false;
    line->rating.areas |= MAT_AREA_BIT(area);
    return true;
}

/* Whose a line is that adds to a session, and when. */
static bool
eat_frame(struct cursor *cursor, struct mat_line *line)
{
    return eat_names(cursor, line) && eat(cursor, KEY("at_ms")) &&
           eat_number(cursor, MAT_LINE_LAST, &line->at.ms) &&
           eat(cursor, KEY("offset_min")) && eat_offset(cursor, line);
}

static bool
eat_rated(struct cursor *cursor, struct mat_line *line)
{
    struct mat_rating *rating = &line->rating;
    int64_t strength = -1;
    int skin = MAT_SKIN_UNKNOWN;

    line->kind = MAT_LINE_RATED;
    if (!eat_frame(cursor, line) ||
        (eat(cursor, KEY("strength")) && !eat_number(cursor, 10, &strength)) ||
        (eat(cursor, KEY("skin")) && !eat_word(cursor, &mat_skins, &skin)) ||
        (eat(cursor, KEY("areas")) && !eat_items(cursor, "[]", eat_area, line)))
        return false;
    rating->strength = (int)strength;
    rating->skin = (enum mat_skin)skin;
    return strength >= 0 || skin != MAT_SKIN_UNKNOWN || rating->areas != 0;
}

static bool
eat_noted(struct cursor *cursor, struct mat_line *line)
{
    line->kind = MAT_LINE_NOTED;
    return eat_frame(cursor, line) && eat(cursor, KEY("note")) &&
           eat_text(cursor, &cursor->note, &cursor->note_size) &&
           cursor->note_size < MAT_NOTE_TEXT;
}

static bool
eat_line(struct cursor *cursor, struct mat_line *line)
{
    if (eat(cursor, HEAD("session")))
        return eat_session(cursor, line);
    if (eat(cursor, HEAD("rated")))
        return eat_rated(cursor, line);
    return eat(cursor, HEAD("noted")) && eat_noted(cursor, line);
}

bool
mat_line_quick(const char *text, size_t size, struct mat_line *ret_line,
               char **ret_note)
{
    struct cursor cursor = {.at = text, .end = text + size};
    struct mat_line line;
    char *note = NULL;

    if (size > MAT_LEDGER_LINE_MAX)
        return false;
    memset(&line, 0, sizeof(line));
    if (!eat_line(&cursor, &line) || !eat(&cursor, "}") ||
        cursor.at != cursor.end)
        return false;
    if (cursor.note && ret_note &&
        !(note = strndup(cursor.note, cursor.note_size)))
        return false;
    memcpy(ret_line, &line, sizeof(line));
    if (ret_note)
        *ret_note = note;
    return true;
}
