/**
 * \file
 * Sessions that are recorded in a home of the test: played on a clock that is a
 * variable, into real files.
 */
#ifndef MAT_TESTS_HISTORY_WORLD_H
#define MAT_TESTS_HISTORY_WORLD_H

#include <limits.h>

#include "app/history.h"
#include "prepared_world.h"
#include "store/ledger.h"
#include "store/paths.h"
#include "temp_folder.h"

/** After the whole plan and the alarm that nobody answers. */
#define TO_THE_END MAT_MINUTES(60)

/** What a recording complained of. */
struct complaints {
    char last[2 * PATH_MAX];
    int n;
};

extern char folder[TEMP_FOLDER_BYTES]; /**< the home of the test */
extern struct mat_prepared prepared;   /**< `first-touch` */
extern struct complaints complaints;

/** cmocka's fixtures: the plan for all tests, the home for each. */
int make_plan(void **state);
int free_plan(void **state);
int make_home(void **state);
int remove_home(void **state);

#define IN_A_HOME(test) \
    cmocka_unit_test_setup_teardown(test, make_home, remove_home)

/** Keeps what is complained of; \p to is a struct complaints. */
void complain(void *to, const char *text);

/** A recording of `prepared` that has begun, as under the lock. */
struct mat_history begun(void);

/** Gives the recording every fact up to a moment, as the runner would. */
void play(struct mat_history *history, struct mat_state *state, mat_ms until);
void play_from_start(struct mat_history *history, mat_ms until);

/** A session that was killed: its journal is all there is. */
void play_and_die(mat_ms until, char ret_id[MAT_ID_TEXT]);

/** A path of ours; freed by the caller. */
char *path_of(enum mat_base base, const char *leaf);

bool is_there(enum mat_base base, const char *leaf);
void put_file(enum mat_base base, const char *leaf, const char *text);

/** Sets when the journal was last written, counted from now. */
void write_journal_at(mat_ms from_now);

/** Files of the state folder whose names begin so. */
int count_named(const char *prefix);

/** A file where our folder would be: nothing can be written there. */
void block(enum mat_base base);
void unblock(enum mat_base base);

/** The whole ledger, without a warning. */
struct mat_ledger loaded(void);

/** How often a session's line is in the ledger, forgotten or not. */
int lines_of(const char *id);

void assert_entered(const char *id, enum mat_outcome outcome);
void assert_complaint(const char *words);

/** What \p run says on stderr holds \p words; NULL: it says nothing. */
void assert_said(void (*run)(void), const char *words);

/** mat_history_sweep(0). */
void sweep_all(void);

#endif
