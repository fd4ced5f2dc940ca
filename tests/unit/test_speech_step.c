/* What is said when a step begins, to somebody who lies with closed eyes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "matsession/speech.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define NO_CUES NULL, 0
#define SAYS(words)                                        \
    (&(const struct mat_cue_at){                           \
        .cue = &(const struct mat_cue){.text = (words)}}), \
        1

static const struct mat_segment back = {
    .kind = MAT_KIND_MAT,
    .title = "Back",
    .area = MAT_AREA_BACK,
    .position = MAT_POSITION_SUPINE,
    .layer = MAT_LAYER_SHIRT,
    .surface = MAT_SURFACE_SOFT,
};

/* A step without spikes. */
static struct mat_segment
quiet(enum mat_kind kind, const char *title, const struct mat_cue_at *cues,
      int n_cues)
{
    return (struct mat_segment){
        .kind = kind,
        .title = title,
        .area = MAT_AREA_NONE,
        .position = MAT_POSITION_NONE,
        .cues = cues,
        .n_cues = n_cues,
    };
}

static void
assert_said(const struct mat_segment *segment, const struct mat_segment *before,
            mat_ms duration, const char *said)
{
    char buffer[MAT_SPEECH_TEXT];
    size_t size =
        mat_speech_step(segment, before, duration, buffer, sizeof(buffer));

    assert_string_equal(buffer, said);
    assert_int_equal(size, strlen(buffer));
}

static void
a_mat_step_says_how_to_lie_and_for_how_long(void **state)
{
    struct mat_segment on = quiet(MAT_KIND_ON, "Get on the mat", NO_CUES);

    (void)state;
    assert_said(&back, NULL, MAT_MINUTES(8),
                "Back. Lying on your back, shirt on, on a soft surface. Eight "
                "minutes.");
    assert_said(&back, &on, MAT_MINUTES(8),
                "Back. Lying on your back, shirt on, on a soft surface. Eight "
                "minutes.");
    on.position = MAT_POSITION_SUPINE;
    assert_said(&on, NULL, MAT_SECONDS(20),
                "Get on the mat. Lying on your back.");
    assert_said(&back, &on, MAT_MINUTES(8),
                "Back. Shirt on, on a soft surface. Eight minutes.");
}

static void
every_area_has_words(void **state)
{
    static const struct {
        const char *title;
        enum mat_area area;
        enum mat_position position;
        enum mat_layer layer;
        enum mat_surface surface;
        const char *said;
    } cases[] = {
        {"Feet", MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR, MAT_LAYER_SOCKS,
         MAT_SURFACE_MEDIUM,
         "Feet. Sitting on a chair, socks on, on a medium surface. Two "
         "minutes."},
        {"Feet, standing", MAT_AREA_FEET_STANDING, MAT_POSITION_STANDING,
         MAT_LAYER_SOCKS, MAT_SURFACE_FIRM,
         "Feet, standing. Socks on, on a firm surface. Two minutes."},
        {"Calves", MAT_AREA_LEGS, MAT_POSITION_SEATED_FLOOR, MAT_LAYER_SHIRT,
         MAT_SURFACE_MEDIUM,
         "Calves. Sitting on the floor, cloth between, on a medium surface. "
         "Two minutes."},
        {"Belly", MAT_AREA_BELLY, MAT_POSITION_PRONE, MAT_LAYER_TOWEL,
         MAT_SURFACE_SOFT,
         "Belly. Lying face down, a towel between, on a soft surface. Two "
         "minutes."},
        {"Lower back", MAT_AREA_LOWER_BACK, MAT_POSITION_SUPINE_TOWEL,
         MAT_LAYER_BARE, MAT_SURFACE_SOFT,
         "Lower back. Lying on your back, a rolled towel under your knees, "
         "bare skin, on a soft surface. Two minutes."},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct mat_segment segment = {
            .kind = MAT_KIND_MAT,
            .title = cases[i].title,
            .area = cases[i].area,
            .position = cases[i].position,
            .layer = cases[i].layer,
            .surface = cases[i].surface,
        };

        assert_said(&segment, NULL, MAT_MINUTES(2), cases[i].said);
    }
}

static void
of_the_same_stay_only_changes_are_said(void **state)
{
    struct mat_segment then = back;

    (void)state;
    assert_said(&then, &back, MAT_MINUTES(9), "Back. Nine minutes.");
    then.layer = MAT_LAYER_BARE;
    assert_said(&then, &back, MAT_MINUTES(9), "Back. Bare skin. Nine minutes.");
    then = back;
    then.surface = MAT_SURFACE_FIRM;
    assert_said(&then, &back, MAT_MINUTES(9),
                "Back. On a firm surface. Nine minutes.");
    then = back;
    then.position = MAT_POSITION_SUPINE_TOWEL;
    assert_said(&then, &back, MAT_MINUTES(9),
                "Back. Lying on your back, a rolled towel under your knees. "
                "Nine minutes.");
}

static void
nobody_is_hurried_off_the_mat(void **state)
{
    struct mat_segment off = quiet(MAT_KIND_OFF, "Off the mat", NO_CUES);

    (void)state;
    assert_said(&off, NULL, MAT_MINUTES(2), "Off the mat.");
    off.position = MAT_POSITION_SUPINE;
    assert_said(&off, NULL, MAT_MINUTES(2), "Off the mat.");
}

/* Whoever ends a step early has not been told to get ready. */
static void
the_way_off_the_spikes_is_said(void **state)
{
    static const struct {
        enum mat_area area;
        enum mat_position position;
        const char *said;
    } cases[] = {
        {MAT_AREA_BACK, MAT_POSITION_SUPINE,
         "Off the mat. Knees bent, hands beside the spikes."},
        {MAT_AREA_LOWER_BACK, MAT_POSITION_SUPINE_TOWEL,
         "Off the mat. Knees bent, hands beside the spikes."},
        {MAT_AREA_BELLY, MAT_POSITION_PRONE,
         "Off the mat. Hands beside the mat, push up onto your knees."},
        {MAT_AREA_FEET, MAT_POSITION_SEATED_CHAIR,
         "Off the mat. Feet straight up and off."},
        {MAT_AREA_FEET, MAT_POSITION_SUPINE,
         "Off the mat. Feet straight up and off."},
        {MAT_AREA_FEET_STANDING, MAT_POSITION_STANDING,
         "Off the mat. Step off backwards, and keep holding."},
        {MAT_AREA_HANDS, MAT_POSITION_SUPINE, "Off the mat."},
        {MAT_AREA_LEGS, MAT_POSITION_SEATED_FLOOR, "Off the mat."},
        {MAT_AREA_BUTTOCKS, MAT_POSITION_NONE, "Off the mat."},
    };
    struct mat_segment off = quiet(MAT_KIND_OFF, "Off the mat", NO_CUES);
    struct mat_segment before = back;

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        before.area = cases[i].area;
        before.position = cases[i].position;
        assert_said(&off, &before, MAT_MINUTES(2), cases[i].said);
    }
    before = back;
    before.kind = MAT_KIND_REST;
    assert_said(&off, &before, MAT_MINUTES(2), "Off the mat.");
}

static void
what_the_first_cue_says_is_left_to_it(void **state)
{
    struct mat_segment unwell =
        quiet(MAT_KIND_OFF, "Off the mat now",
              SAYS("Come off the mat now, slowly. Do not slide."));
    struct mat_segment wait =
        quiet(MAT_KIND_WAIT, "Shirt off",
              SAYS("Shirt off. Press any key when you are ready."));
    struct mat_segment rest =
        quiet(MAT_KIND_REST, "Rest", SAYS("Now rest as you are."));

    (void)state;
    assert_said(&unwell, NULL, MAT_SECONDS(90), "");
    assert_said(&wait, NULL, MAT_MS_NONE, "");
    assert_said(&rest, NULL, MAT_MINUTES(1), "Rest. One minute.");
}

static void
other_steps_say_what_they_are(void **state)
{
    struct mat_segment wait = quiet(MAT_KIND_WAIT, "To the chair?", NO_CUES);
    struct mat_segment rest = quiet(MAT_KIND_REST, "Before 22:30", NO_CUES);
    struct mat_segment breathe = quiet(MAT_KIND_BREATHE, "Breathe", NO_CUES);
    struct mat_segment point =
        quiet(MAT_KIND_POINT, "HT7 Shenmen, left", NO_CUES);
    struct mat_segment ready = quiet(MAT_KIND_PREPARE, "Get ready", NO_CUES);

    (void)state;
    assert_said(&ready, NULL, MAT_MINUTES(1), "Get ready. One minute.");
    assert_said(&wait, NULL, MAT_MS_NONE,
                "To the chair? Press a key to go on.");
    assert_said(&rest, NULL, MAT_MINUTES(5),
                "Before twenty-two thirty. Five minutes.");
    rest.position = MAT_POSITION_SUPINE;
    assert_said(&rest, NULL, MAT_MINUTES(5),
                "Before twenty-two thirty. Lying on your back. Five minutes.");
    assert_said(&breathe, NULL, MAT_MINUTES(5), "Breathe. Five minutes.");
    breathe.inhale = MAT_SECONDS(4);
    breathe.exhale = MAT_SECONDS(6);
    assert_said(&breathe, NULL, MAT_MINUTES(5),
                "Breathe. In for four seconds, out for six seconds. Five "
                "minutes.");
    assert_said(&point, NULL, MAT_MINUTES(1),
                "H T seven Shenmen, left. One minute.");
    assert_said(&point, NULL, 500, "H T seven Shenmen, left.");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mat_step_says_how_to_lie_and_for_how_long),
        cmocka_unit_test(every_area_has_words),
        cmocka_unit_test(of_the_same_stay_only_changes_are_said),
        cmocka_unit_test(nobody_is_hurried_off_the_mat),
        cmocka_unit_test(the_way_off_the_spikes_is_said),
        cmocka_unit_test(what_the_first_cue_says_is_left_to_it),
        cmocka_unit_test(other_steps_say_what_they_are),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
