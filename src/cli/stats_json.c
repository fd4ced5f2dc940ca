#include "cli/stats_json.h"

#include "cli/json.h"

static json_t *
seconds(mat_ms ms)
{
    return json_integer(ms / 1000);
}

static json_t *
date(int64_t day)
{
    char text[MAT_STATS_DATE_TEXT];

    return json_string(mat_stats_date(day, text));
}

/* Without sessions there is no such day. */
static json_t *
date_or_null(const struct mat_stats *stats, int64_t day)
{
    return stats->sessions > 0 ? date(day) : json_null();
}

static json_t *
lately(const struct mat_stats *stats)
{
    return json_pack("{s:i, s:o}", "sessions", stats->sessions_lately,
                     "mat_seconds", seconds(stats->mat_lately));
}

static json_t *
weeks(const struct mat_stats *stats)
{
    json_t *list = json_array();
    char name[MAT_WEEK_TEXT];

    for (int i = 0; i < stats->n_weeks; i++) {
        const struct mat_stats_week *week = &stats->weeks[i];
        json_t *days = json_array();

        for (int day = 0; day < MAT_WEEK_DAYS; day++)
            mat_json_add(days, seconds(week->days[day]));
        mat_json_add(list,
                     json_pack("{s:s, s:o, s:o}", "week",
                               mat_stats_week_name(week->monday, name),
                               "monday", date(week->monday), "days", days));
    }
    return list;
}

static json_t *
areas(const struct mat_stats *stats)
{
    json_t *object = json_object();

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (stats->areas[area] > 0)
            mat_json_put(object, mat_word(&mat_areas, area),
                         json_pack("{s:o, s:o}", "mat_seconds",
                                   seconds(stats->areas[area]), "last_28_days",
                                   seconds(stats->lately[area])));
    }
    return object;
}

static json_t *
stages(const struct mat_stats *stats)
{
    json_t *list = json_array();

    for (int i = 0; i < stats->n_turns; i++)
        mat_json_add(
            list,
            json_pack("{s:o, s:s}", "date", date(stats->turns[i].day), "stage",
                      mat_word(&mat_stages, (int)stats->turns[i].stage)));
    return list;
}

static json_t *
strengths(const struct mat_stats *stats)
{
    json_t *list = json_array();

    for (int i = 0; i < stats->sessions; i++) {
        const struct mat_stats_strength *it = &stats->strengths[i];

        if (it->strength >= 0)
            mat_json_add(list, json_pack("{s:o, s:i}", "date", date(it->day),
                                         "strength", it->strength));
    }
    return list;
}

static json_t *
today(const struct mat_progress *progress)
{
    static const char *const lasts[MAT_LAST__COUNT] = {
        [MAT_LAST_NONE] = "none",       [MAT_LAST_EASY] = "easy",
        [MAT_LAST_UNRATED] = "unrated", [MAT_LAST_STRONG] = "strong",
        [MAT_LAST_MARKS] = "marks",     [MAT_LAST_STOP] = "stop",
    };

    return json_pack("{s:s, s:i, s:i, s:s}", "stage",
                     mat_word(&mat_stages, (int)progress->standing.stage),
                     "sessions", progress->standing.sessions, "days",
                     progress->days, "last", lasts[progress->last]);
}

void
mat_stats_json(FILE *file, const struct mat_stats *stats,
               const struct mat_progress *progress)
{
    json_t *object = json_pack(
        "{s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "sessions",
        stats->sessions, "mat_seconds", seconds(stats->mat), "first",
        date_or_null(stats, stats->first_day), "last",
        date_or_null(stats, stats->last_day), "last_28_days", lately(stats),
        "weeks", weeks(stats), "areas", areas(stats), "stages", stages(stats),
        "strength", strengths(stats), "today", today(progress));

    mat_json_print(file, object, JSON_COMPACT);
}
