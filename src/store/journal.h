/**
 * \file
 * The journal of the running session: every fact as it happens, so that a
 * killed session is not lost. `journal.jsonl` in the state folder.
 *
 * There is one at a time, under the lock (lock.h). One that is found under the
 * lock belongs to a session that was killed.
 */
#ifndef MAT_STORE_JOURNAL_H
#define MAT_STORE_JOURNAL_H

#include "store/record.h"

/** A journal that is being written. Members are private; all zero is none. */
struct mat_journal {
    char *path; /* NULL: none */
    int file;
    bool torn; /* the last write was cut short: a newline comes first */
};

/** Begins a journal; an old one is an error (EEXIST). \return 0 or an errno
 *  value; the journal is then none */
int mat_journal_begin(struct mat_journal *journal);

/** Goes on with the journal that is there. \return as mat_journal_begin() */
int mat_journal_go_on(struct mat_journal *journal);

/**
 * Writes one line: a single write().
 *
 * \param line  without a newline
 * \param sync  to the disk before it returns
 * \return 0 or an errno value: the line may be missing, and later lines are
 *         none the worse for it; 0 where the journal is none
 */
int mat_journal_write(struct mat_journal *journal, const char *line, bool sync);

/** Closes it and leaves it where it is. Fine when it is none. */
void mat_journal_close(struct mat_journal *journal);

/** Closes and removes it; another one that has its name by now stays. \return 0
 *  or an errno value */
int mat_journal_remove(struct mat_journal *journal);

/** A journal that was found. */
struct mat_found_journal {
    char *path;
    struct mat_record *record; /**< what it holds; maybe without a head */
    int64_t written_ms;        /**< wall time of its last write */
};

/** The most journals that are told of at once. */
#define MAT_JOURNALS_MAX 16

/**
 * Reads the journals that are there: the one of a killed session, and those
 * that were put aside. A journal of more than 8 MiB is read as far as that.
 *
 * \param ret_found set: the one of the last session first, if it is there;
 *                  released with mat_found_journals_done()
 * \return how many
 */
int mat_journals_find(struct mat_found_journal ret_found[MAT_JOURNALS_MAX]);

/** Whether this is the one of the last session, not one put aside. */
bool mat_found_journal_is_last(const struct mat_found_journal *found);

/** Removes its file. \return 0 or an errno value */
int mat_found_journal_remove(const struct mat_found_journal *found);

/** Puts its file aside, as `journal-ID.jsonl` or, where it has no head, under
 *  a name that is not looked at again, `unreadable-ID.jsonl`. \return 0 or an
 *  errno value */
int mat_found_journal_put_aside(const struct mat_found_journal *found);

/** Releases what was found. */
void mat_found_journals_done(struct mat_found_journal *found, int count);

#endif
