#include "front/palette.h"

#include <stdlib.h>

#define DEFAULT (-1)

/* Dim reds of the 256 colours, and a black that no theme turns grey. */
#define RED_FAINT 52
#define RED_DIM 88
#define RED 124
#define BLACK 16

/* Attributes, and colours where there are 256 of them and where there are 8.
 * DEFAULT is the terminal's own. */
struct look {
    attr_t attributes;
    short many;
    short few;
};

/* One quiet accent. What changes each second, the digits, costs least where it
 * has neither colour nor attribute. */
static const struct look day[MAT_ROLE__COUNT] = {
    [MAT_ROLE_TEXT] = {A_NORMAL, DEFAULT, DEFAULT},
    [MAT_ROLE_DIM] = {A_DIM, DEFAULT, DEFAULT},
    [MAT_ROLE_TITLE] = {A_BOLD, DEFAULT, DEFAULT},
    [MAT_ROLE_DIGITS] = {A_NORMAL, DEFAULT, DEFAULT},
    [MAT_ROLE_CUE] = {A_NORMAL, DEFAULT, DEFAULT},
    [MAT_ROLE_BAR] = {A_NORMAL, COLOR_CYAN, COLOR_CYAN},
    [MAT_ROLE_BAR_REST] = {A_DIM, DEFAULT, DEFAULT},
    [MAT_ROLE_NOW] = {A_NORMAL, COLOR_CYAN, COLOR_CYAN},
    [MAT_ROLE_KEY] = {A_NORMAL, DEFAULT, DEFAULT},
    [MAT_ROLE_ALARM] = {A_REVERSE, DEFAULT, DEFAULT},
};

/* Nothing brighter than RED, nothing bold, and nothing reversed: that would be
 * a field of light. */
static const struct look night[MAT_ROLE__COUNT] = {
    [MAT_ROLE_TEXT] = {A_NORMAL, RED_DIM, COLOR_RED},
    [MAT_ROLE_DIM] = {A_NORMAL, RED_FAINT, COLOR_RED},
    [MAT_ROLE_TITLE] = {A_NORMAL, RED, COLOR_RED},
    [MAT_ROLE_DIGITS] = {A_NORMAL, RED_DIM, COLOR_RED},
    [MAT_ROLE_CUE] = {A_NORMAL, RED, COLOR_RED},
    [MAT_ROLE_BAR] = {A_NORMAL, RED_DIM, COLOR_RED},
    [MAT_ROLE_BAR_REST] = {A_NORMAL, RED_FAINT, COLOR_RED},
    [MAT_ROLE_NOW] = {A_NORMAL, RED, COLOR_RED},
    [MAT_ROLE_KEY] = {A_NORMAL, RED_DIM, COLOR_RED},
    [MAT_ROLE_ALARM] = {A_UNDERLINE, RED, COLOR_RED},
};

static const attr_t mono[MAT_ROLE__COUNT] = {
    [MAT_ROLE_DIM] = A_DIM,       [MAT_ROLE_TITLE] = A_BOLD,
    [MAT_ROLE_BAR_REST] = A_DIM,  [MAT_ROLE_NOW] = A_BOLD,
    [MAT_ROLE_ALARM] = A_REVERSE,
};

/* What each role is drawn with now. */
static struct {
    attr_t attributes;
    short foreground;
    short pair;
} looks[MAT_ROLE__COUNT];

struct colours {
    short foreground;
    short background;
};

bool
mat_palette_has_colours(void)
{
    const char *no_colour = getenv("NO_COLOR");

    return (!no_colour || *no_colour == '\0') && has_colors();
}

static bool
has_many_colours(void)
{
    return COLORS >= 256;
}

static short
colour_of(const struct look *look)
{
    return has_many_colours() ? look->many : look->few;
}

/* The pair for the role's colours: 0, that of a role before, or a new one. */
static short
pair_of(int role, short foreground, struct colours base)
{
    short pair = (short)(role + 1);

    /* Curses gives pair 0 the colours of the background: they must be one. */
    if (role == MAT_ROLE_BLANK || foreground == DEFAULT ||
        foreground == base.foreground)
        return 0;
    for (int before = 0; before < role; before++)
        if (looks[before].pair > 0 && looks[before].foreground == foreground)
            return looks[before].pair;
    return init_pair(pair, foreground, base.background) == OK ? pair : 0;
}

static void
use_colours(const struct look *looks_of, struct colours base, attr_t besides)
{
    for (int role = 0; role < MAT_ROLE__COUNT; role++) {
        looks[role].attributes = looks_of[role].attributes | besides;
        looks[role].foreground = colour_of(&looks_of[role]);
        looks[role].pair = pair_of(role, looks[role].foreground, base);
    }
}

static void
use_day(void)
{
    struct colours base = {DEFAULT, DEFAULT};

    /* Not every terminal can be set back to colours of its own. */
    if (use_default_colors() != OK)
        base.background = COLOR_BLACK;
    use_colours(day, base, A_NORMAL);
}

/* Curses sends pair 0 behind each draw, and blank cells have it. Declaring it
 * to be the colours of the digits makes the whole screen black, and lets a
 * second pass without sending a colour. */
static void
use_night(void)
{
    bool many = has_many_colours();
    struct colours base = {
        .foreground = colour_of(&night[MAT_ROLE_DIGITS]),
        .background = many ? BLACK : COLOR_BLACK,
    };

    if (assume_default_colors(base.foreground, base.background) != OK)
        base.foreground = DEFAULT;
    use_colours(night, base, many ? A_NORMAL : A_DIM);
}

static void
use_mono(void)
{
    /* Else curses would take the terminal to be white on black. */
    (void)use_default_colors();
    for (int role = 0; role < MAT_ROLE__COUNT; role++) {
        looks[role].attributes = mono[role];
        looks[role].pair = 0;
    }
}

void
mat_palette_use(enum mat_palette palette)
{
    const struct mat_cell blank = {.ch = ' ', .role = MAT_ROLE_BLANK};
    cchar_t background;

    if (palette == MAT_PALETTE_DAY)
        use_day();
    else if (palette == MAT_PALETTE_NIGHT)
        use_night();
    else
        use_mono();
    mat_palette_cell(&blank, &background);
    (void)bkgrnd(&background);
}

void
mat_palette_cell(const struct mat_cell *cell, cchar_t *ret_cell)
{
    const wchar_t text[2] = {(wchar_t)cell->ch, L'\0'};

    (void)setcchar(ret_cell, text, looks[cell->role].attributes,
                   looks[cell->role].pair, NULL);
}
