/* Parts of the tables that are wrong, or too long. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables_fixture.h"

static const struct {
    enum mat_tables_part part;
    const char *claim;
    const char *text;
    const char *expected;
} wrong_parts[] = {
    {MAT_TABLES_SOURCES, "a source twice",
     "sources:\n"
     "  - {id: S0, what: A}\n"
     "  - {id: S0, what: B}\n",
     "3:10 sources[1].id: \"S0\" is there twice"},
    {MAT_TABLES_SOURCES, "a source in small letters",
     "sources: [{id: s0, what: A}]\n",
     "1:16 sources[0].id: \"s0\" is not an id; write capital letters and "
     "digits"},
    {MAT_TABLES_POINTS, "a point twice",
     "points:\n" POINT("LI4", "true") POINT("LI4", "true"),
     "4:10 points[1].id: \"LI4\" is there twice"},
    {MAT_TABLES_POINTS, "a point without a name",
     "points:\n" POINT("''", "true"),
     "2:10 points[0].id: \"\" is not an id; write capital letters and digits"},
    {MAT_TABLES_POINTS, "a point of 16 letters",
     "points:\n" POINT("AAAAAAAAAAAAAAAA", "true"),
     "2:10 points[0].id: \"AAAAAAAAAAAAAAAA\" is not an id; write capital "
     "letters and digits"},
    {MAT_TABLES_POINTS, "a point with a hyphen",
     "points:\n" POINT("LI-4", "true"),
     "2:10 points[0].id: \"LI-4\" is not an id; write capital letters and "
     "digits"},
    {MAT_TABLES_POINTS, "paired that is no flag",
     "points:\n" POINT("LI4", "both"),
     "3:14 points[0].paired: \"both\" is not a flag; write true or false"},
    {MAT_TABLES_CUES, "a cue twice",
     "cues:\n"
     "  - {id: a, text: A, sources: [P], grade: P}\n"
     "  - {id: a, text: B, sources: [P], grade: P}\n",
     "3:10 cues[1].id: \"a\" is there twice"},
    {MAT_TABLES_CUES, "a cue over 100 bytes",
     "cues:\n"
     "  - {id: a, sources: [P], grade: P, text: " LONG_77
     "xxxxxxxxxxxxxxxxxxxxxxxx}\n",
     "2:43 cues[0].text: is too long; at most 100 bytes"},
    {MAT_TABLES_CUES, "safety that is no flag",
     "cues: [{id: a, text: A, safety: maybe, sources: [P], grade: P}]\n",
     "1:33 cues[0].safety: \"maybe\" is not a flag; write true or false"},
    {MAT_TABLES_GUIDANCE, "an unknown cue",
     "guidance:\n"
     "  - {kind: mat, cues: [{at: 5s, use: peek-soon}]}\n",
     "2:38 guidance[0].cues[0].use: \"peek-soon\" is not a cue of cues.yaml; "
     "did you mean \"peak-soon\"?"},
    {MAT_TABLES_GUIDANCE, "an unknown kind",
     "guidance:\n"
     "  - {kind: mut, cues: []}\n",
     "2:12 guidance[0].kind: \"mut\" is not a kind; did you mean \"mat\"?"},
    {MAT_TABLES_GUIDANCE, "an unknown area",
     "guidance:\n"
     "  - {kind: mat, areas: [bak], cues: []}\n",
     "2:25 guidance[0].areas[0]: \"bak\" is not an area; did you mean "
     "\"back\"?"},
    {MAT_TABLES_GUIDANCE, "an offset without a unit",
     "guidance:\n"
     "  - {kind: mat, cues: [{at: 5, use: one-min}]}\n",
     "2:29 guidance[0].cues[0].at: \"5\" is not an offset; write 0, 30s or "
     "-30s (from the end)"},
    {MAT_TABLES_GUIDANCE, "cues out of order",
     "guidance:\n"
     "  - kind: mat\n"
     "    cues:\n"
     "      - {at: 30s, use: peak-soon}\n"
     "      - {at: 5s, use: one-min}\n",
     "5:14 guidance[0].cues[1].at: \"5s\" does not come after the cue above; "
     "write cues in the order of time"},
    {MAT_TABLES_GUIDANCE, "two cues at one moment",
     "guidance:\n"
     "  - kind: mat\n"
     "    cues:\n"
     "      - {at: -5s, use: peak-soon}\n"
     "      - {at: -5s, use: one-min}\n",
     "5:14 guidance[0].cues[1].at: \"-5s\" does not come after the cue above; "
     "write cues in the order of time"},
    {MAT_TABLES_GUIDANCE, "from the end before from the start",
     "guidance:\n"
     "  - kind: mat\n"
     "    cues:\n"
     "      - {at: -5s, use: peak-soon}\n"
     "      - {at: 5s, use: one-min}\n",
     "5:14 guidance[0].cues[1].at: \"5s\" does not come after the cue above; "
     "write cues in the order of time"},
    {MAT_TABLES_GUIDANCE, "a cue behind the end",
     "guidance:\n"
     "  - {kind: 'on', duration: 20s, cues: [{at: 21s, use: one-min}]}\n",
     "2:45 guidance[0].cues[0].at: \"21s\" lies outside the duration"},
    {MAT_TABLES_GUIDANCE, "a duration for mat",
     "guidance:\n"
     "  - {kind: mat, duration: 20s, cues: []}\n",
     "2:27 guidance[0].duration: only fits the kinds on and off"},
    {MAT_TABLES_GUIDANCE, "a kind with no areas twice",
     "guidance:\n"
     "  - {kind: mat}\n"
     "  - {kind: mat}\n",
     "3:12 guidance[1].kind: \"mat\" has guidance for these areas above"},
    {MAT_TABLES_GUIDANCE, "a kind with an area twice",
     "guidance:\n"
     "  - {kind: mat, areas: [back, neck]}\n"
     "  - {kind: mat, areas: [neck]}\n",
     "3:12 guidance[1].kind: \"mat\" has guidance for these areas above"},
    {MAT_TABLES_CUES, "a cue instead that is not there",
     "cues:\n"
     "  - {id: bare, text: B, covered: shirrt, sources: [P], grade: P}\n"
     "  - {id: shirt, text: S, light: barre, sources: [P], grade: P}\n",
     "2:34 cues[0].covered: \"shirrt\" is not a cue of cues.yaml; did you mean "
     "\"shirt\"?\n"
     "3:33 cues[1].light: \"barre\" is not a cue of cues.yaml; did you mean "
     "\"bare\"?"},
    {MAT_TABLES_CUES, "a cue instead of itself",
     "cues:\n"
     "  - {id: bare, text: B, light: bare, sources: [P], grade: P}\n",
     "2:32 cues[0].light: \"bare\" is the cue itself"},
    {MAT_TABLES_POINTS, "a point on the trunk and on the hands",
     "points:\n"
     "  - {id: X1, name: N, where: W, claim: C, caution: K, region: hands,\n"
     "     trunk: true, sources: [P], grade: P}\n",
     "3:13 points[0].trunk: does not fit a point with a region"},
    {MAT_TABLES_ROWS, "a group twice",
     "groups: [{id: a, title: A}, {id: a, title: B}]\nrows: []\n",
     "1:34 groups[1].id: \"a\" is there twice"},
    {MAT_TABLES_CLAIMS, "a claim twice",
     "claims:\n"
     "  - {id: 1, claim: A, evidence: B, sources: [P], grade: P}\n"
     "  - {id: 1, claim: A, evidence: B, sources: [P], grade: P}\n",
     "3:10 claims[1].id: \"1\" is there twice"},
    {MAT_TABLES_HELPLINES, "a date in another order",
     "helplines:\n"
     "  - {region: US, name: N, contact: 988, checked: 20-11-2026, source: "
     "P}\n",
     "2:50 helplines[0].checked: \"20-11-2026\" is not a date; write "
     "YYYY-MM-DD"},
    {MAT_TABLES_HELPLINES, "a month 13",
     "helplines:\n"
     "  - {region: US, name: N, contact: 988, checked: 2026-13-01, source: "
     "P}\n",
     "2:50 helplines[0].checked: \"2026-13-01\" is not a date; write "
     "YYYY-MM-DD"},
    {MAT_TABLES_HELPLINES, "a day that its month has not",
     "helplines:\n"
     "  - {region: US, name: N, contact: 988, checked: 2026-02-31, source: "
     "P}\n",
     "2:50 helplines[0].checked: \"2026-02-31\" is not a date; write "
     "YYYY-MM-DD"},
    {MAT_TABLES_HELPLINES, "a helpline from nowhere",
     "helplines:\n"
     "  - {region: US, name: N, contact: 988, source: C16}\n",
     "2:49 helplines[0].source: \"C16\" is not a source of sources.yaml"},
    {MAT_TABLES_NOTICES, "a notice twice",
     "notices:\n"
     "  - {id: a, text: A, sources: [P], grade: P}\n"
     "  - {id: a, text: B, sources: [P], grade: P}\n",
     "3:10 notices[1].id: \"a\" is there twice"},
    {MAT_TABLES_OWN, "an own row without a reason",
     "rows:\n"
     "  - {id: a, title: A, severity: avoid, areas: [all], say: S}\n",
     "2:5 rows[0].why: is missing; add it"},
    {MAT_TABLES_OWN, "an own row of a group that is not there",
     "rows:\n"
     "  - {id: a, title: A, severity: avoid, areas: [all], why: W, say: S}\n",
     "2:5 rows[0].group: \"general\" is not a group"},
};

static void
a_wrong_part_is_told(void **state)
{
    struct fixture *fixture = *state;
    const struct mat_tables before = fixture->tables;

    for (size_t i = 0; i < COUNT(wrong_parts); i++) {
        expect_said(fixture, wrong_parts[i].part, wrong_parts[i].text,
                    wrong_parts[i].claim, wrong_parts[i].expected);
        assert_memory_equal(&fixture->tables, &before, sizeof(before));
    }
}

/* \p count entries of \p entry, each with a number for its `%d`. */
static char *
make_many(const char *head, const char *entry, int count)
{
    size_t size = strlen(head) + (size_t)count * (strlen(entry) + 8) + 1;
    char *text = malloc(size);
    size_t used;

    assert_non_null(text);
    used = (size_t)snprintf(text, size, "%s", head);
    for (int i = 0; i < count; i++) {
        const char *at = strchr(entry, '#');

        used += (size_t)snprintf(text + used, size - used, "%.*s%d%s",
                                 (int)(at - entry), entry, i, at + 1);
    }
    return text;
}

static void
too_many_are_told(void **state)
{
    static const char row[] =
        "  - {id: r#, title: T, group: a, severity: adapt, why: W, say: S,\n"
        "     sources: [P], grade: P, confidence: lo}\n";
    static const char rows[] = "groups: [{id: a, title: A}]\nrows:\n";
    char *text = make_many(rows, row, MAT_ROWS_MAX);

    expect_read(*state, MAT_TABLES_ROWS, text);
    free(text);
    text = make_many("rows:\n", row, 1);
    expect_said(*state, MAT_TABLES_OWN, text, "a row too many",
                "2:3 rows: are too many; at most 160 with the built-in ones");
    free(text);
    text = make_many("points:\n", POINT("X#", "true"), MAT_POINTS_MAX + 1);
    expect_said(*state, MAT_TABLES_POINTS, text, "a point too many",
                "2:3 points: are too many; at most 32");
    free(text);
}

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(a_wrong_part_is_told),
        TEST(too_many_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
