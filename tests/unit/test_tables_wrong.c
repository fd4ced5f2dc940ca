#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables_fixture.h"

#define LINES_MAX 4

/* One byte more than a line of a terminal. */
#define LONG_77                                                                \
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
    "aa"                                                                       \
    "aaa"
_Static_assert(sizeof(LONG_77) == 77 + 1, "the name says how long it is");

/* A row by its lines. A case replaces those of the same key, and adds others;
 * a line that ends in the colon of its key takes the key away. */
static const char *const row_lines[] = {
    "id: open-wound",     "title: Open wound", "group: skin",
    "question: A wound?", "severity: avoid",   "areas: [local]",
    "why: It hurts.",     "say: Not here.",    "sources: [S0, M1]",
    "grade: S+M",         "confidence: hi",
};

static bool
same_key(const char *a, const char *b)
{
    size_t key = strcspn(a, ":");

    return key == strcspn(b, ":") && strncmp(a, b, key) == 0;
}

static void
put_line(char *text, size_t size, const char *line)
{
    size_t used = strlen(text);

    if (line[strlen(line) - 1] != ':')
        snprintf(text + used, size - used, "    %s\n", line);
}

static const char *
make_row(const char *const *changes)
{
    static char text[8192];
    bool taken[LINES_MAX] = {false};

    strcpy(text, "groups:\n"
                 "  - {id: skin, title: Skin}\n"
                 "  - {id: general, title: General}\n"
                 "rows:\n"
                 "  -\n");
    for (size_t i = 0; i < COUNT(row_lines); i++) {
        const char *line = row_lines[i];

        for (size_t j = 0; j < LINES_MAX && changes[j]; j++)
            if (same_key(changes[j], row_lines[i])) {
                line = changes[j];
                taken[j] = true;
            }
        put_line(text, sizeof(text), line);
    }
    for (size_t j = 0; j < LINES_MAX && changes[j]; j++)
        if (!taken[j])
            put_line(text, sizeof(text), changes[j]);
    return text;
}

static const struct {
    const char *claim;
    const char *lines[LINES_MAX];
    const char *expected;
} wrong_rows[] = {
    {"an unknown severity",
     {"severity: avod"},
     "10:15 rows[0].severity: \"avod\" is not a severity; did you mean "
     "\"avoid\"?"},
    {"an unknown group",
     {"group: skim"},
     "8:12 rows[0].group: \"skim\" is not a group; did you mean \"skin\"?"},
    {"an unknown group with nothing near",
     {"group: weather"},
     "8:12 rows[0].group: \"weather\" is not a group"},
    {"a group left out", {"group:"}, "6:5 rows[0].group: is missing; add it"},
    {"an unknown confidence",
     {"confidence: high"},
     "16:17 rows[0].confidence: \"high\" is not a confidence; allowed: hi, "
     "med, lo"},
    {"confidence left out",
     {"confidence:"},
     "6:5 rows[0].confidence: is missing; add it"},
    {"an unknown source",
     {"sources: [S0, M9]"},
     "14:19 rows[0].sources[1]: \"M9\" is not a source of sources.yaml"},
    {"no source",
     {"sources: []"},
     "14:14 rows[0].sources: name no source; a precaution of ours is P"},
    {"sources left out",
     {"sources:"},
     "6:5 rows[0].sources: name no source; a precaution of ours is P"},
    {"a grade of no letter",
     {"grade: S+X"},
     "15:12 rows[0].grade: \"S+X\" is not a grade; write letters of R U C M T "
     "S O P joined by +, none twice"},
    {"a grade with a comma",
     {"grade: \"S,M\""},
     "15:12 rows[0].grade: \"S,M\" is not a grade; write letters of R U C M T "
     "S O P joined by +, none twice"},
    {"a grade letter twice",
     {"grade: S+S"},
     "15:12 rows[0].grade: \"S+S\" is not a grade; write letters of R U C M T "
     "S O P joined by +, none twice"},
    {"grade left out", {"grade:"}, "6:5 rows[0].grade: is missing; add it"},
    {"an id with an underscore",
     {"id: open_wound"},
     "6:9 rows[0].id: \"open_wound\" is not an id; write small letters, digits "
     "and single hyphens"},
    {"an id with a capital",
     {"id: Open"},
     "6:9 rows[0].id: \"Open\" is not an id; write small letters, digits and "
     "single hyphens"},
    {"an id that begins with a hyphen",
     {"id: \"-open\""},
     "6:9 rows[0].id: \"-open\" is not an id; write small letters, digits and "
     "single hyphens"},
    {"an id that ends in a hyphen",
     {"id: open-"},
     "6:9 rows[0].id: \"open-\" is not an id; write small letters, digits and "
     "single hyphens"},
    {"an id with two hyphens",
     {"id: open--wound"},
     "6:9 rows[0].id: \"open--wound\" is not an id; write small letters, "
     "digits and single hyphens"},
    {"an empty id",
     {"id: \"\""},
     "6:9 rows[0].id: \"\" is not an id; write small letters, digits and "
     "single hyphens"},
    {"an id of 48 letters",
     {"id: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
     "6:9 rows[0].id: \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" is "
     "not an id; write small letters, digits and single hyphens"},
    {"an escape character",
     {"say: \"Red \\e[31m\""},
     "13:10 rows[0].say: has a control character"},
    {"a text that is not ASCII",
     {"say: \"Caf\\u00e9\""},
     "13:10 rows[0].say: has a character that is not ASCII"},
    {"an empty text", {"why: \" \""}, "12:10 rows[0].why: is empty"},
    {"a question that is too long",
     {"question: " LONG_77},
     "9:15 rows[0].question: is too long; at most 76 bytes"},
    {"a say that is too long",
     {"say: " LONG_77 LONG_77 LONG_77 LONG_77 LONG_77 LONG_77 LONG_77 LONG_77},
     "13:10 rows[0].say: is too long; at most 600 bytes"},
    {"an unknown target",
     {"areas: [back, sholders]"},
     "11:19 rows[0].areas[1]: \"sholders\" is not a target or point; did you "
     "mean \"shoulders\"?"},
    {"a target with nothing near",
     {"areas: [moon]"},
     "11:13 rows[0].areas[0]: \"moon\" is not a target or point; allowed: "
     "back, lower-back, shoulders, neck, feet, feet-standing, legs, buttocks, "
     "hands, belly, all, mat, lying, supine, standing, points, local, floor"},
    {"an unknown point",
     {"areas: [LI5]"},
     "11:13 rows[0].areas[0]: \"LI5\" is not a target or point; allowed: back, "
     "lower-back, shoulders, neck, feet, feet-standing, legs, buttocks, hands, "
     "belly, all, mat, lying, supine, standing, points, local, floor"},
    {"no areas",
     {"areas:"},
     "6:5 rows[0].areas: are missing; write what the row refuses"},
    {"a flag that is none",
     {"urgent: yes"},
     "17:13 rows[0].urgent: \"yes\" is not a flag; write true or false"},
    {"adapt with a clearance",
     {"severity: adapt", "clearance: possible"},
     "17:16 rows[0].clearance: \"possible\" does not fit severity adapt; "
     "nothing is refused that could be cleared"},
    {"ask without clearance",
     {"severity: ask", "clearance: none"},
     "17:16 rows[0].clearance: \"none\" does not fit severity ask; write avoid "
     "where no clearance helps"},
    {"an unknown clearance",
     {"clearance: maybe"},
     "17:16 rows[0].clearance: \"maybe\" is not a clearance; allowed: none, "
     "possible"},
    {"urgent but not avoid",
     {"severity: ask", "urgent: \"true\""},
     "10:15 rows[0].severity: \"ask\" does not fit an urgent row; write avoid"},
    {"urgent with a clearance",
     {"urgent: \"true\"", "clearance: possible"},
     "18:16 rows[0].clearance: \"possible\" does not fit an urgent row; write "
     "none"},
    {"urgent today but only adapting",
     {"severity: adapt", "urgent: \"true\"", "today: A wound today?"},
     "10:15 rows[0].severity: \"adapt\" does not fit an urgent row; write "
     "avoid or ask"},
    {"urgent today with an empty text for it",
     {"urgent: \"true\"", "clearance: possible", "today: \"\""},
     "18:16 rows[0].clearance: \"possible\" does not fit an urgent row; write "
     "none"},
    {"implying nothing",
     {"implies: open-wond"},
     "17:14 rows[0].implies: \"open-wond\" is not a row; did you mean "
     "\"open-wound\"?"},
    {"implying itself",
     {"implies: open-wound"},
     "17:14 rows[0].implies: \"open-wound\" is the row itself"},
    {"a light touch that is no flag",
     {"severity: adapt", "adapt: {light: feather}"},
     "17:20 rows[0].adapt.light: \"feather\" is not a flag; write true or "
     "false"},
    {"urgent without a question",
     {"urgent: \"true\"", "question:"},
     "16:13 rows[0].urgent: needs a question"},
    {"transient without a question",
     {"transient: \"true\"", "question:"},
     "16:16 rows[0].transient: needs a question to ask today"},
    {"today without a question",
     {"today: A wound today?", "question:"},
     "16:12 rows[0].today: needs a question for the screening"},
    {"today in a transient row",
     {"today: A wound today?", "transient: \"true\""},
     "17:12 rows[0].today: does not fit a transient row; its question is asked "
     "today"},
    {"following nothing",
     {"follows: pregnancy", "question:"},
     "16:14 rows[0].follows: \"pregnancy\" is not a row"},
    {"following itself",
     {"follows: open-wound", "question:"},
     "16:14 rows[0].follows: \"open-wound\" is not asked by the screening"},
    {"following with a question",
     {"follows: open-wound"},
     "17:14 rows[0].follows: does not fit a row with a question of its own"},
    {"a factor over one",
     {"severity: adapt", "adapt: {factor: \"2\"}"},
     "17:21 rows[0].adapt.factor: \"2\" is not a factor; write 0.05 to 1, such "
     "as 0.5"},
    {"a factor under a twentieth",
     {"severity: adapt", "adapt: {factor: \"0.04\"}"},
     "17:21 rows[0].adapt.factor: \"0.04\" is not a factor; write 0.05 to 1, "
     "such as 0.5"},
    {"a factor with a comma",
     {"severity: adapt", "adapt: {factor: \"0,5\"}"},
     "17:21 rows[0].adapt.factor: \"0,5\" is not a factor; write 0.05 to 1, "
     "such as 0.5"},
    {"a factor of four places",
     {"severity: adapt", "adapt: {factor: \"0.5555\"}"},
     "17:21 rows[0].adapt.factor: \"0.5555\" is not a factor; write 0.05 to 1, "
     "such as 0.5"},
    {"a factor with no places",
     {"severity: adapt", "adapt: {factor: \"0.\"}"},
     "17:21 rows[0].adapt.factor: \"0.\" is not a factor; write 0.05 to 1, "
     "such as 0.5"},
    {"a cap without a unit",
     {"severity: adapt", "adapt: {cap: 5}"},
     "17:18 rows[0].adapt.cap: \"5\" is not a duration; write 5m, 90s or "
     "1m30s"},
    {"a cap of nothing",
     {"severity: adapt", "adapt: {cap: 0s}"},
     "17:18 rows[0].adapt.cap: \"0s\" is no time at all"},
    {"a rise that is no duration",
     {"severity: adapt", "adapt: {rise: long}"},
     "17:19 rows[0].adapt.rise: \"long\" is not a duration; write 5m, 90s or "
     "1m30s"},
    {"an unknown layer",
     {"severity: adapt", "adapt: {layer: shirts}"},
     "17:20 rows[0].adapt.layer: \"shirts\" is not a layer; did you mean "
     "\"shirt\"?"},
    {"an unknown surface",
     {"severity: adapt", "adapt: {surface: icy}"},
     "17:22 rows[0].adapt.surface: \"icy\" is not a surface; allowed: soft, "
     "medium, firm"},
    {"breath that is not off",
     {"severity: adapt", "adapt: {breath: on}"},
     "17:21 rows[0].adapt.breath: \"on\" is not a word for breath; allowed: "
     "off"},
    {"an unknown adapt target",
     {"severity: adapt", "adapt: {on: [bak], no: [neck, foot]}"},
     "17:18 rows[0].adapt.on[0]: \"bak\" is not a target or point; did you "
     "mean \"back\"?\n"
     "17:35 rows[0].adapt.no[1]: \"foot\" is not a target or point; allowed: "
     "back, lower-back, shoulders, neck, feet, feet-standing, legs, buttocks, "
     "hands, belly, all, mat, lying, supine, standing, points, local, floor"},
    {"an adapt that changes nothing",
     {"severity: adapt", "adapt: {on: [back]}"},
     "17:12 rows[0].adapt: changes nothing"},
    {"an adapt that never comes to bear",
     {"adapt: {cap: 5m}"},
     "17:12 rows[0].adapt: never comes to bear: the row refuses all of it, "
     "without clearance"},
    {"an unknown key",
     {"severty: avoid"},
     "17:5 rows[0].severty: unknown key \"severty\"; did you mean "
     "\"severity\"?"},
    {"four mistakes at once",
     {"severity: avod", "grade: X", "id: A", "adapt: {cap: 5}"},
     "6:9 rows[0].id: \"A\" is not an id; write small letters, digits and "
     "single hyphens\n"
     "10:15 rows[0].severity: \"avod\" is not a severity; did you mean "
     "\"avoid\"?\n"
     "15:12 rows[0].grade: \"X\" is not a grade; write letters of R U C M T S "
     "O P joined by +, none twice\n"
     "17:18 rows[0].adapt.cap: \"5\" is not a duration; write 5m, 90s or "
     "1m30s"},
};

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
a_wrong_row_is_told(void **state)
{
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(wrong_rows); i++) {
        expect_said(fixture, MAT_TABLES_ROWS, make_row(wrong_rows[i].lines),
                    wrong_rows[i].claim, wrong_rows[i].expected);
        assert_int_equal(fixture->tables.n_rows, 0);
        assert_int_equal(fixture->tables.n_groups, 0);
    }
}

static void
the_row_behind_the_cases_is_right(void **state)
{
    static const char *const none[LINES_MAX] = {NULL};

    expect_read(*state, MAT_TABLES_ROWS, make_row(none));
}

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
        TEST(the_row_behind_the_cases_is_right),
        TEST(a_wrong_row_is_told),
        TEST(a_wrong_part_is_told),
        TEST(too_many_are_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
