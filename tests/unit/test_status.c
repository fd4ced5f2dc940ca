/* A status: made of a session, sent, read again, told in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "link/status_format.h"
#include "link/status_json.h"
#include "link/status_text.h"

static struct mat_status
sample(void)
{
    return (struct mat_status){
        .at = 421000,
        .phase = MAT_STATUS_RUNNING,
        .plan = "evening",
        .title = "Evening wind-down",
        .step = 7,
        .steps = 9,
        .kind = "mat",
        .step_title = "Warm-up \"soft\" \\ {left}",
        .area = "back",
        .position = "supine",
        .layer = "shirt",
        .surface = "soft",
        .left = 150500,
        .duration = 180000,
        .session_left = 610500,
        .mat = 29500,
        .sounds = true,
        .cue = "Rate it.",
        .next = "Off the mat",
        .detail = "lying on the back, shirt on, soft surface",
        .ends = "22:47",
    };
}

static json_t *
sample_object(void)
{
    struct mat_status status = sample();
    char *line = mat_status_json(&status, NULL);
    json_t *object = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

    assert_non_null(object);
    free(line);
    return object;
}

static void
what_is_sent_is_read(void **state)
{
    struct mat_status open = sample();
    json_t *object = sample_object();
    struct mat_status status;
    char *line;

    (void)state;
    assert_true(mat_status_json_read(object, &status));
    json_decref(object);
    line = mat_status_json(&status, "");
    assert_memory_equal(line, "{\"ok\":true,\"event\":\"status\",", 28);
    mat_status_json_done(&status);
    free(line);

    open.left = open.duration = open.session_left = MAT_MS_NONE;
    open.area = open.cue = open.next = "";
    open.ends[0] = '\0';
    open.sounds = false;
    line = mat_status_json(&open, "paused");
    object = json_loads(line, 0, NULL);
    assert_memory_equal(line, "{\"ok\":true,\"did\":\"paused\",", 25);
    assert_true(json_is_null(json_object_get(object, "left_ms")));
    assert_true(json_is_null(json_object_get(object, "area")));
    assert_true(json_is_null(json_object_get(object, "muted")));
    assert_true(mat_status_json_read(object, &status));
    assert_int_equal(status.left, MAT_MS_NONE);
    assert_string_equal(status.area, "");
    assert_false(status.sounds);
    mat_status_json_done(&status);
    json_decref(object);
    free(line);
}

static void
what_is_no_status_is_not_read(void **state)
{
    static const struct {
        const char *key;
        const char *value;
    } bad[] = {
        {"phase", "\"asleep\""},
        {"phase", "3"},
        {"phase", "null"},
        {"plan", "null"},
        {"plan", "\"a\\u001b[2J\""},
        {"title", "\"a\\nb\""},
        {"title", "7"},
        {"step", "-1"},
        {"step", "1e3"},
        {"steps", "9999999"},
        {"left_ms", "-5"},
        {"left_ms", "\"5\""},
        {"left_ms", "9223372036854775807"},
        {"mat_ms", "null"},
        {"mat_ms", "1.5"},
        {"ends_at", "\"22:47:00\""},
        {"ringing", "0"},
        {"muted", "\"no\""},
        {"cue", "[]"},
        {"next", "\"\\u202e\""},
        {"kind", "{}"},
    };
    struct mat_status status;

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        json_t *object = sample_object();

        json_object_set_new(object, bad[i].key,
                            json_loads(bad[i].value, JSON_DECODE_ANY, NULL));
        if (mat_status_json_read(object, &status))
            fail_msg("%s: %s", bad[i].key, bad[i].value);
        json_object_del(object, bad[i].key);
        assert_false(mat_status_json_read(object, &status));
        json_decref(object);
    }
    assert_false(mat_status_json_read(NULL, &status));
}

static void
time_runs_on_by_itself(void **state)
{
    struct mat_status now = sample();
    struct mat_status later = mat_status_later(&now, 500);

    (void)state;
    assert_int_equal(later.at, 421500);
    assert_int_equal(later.left, 150000);
    assert_int_equal(later.session_left, 610000);
    assert_int_equal(later.mat, 30000);
    later = mat_status_later(&now, MAT_MINUTES(60));
    assert_int_equal(later.left, 0);
    assert_int_equal(later.mat, 180000);
    now.phase = MAT_STATUS_PAUSED;
    later = mat_status_later(&now, 500);
    assert_int_equal(later.left, 150500);
    now.phase = MAT_STATUS_RUNNING;
    now.kind = "rest";
    now.left = MAT_MS_NONE;
    later = mat_status_later(&now, 500);
    assert_int_equal(later.left, MAT_MS_NONE);
    assert_int_equal(later.mat, 29500);
}

static void
a_format_is_filled_in(void **state)
{
    static const struct {
        const char *format;
        const char *text;
    } cases[] = {
        {"", ""},
        {"x", "x"},
        {"{left}", "02:31"},
        {"{minutes} min", "3 min"},
        {"{length}{percent}%", "03:0016%"},
        {"{step}/{steps} {kind}", "7/9 mat"},
        {"{step_title}", "Warm-up \"soft\" \\ {left}"},
        {"{step_title:json}", "\"Warm-up \\\"soft\\\" \\\\ {left}\""},
        {"{area} {position} {layer} {surface}", "back supine shirt soft"},
        {"{session_left} {session_minutes}", "10:11 11"},
        {"{mat} {ends} {sound} {phase}", "00:29 22:47 on running"},
        {"{plan}|{title}|{next}|{cue}",
         "evening|Evening wind-down|Off the mat|Rate it."},
        {"{\"text\":{left:json}}", "{\"text\":\"02:31\"}"},
        {"{percent:json},{minutes:json},{session_minutes:json}", "16,3,11"},
        {"[{step:json},{steps:json}]", "[7,9]"},
        {"{{left}} { } {} }{ {1} {Left}", "{02:31} { } {} }{ {1} {Left}"},
        {"#[fg=red]\\n%d %s", "#[fg=red]\\n%d %s"},
    };
    struct mat_status status = sample();

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char why[MAT_STATUS_FORMAT_TEXT] = "";
        char *text;

        if (!mat_status_format_check(cases[i].format, why))
            fail_msg("%s: %s", cases[i].format, why);
        text = mat_status_format(cases[i].format, &status);
        assert_string_equal(text, cases[i].text);
        free(text);
    }
}

static void
a_wrong_format_is_told(void **state)
{
    static const struct {
        const char *format;
        const char *why;
    } cases[] = {
        {"{lef}", "{lef} is no field of a status; did you mean \"left\"?"},
        {"{left", "\"{left\": a field is written as {left} or {left:json}"},
        {"a {left:text} b",
         "\"{left:text} b\": a field is written as {left} or "
         "{left:json}"},
        {"{a\033}", "\"{a?}\": a field is written as {left} or {left:json}"},
        {"{left:json", "\"{left:json\": a field is written as {left} or "
                       "{left:json}"},
    };
    char why[MAT_STATUS_FORMAT_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_false(mat_status_format_check(cases[i].format, why));
        assert_string_equal(why, cases[i].why);
    }
    assert_false(mat_status_format_check("{qqqqqqqqqqqqqqq}", why));
    assert_string_equal(
        why, "{qqqqqqqqqqqqqqq} is no field of a status; use left, minutes, "
             "length, percent, step_title, step, steps, kind, area, position, "
             "layer, surface, detail, next, cue, phase, sound, plan, title, "
             "session_left, session_minutes, mat, ends");
}

/* A moment earlier than told it is the same, then it is another. */
static void
the_wait_is_until_the_text_changes(void **state)
{
    static const struct {
        const char *format;
        mat_ms wait;
    } cases[] = {
        {"{left}", 500},          {"{minutes}", 30500},
        {"{session_left}", 500},  {"{session_minutes}", 10500},
        {"{mat}", 500},           {"{percent}", 1100},
        {"{mat} {minutes}", 500}, {"{title} {phase} {ends}", MAT_MS_NONE},
        {"", MAT_MS_NONE},
    };
    struct mat_status now = sample();

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        mat_ms wait = mat_status_format_wait(cases[i].format, &now);
        struct mat_status then;
        char *before;
        char *after;

        assert_int_equal(wait, cases[i].wait);
        if (wait == MAT_MS_NONE)
            continue;
        before = mat_status_format(cases[i].format, &now);
        then = mat_status_later(&now, wait - 1);
        after = mat_status_format(cases[i].format, &then);
        assert_string_equal(before, after);
        free(after);
        then = mat_status_later(&now, wait);
        after = mat_status_format(cases[i].format, &then);
        assert_string_not_equal(before, after);
        free(after);
        free(before);
    }
    now.phase = MAT_STATUS_PAUSED;
    assert_int_equal(mat_status_format_wait("{left}", &now), MAT_MS_NONE);
}

static void
a_number_that_there_is_none_of_is_null(void **state)
{
    struct mat_status waits = sample();
    struct mat_status ended = mat_status_ended(&waits);
    char *text;

    (void)state;
    waits.left = waits.duration = waits.session_left = MAT_MS_NONE;
    text = mat_status_format("{percent:json},{minutes:json},"
                             "{session_minutes:json},{step:json},{left:json},"
                             "{percent}",
                             &waits);
    assert_string_equal(text, "null,null,null,7,\"\",");
    free(text);
    text = mat_status_format("{step:json},{steps:json},{percent:json},"
                             "{ends:json}",
                             &ended);
    assert_string_equal(text, "null,null,null,\"\"");
    free(text);
}

/* Whoever sends it may be of another version. */
static void
more_than_all_that_is_left_is_no_percentage(void **state)
{
    struct mat_status status = sample();
    char *text;

    (void)state;
    status.left = status.duration + 1;
    text = mat_status_format("{percent}", &status);
    assert_string_equal(text, "0");
    assert_int_equal(mat_status_format_wait("{percent}", &status), MAT_MS_NONE);
    free(text);
}

static void
an_ended_session_has_only_names(void **state)
{
    struct mat_status status = sample();
    struct mat_status ended = mat_status_ended(&status);
    char *text =
        mat_status_format("{phase}|{title}|{left}{step}{steps}{ends}{sound}"
                          "{percent}{step_title}{minutes}{session_left}",
                          &ended);

    (void)state;
    assert_string_equal(text, "ended|Evening wind-down|");
    free(text);
}

static void
people_are_told_in_a_line(void **state)
{
    static const struct {
        enum mat_status_phase phase;
        bool minutes;
        const char *text;
    } cases[] = {
        {MAT_STATUS_RUNNING, false, "Back: 02:31 left (step 7 of 9)"},
        {MAT_STATUS_RUNNING, true, "Back: 3 min left (step 7 of 9)"},
        {MAT_STATUS_PAUSED, true, "Paused: Back: 3 min left (step 7 of 9)"},
        {MAT_STATUS_ALARM, false, "Time to come off: Back (step 7 of 9)"},
        {MAT_STATUS_ENDED, false, "Over: Evening wind-down"},
    };
    struct mat_status status = sample();
    char buffer[MAT_STATUS_TEXT];

    (void)state;
    status.step_title = "Back";
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        status.phase = cases[i].phase;
        assert_string_equal(mat_status_text(&status, cases[i].minutes, buffer),
                            cases[i].text);
    }
    assert_string_equal(mat_status_text_whole(&status, buffer),
                        "Evening wind-down, 29s on the mat so far, ends 22:47, "
                        "then Off the mat");
    status.phase = MAT_STATUS_RUNNING;
    status.step = 10;
    assert_string_equal(mat_status_text(&status, true, buffer),
                        "Back: 3 min left");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_sent_is_read),
        cmocka_unit_test(what_is_no_status_is_not_read),
        cmocka_unit_test(time_runs_on_by_itself),
        cmocka_unit_test(a_format_is_filled_in),
        cmocka_unit_test(a_wrong_format_is_told),
        cmocka_unit_test(the_wait_is_until_the_text_changes),
        cmocka_unit_test(a_number_that_there_is_none_of_is_null),
        cmocka_unit_test(more_than_all_that_is_left_is_no_percentage),
        cmocka_unit_test(an_ended_session_has_only_names),
        cmocka_unit_test(people_are_told_in_a_line),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
