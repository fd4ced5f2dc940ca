#include "cli/bedtime_say.h"

#include <stdlib.h>

#include "app/explain.h"
#include "app/local_time.h"
#include "app/program.h"
#include "cli/json.h"
#include "front/out.h"
#include "matsession/text.h"

/* --- for people --- */

static const char *
time_of(mat_ms moment, char buffer[MAT_TIME_OF_DAY_TEXT])
{
    return mat_wall_time(mat_wall_at(moment), buffer);
}

/* "tomorrow ", or nothing. */
static const char *
day_of(const struct mat_tonight *tonight, mat_ms moment)
{
    return mat_wall_day(mat_wall_at(moment)) >
                   mat_wall_day(mat_wall_at(tonight->now))
               ? "tomorrow "
               : "";
}

static void
put(const char *text)
{
    mat_out_wrapped(stdout, text, 0, mat_out_width(stdout));
}

static void
put_night(const struct mat_tonight *tonight)
{
    const struct mat_night *night = &tonight->next;
    bool has_mat = night->left != MAT_MS_NONE;
    char start[MAT_TIME_OF_DAY_TEXT];
    char left[MAT_TIME_OF_DAY_TEXT];
    char ends[MAT_TIME_OF_DAY_TEXT];
    char bedtime[MAT_TIME_OF_DAY_TEXT];

    mat_out(stdout, "%s %s %sat %s.\n",
            tonight->late ? "Next time, start" : "Start", tonight->plan,
            day_of(tonight, night->start), time_of(night->start, start));
    if (has_mat)
        mat_out(stdout, "Off the mat at %s, ", time_of(night->left, left));
    mat_out(stdout, "%s at %s, bedtime at %s.\n", has_mat ? "done" : "Done",
            time_of(night->ends, ends), time_of(night->bedtime, bedtime));
}

static void
put_remarks(const struct mat_tonight *tonight)
{
    const struct mat_night *night = &tonight->next;
    char given[MAT_TIME_OF_DAY_TEXT];
    char bedtime[MAT_TIME_OF_DAY_TEXT];
    char text[160];

    if (night->moved) {
        mat_join(text, sizeof(text), "There is no ",
                 mat_time_of_minute(tonight->minute, given),
                 " that night, for the clocks go forward; it counts as ",
                 time_of(night->bedtime, bedtime), ".", NULL);
        put(text);
    }
    if (night->left == MAT_MS_NONE)
        put("None of this plan is on the mat, so the end of the session is "
            "what counts.");
    if (tonight->evening.waits)
        put("It waits for you in between, and that time is not counted: start "
            "a little earlier.");
    if (night->bedtime - night->start > MAT_BEDTIME_FAR)
        put("That is more than an hour before bed, earlier than guides "
            "advise; a shorter plan would start later.");
}

static void
put_late(struct mat_tonight *tonight)
{
    char start[MAT_TIME_OF_DAY_TEXT];
    char number[MAT_NUMBER_TEXT];
    const char *const argv[] = {"matsession", "start",       "--minutes",
                                number,       tonight->plan, NULL};
    struct mat_night shorter;
    int minutes = mat_tonight_shorter(tonight, &shorter);
    char *text = mat_xprintf("Too late for the whole of %s tonight: its start "
                             "was at %s. Going to bed without it is fine.",
                             tonight->plan, time_of(tonight->due.start, start));
    char *line;

    put(text);
    free(text);
    if (minutes > 0) {
        mat_number_text(minutes, number);
        line = mat_program_line(argv);
        text = mat_xprintf("Until %s, \"%s\" still fits.",
                           time_of(shorter.start, start), line);
        put(text);
        free(text);
        free(line);
    }
    mat_out(stdout, "\n");
}

void
mat_bedtime_say(struct mat_tonight *tonight)
{
    if (tonight->late)
        put_late(tonight);
    put_night(tonight);
    put_remarks(tonight);
    mat_explain_profile(stdout, &tonight->prepared, mat_out_width(stdout));
}

/* --- for programs --- */

static json_t *
stamp(mat_ms moment)
{
    char text[MAT_STAMP_TEXT];

    return moment == MAT_MS_NONE
               ? json_null()
               : json_string(mat_wall_stamp(mat_wall_at(moment), text));
}

void
mat_bedtime_say_json(const struct mat_tonight *tonight)
{
    const struct mat_prepared *prepared = &tonight->prepared;
    const struct mat_night *night = &tonight->next;
    json_t *object = json_pack(
        "{s:s, s:s, s:o, s:o, s:o, s:o, s:I, s:b}", "plan",
        prepared->schedule->plan, "stage",
        mat_word(&mat_stages, prepared->standing.stage), "start",
        stamp(night->start), "mat_left", stamp(night->left), "ends",
        stamp(night->ends), "bedtime", stamp(night->bedtime), "mat_ms",
        (json_int_t)tonight->evening.mat, "late", tonight->late);

    mat_json_print(stdout, object, JSON_COMPACT);
    mat_explain_profile(stderr, prepared, mat_out_width(stderr));
}
