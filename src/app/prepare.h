/**
 * \file
 * From what was asked to a schedule: tables, profile, plan, gate, schedule.
 * What `start` and `preview` share.
 */
#ifndef MAT_APP_PREPARE_H
#define MAT_APP_PREPARE_H

#include "app/load.h"
#include "app/past.h"
#include "matsession/schedule.h"
#include "store/plans.h"

/** What the user asked for. */
struct mat_wish {
    const char *plan; /**< name or file */
    mat_ms minutes;   /**< most time on the mat, or MAT_MS_NONE */
    int stage;        /**< a stage, or -1: as earned */
    mat_area_set skip;
    bool opt_in;
    bool rehearsal; /**< a preview or a rehearsal: any stage goes */
    bool preview;   /**< of what could be begun now; a rehearsal is not */
};

/** Everything that a session is made from. All zero is nothing. */
struct mat_prepared {
    struct mat_wish wish;
    const struct mat_tables *tables;
    struct mat_plan_file file;
    struct mat_known_profile known;
    struct mat_known_past past;
    struct mat_progress progress; /**< as earned; with today's answers once
                                       they are known */
    struct mat_standing standing; /**< as earned, eased or chosen */
    bool stage_by_hand;           /**< eased or chosen, not earned */
    struct mat_reach reach;       /**< that the schedule was made with */
    enum mat_growth growth;       /**< what is more than ever before */
    bool held_back; /**< more would have grown: one change at a time */
    struct mat_answer today[MAT_ROWS_MAX];
    bool today_known; /**< today's prompts were answered */
    struct mat_verdict verdict;
    struct mat_schedule *schedule; /**< NULL until mat_prepare_schedule() */
};

/**
 * Loads tables, profile, plan and past. Problems are printed.
 *
 * \param prepared  release with mat_prepared_done() in every case
 * \return MAT_EXIT_DONE, or what to exit with
 */
int mat_prepare_load(struct mat_prepared *prepared,
                     const struct mat_wish *wish);

/** Decides and makes the schedule anew from what is known by now. Without
 * memory the program exits. \return MAT_EXIT_DONE or MAT_EXIT_REFUSED, not said
 */
int mat_prepare_schedule(struct mat_prepared *prepared);

/** Answers every one of today's prompts with no. */
void mat_prepared_none(struct mat_prepared *prepared);

/** Releases what it holds. */
void mat_prepared_done(struct mat_prepared *prepared);

#endif
