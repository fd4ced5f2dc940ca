#include "view_world.h"

static const struct mat_cue sit = {.text = "Sit on a steady chair."};
static const struct mat_cue calm = {.text = "Nothing to achieve."};
static const struct mat_cue last = {.text = "One minute left."};
static const struct mat_cue_at feet_cues[] = {{.cue = &sit}};
static const struct mat_cue_at breathe_cues[] = {
    {.at = MAT_SECONDS(12), .cue = &calm},
    {.at = MAT_SECONDS(60), .from_end = true, .cue = &last},
};

static const struct mat_point points[] = {{.id = "HT7", .name = "Shenmen"}};

static const struct mat_tables tables = {
    .points = points, .n_points = 1, .step_min = MAT_SECONDS(60)};

static const struct mat_segment segments[SEGMENTS] = {
    [FEET] = {.kind = MAT_KIND_MAT,
              .title = "Feet",
              .area = MAT_AREA_FEET,
              .position = MAT_POSITION_SEATED_CHAIR,
              .layer = MAT_LAYER_SOCKS,
              .surface = MAT_SURFACE_FIRM,
              .duration = MAT_MINUTES(4),
              .off = OFF,
              .mat = FEET,
              .alarm = true,
              .cues = feet_cues,
              .n_cues = 1},
    [OFF] = {.kind = MAT_KIND_OFF,
             .title = "Feet off",
             .position = MAT_POSITION_NONE,
             .duration = MAT_SECONDS(30),
             .mat = FEET},
    [CHANGE] = {.kind = MAT_KIND_WAIT,
                .title = "Fetch a glass of water",
                .position = MAT_POSITION_NONE,
                .duration = MAT_MS_NONE,
                .timeout = MAT_MS_NONE,
                .mat = -1},
    [POINT] = {.kind = MAT_KIND_POINT,
               .title = "Inner wrist",
               .position = MAT_POSITION_NONE,
               .side = MAT_SIDE_LEFT,
               .duration = MAT_SECONDS(60),
               .mat = -1},
    [BREATHE] = {.kind = MAT_KIND_BREATHE,
                 .title = "Breathe",
                 .position = MAT_POSITION_NONE,
                 .duration = MAT_MINUTES(5),
                 .inhale = MAT_SECONDS(4),
                 .exhale = MAT_SECONDS(6),
                 .mat = -1,
                 .cues = breathe_cues,
                 .n_cues = 2},
    [REST] = {.kind = MAT_KIND_REST,
              .title = "Rest",
              .position = MAT_POSITION_SUPINE,
              .duration = MAT_MINUTES(90),
              .mat = -1},
    [UNWELL] = {.kind = MAT_KIND_OFF,
                .title = "Off the mat",
                .position = MAT_POSITION_NONE,
                .duration = MAT_MINUTES(2),
                .mat = -1},
};

const struct mat_schedule schedule = {
    .title = "A try",
    .when = MAT_WHEN_EVENING,
    .tables = &tables,
    .segments = segments,
    .n_segments = UNWELL,
    .unwell = UNWELL,
    .cap_total = MAT_MINUTES(30),
    .cap_area = {[MAT_AREA_FEET] = MAT_MINUTES(10)},
};

struct mat_state
in(int segment, enum mat_phase phase)
{
    return (struct mat_state){
        .phase = phase,
        .began = START,
        .segment = segment,
        .origin = START,
        .duration = segments[segment].duration,
        .cue = {.segment = -1, .cue = -1},
        .cue_before = {.segment = -1, .cue = -1},
    };
}

struct mat_view
seen(struct mat_state state, mat_ms place, enum mat_digits digits)
{
    const struct mat_view_options options = {
        .digits = digits,
        .time_of_day = MAT_MINUTES(22 * 60 + 5) + MAT_SECONDS(20)};
    struct mat_view view;

    mat_view_at(&schedule, &state, START + place, &options, &view);
    return view;
}
