#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables_fixture.h"

#define BIT(n) ((uint32_t)1 << (n))

static const char *const builtin_groups[] = {"skin", "general"};

static void
sources_points_and_cues_convert(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_tables *tables = &fixture->tables;

    assert_int_equal(tables->n_sources, 3);
    assert_string_equal(tables->sources[0].id, "S0");
    assert_string_equal(tables->sources[0].what, "A shop");
    assert_string_equal(tables->sources[0].where, "a.txt");
    assert_string_equal(tables->sources[1].where, "");

    assert_int_equal(tables->n_points, 2);
    assert_string_equal(tables->points[1].id, "LI4");
    assert_string_equal(tables->points[1].name, "N");
    assert_string_equal(tables->points[1].where, "W");
    assert_string_equal(tables->points[1].claim, "C");
    assert_string_equal(tables->points[1].caution, "K");
    assert_false(tables->points[0].paired);
    assert_true(tables->points[1].paired);
    assert_int_equal(tables->points[1].region, MAT_AREA_HANDS);
    assert_string_equal(tables->points[1].basis.grade, "T");

    assert_int_equal(tables->n_cues, 2);
    assert_string_equal(tables->cues[1].id, "one-min");
    assert_string_equal(tables->cues[1].text, "One minute.");
    assert_false(tables->cues[0].safety || tables->cues[0].breath);
    assert_true(!tables->cues[0].covered && !tables->cues[0].light);
    assert_true(tables->cues[1].safety && tables->cues[1].breath);
    assert_string_equal(tables->cues[1].basis.sources, "S0, P");
    assert_string_equal(tables->cues[1].basis.grade, "S+P");
}

static void
a_point_without_a_region_has_none(void **state)
{
    struct fixture *fixture = *state;

    expect_read(fixture, MAT_TABLES_POINTS,
                "points:\n"
                "  - {id: GV20, name: N, where: W, claim: C, caution: K,\n"
                "     sources: [P], grade: P}\n");
    assert_int_equal(fixture->tables.points[0].region, MAT_AREA_NONE);
    assert_false(fixture->tables.points[0].trunk);
}

static void
a_point_may_lie_on_the_trunk(void **state)
{
    struct fixture *fixture = *state;

    expect_read(fixture, MAT_TABLES_POINTS,
                "points:\n"
                "  - {id: KI27, name: N, where: W, claim: C, caution: K,\n"
                "     trunk: true, sources: [P], grade: P}\n");
    assert_int_equal(fixture->tables.points[0].region, MAT_AREA_NONE);
    assert_true(fixture->tables.points[0].trunk);
}

static void
a_cue_names_what_is_said_instead(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_cue *cues;

    expect_read(fixture, MAT_TABLES_CUES,
                "cues:\n"
                "  - {id: bare, text: B, covered: shirt, light: touch,\n"
                "     sources: [P], grade: P}\n"
                "  - {id: shirt, text: S, sources: [P], grade: P}\n"
                "  - {id: touch, text: T, covered: shirt, sources: [P],\n"
                "     grade: P}\n");
    cues = fixture->tables.cues;
    assert_ptr_equal(cues[0].covered, &cues[1]);
    assert_ptr_equal(cues[0].light, &cues[2]);
    assert_true(!cues[1].covered && !cues[1].light);
    assert_ptr_equal(cues[2].covered, &cues[1]);
}

static void
guidance_converts(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_guidance *guidance;

    expect_read(fixture, MAT_TABLES_GUIDANCE,
                "guidance:\n"
                "  - kind: mat\n"
                "    areas: [back, neck]\n"
                "    cues:\n"
                "      - {at: 0, use: peak-soon}\n"
                "      - {at: 30s, use: one-min}\n"
                "      - {at: -60s, use: one-min, sparse: true}\n"
                "      - {at: -5s, use: peak-soon}\n"
                "  - {kind: 'on', duration: 20s}\n");
    assert_int_equal(fixture->tables.n_guidance, 2);
    guidance = fixture->tables.guidance;
    assert_int_equal(guidance[0].kind, MAT_KIND_MAT);
    assert_int_equal(guidance[0].areas,
                     BIT(MAT_AREA_BACK) | BIT(MAT_AREA_NECK));
    assert_int_equal(guidance[0].duration, 0);
    assert_int_equal(guidance[0].n_cues, 4);
    assert_int_equal(guidance[0].cues[1].at, MAT_SECONDS(30));
    assert_false(guidance[0].cues[1].from_end);
    assert_int_equal(guidance[0].cues[2].at, MAT_SECONDS(60));
    assert_true(guidance[0].cues[2].from_end);
    assert_true(guidance[0].cues[2].sparse);
    assert_false(guidance[0].cues[3].sparse);
    assert_ptr_equal(guidance[0].cues[2].cue, &fixture->tables.cues[1]);
    assert_int_equal(guidance[1].kind, MAT_KIND_ON);
    assert_int_equal(guidance[1].areas, 0);
    assert_int_equal(guidance[1].duration, MAT_SECONDS(20));
    assert_int_equal(guidance[1].n_cues, 0);
}

static void
claims_helplines_and_notices_convert(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_tables *tables = &fixture->tables;

    expect_read(fixture, MAT_TABLES_CLAIMS,
                "claims:\n"
                "  - {id: '1', claim: C, evidence: E, sentence: '',\n"
                "     sources: [M1, S0], grade: R+S}\n");
    expect_read(fixture, MAT_TABLES_HELPLINES,
                "helplines:\n"
                "  - {region: US, name: Lifeline, contact: Call 988,\n"
                "     checked: 2026-09-19, source: M1}\n"
                "  - {region: UK, name: N, contact: '999', source: P}\n");
    expect_read(fixture, MAT_TABLES_NOTICES,
                "notices:\n"
                "  - {id: crisis, text: Call., sources: [P], grade: P}\n");
    assert_int_equal(tables->n_claims, 1);
    assert_string_equal(tables->claims[0].id, "1");
    assert_string_equal(tables->claims[0].claim, "C");
    assert_string_equal(tables->claims[0].evidence, "E");
    assert_string_equal(tables->claims[0].sentence, "");
    assert_string_equal(tables->claims[0].basis.sources, "M1, S0");
    assert_int_equal(tables->n_helplines, 2);
    assert_string_equal(tables->helplines[0].region, "US");
    assert_string_equal(tables->helplines[0].name, "Lifeline");
    assert_string_equal(tables->helplines[0].contact, "Call 988");
    assert_string_equal(tables->helplines[0].checked, "2026-09-19");
    assert_string_equal(tables->helplines[0].source, "M1");
    assert_string_equal(tables->helplines[1].checked, "");
    assert_string_equal(mat_tables_notice(tables, "crisis"), "Call.");
}

#define ROWS_HEAD                         \
    "groups:\n"                           \
    "  - {id: skin, title: The skin}\n"   \
    "  - {id: general, title: General}\n" \
    "rows:\n"
#define ROW(id, rest)                                                       \
    "  - {id: " id ", title: T, group: general, severity: adapt, why: W,\n" \
    "     say: S, sources: [P], grade: P, confidence: lo" rest "}\n"

static void
a_full_row_converts(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_row *row;

    expect_read(fixture, MAT_TABLES_ROWS,
                ROWS_HEAD
                "  - id: veins\n"
                "    title: Varicose veins\n"
                "    group: skin\n"
                "    question: Veins?\n"
                "    today: Sore veins today?\n"
                "    severity: avoid\n"
                "    unstored: true\n"
                "    clearance: possible\n"
                "    areas: [legs, feet-standing]\n"
                "    why: They tear.\n"
                "    say: >-\n"
                "      Not on\n"
                "      the legs.\n"
                "    adapt: {on: [feet, standing], no: [points, local],\n"
                "      layer: shirt, surface: soft, cap: 5m, factor: '0.25',\n"
                "      rise: 2m, breath: off, company: true, light: true}\n"
                "    sources: [S0, M1]\n"
                "    grade: S+M\n"
                "    confidence: hi\n"
                "    disagree: M1 says less.\n");
    assert_int_equal(fixture->tables.n_rows, 1);
    row = fixture->tables.rows;
    assert_string_equal(row->id, "veins");
    assert_string_equal(row->title, "Varicose veins");
    assert_string_equal(row->group, "skin");
    assert_string_equal(row->question, "Veins?");
    assert_string_equal(row->today, "Sore veins today?");
    assert_string_equal(row->follows, "");
    assert_string_equal(row->implies, "");
    assert_int_equal(row->severity, MAT_SEVERITY_AVOID);
    assert_false(row->urgent || row->transient || row->own);
    assert_true(row->unstored);
    assert_true(row->clearable);
    assert_int_equal(row->targets.areas,
                     BIT(MAT_AREA_LEGS) | BIT(MAT_AREA_FEET_STANDING));
    assert_string_equal(row->why, "They tear.");
    assert_string_equal(row->say, "Not on the legs.");
    assert_int_equal(row->adapt.on.areas, BIT(MAT_AREA_FEET));
    assert_int_equal(row->adapt.on.positions, BIT(MAT_POSITION_STANDING));
    assert_int_equal(row->adapt.no.points, 3);
    assert_true(row->adapt.no.local);
    assert_int_equal(row->adapt.layer, MAT_LAYER_SHIRT);
    assert_int_equal(row->adapt.surface, MAT_SURFACE_SOFT);
    assert_int_equal(row->adapt.cap, MAT_MINUTES(5));
    assert_int_equal(row->adapt.permille, 250);
    assert_int_equal(row->adapt.rise, MAT_MINUTES(2));
    assert_true(row->adapt.breath_off && row->adapt.company &&
                row->adapt.light);
    assert_string_equal(row->basis.sources, "S0, M1");
    assert_string_equal(row->basis.grade, "S+M");
    assert_string_equal(row->confidence, "hi");
    assert_string_equal(row->disagree, "M1 says less.");
    assert_string_equal(fixture->tables.group_titles[0], "The skin");
}

static void
what_a_row_leaves_out_changes_nothing(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_row *row;

    expect_read(fixture, MAT_TABLES_ROWS,
                ROWS_HEAD ROW("plain", ", areas: [back]"));
    row = fixture->tables.rows;
    assert_string_equal(row->question, "");
    assert_string_equal(row->today, "");
    assert_string_equal(row->disagree, "");
    assert_false(row->urgent || row->transient || row->unstored);
    assert_int_equal(row->adapt.on.areas, BIT(MAT_AREA_BACK));
    assert_int_equal(row->adapt.no.areas, 0);
    assert_int_equal(row->adapt.layer, -1);
    assert_int_equal(row->adapt.surface, -1);
    assert_true(row->adapt.cap == MAT_MS_NONE);
    assert_int_equal(row->adapt.permille, 1000);
    assert_int_equal(row->adapt.rise, 0);
    assert_false(row->adapt.breath_off || row->adapt.company ||
                 row->adapt.light);
}

static void
clearance_goes_by_severity(void **state)
{
    static const struct {
        const char *severity;
        bool clearable;
    } cases[] = {{"avoid", false}, {"ask", true}, {"adapt", false}};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[512];

        snprintf(text, sizeof(text),
                 "rows:\n"
                 "  - {id: r%zu, title: T, group: general, severity: %s,\n"
                 "     areas: [all], why: W, say: S}\n",
                 i, cases[i].severity);
        fixture->tables.groups = builtin_groups;
        fixture->tables.group_titles = builtin_groups;
        fixture->tables.n_groups = COUNT(builtin_groups);
        expect_read(fixture, MAT_TABLES_OWN, text);
        assert_int_equal(fixture->tables.rows[i].clearable, cases[i].clearable);
    }
}

static void
factors_are_thousandths(void **state)
{
    static const struct {
        const char *factor;
        int permille;
    } cases[] = {
        {"0.05", 50}, {"0.5", 500}, {"0.125", 125}, {"1", 1000}, {"1.0", 1000},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        char text[512];

        fixture->tables.n_rows = 0;
        fixture->tables.n_groups = 0;
        snprintf(text, sizeof(text), "%s     adapt: {factor: '%s'}}\n",
                 ROWS_HEAD "  - {id: r, title: T, group: skin,\n"
                           "     severity: adapt, why: W, say: S,\n"
                           "     sources: [P], grade: P, confidence: lo,\n",
                 cases[i].factor);
        expect_read(fixture, MAT_TABLES_ROWS, text);
        assert_int_equal(fixture->tables.rows[0].adapt.permille,
                         cases[i].permille);
    }
}

/* What a row refuses for good cannot be adapted, but what lies beyond can. */
static void
adapting_beyond_the_areas_is_allowed(void **state)
{
    static const char *const beyond[] = {"feet", "standing", "LI4", "local"};
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(beyond); i++) {
        char text[512];

        fixture->tables.n_rows = 0;
        fixture->tables.n_groups = 0;
        snprintf(text, sizeof(text),
                 "%s     areas: [back, supine, GV20],\n"
                 "     adapt: {on: [back, %s], cap: 5m}}\n",
                 ROWS_HEAD "  - {id: r, title: T, group: skin,\n"
                           "     severity: avoid, why: W, say: S,\n"
                           "     sources: [P], grade: P, confidence: lo,\n",
                 beyond[i]);
        expect_read(fixture, MAT_TABLES_ROWS, text);
    }
}

#define LYING                                                                  \
    (BIT(MAT_AREA_BACK) | BIT(MAT_AREA_LOWER_BACK) | BIT(MAT_AREA_SHOULDERS) | \
     BIT(MAT_AREA_NECK) | BIT(MAT_AREA_BELLY))
#define SUPINE (BIT(MAT_POSITION_SUPINE) | BIT(MAT_POSITION_SUPINE_TOWEL))
#define FLOOR                                                        \
    (SUPINE | BIT(MAT_POSITION_PRONE) | BIT(MAT_POSITION_STANDING) | \
     BIT(MAT_POSITION_SEATED_FLOOR))

static void
target_words_expand(void **state)
{
    static const struct {
        const char *words;
        struct mat_targets targets;
    } cases[] = {
        {"all", {.areas = MAT_AREA_ALL, .points = 3}},
        {"mat", {.areas = MAT_AREA_ALL}},
        {"lying", {.areas = LYING}},
        {"supine", {.positions = SUPINE}},
        {"standing", {.positions = BIT(MAT_POSITION_STANDING)}},
        {"floor", {.positions = FLOOR}},
        {"points", {.points = 3}},
        {"GV20", {.points = 1}},
        {"LI4", {.points = 2}},
        {"local", {.local = true}},
        {"feet-standing", {.areas = BIT(MAT_AREA_FEET_STANDING)}},
        {"supine, LI4, local, neck", {BIT(MAT_AREA_NECK), SUPINE, 2, true}},
        {"", {0}},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct mat_targets *expected = &cases[i].targets;
        const struct mat_targets *targets;
        char text[1024];

        fixture->tables.n_rows = 0;
        fixture->tables.n_groups = 0;
        snprintf(text, sizeof(text), "%s     areas: [%s]}\n",
                 ROWS_HEAD "  - {id: r, title: T, group: skin,\n"
                           "     severity: adapt, why: W, say: S,\n"
                           "     sources: [P], grade: P, confidence: lo,\n",
                 cases[i].words);
        expect_read(fixture, MAT_TABLES_ROWS, text);
        targets = &fixture->tables.rows[0].targets;
        if (targets->areas != expected->areas ||
            targets->positions != expected->positions ||
            targets->points != expected->points ||
            targets->local != expected->local)
            fail_msg("%s: %x %x %x %d", cases[i].words, targets->areas,
                     targets->positions, targets->points, targets->local);
    }
}

static void
a_row_follows_one_further_down(void **state)
{
    struct fixture *fixture = *state;

    expect_read(fixture, MAT_TABLES_ROWS,
                ROWS_HEAD ROW("late", ", areas: [points], follows: early")
                    ROW("early", ", areas: [all], question: Early?"));
    assert_string_equal(fixture->tables.rows[0].follows, "early");
    assert_string_equal(fixture->tables.rows[1].follows, "");
}

static void
a_row_implies_another(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_row *rows;

    expect_read(fixture, MAT_TABLES_ROWS,
                ROWS_HEAD ROW("late", ", areas: [back], implies: early")
                    ROW("early", ", areas: [all], question: Early?")
                        ROW("middle", ", areas: [neck], implies: early"));
    rows = fixture->tables.rows;
    assert_string_equal(rows[0].implies, "early");
    assert_string_equal(rows[1].implies, "");
    assert_string_equal(rows[2].implies, "early");
}

/* With a question for today only its yes is urgent, so the rest of the row is
 * like any other's. */
static void
urgent_today_goes_with_a_clearance(void **state)
{
    static const char *const decisions[] = {
        "severity: avoid, clearance: possible",
        "severity: avoid",
        "severity: ask",
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(decisions); i++) {
        const struct mat_row *row;
        char text[1024];

        fixture->tables.n_rows = 0;
        fixture->tables.n_groups = 0;
        snprintf(text, sizeof(text), "%s     %s}\n",
                 ROWS_HEAD "  - {id: clot, title: T, group: skin,\n"
                           "     question: A clot?, today: A new one?,\n"
                           "     urgent: true, areas: [all], why: W, say: S,\n"
                           "     sources: [P], grade: P, confidence: lo,\n",
                 decisions[i]);
        expect_read(fixture, MAT_TABLES_ROWS, text);
        row = fixture->tables.rows;
        assert_true(row->urgent && row->today[0]);
        assert_int_equal(row->clearable, i != 1);
    }
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(sources_points_and_cues_convert),
        TEST(a_point_without_a_region_has_none),
        TEST(a_point_may_lie_on_the_trunk),
        TEST(a_cue_names_what_is_said_instead),
        TEST(guidance_converts),
        TEST(claims_helplines_and_notices_convert),
        TEST(a_full_row_converts),
        TEST(what_a_row_leaves_out_changes_nothing),
        TEST(clearance_goes_by_severity),
        TEST(factors_are_thousandths),
        TEST(adapting_beyond_the_areas_is_allowed),
        TEST(target_words_expand),
        TEST(a_row_follows_one_further_down),
        TEST(a_row_implies_another),
        TEST(urgent_today_goes_with_a_clearance),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
