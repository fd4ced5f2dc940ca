/* Where a session was cut off, and what it comes to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../support/journal_lines.h"

static mat_ms
total_of(const struct mat_line *line)
{
    mat_ms total = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++)
        total += line->past.used[area];
    return total;
}

#define LINES_MAX 12

struct journal {
    const char *claim;
    const char *lines[LINES_MAX];
    mat_ms mat;
    enum mat_outcome outcome;
    int segment; /* taken up there, -1: not at all */
    mat_ms place;
    bool between;
    int unanswered;
};

static void
check_journal(const struct journal *journal)
{
    struct mat_record *record = record_of(journal->lines, LINES_MAX);
    struct mat_line line = record_read_back(record);
    struct mat_record_cut cut;
    enum mat_outcome outcome;
    bool there = mat_record_cut(record, &cut);

    (void)mat_record_ended(record, &outcome);
    if (mat_record_mat_time(record) != journal->mat ||
        total_of(&line) != journal->mat)
        fail_msg("%s: %lld ms, in the ledger %lld", journal->claim,
                 (long long)mat_record_mat_time(record),
                 (long long)total_of(&line));
    if (outcome != journal->outcome || line.past.outcome != journal->outcome)
        fail_msg("%s: %s", journal->claim, mat_word(&mat_outcomes, outcome));
    if (there != (journal->segment >= 0))
        fail_msg("%s: can be taken up: %d", journal->claim, there);
    if (there && (cut.cut.segment != journal->segment ||
                  cut.cut.place != journal->place ||
                  cut.cut.between != journal->between || cut.steps != 4))
        fail_msg("%s: segment %d, place %lld", journal->claim, cut.cut.segment,
                 (long long)cut.cut.place);
    if (there && cut.cut.unanswered != journal->unanswered)
        fail_msg("%s: %d unanswered", journal->claim, cut.cut.unanswered);
    mat_record_free(record);
}

static void
a_cut_leaves_what_the_facts_prove(void **state)
{
    static const struct journal cases[] = {
        {"nothing began", {NULL}, 0, MAT_OUTCOME_INTERRUPTED, -1, 0, 0, 0},
        {"a step that just began",
         {MAT("1000", "1", "back")},
         0,
         MAT_OUTCOME_INTERRUPTED,
         0,
         0,
         0,
         0},
        {"up to the last fact",
         {MAT("1000", "1", "back"), CUE("31000", "1")},
         30000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         30000,
         0,
         0},
        {"what is no mat does not count",
         {OTHER("0", "1", "rest"), CUE("31000", "1")},
         0,
         MAT_OUTCOME_INTERRUPTED,
         0,
         31000,
         0,
         0},
        {"an ended step lasted as long as it says",
         {MAT("0", "1", "back"), ENDED("100000", "1", "next", "90000")},
         90000,
         MAT_OUTCOME_INTERRUPTED,
         1,
         0,
         true,
         0},
        {"but not longer than since it began",
         {MAT("50000", "1", "back"), ENDED("100000", "1", "next", "90000")},
         50000,
         MAT_OUTCOME_INTERRUPTED,
         1,
         0,
         true,
         0},
        {"a pause is taken out",
         {MAT("0", "1", "back"), FACT("paused", "10000", "1"),
          FACT("resumed", "40000", "1"), CUE("50000", "1")},
         20000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         20000,
         0,
         0},
        {"nothing counts in a pause that stands",
         {MAT("0", "1", "back"), FACT("paused", "10000", "1"),
          ALARM("310000", "1", "")},
         10000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         10000,
         0,
         0},
        {"a sleep within a pause does not end it",
         {MAT("0", "1", "back"), FACT("paused", "10000", "1"),
          FACT("held", "20000", "1"), FACT("resumed", "30000", "1"),
          CUE("31000", "1")},
         11000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         11000,
         0,
         0},
        {"no longer than the step was to last",
         {MAT("0", "1", "back"), CUE("900000", "1")},
         300000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         300000,
         0,
         0},
        {"or was made to last",
         {MAT("0", "1", "back"), EXTENDED("1000", "1", "60000"),
          EXTENDED("2000", "1", "-30000"), CUE("900000", "1")},
         330000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         330000,
         0,
         0},
        {"areas add up",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          MAT("60000", "2", "feet"), CUE("90000", "2")},
         90000,
         MAT_OUTCOME_INTERRUPTED,
         1,
         30000,
         0,
         0},
        {"a step is entered again",
         {MAT("0", "1", "back"), ENDED("60000", "1", "previous", "60000"),
          MAT("60000", "1", "back"), CUE("90000", "1")},
         90000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         30000,
         0,
         0},
        {"on the way off by choice",
         {MAT("0", "1", "back"), ENDED("60000", "1", "stop", "60000"),
          OTHER("60000", "2", "off"), CUE("61000", "2")},
         60000,
         MAT_OUTCOME_STOPPED,
         -1,
         0,
         0,
         0},
        {"on the way off, unwell",
         {MAT("0", "1", "back"), ENDED("60000", "1", "unwell", "60000"),
          OTHER("60000", "5", "off"), CUE("61000", "5")},
         60000,
         MAT_OUTCOME_UNWELL,
         -1,
         0,
         0,
         0},
        {"unwell on the way off by choice",
         {MAT("0", "1", "back"), ENDED("60000", "1", "stop", "60000"),
          OTHER("60000", "2", "off"), ENDED("61000", "2", "unwell", "1000"),
          OTHER("61000", "5", "off")},
         60000,
         MAT_OUTCOME_UNWELL,
         -1,
         0,
         0,
         0},
        {"unwell, then stopped",
         {MAT("0", "1", "back"), ENDED("60000", "1", "unwell", "60000"),
          OTHER("60000", "5", "off"), ENDED("61000", "5", "stop", "1000")},
         60000,
         MAT_OUTCOME_UNWELL,
         -1,
         0,
         0,
         0},
        {"interrupted on the way off by choice",
         {MAT("0", "1", "back"), ENDED("60000", "1", "stop", "60000"),
          OTHER("60000", "2", "off"),
          ENDED("61000", "2", "interrupted", "1000")},
         60000,
         MAT_OUTCOME_STOPPED,
         -1,
         0,
         0,
         0},
        {"interrupted, but the end was not written",
         {MAT("0", "1", "back"), ENDED("60000", "1", "interrupted", "60000")},
         60000,
         MAT_OUTCOME_INTERRUPTED,
         -1,
         0,
         0,
         0},
        {"behind the last step",
         {MAT("0", "4", "back"), ENDED("60000", "4", "time", "60000")},
         60000,
         MAT_OUTCOME_INTERRUPTED,
         -1,
         0,
         0,
         0},
        {"the end alarm",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          ALARM("60000", "1", ""), ALARM("70000", "1", "")},
         60000,
         MAT_OUTCOME_INTERRUPTED,
         1,
         0,
         true,
         0},
        {"an end alarm that nobody answered",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          ALARM("240000", "1", LAST), OTHER("240000", "2", "off")},
         60000,
         MAT_OUTCOME_INTERRUPTED,
         1,
         0,
         0,
         1},
        {"one of a pause is no end",
         {MAT("0", "1", "back"), FACT("paused", "60000", "1"),
          ALARM("540000", "1", LAST), FACT("resumed", "600000", "1")},
         60000,
         MAT_OUTCOME_INTERRUPTED,
         0,
         60000,
         0,
         0},
        {"an end that is missing: it is not known how long it was",
         {MAT("0", "1", "back"), CUE("10000", "1"), MAT("60000", "2", "back"),
          CUE("61000", "2")},
         11000,
         MAT_OUTCOME_INTERRUPTED,
         -1,
         0,
         0,
         0},
        {"a beginning that is missing",
         {MAT("0", "1", "back"), ENDED("10000", "1", "time", "10000"),
          ENDED("50000", "2", "time", "40000")},
         10000,
         MAT_OUTCOME_INTERRUPTED,
         -1,
         0,
         0,
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_journal(&cases[i]);
}

static void
an_end_is_taken_at_its_word_but_for_time(void **state)
{
    static const struct journal cases[] = {
        {"completed",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          OVER("60000", "completed", "60000")},
         60000,
         MAT_OUTCOME_COMPLETED,
         -1,
         0,
         0,
         0},
        {"it says less",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          MAT("60000", "2", "feet"), ENDED("90000", "2", "time", "30000"),
          OVER("90000", "completed", "20000")},
         20000,
         MAT_OUTCOME_COMPLETED,
         -1,
         0,
         0,
         0},
        {"it says more",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          OVER("60000", "stopped", "70000")},
         60000,
         MAT_OUTCOME_STOPPED,
         -1,
         0,
         0,
         0},
        {"within a step",
         {MAT("0", "1", "back"), CUE("10000", "1"),
          OVER("60000", "unwell", "60000")},
         10000,
         MAT_OUTCOME_UNWELL,
         -1,
         0,
         0,
         0},
        {"nothing comes behind it",
         {MAT("0", "1", "back"), ENDED("60000", "1", "time", "60000"),
          OVER("60000", "completed", "60000"), MAT("60000", "2", "feet"),
          CUE("90000", "2"), OVER("90000", "unwell", "90000")},
         60000,
         MAT_OUTCOME_COMPLETED,
         -1,
         0,
         0,
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check_journal(&cases[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cut_leaves_what_the_facts_prove),
        cmocka_unit_test(an_end_is_taken_at_its_word_but_for_time),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
