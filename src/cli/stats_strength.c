#include "cli/stats_strength.h"

#include "front/out.h"
#include "matsession/text.h"

#define RATED_MOST 40
#define LEVELS 11 /* 0 to 10 */

/* What a row shows. */
struct row {
    const struct mat_stats_strength *items;
    int n_items;
    int rated;
    int of_level[LEVELS];
};

/* The newest ones that fit into the line, and no more than enough that were
 * rated; the first is a rated one. */
static struct row
row_of(const struct mat_stats *stats, int width)
{
    struct row row = {0};

    for (int i = stats->sessions - 1; i >= 0; i--) {
        int strength = stats->strengths[i].strength;

        if (stats->sessions - i > width || row.rated == RATED_MOST)
            break;
        if (strength < 0)
            continue;
        row.of_level[strength]++;
        row.rated++;
        row.items = &stats->strengths[i];
        row.n_items = stats->sessions - i;
    }
    return row;
}

/* Eight heights for eleven levels. The last ones may be blank, and are then
 * left out. */
static void
put_bars(FILE *file, const struct row *row)
{
    static const char *const bars[] = {
        "\u2581", "\u2582", "\u2583", "\u2584",
        "\u2585", "\u2586", "\u2587", "\u2588",
    };
    int blanks = 0;

    for (int i = 0; i < row->n_items; i++) {
        int strength = row->items[i].strength;

        if (strength < 0) {
            blanks++;
            continue;
        }
        mat_out(file, "%*s%s", blanks, "", bars[(strength * 7 + 5) / 10]);
        blanks = 0;
    }
    mat_out(file, "\n");
}

static void
put_digits(FILE *file, const struct row *row)
{
    static const char digits[LEVELS + 1] = "0123456789X";

    for (int i = 0; i < row->n_items; i++) {
        int strength = row->items[i].strength;

        mat_out(file, "%c", strength < 0 ? '.' : digits[strength]);
    }
    mat_out(file, "\n");
}

/* The level of the rated one that stands at \p rank, the least being 0. */
static int
level_at(const struct row *row, int rank)
{
    int level = 0;

    for (int before = row->of_level[0]; before <= rank;
         before += row->of_level[level])
        level++;
    return level;
}

/* Two in the middle make a half. */
static void
put_legend(FILE *file, const struct row *row, int width)
{
    int middle =
        level_at(row, (row->rated - 1) / 2) + level_at(row, row->rated / 2);
    char levels[80] = "";
    char text[160];

    if (row->rated > 1)
        snprintf(levels, sizeof(levels), " Least %d, median %d%s, most %d.",
                 level_at(row, 0), middle / 2, middle % 2 ? ".5" : "",
                 level_at(row, row->rated - 1));
    mat_join(text, sizeof(text), row->n_items > 1 ? "Newest on the right." : "",
             levels, row->rated < row->n_items ? " A dot: not said." : "",
             row->of_level[LEVELS - 1] > 0 ? " X: 10." : "", NULL);
    if (*text)
        mat_out_wrapped(file, *text == ' ' ? text + 1 : text, 0, width);
}

void
mat_stats_strength(FILE *file, const struct mat_stats *stats, int width,
                   bool ascii)
{
    struct row row = row_of(stats, width);

    mat_out(file, "\nStrength at the end, 0 to 10\n");
    if (row.rated == 0) {
        mat_out_wrapped(file, "Not said of the last sessions.", 0, width);
        return;
    }
    if (!ascii)
        put_bars(file, &row);
    put_digits(file, &row);
    put_legend(file, &row, width);
}
