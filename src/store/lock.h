/**
 * \file
 * One session at a time: a lock that dies with its process.
 *
 * `$XDG_RUNTIME_DIR/matsession/lock`, or in the state folder without a runtime
 * folder; it is taken with flock(), says who holds it, and is removed when it
 * is given back, so that nothing is left of it. What is found there and is not
 * locked belongs to somebody who was killed.
 */
#ifndef MAT_STORE_LOCK_H
#define MAT_STORE_LOCK_H

/** Room for what a holder says about itself, one line. */
#define MAT_HOLDER_TEXT 160

/** A lock. Members are private; all zero is none. */
struct mat_lock {
    char *path; /* NULL: not held */
    int file;
    int made; /* folders that were made for it, the innermost first */
};

/**
 * Takes the lock. The folder must be ours, a real one, with no rights for
 * others.
 *
 * \param holder        what others are told: a line without control characters
 * \param ret_holder    set for EWOULDBLOCK: what the one who has it says, ""
 *                      when it says nothing readable
 * \return 0; EWOULDBLOCK: another process has it; or the errno value for which
 *         nobody can have it
 */
int mat_lock_take(struct mat_lock *lock, const char *holder,
                  char ret_holder[MAT_HOLDER_TEXT]);

/** Gives it back, and removes the folders that were made for it and are empty.
 *  Fine when it is not held. */
void mat_lock_release(struct mat_lock *lock);

#endif
