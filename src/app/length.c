/* Why today is as long as it is. */
#include "app/explain.h"

#include <stdio.h>

#include "matsession/text.h"

/* What the last session has to do with it. */
static const char *const lasts[MAT_LAST__COUNT] = {
    [MAT_LAST_NONE] = "",
    [MAT_LAST_EASY] = ", the last one easy",
    [MAT_LAST_UNRATED] = ", the last one not rated, so nothing grows yet",
    [MAT_LAST_STRONG] = ", the last one strong, so nothing grows yet",
    [MAT_LAST_MARKS] = ", the marks of the last one not gone, so nothing grows",
    [MAT_LAST_STOP] = ", the last one with a stop signal, so this one is half "
                      "as long and milder",
};

static const char *
plural(int64_t count)
{
    return count == 1 ? "" : "s";
}

void
mat_explain_past(const struct mat_progress *progress, char *buffer, size_t size)
{
    int sessions = progress->standing.sessions;
    int days = progress->days > 0 ? progress->days : 1;

    if (progress->turn == MAT_TURN_RESTART)
        snprintf(buffer, size, "no session for %d days, so it begins anew",
                 progress->gap);
    else if (progress->turn == MAT_TURN_BACK)
        snprintf(buffer, size,
                 "%d session%s so far, but none for %d days, so one stage back",
                 sessions, plural(sessions), progress->gap);
    else if (progress->last == MAT_LAST_NONE)
        snprintf(buffer, size, "no sessions yet");
    else
        snprintf(buffer, size, "%d session%s in %d day%s%s", sessions,
                 plural(sessions), days, plural(days), lasts[progress->last]);
}

static const char *
growth_text(const struct mat_prepared *prepared)
{
    static const char *const texts[MAT_GROWTH__COUNT] = {
        [MAT_GROWTH_MINUTES] = " One change at a time: longer, so layer and "
                               "surface stay.",
        [MAT_GROWTH_LAYER] = " One change at a time: less between you and the "
                             "spikes, so the surface stays.",
        [MAT_GROWTH_SURFACE] = "",
    };

    return prepared->held_back ? texts[prepared->growth] : "";
}

/* The most on the mat: by the stage, or by what was done before. */
static mat_ms
most_today(const struct mat_prepared *prepared)
{
    const struct mat_stage_rule *rule =
        &prepared->tables->stages[prepared->standing.stage];
    mat_ms most = prepared->schedule->mat > rule->total ? rule->total_opt_in
                                                        : rule->total;

    if (prepared->standing.stage > prepared->progress.standing.stage)
        return most;
    return mat_ms_min(most, prepared->reach.total);
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
        mat_join(past, sizeof(past), "chosen by hand", NULL);
    else
        mat_explain_past(&prepared->progress, past, sizeof(past));
    mat_join(buffer, MAT_LENGTH_TEXT,
             mat_word(&mat_stages, prepared->standing.stage), ": ", past,
             "; at most ", mat_duration_text(most_today(prepared), most),
             " on the mat.", growth_text(prepared), NULL);
}
