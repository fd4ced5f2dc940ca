/*
 * The cue sheet: a track a step, whatever the steps are called.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/cue_sheet.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define SEGMENTS_MAX 200

static struct mat_segment segments[SEGMENTS_MAX];

static struct mat_schedule
schedule_of(const char *title, int n)
{
    return (struct mat_schedule){
        .title = title, .segments = segments, .n_segments = n};
}

static void
a_step_is_a_track_at_its_moment(void **state)
{
    struct mat_schedule schedule = schedule_of("Evening", 4);
    char *sheet;

    (void)state;
    segments[0] =
        (struct mat_segment){.title = "Get ready", .duration = MAT_MINUTES(1)};
    segments[1] = (struct mat_segment){
        .title = "Move", .kind = MAT_KIND_WAIT, .duration = MAT_MS_NONE};
    segments[2] = (struct mat_segment){.title = "Feet", .duration = 123010};
    segments[3] = (struct mat_segment){.title = "Rest", .duration = 10};
    sheet = mat_cue_sheet(&schedule, "evening.opus");
    assert_string_equal(sheet, "TITLE \"Evening\"\n"
                               "FILE \"evening.opus\" WAVE\n"
                               "  TRACK 01 AUDIO\n"
                               "    TITLE \"Get ready\"\n"
                               "    INDEX 01 00:00:00\n"
                               "  TRACK 02 AUDIO\n"
                               "    TITLE \"Feet\"\n"
                               "    INDEX 01 01:00:00\n"
                               "  TRACK 03 AUDIO\n"
                               "    TITLE \"Rest\"\n"
                               "    INDEX 01 03:03:01\n");
    assert_int_equal(mat_cue_tracks(&schedule), 3);
    free(sheet);
}

static const struct {
    const char *claim;
    const char *title;
    const char *written;
} titles[] = {
    {"quotation marks do not end a title", "The \"long\" one",
     "The 'long' one"},
    {"nor does a line", "Two\nTRACK 07 AUDIO", "Two?TRACK 07 AUDIO"},
    {"nothing steers a terminal", "\033[2Jgone", "?[2Jgone"},
    {"bad bytes go", "caf\xe9", "caf?"},
    {"other languages stay",
     "R\xc3\xbc"
     "cken",
     "R\xc3\xbc"
     "cken"},
    {"a step may have no title", "", ""},
};

static void
titles_are_quoted_safely(void **state)
{
    struct mat_schedule schedule = schedule_of("Evening", 1);
    char line[300];

    (void)state;
    for (size_t i = 0; i < COUNT(titles); i++) {
        char *sheet;
        size_t lines = 0;

        segments[0] = (struct mat_segment){.title = titles[i].title,
                                           .duration = MAT_MINUTES(1)};
        sheet = mat_cue_sheet(&schedule, "e.wav");
        snprintf(line, sizeof(line), "\n    TITLE \"%s\"\n", titles[i].written);
        for (const char *c = sheet; *c; c++)
            lines += *c == '\n';
        if (!strstr(sheet, line) || lines != 5)
            fail_msg("%s:\n%s", titles[i].claim, sheet);
        free(sheet);
    }
}

static void
a_long_title_is_cut(void **state)
{
    struct mat_schedule schedule;
    char title[5000];
    char *sheet;

    (void)state;
    memset(title, 'x', sizeof(title) - 1);
    title[sizeof(title) - 1] = '\0';
    schedule = schedule_of(title, 0);
    sheet = mat_cue_sheet(&schedule, "e.wav");
    assert_true(strlen(sheet) < 300);
    assert_non_null(strstr(sheet, "...\"\nFILE"));
    free(sheet);
}

static void
no_more_tracks_than_have_numbers(void **state)
{
    struct mat_schedule schedule = schedule_of("Long", SEGMENTS_MAX);
    char *sheet;

    (void)state;
    for (int i = 0; i < SEGMENTS_MAX; i++)
        segments[i] =
            (struct mat_segment){.title = "S", .duration = MAT_MINUTES(60)};
    sheet = mat_cue_sheet(&schedule, "long.wav");
    assert_int_equal(mat_cue_tracks(&schedule), MAT_CUE_TRACKS_MAX);
    assert_non_null(strstr(sheet, "  TRACK 99 AUDIO\n    TITLE \"S\"\n"
                                  "    INDEX 01 5880:00:00\n"));
    assert_null(strstr(sheet, "TRACK 100"));
    free(sheet);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_step_is_a_track_at_its_moment),
        cmocka_unit_test(titles_are_quoted_safely),
        cmocka_unit_test(a_long_title_is_cut),
        cmocka_unit_test(no_more_tracks_than_have_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
