/* A written text as words: figures are said, signs become pauses or go. */
#include "core/speech_parts.h"

#include <string.h>

#include "matsession/text.h"

/* What a character is to a voice. */
enum role {
    ROLE_NONE,   /* the end, or what nobody hears: not even a gap */
    ROLE_BLANK,  /* parts words */
    ROLE_LETTER, /* is said, or belongs to what is */
    ROLE_DIGIT,
    ROLE_PAUSE,
    ROLE_HYPHEN, /* of a word, a range or a pause */
    ROLE_APOSTROPHE,
    ROLE_BEFORE, /* a word before figures, else nothing */
    ROLE_BETWEEN /* a word between words, else nothing */
};

/* A character that is no letter. */
struct sign {
    uint32_t from;
    uint32_t to;
    enum role role;
    char pause;
    const char *word;
};

#define ONES(first, last, kind)                       \
    {                                                 \
        .from = (first), .to = (last), .role = (kind) \
    }
#define ONE(c, kind) ONES(c, c, kind)
#define PAUSES(first, last, sign)                                          \
    {                                                                      \
        .from = (first), .to = (last), .role = ROLE_PAUSE, .pause = (sign) \
    }
#define PAUSE(c, sign) PAUSES(c, c, sign)
#define WORD(c, kind, text)                                    \
    {                                                          \
        .from = (c), .to = (c), .role = (kind), .word = (text) \
    }

/* The first that fits. */
static const struct sign signs[] = {
    ONES('0', '9', ROLE_DIGIT),
    PAUSE('.', '.'),
    PAUSE(',', ','),
    PAUSE(';', ';'),
    PAUSE(':', ':'),
    PAUSE('!', '!'),
    PAUSE('?', '?'),
    PAUSE('(', ','),
    PAUSE(')', ','),
    PAUSE('[', ','),
    PAUSE(']', ','),
    PAUSE('{', ','),
    PAUSE('}', ','),
    PAUSE('|', ','),
    ONE('-', ROLE_HYPHEN),
    ONE('\'', ROLE_APOSTROPHE),
    WORD('~', ROLE_BEFORE, "about"),
    WORD('<', ROLE_BEFORE, "under"),
    WORD('>', ROLE_BEFORE, "over"),
    WORD('#', ROLE_BEFORE, "number"),
    WORD('&', ROLE_BETWEEN, "and"),
    WORD('/', ROLE_BETWEEN, "or"),
    WORD('+', ROLE_BETWEEN, "plus"),
    WORD('=', ROLE_BETWEEN, "is"),
    WORD('@', ROLE_BETWEEN, "at"),
    ONE('$', ROLE_LETTER),
    ONES('A', 'Z', ROLE_LETTER),
    ONES('a', 'z', ROLE_LETTER),
    ONES('\t', '\r', ROLE_BLANK),
    ONES(0x00, 0x1F, ROLE_NONE),
    ONES(' ', '~', ROLE_BLANK), /* whatever else is ASCII */
    ONES(0x7F, 0x9F, ROLE_NONE),
    ONE(0xA0, ROLE_BLANK),
    ONE(0xAB, ROLE_BLANK), /* quotes */
    ONE(0xAD, ROLE_NONE),  /* where a word may break */
    ONE(0xB0, ROLE_BLANK), /* degrees of nothing */
    WORD(0xB1, ROLE_BEFORE, "plus or minus"),
    PAUSE(0xB7, ','),
    ONE(0xBB, ROLE_BLANK),
    WORD(0xD7, ROLE_BETWEEN, "times"),
    ONE(0x61C, ROLE_NONE),
    ONES(0x2000, 0x200B, ROLE_BLANK),
    ONES(0x200E, 0x200F, ROLE_NONE),
    ONES(0x2010, 0x2011, ROLE_HYPHEN),
    PAUSES(0x2012, 0x2015, ','), /* dashes */
    ONES(0x2018, 0x2019, ROLE_APOSTROPHE),
    ONES(0x201A, 0x201F, ROLE_BLANK),
    PAUSE(0x2022, ','),
    PAUSE(0x2026, '.'),
    ONES(0x2028, 0x2029, ROLE_BLANK),
    ONES(0x202A, 0x202E, ROLE_NONE),
    ONE(0x202F, ROLE_BLANK),
    ONES(0x2039, 0x203A, ROLE_BLANK),
    ONES(0x2060, 0x206F, ROLE_NONE),
    PAUSE(0x2192, ','),
    ONE(0x2212, ROLE_HYPHEN),
    WORD(0x2264, ROLE_BEFORE, "at most"),
    WORD(0x2265, ROLE_BEFORE, "at least"),
    ONES(0x2190, 0x2BFF, ROLE_BLANK), /* arrows, signs, pictures */
    ONE(0x3000, ROLE_BLANK),
    ONES(0xFE00, 0xFE0F, ROLE_NONE),
    ONE(0xFEFF, ROLE_NONE),
    ONES(0xFFFD, 0xFFFE, ROLE_NONE),
    ONES(0x1F000, 0x1FAFF, ROLE_BLANK),
};

/* A text that is being said. */
struct reading {
    struct mat_spoken *spoken;
    const char *at;
    enum role last;      /* of the character before */
    const char *between; /* a word that waits for the next; NULL: none */
};

/* The character at \p text. \return its length, at least 1 */
static size_t
look(const char *text, const struct sign **ret_sign)
{
    static const struct sign letter = {.role = ROLE_LETTER};
    uint32_t c;
    size_t length = mat_utf8_next(text, strnlen(text, 4), &c);

    *ret_sign = &letter;
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (c >= signs[i].from && c <= signs[i].to) {
            *ret_sign = &signs[i];
            break;
        }
    }
    return length;
}

static enum role
role_of(const char *text)
{
    const struct sign *sign;

    if (*text == '\0')
        return ROLE_NONE;
    (void)look(text, &sign);
    return sign->role;
}

/* Whether the word at \p text is \p word. */
static bool
is_word(const char *text, const char *word)
{
    size_t size = strlen(word);

    return strncmp(text, word, size) == 0 &&
           role_of(text + size) != ROLE_LETTER;
}

/* What waits is said, now that something follows; "and/or" has it already. */
static void
go_on(struct reading *reading)
{
    const char *between = reading->between;

    reading->between = NULL;
    if (between == NULL || reading->spoken->used == 0 ||
        reading->spoken->pause != '\0' || is_word(reading->at, between))
        return;
    mat_spoken_words(reading->spoken, between);
    reading->spoken->gap = true;
}

/* The letters that name a point or the like, "LI4", are said one by one.
 * \return how many \p text begins with */
static size_t
count_initials(const char *text)
{
    size_t n = 0;

    while (text[n] >= 'A' && text[n] <= 'Z')
        n++;
    return n <= 3 && role_of(text + n) == ROLE_DIGIT ? n : 0;
}

static void
take_letter(struct reading *reading, size_t length)
{
    size_t initials =
        reading->last == ROLE_LETTER ? 0 : count_initials(reading->at);

    go_on(reading);
    if (reading->last == ROLE_DIGIT)
        reading->spoken->gap = true;
    for (size_t i = 0; i < initials; i++) {
        mat_spoken_put(reading->spoken, reading->at + i, 1);
        reading->spoken->gap = true;
    }
    if (initials == 0)
        mat_spoken_put(reading->spoken, reading->at, length);
    reading->at += initials > 0 ? initials : length;
}

static void
take_digits(struct reading *reading)
{
    go_on(reading);
    reading->at = mat_spoken_figure(reading->spoken, reading->at);
}

static bool
is_said(enum role role)
{
    return role == ROLE_LETTER || role == ROLE_DIGIT;
}

/* Inside a word it stays, before a figure it is a minus, alone a pause. */
static void
take_hyphen(struct reading *reading, size_t length)
{
    enum role next = role_of(reading->at + length);
    bool inside = is_said(reading->last) && next == ROLE_LETTER;

    if (inside)
        mat_spoken_put(reading->spoken, "-", 1);
    else if (!is_said(reading->last) && next == ROLE_DIGIT)
        mat_spoken_words(reading->spoken, "minus");
    else if (next == ROLE_BLANK && !is_said(reading->last))
        mat_spoken_pause(reading->spoken, ',');
    if (!inside)
        reading->spoken->gap = true;
}

static void
take_apostrophe(struct reading *reading, size_t length)
{
    if (reading->last == ROLE_LETTER &&
        role_of(reading->at + length) == ROLE_LETTER)
        mat_spoken_put(reading->spoken, "'", 1);
    else
        reading->spoken->gap = true;
}

static void
take_before(struct reading *reading, const char *word, size_t length)
{
    const char *behind = reading->at + length;

    if (role_of(behind + (*behind == ' ')) == ROLE_DIGIT) {
        go_on(reading);
        mat_spoken_words(reading->spoken, word);
    }
    reading->spoken->gap = true;
}

static void
take_sign(struct reading *reading, const struct sign *sign, size_t length)
{
    switch (sign->role) {
    case ROLE_PAUSE:
        reading->between = NULL;
        mat_spoken_pause(reading->spoken, sign->pause);
        break;
    case ROLE_HYPHEN:
        take_hyphen(reading, length);
        break;
    case ROLE_APOSTROPHE:
        take_apostrophe(reading, length);
        break;
    case ROLE_BEFORE:
        take_before(reading, sign->word, length);
        break;
    case ROLE_BETWEEN:
        reading->between = sign->word;
        reading->spoken->gap = true;
        break;
    case ROLE_BLANK:
        reading->spoken->gap = true;
        break;
    default:
        break;
    }
    reading->at += length;
}

void
mat_spoken_text(struct mat_spoken *spoken, const char *text)
{
    struct reading reading = {.spoken = spoken, .at = text, .last = ROLE_BLANK};

    while (*reading.at != '\0' && !spoken->full) {
        const struct sign *sign;
        size_t length = look(reading.at, &sign);

        if (sign->role == ROLE_LETTER)
            take_letter(&reading, length);
        else if (sign->role == ROLE_DIGIT)
            take_digits(&reading);
        else
            take_sign(&reading, sign, length);
        if (sign->role != ROLE_NONE)
            reading.last = sign->role;
    }
}

size_t
mat_speech_sentence(const char *text, char *buffer, size_t size)
{
    struct mat_spoken spoken;

    mat_spoken_begin(&spoken, buffer, size);
    mat_spoken_text(&spoken, text);
    return mat_spoken_end(&spoken);
}
