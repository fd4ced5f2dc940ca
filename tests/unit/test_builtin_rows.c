/* Every contraindication of domain.md table 1, as it decides: written down here
 * once more by hand, so that a slip in the YAML cannot pass for a decision. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "matsession/text.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct mat_tables *const tables = &mat_tables_builtin;

/* In the order of the domain. `decision` is the severity, `clearable` where a
 * clearance changes it, and what else holds: `urgent` (with `today` only
 * today's yes), `transient` (asked at each start, not stored), `today` (asked
 * again at each start), `unstored`, `unasked` (a rule for everybody). `change`
 * is what an adaptation does; `on` only where that is not the row's areas. */
static const struct {
    const char *id;
    const char *decision;
    const char *areas;
    const char *change;
} rows[] = {
    /* A. Skin */
    {"open-wound", "avoid transient", "local", ""},
    {"skin-infection", "avoid transient", "local", ""},
    {"skin-sensitive-severe", "avoid clearable", "mat", "shirt, soft, x0.500"},
    {"skin-sensitive", "adapt", "mat", "shirt, soft, x0.500"},
    {"eczema-psoriasis", "ask clearable today", "local", "shirt"},
    {"sunburn", "avoid transient", "local", ""},
    {"moles-lesions", "adapt", "local", "towel"},
    {"skin-thin", "avoid clearable", "mat", "towel, soft, at most 300 s"},
    {"bruise-scar-new", "avoid transient", "local", ""},
    {"marks-left", "avoid transient", "local", ""},
    {"devices-lines", "avoid", "HT7 LU9 PC6 KI27 local", ""},
    {"material-allergy", "avoid", "mat", ""},
    /* B. Blood and circulation */
    {"blood-thinners", "avoid clearable", "mat",
     "on all, no feet-standing LU9, shirt, soft, at most 300 s, light"},
    {"bleeding-disorder", "avoid clearable", "mat",
     "on all, no feet-standing LU9, shirt, soft, at most 300 s, light"},
    {"dvt-phlebitis", "avoid clearable urgent today", "all",
     "no legs buttocks"},
    {"varicose-veins", "avoid", "feet-standing legs buttocks",
     "on feet, x0.500"},
    {"circulation-poor", "avoid clearable", "mat",
     "no feet feet-standing legs buttocks, shirt, soft, x0.500"},
    {"bp-high-uncontrolled", "avoid", "mat", ""},
    {"bp-high-controlled", "ask clearable", "mat", "soft, rise 120 s"},
    {"bp-low", "adapt", "back lower-back shoulders neck feet-standing belly",
     "no feet-standing, rise 120 s"},
    {"heart-disease", "ask clearable today", "mat", ""},
    {"pacemaker-icd", "ask clearable", "mat", "no KI27"},
    {"chest-symptoms", "avoid urgent transient", "all", ""},
    /* C. Nerves */
    {"neuropathy", "avoid today", "local", ""},
    {"diabetes", "ask clearable", "mat", "no feet feet-standing legs buttocks"},
    {"epilepsy", "ask clearable", "mat", "no feet-standing, company"},
    {"neuro-movement", "ask clearable", "mat", "no feet-standing, company"},
    /* D. Pregnancy */
    {"pregnancy", "avoid clearable", "mat",
     "on feet, no back lower-back shoulders neck feet-standing legs buttocks "
     "hands belly, shirt, at most 300 s"},
    {"pregnancy-supine", "avoid implies pregnancy", "supine supine-towel", ""},
    {"points-pregnancy", "avoid unasked follows pregnancy",
     "lower-back shoulders neck LI4", ""},
    /* E. Bones, joints, spine */
    {"spine-injury-fracture", "avoid clearable",
     "back lower-back shoulders neck local", ""},
    {"surgery-recent", "avoid clearable", "local", ""},
    {"osteoporosis", "ask clearable", "mat", "no feet-standing, soft, company"},
    {"acute-inflammation", "avoid transient", "local", ""},
    {"rheumatoid", "ask clearable", "mat", "shirt"},
    {"back-red-flags", "avoid urgent transient", "all", ""},
    {"neck-caution", "avoid clearable", "shoulders neck", "soft"},
    {"mobility-limited", "adapt", "back lower-back shoulders neck legs belly",
     "no legs, soft"},
    {"falls-risk", "avoid", "feet-standing", ""},
    /* F. General state */
    {"fever-illness", "avoid transient", "all", ""},
    {"cancer", "ask clearable", "all local", "no local"},
    {"chronic-condition", "ask clearable", "mat", ""},
    {"psychosis", "ask clearable", "mat", ""},
    {"depression", "adapt", "all", ""},
    {"depression-severe", "ask clearable", "all", ""},
    {"crisis", "avoid urgent unstored", "all", ""},
    {"self-harm-coping", "avoid", "mat", ""},
    {"panic-breath", "adapt", "all", "x0.500, no breath"},
    {"intoxicated", "avoid transient", "all", ""},
    {"child-small", "avoid", "all", ""},
    {"minor", "ask clearable", "all", "shirt, at most 300 s, company"},
    {"older-frail", "adapt", "all",
     "no feet-standing, shirt, soft, x0.500, rise 120 s"},
    {"meal-heavy", "adapt transient", "back lower-back shoulders neck belly",
     "no belly"},
    {"acupuncture-same-day", "adapt transient", "local", "x0.500"},
    {"driving", "avoid transient", "all", ""},
    {"sleep-on-mat", "avoid unasked", "mat", ""},
    {"body-sites", "avoid unasked", "local", ""},
    {"belly-prone", "avoid unasked", "belly", ""},
    {"mat-unattended", "adapt unasked", "mat", ""},
    {"mat-shared", "adapt unasked", "mat", ""},
};

/* Words one after another. */
struct line {
    char text[256];
    size_t used;
};

static void
put(struct line *line, const char *between, const char *word, const char *more)
{
    line->used +=
        mat_join(line->text + line->used, sizeof(line->text) - line->used,
                 line->used > 0 ? between : "", word, more, NULL);
}

static void
put_if(struct line *line, bool holds, const char *word, const char *more)
{
    if (holds)
        put(line, " ", word, more);
}

static void
put_decision(struct line *line, const struct mat_row *row)
{
    put(line, "", mat_word(&mat_severities, (int)row->severity), "");
    put_if(line, row->clearable, "clearable", "");
    put_if(line, row->urgent, "urgent", "");
    put_if(line, row->transient, "transient", "");
    put_if(line, row->today[0], "today", "");
    put_if(line, row->unstored, "unstored", "");
    put_if(line, !row->question[0], "unasked", "");
    put_if(line, row->follows[0], "follows ", row->follows);
    put_if(line, row->implies[0], "implies ", row->implies);
}

static void
put_targets(struct line *line, const struct mat_targets *targets)
{
    uint32_t every = (uint32_t)(((uint64_t)1 << tables->n_points) - 1);
    bool mat = targets->areas == MAT_AREA_ALL;
    bool all = mat && targets->points == every;

    put_if(line, mat, all ? "all" : "mat", "");
    for (int area = 0; area < MAT_AREA__COUNT && !mat; area++)
        put_if(line, targets->areas & MAT_AREA_BIT(area),
               mat_word(&mat_areas, area), "");
    for (int i = 0; i < MAT_POSITION__COUNT; i++)
        put_if(line, targets->positions & (uint32_t)1 << i,
               mat_word(&mat_positions, i), "");
    put_if(line, targets->points == every && !all, "points", "");
    for (int i = 0; i < tables->n_points && targets->points != every; i++)
        put_if(line, targets->points & (uint32_t)1 << i, tables->points[i].id,
               "");
    put_if(line, targets->local, "local", "");
}

static bool
same_targets(const struct mat_targets *a, const struct mat_targets *b)
{
    return a->areas == b->areas && a->positions == b->positions &&
           a->points == b->points && a->local == b->local;
}

static void
put_list(struct line *line, const char *word, const struct mat_targets *targets)
{
    struct line list = {0};

    put_targets(&list, targets);
    if (list.used > 0)
        put(line, ", ", word, list.text);
}

static void
put_seconds(struct line *line, const char *word, mat_ms ms)
{
    char text[64];

    snprintf(text, sizeof(text), "%s %d s", word, (int)(ms / MAT_SECONDS(1)));
    put(line, ", ", text, "");
}

static void
put_change(struct line *line, const struct mat_row *row)
{
    const struct mat_adaptation *adapt = &row->adapt;
    char factor[16];

    if (!same_targets(&adapt->on, &row->targets))
        put_list(line, "on ", &adapt->on);
    put_list(line, "no ", &adapt->no);
    if (adapt->layer >= 0)
        put(line, ", ", mat_word(&mat_layers, adapt->layer), "");
    if (adapt->surface >= 0)
        put(line, ", ", mat_word(&mat_surfaces, adapt->surface), "");
    if (adapt->cap != MAT_MS_NONE)
        put_seconds(line, "at most", adapt->cap);
    if (adapt->permille != 1000) {
        snprintf(factor, sizeof(factor), "x0.%03d", adapt->permille);
        put(line, ", ", factor, "");
    }
    if (adapt->rise > 0)
        put_seconds(line, "rise", adapt->rise);
    if (adapt->breath_off)
        put(line, ", ", "no breath", "");
    if (adapt->company)
        put(line, ", ", "company", "");
    if (adapt->light)
        put(line, ", ", "light", "");
}

static int
differs(const char *id, const char *what, const struct line *line,
        const char *expected)
{
    if (strcmp(line->text, expected) == 0)
        return 0;
    print_error("%s, %s:\n  got      %s\n  expected %s\n", id, what, line->text,
                expected);
    return 1;
}

static void
every_row_decides_as_the_domain_says(void **state)
{
    int wrong = 0;

    (void)state;
    assert_int_equal(COUNT(rows), 60);
    assert_int_equal(tables->n_rows, 60);
    for (size_t i = 0; i < COUNT(rows); i++) {
        int index = mat_tables_row(tables, rows[i].id);
        struct line decision = {0}, areas = {0}, change = {0};

        if (index < 0)
            fail_msg("no row %s", rows[i].id);
        put_decision(&decision, &tables->rows[index]);
        put_targets(&areas, &tables->rows[index].targets);
        put_change(&change, &tables->rows[index]);
        wrong += differs(rows[i].id, "decision", &decision, rows[i].decision);
        wrong += differs(rows[i].id, "areas", &areas, rows[i].areas);
        wrong += differs(rows[i].id, "change", &change, rows[i].change);
    }
    assert_int_equal(wrong, 0);
}

/* What is asked at a start decides as much as the row does. */
static void
questions_for_today_ask_what_they_should(void **state)
{
    static const struct {
        const char *id;
        const char *today;
    } cases[] = {
        {"eczema-psoriasis",
         "A flare of eczema, psoriasis or dermatitis today?"},
        {"dvt-phlebitis", "One leg newly swollen, hot or painful?"},
        {"neuropathy", "New numbness, or less feeling than usual, anywhere?"},
        {"heart-disease",
         "A heart attack or stroke within the last three months?"},
    };
    int asked = 0;

    (void)state;
    for (int i = 0; i < tables->n_rows; i++)
        asked += tables->rows[i].today[0] != '\0';
    assert_int_equal(asked, COUNT(cases));
    for (size_t i = 0; i < COUNT(cases); i++) {
        int row = mat_tables_row(tables, cases[i].id);

        assert_string_equal(tables->rows[row].today, cases[i].today);
    }
}

static void
urgent_rows_cannot_be_cleared(void **state)
{
    int urgent = 0;

    (void)state;
    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_row *row = &tables->rows[i];

        urgent += row->urgent;
        if (row->urgent && !row->today[0] &&
            (row->clearable || row->severity != MAT_SEVERITY_AVOID))
            fail_msg("%s can be cleared", row->id);
    }
    assert_int_equal(urgent, 4);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_decides_as_the_domain_says),
        cmocka_unit_test(questions_for_today_ask_what_they_should),
        cmocka_unit_test(urgent_rows_cannot_be_cleared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
