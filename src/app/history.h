/**
 * \file
 * The recording of a session: journal while it runs, ledger at its end.
 *
 * The sink never fails: whatever goes wrong is said once, and the session goes
 * on; what can still be recorded is.
 */
#ifndef MAT_APP_HISTORY_H
#define MAT_APP_HISTORY_H

#include "app/prepare.h"
#include "front/sink.h"
#include "store/journal.h"
#include "store/lock.h"

/** How long a killed session can be taken up. */
#define MAT_RESUME_WITHIN MAT_MINUTES(10)

/** A recording. All zero is none. */
struct mat_history {
    struct mat_journal journal;
    struct mat_record *record; /**< NULL: nothing is recorded */
    char id[MAT_ID_TEXT];      /**< of the session */
    bool locked; /**< the lock is held as it begins: a journal that is in the
                      way belongs to nobody who still runs */
    /** Told of a problem, in a sentence: once while the session runs, and at
     *  its end; NULL: mat_problem(). */
    void (*complain)(void *to, const char *text);
    void *to;
    bool complained;
};

/**
 * Begins a recording for the schedule of \p prepared, with the wall clock of
 * now. A folder that cannot be written is said, and the record is then only
 * kept in memory until the end. An old journal that is in the way is put aside;
 * without the lock it may be that of a session that runs, and is left alone.
 *
 * \param history   zeroed, but for `locked`, `complain` and `to`
 */
void mat_history_begin(struct mat_history *history,
                       const struct mat_prepared *prepared);

/** Goes on with the recording of a session that was cut off.
 *  \param found     its journal; its record is taken over */
void mat_history_go_on(struct mat_history *history,
                       struct mat_found_journal *found);

/** The sink that records. \p history is borrowed. */
struct mat_sink mat_history_sink(struct mat_history *history);

/**
 * Enters the session into the ledger and removes the journal. Where the ledger
 * cannot be written the journal stays, to be entered another time; both is
 * said.
 *
 * \param discard   the user wants it forgotten: so it is entered, and
 *                  forgotten
 * \return whether it is in the ledger
 */
bool mat_history_finish(struct mat_history *history, bool discard);

/** Releases it; the journal of a recording that was not finished stays. */
void mat_history_done(struct mat_history *history);

/**
 * Enters killed sessions into the ledger, as what they were. The lock must be
 * held. What cannot be entered is said and put aside or left.
 *
 * \param keep_ms   the journal of the last session is left alone while it is
 *                  younger than this; 0: none is
 * \return whether one was left alone
 */
bool mat_history_sweep(mat_ms keep_ms);

/** Why a file of the history was not read or written, by errno: for people.
 *  Borrowed as from strerror(). */
const char *mat_history_why(int error);

/** Takes the lock for a moment and enters killed sessions that can no longer
 *  be taken up: for commands that read the ledger. Nothing happens while a
 *  session runs, and the lock is left alone where there is nothing to enter. */
void mat_history_tidy(void);

#endif
