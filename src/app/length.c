/* Why today is as long as it is. */
#include "app/explain.h"

#include <stdio.h>

#include "matsession/text.h"

/* What the last session has to do with it. One with a stop signal is none of
 * those that are counted. */
static const char *const lasts[MAT_LAST__COUNT] = {
    [MAT_LAST_NONE] = "",
    [MAT_LAST_EASY] = ", the last one easy",
    [MAT_LAST_UNRATED] = ", the last one not rated, so nothing grows yet",
    [MAT_LAST_STRONG] = ", the last one strong, so nothing grows yet",
    [MAT_LAST_MARKS] = ", the last one with marks that have not gone, so "
                       "nothing grows yet",
    [MAT_LAST_STOP] = ", then one with a stop signal, so today is half as long "
                      "and milder",
};

static const char *
plural(int64_t count)
{
    return count == 1 ? "" : "s";
}

/* Where something else is the first reason. */
static const char *
after_stop(const struct mat_progress *progress)
{
    return progress->last == MAT_LAST_STOP
               ? ", and milder after the stop signal last time"
               : "";
}

void
mat_explain_past(const struct mat_progress *progress, char *buffer, size_t size)
{
    int sessions = progress->standing.sessions;
    int days = progress->days > 0 ? progress->days : 1;

    if (progress->turn == MAT_TURN_RESTART)
        snprintf(buffer, size, "no session for %d days, so it begins anew%s",
                 progress->gap, after_stop(progress));
    else if (progress->turn == MAT_TURN_BACK)
        snprintf(buffer, size,
                 "%d session%s so far, none for %d days, so one stage back%s",
                 sessions, plural(sessions), progress->gap,
                 after_stop(progress));
    else if (progress->last == MAT_LAST_NONE)
        snprintf(buffer, size, "no sessions yet");
    else if (sessions == 0)
        snprintf(buffer, size,
                 "the last session ended in a stop signal, so today is half "
                 "as long and milder");
    else
        snprintf(buffer, size, "%d session%s in %d day%s%s", sessions,
                 plural(sessions), days, plural(days), lasts[progress->last]);
}

static const char *
growth_text(const struct mat_prepared *prepared)
{
    static const char *const texts[MAT_GROWTH__COUNT] = {
        [MAT_GROWTH_MINUTES] = " One change at a time: today is longer, so "
                               "layer and surface stay as they were.",
        [MAT_GROWTH_LAYER] = " One change at a time: today there is less "
                             "between you and the spikes, so the surface stays "
                             "as it was.",
        [MAT_GROWTH_SURFACE] = "", /* grows alone or not at all */
    };

    return prepared->held_back ? texts[prepared->growth] : "";
}

/* The most on the mat, with extending. */
static mat_ms
most_today(const struct mat_schedule *schedule)
{
    mat_area_set counted = 0;
    mat_ms sum = 0;

    for (int i = 0; i < schedule->n_segments; i++) {
        const struct mat_segment *segment = &schedule->segments[i];

        if (segment->kind != MAT_KIND_MAT ||
            (counted & MAT_AREA_BIT(segment->area)) != 0)
            continue;
        counted |= MAT_AREA_BIT(segment->area);
        sum = mat_ms_add(sum, schedule->cap_area[segment->area]);
    }
    return mat_ms_min(sum, schedule->cap_total);
}

/* A stage that is only looked at is shown whole, whatever was last time. */
static void
by_hand(const struct mat_prepared *prepared, char *buffer, size_t size)
{
    bool looks = prepared->standing.stage > prepared->progress.standing.stage;

    mat_join(buffer, size, "chosen by hand",
             looks ? "" : after_stop(&prepared->progress), NULL);
}

void
mat_explain_length(const struct mat_prepared *prepared,
                   char buffer[MAT_LENGTH_TEXT])
{
    char past[200];
    char most[MAT_TIME_TEXT];

    buffer[0] = '\0';
    if (!prepared->schedule || prepared->schedule->mat == 0)
        return;
    if (prepared->stage_by_hand)
        by_hand(prepared, past, sizeof(past));
    else
        mat_explain_past(&prepared->progress, past, sizeof(past));
    mat_join(buffer, MAT_LENGTH_TEXT,
             mat_word(&mat_stages, prepared->standing.stage), ": ", past,
             "; at most ",
             mat_duration_text(most_today(prepared->schedule), most),
             " on the mat.", growth_text(prepared), NULL);
}
