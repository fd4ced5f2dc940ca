#include "cli/stats_text.h"

#include <string.h>

#include "app/explain.h"
#include "front/out.h"
#include "matsession/text.h"

#define WEEKS_MOST 12
#define TURNS_MOST 10
#define STRENGTHS_MOST 40 /* said ones */
#define BAR_MOST 30
#define GAP 2

/* Minutes as they are shown: something is never nothing. */
static int64_t
minutes(mat_ms ms)
{
    int64_t whole = (ms + MAT_SECONDS(30)) / MAT_MINUTES(1);

    return ms > 0 && whole == 0 ? 1 : whole;
}

static int
digits(int64_t number)
{
    char text[MAT_NUMBER_TEXT];

    return (int)strlen(mat_number_text(number, text));
}

static int
larger(int a, int b)
{
    return a > b ? a : b;
}

static void
put_head(FILE *file, const struct mat_stats *stats, int width)
{
    char date[MAT_STATS_DATE_TEXT];
    char time[MAT_TIME_TEXT];
    char count[MAT_NUMBER_TEXT];
    char text[160];

    mat_join(text, sizeof(text), mat_number_text(stats->sessions, count),
             stats->sessions == 1 ? " session" : " sessions", " since ",
             mat_stats_date(stats->first_day, date), ", ",
             mat_duration_text(stats->mat, time), " on the mat.", NULL);
    mat_out_wrapped(file, text, 0, width);
}

/* Of what is shown: a row adds up. */
static int64_t
sum_of(const struct mat_stats_week *week)
{
    int64_t sum = 0;

    for (int day = 0; day < MAT_WEEK_DAYS; day++)
        sum += minutes(week->days[day]);
    return sum;
}

static void
put_week(FILE *file, const struct mat_stats_week *week, int cell, int sum)
{
    char date[MAT_STATS_DATE_TEXT];
    char number[MAT_NUMBER_TEXT];

    mat_out(file, "%10s ", mat_stats_date(week->monday, date));
    for (int day = 0; day < MAT_WEEK_DAYS; day++)
        mat_out(file, "%*s", cell,
                week->days[day] > 0
                    ? mat_number_text(minutes(week->days[day]), number)
                    : ".");
    mat_out(file, "  %*s\n", sum, mat_number_text(sum_of(week), number));
}

static void
put_weeks(FILE *file, const struct mat_stats *stats)
{
    static const char *const names[MAT_WEEK_DAYS] = {"Mo", "Tu", "We", "Th",
                                                     "Fr", "Sa", "Su"};
    int from = stats->n_weeks > WEEKS_MOST ? stats->n_weeks - WEEKS_MOST : 0;
    int cell = 2;
    int sum = 3;

    if (stats->n_weeks == 0)
        return;
    for (int i = from; i < stats->n_weeks; i++) {
        const struct mat_stats_week *week = &stats->weeks[i];

        for (int day = 0; day < MAT_WEEK_DAYS; day++)
            cell = larger(cell, digits(minutes(week->days[day])));
        sum = larger(sum, digits(sum_of(week)));
    }
    cell++;
    mat_out(file, "\nMinutes on the mat\nweek of    ");
    for (int day = 0; day < MAT_WEEK_DAYS; day++)
        mat_out(file, "%*s", cell, names[day]);
    mat_out(file, "  %*s\n", sum, "sum");
    for (int i = from; i < stats->n_weeks; i++)
        put_week(file, &stats->weeks[i], cell, sum);
}

static void
put_bar(FILE *file, mat_ms part, mat_ms most, int room)
{
    int length = (int)((part * room + most / 2) / most);

    length = larger(length, 1);
    mat_out(file, "  ");
    while (length-- > 0)
        mat_out(file, "#");
}

/* The widths of the columns of areas. */
struct area_table {
    int label;
    int all;
    int lately;
    int bar;
    mat_ms most;
};

static struct area_table
measure_areas(const struct mat_stats *stats, int width)
{
    struct area_table table = {
        .label = (int)strlen("area"),
        .all = (int)strlen("all"),
        .lately = (int)strlen("28 days"),
    };

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        int label = (int)strlen(mat_area_label((enum mat_area)area));

        if (stats->areas[area] <= 0)
            continue;
        table.most = mat_ms_max(table.most, stats->areas[area]);
        table.label = larger(table.label, label);
    }
    table.all = larger(table.all, digits(minutes(table.most)));
    table.bar = width - table.label - table.all - table.lately - 3 * GAP;
    if (table.bar > BAR_MOST)
        table.bar = BAR_MOST;
    return table;
}

static void
put_area(FILE *file, const struct mat_stats *stats, int area,
         const struct area_table *table)
{
    mat_ms used = stats->areas[area];
    char all[MAT_NUMBER_TEXT];
    char lately[MAT_NUMBER_TEXT];

    mat_out(file, "%-*s  %*s  %*s", table->label,
            mat_area_label((enum mat_area)area), table->all,
            mat_number_text(minutes(used), all), table->lately,
            mat_number_text(minutes(stats->lately[area]), lately));
    if (table->bar > 0)
        put_bar(file, used, table->most, table->bar);
    mat_out(file, "\n");
}

static void
put_areas(FILE *file, const struct mat_stats *stats, int width)
{
    struct area_table table = measure_areas(stats, width);

    if (table.most == 0)
        return;
    mat_out(file, "\nMinutes by area\n%-*s  %*s  %*s\n", table.label, "area",
            table.all, "all", table.lately, "28 days");
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (stats->areas[area] > 0)
            put_area(file, stats, area, &table);
    }
}

static void
put_stages(FILE *file, const struct mat_stats *stats,
           const struct mat_progress *progress, int width)
{
    int before = stats->n_turns > TURNS_MOST ? stats->n_turns - TURNS_MOST : 0;
    char date[MAT_STATS_DATE_TEXT];
    char reason[200];
    char text[256];

    mat_out(file, "\nStage\n");
    if (before > 0)
        mat_out(file, "%d change%s before\n", before, before == 1 ? "" : "s");
    for (int i = before; i < stats->n_turns; i++)
        mat_out(file, "%10s  %s\n", mat_stats_date(stats->turns[i].day, date),
                mat_word(&mat_stages, (int)stats->turns[i].stage));
    mat_explain_past(progress, reason, sizeof(reason));
    mat_join(text, sizeof(text),
             "Today: ", mat_word(&mat_stages, (int)progress->standing.stage),
             ": ", reason, ".", NULL);
    mat_out_wrapped(file, text, 0, width);
}

/* The first session of the row: the newest ones that fit into the line, and no
 * more than enough of those that were rated. */
static int
row_begin(const struct mat_stats *stats, int width)
{
    int begin = stats->sessions;
    int said = 0;

    for (int i = stats->sessions - 1; i >= 0; i--) {
        if (stats->sessions - i > width || said == STRENGTHS_MOST)
            break;
        if (stats->strengths[i].strength < 0)
            continue;
        said++;
        begin = i;
    }
    return begin;
}

static void
put_strengths(FILE *file, const struct mat_stats *stats, int width)
{
    static const char levels[] = "0123456789X";
    int begin = row_begin(stats, width);
    int least = 10;
    int most = 0;
    char text[64];

    mat_out(file, "\nStrength at the end\n");
    if (begin == stats->sessions) {
        mat_out_wrapped(file, "Not said of the last sessions.", 0, width);
        return;
    }
    for (int i = begin; i < stats->sessions; i++) {
        int strength = stats->strengths[i].strength;

        mat_out(file, "%c", strength < 0 ? '.' : levels[strength]);
        if (strength < 0)
            continue;
        least = strength < least ? strength : least;
        most = larger(most, strength);
    }
    snprintf(text, sizeof(text), "Least %d, most %d; the oldest is left", least,
             most);
    mat_out(file, "\n");
    mat_out_wrapped(file, text, 0, width);
}

void
mat_stats_text(FILE *file, const struct mat_stats *stats,
               const struct mat_progress *progress, int width)
{
    if (stats->sessions == 0) {
        mat_out(file, "No sessions yet.\n");
        return;
    }
    put_head(file, stats, width);
    put_weeks(file, stats);
    put_areas(file, stats, width);
    put_stages(file, stats, progress, width);
    put_strengths(file, stats, width);
}
