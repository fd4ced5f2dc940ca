#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "front/out.h"
#include "front/sink.h"
#include "matsession/text.h"
#include "matsession/view.h"

/* How long a line waits for a terminal that is stopped. */
#define STOPPED_MS 100

static const char *const ends[MAT_OUTCOME__COUNT] = {
    [MAT_OUTCOME_COMPLETED] = "The end.",
    [MAT_OUTCOME_STOPPED] = "Stopped.",
    [MAT_OUTCOME_UNWELL] = "Ended: unwell.",
    [MAT_OUTCOME_INTERRUPTED] = "Interrupted.",
};

char *
mat_fact_clock(const struct mat_fact *fact, char buffer[MAT_TIME_TEXT])
{
    return mat_clock_text(fact->at / 1000 * 1000, buffer);
}

static bool
line(const struct mat_fact *fact, const char *text)
{
    char clock[MAT_TIME_TEXT];
    char head[MAT_TIME_TEXT + 1];

    mat_join(head, sizeof(head), mat_fact_clock(fact, clock), " ", NULL);
    mat_out_behind(stdout, head, text, (int)strlen(head) + 1);
    return fflush(stdout) == 0 && !ferror(stdout);
}

static bool
began(const struct mat_schedule *schedule, const struct mat_fact *fact)
{
    char total[MAT_TIME_TEXT];
    char mat[MAT_TIME_TEXT];
    char steps[MAT_NUMBER_TEXT];
    char text[256];

    mat_join(text, sizeof(text), schedule->title, ": ",
             mat_number_text(schedule->n_segments, steps), " steps, ",
             mat_duration_text(fact->ms, total), ", ",
             mat_duration_text(schedule->mat, mat), " of it on the mat", NULL);
    return line(fact, text);
}

static bool
step(const struct mat_schedule *schedule, const struct mat_fact *fact)
{
    const struct mat_segment *segment = &schedule->segments[fact->segment];
    bool timed = fact->ms != MAT_MS_NONE;
    bool mat = segment->kind == MAT_KIND_MAT;
    char length[MAT_TIME_TEXT];
    char text[384];

    mat_join(text, sizeof(text), "* ", segment->title, timed ? ", " : "",
             timed ? mat_duration_text(fact->ms, length) : "", mat ? ", " : "",
             mat ? mat_position_label(segment->position) : "", mat ? ", " : "",
             mat ? mat_layer_label(segment->layer) : "", mat ? ", " : "",
             mat ? mat_surface_label(segment->surface) : "", NULL);
    return line(fact, text);
}

static bool
extended(const struct mat_fact *fact)
{
    char by[MAT_TIME_TEXT];
    char text[64];

    if (fact->ms == 0)
        return line(fact, "This is as far as it goes.");
    mat_join(text, sizeof(text), fact->ms > 0 ? "Longer by " : "Shorter by ",
             mat_duration_text(fact->ms > 0 ? fact->ms : -fact->ms, by), ".",
             NULL);
    return line(fact, text);
}

static bool
held(const struct mat_fact *fact)
{
    char slept[MAT_TIME_TEXT];
    char text[96];

    mat_join(text, sizeof(text), "You were away ",
             mat_duration_text(fact->ms, slept),
             ". r resumes, f finishes here, d discards.", NULL);
    return line(fact, text);
}

static bool
say(const struct mat_schedule *schedule, const struct mat_fact *fact)
{
    switch (fact->kind) {
    case MAT_FACT_SESSION_BEGAN:
        return began(schedule, fact);
    case MAT_FACT_STEP_BEGAN:
        return step(schedule, fact);
    case MAT_FACT_CUE:
        return line(
            fact, schedule->segments[fact->segment].cues[fact->cue].cue->text);
    case MAT_FACT_PAUSED:
        return line(fact, "Paused.");
    case MAT_FACT_RESUMED:
        return line(fact, "Going on.");
    case MAT_FACT_EXTENDED:
        return extended(fact);
    case MAT_FACT_HELD:
        return held(fact);
    case MAT_FACT_ALARM:
        return line(fact, fact->last ? "Come off the mat now, please."
                                     : "Time to come off. Press any key.");
    case MAT_FACT_SESSION_ENDED:
        return line(fact, ends[fact->outcome]);
    default:
        return true;
    }
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    bool terminal = isatty(STDOUT_FILENO);

    (void)self;
    if (mat_out_ready(stdout, terminal ? STOPPED_MS : MAT_SINK_UNREAD_MS))
        return say(schedule, fact);
    return terminal;
}

static bool
on_fact_ringing(void *self, const struct mat_schedule *schedule,
                const struct mat_fact *fact)
{
    if (fact->kind == MAT_FACT_ALARM && mat_out_ready(stdout, STOPPED_MS))
        putc('\a', stdout);
    return on_fact(self, schedule, fact);
}

struct mat_sink
mat_text_sink(bool bell)
{
    static const struct mat_sink_ops quiet = {
        .name = "text",
        .on_fact = on_fact,
    };
    static const struct mat_sink_ops ringing = {
        .name = "text",
        .on_fact = on_fact_ringing,
    };

    return (struct mat_sink){.ops = bell ? &ringing : &quiet};
}
