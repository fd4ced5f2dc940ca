#include "cli/timeline.h"

#include <string.h>

#include "cli/entry.h"
#include "front/out.h"
#include "matsession/text.h"
#include "matsession/view.h"

/* Where the text stands: behind "00:00", cues a little further. */
#define STEP_COLUMN (MAT_ENTRY_INDENT + 7)
#define CUE_COLUMN (STEP_COLUMN + 2)

/* Title and detail come from the view, so that they are the screen's. */
static void
put_step(const struct mat_timeline *timeline,
         const struct mat_schedule *schedule, const struct mat_fact *fact)
{
    struct mat_view_options options = {.time_of_day = MAT_MS_NONE};
    struct mat_state state = mat_engine_init();
    struct mat_view view;
    char at[MAT_TIME_TEXT];
    char length[MAT_TIME_TEXT];
    char title[256];

    state.segment = fact->segment;
    mat_view_at(schedule, &state, 0, &options, &view);
    mat_join(title, sizeof(title), view.title, ", ",
             fact->ms == MAT_MS_NONE ? "until you press a key"
                                     : mat_duration_text(fact->ms, length),
             NULL);
    mat_entry(timeline->file, mat_fact_clock(fact, at), title, STEP_COLUMN,
              timeline->width);
    if (view.detail[0] != '\0')
        mat_out_wrapped(timeline->file, view.detail, STEP_COLUMN,
                        timeline->width);
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    struct mat_timeline *timeline = self;
    const struct mat_segment *segment = &schedule->segments[fact->segment];
    char at[MAT_TIME_TEXT];

    switch (fact->kind) {
    case MAT_FACT_STEP_BEGAN:
        put_step(timeline, schedule, fact);
        if (fact->ms == MAT_MS_NONE)
            timeline->waits++;
        break;
    case MAT_FACT_CUE:
        mat_entry(timeline->file, mat_fact_clock(fact, at),
                  segment->cues[fact->cue].cue->text, CUE_COLUMN,
                  timeline->width);
        break;
    case MAT_FACT_SESSION_ENDED:
        timeline->length = fact->at;
        break;
    default:
        break;
    }
    return !ferror(timeline->file);
}

struct mat_sink
mat_timeline_sink(struct mat_timeline *timeline)
{
    static const struct mat_sink_ops ops = {
        .name = "timeline",
        .on_fact = on_fact,
    };

    return (struct mat_sink){.ops = &ops, .self = timeline};
}
