/* What the tables say to people: short enough, honest, fit for whoever hears
 * it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "matsession/schedule.h"
#include "store/embedded.h"
#include "store/plans.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct mat_tables *const tables = &mat_tables_builtin;

static bool
is_plain(const char *text)
{
    for (; *text; text++)
        if (*text < 0x20 || *text > 0x7e)
            return false;
    return true;
}

static void
cues_are_short_and_plain(void **state)
{
    (void)state;
    for (int i = 0; i < tables->n_cues; i++)
        if (strlen(tables->cues[i].text) >= 100 ||
            !is_plain(tables->cues[i].text))
            fail_msg("%s: %s", tables->cues[i].id, tables->cues[i].text);
}

/* A towel may be all that is allowed. */
static void
socks_are_not_told_where_they_may_not_do(void **state)
{
    int n = 0;

    (void)state;
    for (int i = 0; i < tables->n_cues; i++) {
        const struct mat_cue *cue = &tables->cues[i];

        if (!strcasestr(cue->text, "socks on"))
            continue;
        n++;
        if (!cue->covered || strcasestr(cue->covered->text, "sock"))
            fail_msg("%s: %s", cue->id, cue->text);
    }
    assert_true(n > 0);
}

/* The word is there for something else. */
static const char *const about_no_breath[] = {"unwell-help"}; /* breathless */

static bool
may_speak_of_breath(const struct mat_cue *cue)
{
    for (size_t i = 0; i < COUNT(about_no_breath); i++)
        if (strcmp(cue->id, about_no_breath[i]) == 0)
            return true;
    return cue->breath;
}

/* "Words about breathing are left out" must be true. */
static void
what_speaks_of_breath_can_be_left_out(void **state)
{
    (void)state;
    for (int i = 0; i < tables->n_cues; i++) {
        const struct mat_cue *cue = &tables->cues[i];

        if (strcasestr(cue->text, "breath") && !may_speak_of_breath(cue))
            fail_msg("%s speaks of breath: %s", cue->id, cue->text);
        if (cue->safety && cue->breath)
            fail_msg("%s is needed and left out", cue->id);
    }
    assert_true(mat_tables_cue(tables, "mid-calm")->breath);
    assert_true(mat_tables_cue(tables, "breathe55")->breath);
}

static void
cues_that_do_not_fit_have_another_instead(void **state)
{
    const struct mat_cue *bare = mat_tables_cue(tables, "prep-bare");
    const struct mat_cue *feet = mat_tables_cue(tables, "feet-sit");
    const struct mat_cue *press = mat_tables_cue(tables, "pt-press");

    (void)state;
    assert_ptr_equal(feet->covered, mat_tables_cue(tables, "feet-covered"));
    assert_null(feet->light);
    assert_ptr_equal(bare->covered, mat_tables_cue(tables, "prep-layer"));
    assert_null(bare->light);
    assert_non_null(press->light);
    assert_ptr_equal(press->light, mat_tables_cue(tables, "pt-light"));
    assert_string_equal(press->light->text,
                        "Light touch only: rest the fingertip, do not press.");
    for (int i = 0; i < tables->n_cues; i++) {
        const struct mat_cue *cue = &tables->cues[i];

        if ((cue->covered && cue != bare && cue != feet) ||
            (cue->light && cue != press))
            fail_msg("%s has something said instead", cue->id);
    }
}

/* A point is shown in two lines of a screen, with what to mind behind it. */
static void
points_can_be_shown_on_a_screen(void **state)
{
    (void)state;
    assert_int_equal(tables->n_points, 6);
    for (int i = 0; i < tables->n_points; i++) {
        const struct mat_point *point = &tables->points[i];

        if (strlen(point->where) > 140 || !is_plain(point->where))
            fail_msg("%s, where, %zu bytes: %s", point->id,
                     strlen(point->where), point->where);
        if (strlen(point->caution) > 160 || !is_plain(point->caution))
            fail_msg("%s, caution, %zu bytes: %s", point->id,
                     strlen(point->caution), point->caution);
    }
}

static void
points_lie_where_the_domain_says(void **state)
{
    static const struct {
        const char *id;
        enum mat_area region;
        bool trunk;
        bool paired;
    } places[] = {
        {"GV20", MAT_AREA_NONE, false, false},
        {"HT7", MAT_AREA_HANDS, false, true},
        {"LU9", MAT_AREA_HANDS, false, true},
        {"PC6", MAT_AREA_HANDS, false, true},
        {"KI27", MAT_AREA_NONE, true, true},
        {"LI4", MAT_AREA_HANDS, false, true},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(places); i++) {
        int index = mat_tables_point(tables, places[i].id);
        const struct mat_point *point;

        assert_true(index >= 0);
        point = &tables->points[index];
        assert_int_equal(point->region, places[i].region);
        assert_int_equal(point->trunk, places[i].trunk);
        assert_int_equal(point->paired, places[i].paired);
    }
}

/* Words that claim what is not so in a rehearsal or with --no-history. */
static const char *const of_history[] = {
    "is noted", "nothing is lost", "is shorter", "was saved", "is recorded"};

static void
notices_are_true_without_a_history(void **state)
{
    static const char *const closing[] = {
        "closing-completed", "closing-quiet",       "closing-stopped",
        "closing-unwell",    "closing-interrupted", "unwell"};

    (void)state;
    for (size_t i = 0; i < COUNT(closing); i++)
        if (!mat_tables_notice(tables, closing[i])[0])
            fail_msg("no notice %s", closing[i]);
    for (int i = 0; i < tables->n_notices; i++)
        for (size_t j = 0; j < COUNT(of_history); j++)
            if (strstr(tables->notices[i].text, of_history[j]))
                fail_msg("%s: %s", tables->notices[i].id, of_history[j]);
}

/* What the next session is like, to those whom the program eases, and to those
 * whom it cannot. */
static void
what_comes_after_being_unwell_holds_either_way(void **state)
{
    static const char *const ids[] = {"unwell", "closing-unwell"};

    (void)state;
    for (size_t i = 0; i < COUNT(ids); i++) {
        const char *text = mat_tables_notice(tables, ids[i]);

        assert_non_null(strstr(text, "should be half as long and milder"));
        assert_non_null(strstr(text, "Where a history is kept, the program"));
    }
}

/* The second time on a day is the user's to decide (domain.md 2.2). */
static void
once_a_day_is_advice(void **state)
{
    static const char *const orders[] = {"must", "may not", "never",
                                         "not allowed"};
    const struct mat_notice *notice = NULL;

    (void)state;
    for (int i = 0; i < tables->n_notices; i++)
        if (strcmp(tables->notices[i].id, "once-a-day") == 0)
            notice = &tables->notices[i];
    assert_non_null(notice);
    assert_non_null(strstr(notice->text, "the choice is yours"));
    assert_non_null(strstr(notice->basis.sources, "O14"));
    assert_string_equal(notice->basis.grade, "S+O+P");
    for (size_t i = 0; i < COUNT(orders); i++)
        assert_null(strstr(notice->text, orders[i]));
}

/* Nobody got up from anything, and nothing is red. */
static void
the_quiet_closing_is_about_no_mat(void **state)
{
    const char *text = mat_tables_notice(tables, "closing-quiet");

    (void)state;
    assert_null(strcasestr(text, "redness"));
    assert_null(strcasestr(text, "getting up"));
    assert_null(strcasestr(text, "mat"));
}

/* "5 peak-soon, 25 soften" */
static void
tell_cues(const struct mat_segment *segment, char *text, size_t size)
{
    size_t used = 0;

    for (int i = 0; i < segment->n_cues; i++) {
        const struct mat_cue_at *at = &segment->cues[i];
        mat_ms place = mat_cue_place(at, segment->duration);

        used += (size_t)snprintf(text + used, size - used, "%s%d %s",
                                 i > 0 ? ", " : "",
                                 (int)(place / MAT_SECONDS(1)), at->cue->id);
    }
}

/* domain.md 10, week_one_back: the table alone would say the calm cue where
 * the last minute begins, and so never. */
static void
the_first_week_has_the_cues_of_the_domain(void **state)
{
    static const char expected[] =
        "5 peak-soon, 25 soften, 40 breathe55, 60 rate60, 150 warm, "
        "210 limb-check, 300 rate300, 370 mid-calm, 420 one-min, "
        "465 ready-off";
    static const struct mat_answer profile[MAT_ROWS_MAX];
    static struct mat_verdict verdict;
    struct mat_gate_input input = {
        .tables = tables,
        .profile = profile,
        .standing = {MAT_STAGE_WEEK, 2},
    };
    const struct mat_embedded *week = mat_embedded_plans;
    struct mat_schedule *schedule;
    struct mat_plan_file file;
    char said[512] = "";
    int mats = 0;

    (void)state;
    while (strcmp(week->name, "first-week") != 0)
        week++;
    assert_int_equal(
        mat_plan_read(week->text, week->size, week->name, tables, &file),
        MAT_PLAN_LOADED);
    input.plan = file.plan;
    mat_gate(&input, &verdict);
    schedule = mat_schedule_new(&input, &verdict, NULL);
    assert_non_null(schedule);
    for (int i = 0; i < schedule->n_segments; i++) {
        if (schedule->segments[i].kind != MAT_KIND_MAT)
            continue;
        mats++;
        tell_cues(&schedule->segments[i], said, sizeof(said));
    }
    assert_int_equal(mats, 1);
    assert_string_equal(said, expected);
    mat_schedule_free(schedule);
    mat_plan_file_done(&file);
}

/* Beginnings of words that promise, and of words that only look like them. */
static const char *const promises[] = {"proven", "cure", "curing",
                                       "treat",  "heal", "detox"};
static const char *const neutral[] = {"health", "treatment"};

/* Where such a word promises nothing: denied; said of a wound and time; of
 * somebody else's treatment; of being ill; or in another sense. */
static const char *const allowed[] = {
    "not a proven effect",
    "does not treat",
    "Do not use it to treat",
    "treat it as a pleasant rest",
    "has healed",
    "let it heal",
    "delays the healing of bruises",
    "Healing tissue and new scars do not",
    "heals badly",
    "heal slowly",
    "in the treated area",
    "Have it treated first",
    "High blood pressure, treated",
    "whoever treats you",
};

static bool
is_allowed(const char *text, const char *word)
{
    for (size_t i = 0; i < COUNT(allowed); i++) {
        const char *at = text;

        while ((at = strstr(at, allowed[i])) && at <= word) {
            if (word < at + strlen(allowed[i]))
                return true;
            at++;
        }
    }
    return false;
}

static bool
begins(const char *text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncasecmp(text, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static void
check_promise(const char *where, const char *text)
{
    for (const char *c = text; *c; c++) {
        if (c > text && isalpha((unsigned char)c[-1]))
            continue;
        if (begins(c, promises, COUNT(promises)) &&
            !begins(c, neutral, COUNT(neutral)) && !is_allowed(text, c))
            fail_msg("%s promises: %s", where, c);
    }
}

static void
no_text_promises(void **state)
{
    (void)state;
    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_row *row = &tables->rows[i];

        check_promise(row->id, row->title);
        check_promise(row->id, row->question);
        check_promise(row->id, row->today);
        check_promise(row->id, row->why);
        check_promise(row->id, row->say);
        check_promise(row->id, row->disagree);
    }
    for (int i = 0; i < tables->n_cues; i++)
        check_promise(tables->cues[i].id, tables->cues[i].text);
    for (int i = 0; i < tables->n_points; i++) {
        check_promise(tables->points[i].id, tables->points[i].claim);
        check_promise(tables->points[i].id, tables->points[i].caution);
    }
    for (int i = 0; i < tables->n_claims; i++) {
        check_promise(tables->claims[i].id, tables->claims[i].claim);
        check_promise(tables->claims[i].id, tables->claims[i].evidence);
        check_promise(tables->claims[i].id, tables->claims[i].sentence);
    }
    for (int i = 0; i < tables->n_notices; i++)
        check_promise(tables->notices[i].id, tables->notices[i].text);
    for (int i = 0; i < mat_n_embedded_plans; i++)
        check_promise(mat_embedded_plans[i].name, mat_embedded_plans[i].text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cues_are_short_and_plain),
        cmocka_unit_test(socks_are_not_told_where_they_may_not_do),
        cmocka_unit_test(what_speaks_of_breath_can_be_left_out),
        cmocka_unit_test(cues_that_do_not_fit_have_another_instead),
        cmocka_unit_test(points_can_be_shown_on_a_screen),
        cmocka_unit_test(points_lie_where_the_domain_says),
        cmocka_unit_test(notices_are_true_without_a_history),
        cmocka_unit_test(what_comes_after_being_unwell_holds_either_way),
        cmocka_unit_test(once_a_day_is_advice),
        cmocka_unit_test(the_quiet_closing_is_about_no_mat),
        cmocka_unit_test(the_first_week_has_the_cues_of_the_domain),
        cmocka_unit_test(no_text_promises),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
