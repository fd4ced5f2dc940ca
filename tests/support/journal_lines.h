/**
 * \file
 * Lines of journals, written by hand, for tests of the record.
 */
#ifndef MAT_TESTS_JOURNAL_LINES_H
#define MAT_TESTS_JOURNAL_LINES_H

#include "store/ledger_line.h"
#include "store/record.h"

/* clang-format off */
#define HEAD                                                                  \
    "{\"v\":1,\"event\":\"session-opened\","                                  \
    "\"id\":\"01234567-89ab-4def-8123-456789abcdef\","                        \
    "\"device\":\"0123456789abcdef\",\"began_ms\":1700000000000,"             \
    "\"offset_min\":60,\"zone\":\"CET\",\"plan\":\"back\","                   \
    "\"stage\":\"week\",\"planned_ms\":480000,\"minutes_ms\":null,"           \
    "\"chosen_stage\":null,\"skip\":[],\"opt_in\":false,\"changes\":[],"      \
    "\"program\":\"matsession 0\"}"
#define BEGAN                                                                 \
    "{\"event\":\"session-began\",\"at_ms\":0,\"plan\":\"back\","             \
    "\"stage\":\"week\",\"steps\":4,\"total_ms\":600000}"
#define FACT_OF(event, at, number, more)                                      \
    "{\"event\":\"" event "\",\"at_ms\":" at ",\"step\":" number more "}"
#define MAT(at, number, area)                                                 \
    FACT_OF("step-began", at, number,                                         \
            ",\"kind\":\"mat\",\"title\":\"Lie\",\"duration_ms\":300000,"     \
            "\"area\":\"" area "\",\"position\":\"supine\","                  \
            "\"layer\":\"shirt\",\"surface\":\"soft\"")
#define OTHER(at, number, kind)                                               \
    FACT_OF("step-began", at, number,                                         \
            ",\"kind\":\"" kind "\",\"title\":\"Other\","                     \
            "\"duration_ms\":60000")
#define ENDED(at, number, reason, lasted)                                     \
    FACT_OF("step-ended", at, number,                                         \
            ",\"reason\":\"" reason "\",\"lasted_ms\":" lasted)
#define FACT(event, at, number) FACT_OF(event, at, number, "")
#define CUE(at, number) FACT("cue", at, number)
#define EXTENDED(at, number, by)                                              \
    FACT_OF("extended", at, number, ",\"by_ms\":" by)
#define ALARM(at, number, more)                                               \
    FACT_OF("alarm", at, number, ",\"attempt\":1" more)
#define LAST ",\"last\":true"
#define OVER(at, outcome, ms)                                                 \
    "{\"event\":\"session-ended\",\"at_ms\":" at ",\"outcome\":"            \
    "\"" outcome "\",\"mat_ms\":" ms "}"
/* clang-format on */

/** Takes a line in. \return whether it was understood */
bool record_add(struct mat_record *record, const char *line);

/** A record with the head, the beginning, and \p n_lines that may be wrong;
 *  lines end before the first NULL. */
struct mat_record *record_of(const char *const *lines, int n_lines);

/** What the ledger's own reader makes of the record. */
struct mat_line record_read_back(const struct mat_record *record);

#endif
