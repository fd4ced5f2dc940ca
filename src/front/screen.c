#include "front/screen.h"

#include "matsession/text.h"

/* What the layout may keep free beside the line at the bottom. */
#define MARGINS 8
#define NOTICE_MAX 200

/* The view itself says what r, f and d do. */
#define HELD_KEYS "x unwell"

static struct mat_view_options
options_of(const struct mat_screen *screen, mat_ms now)
{
    return (struct mat_view_options){
        .digits = screen->digits,
        .time_of_day = screen->midnight == MAT_MS_NONE
                           ? MAT_MS_NONE
                           : mat_ms_sub(now, screen->midnight),
    };
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    struct mat_screen *screen = self;

    (void)schedule;
    /* Nothing may hide an alarm, or the question after a sleep. */
    if (fact->kind == MAT_FACT_ALARM || fact->kind == MAT_FACT_HELD)
        screen->page = NULL;
    if (fact->kind == MAT_FACT_ALARM && !screen->quiet)
        mat_tui_bell();
    return true;
}

/* The line at the bottom. The layout leaves out what does not fit; of a notice
 * at least the beginning is to be seen. */
static const char *
bottom_line(const struct mat_screen *screen, const struct mat_state *state,
            char buffer[NOTICE_MAX])
{
    int columns = mat_tui_grid()->columns - MARGINS;
    size_t size = columns < NOTICE_MAX ? (size_t)columns + 1 : NOTICE_MAX;

    if (state->phase == MAT_PHASE_HELD)
        return HELD_KEYS;
    if (screen->muted)
        return screen->muted_line;
    if (!screen->notice || columns < MARGINS)
        return screen->key_line;
    return mat_text_shown(screen->notice, buffer, size);
}

static void
on_frame(void *self, const struct mat_schedule *schedule,
         const struct mat_state *state, mat_ms now)
{
    const struct mat_screen *screen = self;
    struct mat_layout_style style = mat_tui_style();
    char notice[NOTICE_MAX];

    style.keys = bottom_line(screen, state, notice);
    if (screen->page) {
        mat_layout_page(screen->page, &style, mat_tui_grid());
    } else {
        struct mat_view_options options = options_of(screen, now);
        struct mat_view view;

        mat_view_at(schedule, state, now, &options, &view);
        mat_layout(&view, &style, mat_tui_grid());
    }
    mat_tui_draw();
}

static mat_ms
next_frame(void *self, const struct mat_schedule *schedule,
           const struct mat_state *state, mat_ms now)
{
    const struct mat_screen *screen = self;
    struct mat_view_options options = options_of(screen, now);

    if (screen->page)
        return MAT_MS_NONE;
    return mat_view_next_change(schedule, state, now, &options);
}

struct mat_sink
mat_screen_sink(struct mat_screen *screen)
{
    static const struct mat_sink_ops ops = {
        .name = "screen",
        .on_fact = on_fact,
        .on_frame = on_frame,
        .next_frame = next_frame,
    };

    return (struct mat_sink){.ops = &ops, .self = screen};
}
