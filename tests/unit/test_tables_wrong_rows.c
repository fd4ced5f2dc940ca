/* Rows of the tables that are wrong, each in one way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tables_fixture.h"

#define LINES_MAX 4

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

int
main(void)
{
#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_row_behind_the_cases_is_right),
        TEST(a_wrong_row_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
