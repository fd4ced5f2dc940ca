/**
 * \file
 * From the lines of a journal to the line of a session: the one way in which a
 * session's facts become its record, whether it ended in peace or was killed.
 *
 * A journal is a line that says what began, then the session's facts as
 * fact_json writes them. Lines that are torn, unknown or of a newer version
 * are left out. Time on the mat is never more than the facts prove: of a step
 * that was cut off it is the time up to the last fact, pauses taken out.
 */
#ifndef MAT_STORE_RECORD_H
#define MAT_STORE_RECORD_H

#include "matsession/engine.h"
#include "matsession/progress.h"
#include "store/ids.h"

/** The version of journal and ledger lines that is written here. */
#define MAT_HISTORY_VERSION 1

/** Room for a time zone's short name, a plan's name or path. */
#define MAT_ZONE_TEXT 16
#define MAT_PLAN_TEXT 4096

/** What began: the first line of a journal. */
struct mat_record_head {
    char id[MAT_ID_TEXT];
    char device[MAT_DEVICE_TEXT];
    struct mat_wall began;
    char zone[MAT_ZONE_TEXT]; /**< "CET" */
    char plan[MAT_PLAN_TEXT]; /**< its name, or the whole path of its file */
    enum mat_stage stage;
    mat_ms planned;    /**< on the mat */
    mat_ms minutes;    /**< asked for with --minutes, or MAT_MS_NONE */
    int chosen;        /**< stage asked for with --stage, or -1 */
    mat_area_set skip; /**< asked for with --skip */
    bool opt_in;       /**< asked for with --opt-in */
};

/** The head as the first line of a journal, with what the schedule changed
 *  from the plan (left out, shortened, layer, surface, rise), without a
 *  newline. \return freed by the caller; NULL without memory */
char *mat_record_head_line(const struct mat_record_head *head,
                           const struct mat_schedule *schedule);

/** A session's record on its way. */
struct mat_record;

/** An empty one, or NULL without memory; freed with mat_record_free(). */
struct mat_record *mat_record_new(void);

/** Frees it. NULL is fine. */
void mat_record_free(struct mat_record *record);

/**
 * Takes one line of a journal, without its newline. Facts before the head are
 * left out.
 *
 * \return whether the line was understood
 */
bool mat_record_add(struct mat_record *record, const char *line, size_t size);

/** What began, or NULL as long as there is no head. Borrowed. */
const struct mat_record_head *mat_record_head(const struct mat_record *record);

/** Whether the session has ended, and its outcome; of one that was cut off on
 *  the way off the mat the outcome that it was going to have, else
 *  `interrupted`. */
bool mat_record_ended(const struct mat_record *record,
                      enum mat_outcome *ret_outcome);

/** Time on the mat so far. */
mat_ms mat_record_mat_time(const struct mat_record *record);

/** Where the session was cut off. `title` of a step and `steps` are there to
 *  compare with a schedule that is made anew. */
struct mat_record_cut {
    struct mat_cut cut;
    int steps;          /**< that the session had */
    enum mat_kind kind; /**< of the step it was in last */
    const char *title;  /**< of that step; borrowed */
};

/** Where it was cut off. \return false when it has ended, was on its way to an
 *  end, had not begun a step, or lines are missing in between, so that nobody
 *  knows how long it was on the mat */
bool mat_record_cut(const struct mat_record *record,
                    struct mat_record_cut *ret_cut);

/**
 * The session as a line of the ledger, without a newline:
 *
 * `{"v":1,"event":"session","id":..,"device":..,"began_ms":..,"offset_min":..,
 * "zone":..,"plan":..,"stage":..,"outcome":..,"mat_ms":..,"planned_ms":..,
 * "areas":{"back":..},"steps":[{"kind":..,"title":..,"area":..,"position":..,
 * "layer":..,"surface":..,"lasted_ms":..}],"changes":[{"step":..,"change":..,
 * "cause":..,"from":..,"to":..}],"unanswered":..,"program":..}`
 *
 * Steps that were entered twice stand twice. `changes` and `unanswered` are
 * left out when there are none.
 *
 * \return freed by the caller; NULL without memory, or without a head
 */
char *mat_record_line(const struct mat_record *record);

#endif
