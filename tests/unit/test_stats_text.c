#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cmocka needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/stats_world.h"
#include "cli/stats_text.h"

#define STRENGTH "\nStrength at the end, 0 to 10\n"

static char *
text_as(const struct mat_stats *stats, int width, bool ascii)
{
    struct mat_progress progress = {
        .standing = {MAT_STAGE_WEEK, 3}, .last = MAT_LAST_EASY, .days = 4};
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);

    assert_non_null(memory);
    mat_stats_text(memory, stats, &progress, width, ascii);
    assert_int_equal(fclose(memory), 0);
    return text;
}

static char *
text_of(const struct mat_stats *stats, int width)
{
    return text_as(stats, width, true);
}

static void
nothing_is_said_of_nothing(void **state)
{
    struct mat_stats stats;
    char *text;

    (void)state;
    mat_stats_sum(NULL, 0, 0, &stats);
    text = text_of(&stats, 40);
    assert_string_equal(text, "No sessions yet.\n");
    free(text);
    mat_stats_done(&stats);
}

static void
the_page_is_as_written(void **state)
{
    static const char page[] = "4 sessions from 2026-11-09 to\n"
                               "2026-11-19, 24m on the mat.\n"
                               "\n"
                               "Minutes on the mat\n"
                               "week of     Mo Tu We Th Fr Sa Su  sum\n"
                               "2026-11-09   5  .  .  .  .  .  .    5\n"
                               "2026-11-16   .  1  . 19  .         20\n"
                               "\n"
                               "Minutes by area\n"
                               "area        all  28 days\n"
                               "back         15       15  ##############\n"
                               "lower back    9        9  ########\n"
                               "\n"
                               "Stage\n"
                               "2026-11-09  first\n"
                               "2026-11-17  week\n"
                               "today       week\n"
                               "            3 sessions in 4 days, the\n"
                               "            last one easy\n"
                               "\n"
                               "Strength at the end, 0 to 10\n"
                               "3.X0\n"
                               "Newest on the right. Least 0, median 3,\n"
                               "most 10. A dot: not said. X: 10.\n";
    struct mat_stats_world world = {0};
    struct mat_stats stats;
    char *text;

    (void)state;
    mat_stats_world_add(&world, "2026-11-09", 20, 0, 300)->strength = 3;
    mat_stats_world_add(&world, "2026-11-17", 20, 0, 20)->stage =
        MAT_STAGE_WEEK;
    mat_stats_world_add(&world, "2026-11-19", 20, 0, 300)->strength = 10;
    mat_stats_world_add(&world, "2026-11-19", 21, 0, 290)->strength = 0;
    world.past[2].stage = world.past[3].stage = MAT_STAGE_WEEK;
    world.past[3].used[MAT_AREA_LOWER_BACK] = MAT_SECONDS(520);
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    text = text_of(&stats, 40);
    assert_string_equal(text, page);
    free(text);
    mat_stats_done(&stats);
}

/* The first line of \p text behind the line \p title. */
static const char *
behind(const char *text, const char *title, char line[128])
{
    const char *at = strstr(text, title);

    assert_non_null(at);
    at += strlen(title);
    snprintf(line, 128, "%.*s", (int)strcspn(at, "\n"), at);
    return line;
}

static void
long_lists_show_their_newest_end(void **state)
{
    struct mat_stats_world world = {0};
    struct mat_stats stats;
    char date[MAT_STATS_DATE_TEXT];
    char line[128];
    char *text;

    (void)state;
    for (int i = 0; i < 100; i++) {
        struct mat_past *past = mat_stats_world_add(
            &world,
            mat_stats_date(mat_stats_world_day("2026-01-05") + 7 * i, date), 12,
            0, 60);

        past->stage = i % 2 ? MAT_STAGE_WEEK : MAT_STAGE_FIRST;
        past->strength = i == 0 ? 9 : i % 10 == 5 ? -1 : 2;
    }
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    text = text_of(&stats, 200);
    assert_string_equal(behind(text, "\nStage\n", line), "90 earlier changes");
    assert_null(strstr(text, mat_stats_date(stats.weeks[87].monday, date)));
    assert_non_null(strstr(text, mat_stats_date(stats.weeks[88].monday, date)));
    behind(text, STRENGTH, line);
    assert_int_equal(strlen(line), 44); /* 40 that were rated */
    assert_string_equal(line + 40, "2222");
    assert_int_equal(line[39], '.');
    assert_non_null(strstr(text, "Least 2, median 2, most 2."));
    free(text);
    text = text_of(&stats, 20);
    behind(text, STRENGTH, line);
    assert_int_equal(strlen(line), 20);
    free(text);
    mat_stats_done(&stats);
}

/* The row of strengths of so many sessions, and what stands below it. */
static void
what_is_said_of_strengths_is_what_they_show(void **state)
{
    static const struct {
        const char *claim;
        int strengths[6];
        int n;
        const char *text;
    } cases[] = {
        {"one that nobody rated", {-1}, 1, "Not said of the last sessions.\n"},
        {"one needs no words", {4}, 1, "4\n"},
        {"an even number has its median between two",
         {1, 4},
         2,
         "14\nNewest on the right. Least 1, median 2.5, most 4.\n"},
        {"an odd one has it in the middle",
         {9, 0, 2},
         3,
         "902\nNewest on the right. Least 0, median 2, most 9.\n"},
        {"ten is explained where it is",
         {10, 10},
         2,
         "XX\nNewest on the right. Least 10, median 10, most 10. X: 10.\n"},
        {"a dot too",
         {3, -1},
         2,
         "3.\nNewest on the right. A dot: not said.\n"},
        {"it begins with a rated one",
         {-1, -1, 3, -1, 5, -1},
         6,
         "3.5.\nNewest on the right. Least 3, median 4, most 5. A dot: not "
         "said.\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct mat_stats_world world = {0};
        struct mat_stats stats;
        char *text;

        for (int k = 0; k < cases[i].n; k++)
            mat_stats_world_add(&world, "2026-11-20", k, 0, 60)->strength =
                cases[i].strengths[k];
        mat_stats_world_sum(&world, "2026-11-20", &stats);
        text = text_of(&stats, 100);
        if (strcmp(strstr(text, STRENGTH) + strlen(STRENGTH), cases[i].text) !=
            0)
            fail_msg("%s: %s", cases[i].claim, text);
        free(text);
        mat_stats_done(&stats);
    }
}

static void
bars_stand_above_the_digits(void **state)
{
    static const int strengths[] = {0, 1, 2, 3, 4, 5, 6, 7, -1, 9, 10, -1};
    static const char rows[] = STRENGTH
        "\u2581\u2582\u2582\u2583\u2584\u2585\u2585\u2586 \u2587\u2588\n"
        "01234567.9X.\n";
    struct mat_stats_world world = {0};
    struct mat_stats stats;
    char *text;

    (void)state;
    if (!setlocale(LC_CTYPE, "C.UTF-8"))
        skip();
    for (int i = 0; i < 12; i++)
        mat_stats_world_add(&world, "2026-11-20", i, 0, 60)->strength =
            strengths[i];
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    text = text_as(&stats, 80, false);
    if (!strstr(text, rows))
        fail_msg("%s", text);
    free(text);
    mat_stats_done(&stats);
    setlocale(LC_CTYPE, "C");
}

static void
weeks_of_rest_are_a_line_and_days_to_come_are_blank(void **state)
{
    static const char rows[] = "2026-09-28   .  1  .  .  .  .  .    1\n"
                               "2026-10-05   1  .  .  .  .  .  .    1\n"
                               "       ...\n"
                               "2026-11-16   .  1                   1\n";
    struct mat_stats_world world = {0};
    struct mat_stats stats;
    char *text;

    (void)state;
    mat_stats_world_add(&world, "2026-09-29", 12, 0, 60);
    mat_stats_world_add(&world, "2026-10-05", 12, 0, 60);
    mat_stats_world_add(&world, "2026-11-17", 12, 0, 60);
    mat_stats_world_sum(&world, "2026-11-17", &stats);
    text = text_of(&stats, 40);
    if (!strstr(text, rows))
        fail_msg("%s", text);
    free(text);
    mat_stats_done(&stats);
}

/* Each row: when the sessions were, of 90 s each, and what is said on top. */
static void
the_head_says_when_and_how_long(void **state)
{
    static const struct {
        const char *dates[3];
        const char *text;
    } cases[] = {
        {{"2026-11-20"}, "1 session on 2026-11-20, 2m on the mat.\n\n"},
        {{"2026-11-20", "2026-11-20"},
         "2 sessions on 2026-11-20, 3m on the mat.\n\n"},
        {{"2026-11-19", "2026-11-20"},
         "2 sessions from 2026-11-19 to 2026-11-20, 3m on the mat.\n\n"},
        {{"2026-10-01", "2026-11-19", "2026-11-20"},
         "3 sessions from 2026-10-01 to 2026-11-20, 5m on the mat.\n"
         "In the last 28 days: 2 sessions, 3m.\n\n"},
        {{"2026-10-01", "2026-10-02"}, /* long ago, and no word about it */
         "2 sessions from 2026-10-01 to 2026-10-02, 3m on the mat.\n\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct mat_stats_world world = {0};
        struct mat_stats stats;
        char *text;

        for (int k = 0; k < 3 && cases[i].dates[k]; k++)
            mat_stats_world_add(&world, cases[i].dates[k], 12 + k, 0, 90);
        mat_stats_world_sum(&world, "2026-11-20", &stats);
        text = text_of(&stats, 80);
        if (strncmp(text, cases[i].text, strlen(cases[i].text)) != 0)
            fail_msg("%s", text);
        free(text);
        mat_stats_done(&stats);
    }
}

static void
a_page_fits_40_columns_whatever_happened(void **state)
{
    struct mat_stats_world world = {0};
    struct mat_stats stats;
    char date[MAT_STATS_DATE_TEXT];
    char *text;

    (void)state;
    for (int i = 0; i < MAT_STATS_WORLD_MAX; i++) {
        struct mat_past *past = mat_stats_world_add(
            &world, mat_stats_date(mat_stats_world_day("2026-01-05") + i, date),
            12, 0, 0);

        for (int area = 0; area < MAT_AREA__COUNT; area++)
            past->used[area] = MAT_SECONDS(130 + area);
        past->strength = i % 11;
        past->stage = (enum mat_stage)(i % MAT_STAGE__COUNT);
    }
    mat_stats_world_sum(&world, "2026-11-20", &stats);
    text = text_of(&stats, 40);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "\n");

        if (length > 40 || (length > 0 && at[length - 1] == ' '))
            fail_msg("\"%.*s\"", (int)length, at);
        at += length + 1;
    }
    free(text);
    mat_stats_done(&stats);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_said_of_nothing),
        cmocka_unit_test(the_page_is_as_written),
        cmocka_unit_test(long_lists_show_their_newest_end),
        cmocka_unit_test(what_is_said_of_strengths_is_what_they_show),
        cmocka_unit_test(bars_stand_above_the_digits),
        cmocka_unit_test(weeks_of_rest_are_a_line_and_days_to_come_are_blank),
        cmocka_unit_test(the_head_says_when_and_how_long),
        cmocka_unit_test(a_page_fits_40_columns_whatever_happened),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
