#include "cli/stats_text.h"

#include <string.h>

#include "app/explain.h"
#include "cli/stats_strength.h"
#include "front/out.h"
#include "matsession/text.h"

#define WEEKS_MOST 12
#define TURNS_MOST 10
#define BAR_MOST 30
#define GAP 2
#define COUNT_TEXT (MAT_NUMBER_TEXT + 16)

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

/* "9h7m": from a minute on, seconds would only race. */
static char *
time_text(mat_ms ms, char buffer[MAT_TIME_TEXT])
{
    if (ms >= MAT_MINUTES(1))
        ms = MAT_MINUTES(minutes(ms));
    return mat_duration_text(ms, buffer);
}

/* "17 sessions" */
static char *
count_text(int count, char *buffer, size_t size)
{
    char number[MAT_NUMBER_TEXT];

    mat_join(buffer, size, mat_number_text(count, number),
             count == 1 ? " session" : " sessions", NULL);
    return buffer;
}

static void
put_head(FILE *file, const struct mat_stats *stats, int width)
{
    char first[MAT_STATS_DATE_TEXT];
    char last[MAT_STATS_DATE_TEXT];
    char time[MAT_TIME_TEXT];
    char count[COUNT_TEXT];
    char text[160];
    bool days = stats->first_day != stats->last_day;

    mat_join(text, sizeof(text), count_text(stats->sessions, count, COUNT_TEXT),
             days ? " from " : " on ", mat_stats_date(stats->first_day, first),
             days ? " to " : "",
             days ? mat_stats_date(stats->last_day, last) : "", ", ",
             time_text(stats->mat, time), " on the mat.", NULL);
    mat_out_wrapped(file, text, 0, width);
    if (stats->sessions_lately == 0 ||
        stats->sessions_lately == stats->sessions)
        return;
    mat_join(text, sizeof(text), "In the last 28 days: ",
             count_text(stats->sessions_lately, count, COUNT_TEXT), ", ",
             time_text(stats->mat_lately, time), ".", NULL);
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
put_week(FILE *file, const struct mat_stats_week *week, int64_t today, int cell,
         int sum)
{
    char date[MAT_STATS_DATE_TEXT];
    char number[MAT_NUMBER_TEXT];

    mat_out(file, "%10s ", mat_stats_date(week->monday, date));
    for (int day = 0; day < MAT_WEEK_DAYS; day++) {
        const char *shown = week->monday + day > today ? "" : ".";

        if (week->days[day] > 0)
            shown = mat_number_text(minutes(week->days[day]), number);
        mat_out(file, "%*s", cell, shown);
    }
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
    for (int i = from; i < stats->n_weeks; i++) {
        int64_t monday = stats->weeks[i].monday;

        if (i > from && monday - stats->weeks[i - 1].monday > MAT_WEEK_DAYS)
            mat_out(file, "%10s\n", "...");
        put_week(file, &stats->weeks[i], stats->today, cell, sum);
    }
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

    mat_out(file, "\nStage\n");
    if (before > 0)
        mat_out(file, "%d earlier change%s\n", before, before == 1 ? "" : "s");
    for (int i = before; i < stats->n_turns; i++)
        mat_out(file, "%10s  %s\n", mat_stats_date(stats->turns[i].day, date),
                mat_word(&mat_stages, (int)stats->turns[i].stage));
    mat_explain_past(progress, reason, sizeof(reason));
    mat_out(file, "%-10s  %s\n", "today",
            mat_word(&mat_stages, (int)progress->standing.stage));
    mat_out_wrapped(file, reason, 10 + GAP, width);
}

void
mat_stats_text(FILE *file, const struct mat_stats *stats,
               const struct mat_progress *progress, int width, bool ascii)
{
    if (stats->sessions == 0) {
        mat_out(file, "No sessions yet.\n");
        return;
    }
    put_head(file, stats, width);
    put_weeks(file, stats);
    put_areas(file, stats, width);
    put_stages(file, stats, progress, width);
    mat_stats_strength(file, stats, width, ascii);
}
