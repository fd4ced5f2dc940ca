/**
 * \file
 * One session at a time: a lock that dies with its process.
 *
 * It is two files, taken in this order: `lock` in the state folder guards the
 * journal, whatever the environment; `$XDG_RUNTIME_DIR/matsession/lock`, where
 * there is a runtime folder, guards the socket beside it, which without one is
 * in the state folder as well. Each is taken with flock(), says who holds it,
 * and is removed when it is given back, so that nothing is left of it. What is
 * found there and is not locked belongs to somebody who was killed.
 */
#ifndef MAT_STORE_LOCK_H
#define MAT_STORE_LOCK_H

#include <stdbool.h>

/** Room for what a holder says about itself, one line. */
#define MAT_HOLDER_TEXT 160

/** A file of a lock. Members are private. */
struct mat_lock_file {
    char *path; /* NULL: not held */
    int file;
    int made; /* folders that were made for it, the innermost first */
};

/** A lock. All zero is none. */
struct mat_lock {
    bool journal;               /**< is held: the journals are ours */
    bool socket;                /**< is held: the place of the socket is ours */
    struct mat_lock_file state; /* private */
    struct mat_lock_file runtime; /* private */
};

/**
 * Takes the lock. Each folder must be ours, with no rights for others: those
 * to the state folder are taken away, and it may be a link of ours.
 *
 * \param holder        what others are told: a line without control characters
 * \param ret_holder    set for EWOULDBLOCK: what the one who has it says, ""
 *                      when it says nothing readable
 * \return 0; EWOULDBLOCK: another process has a part of it, and we have none;
 *         or the errno value for which nobody can have a part: the other part
 *         is held then, if it can be, until it is given back
 */
int mat_lock_take(struct mat_lock *lock, const char *holder,
                  char ret_holder[MAT_HOLDER_TEXT]);

/** Gives it back, and removes the folders that were made for it and are empty.
 *  Fine when it is not held, or in part. */
void mat_lock_release(struct mat_lock *lock);

/**
 * Whether a process has the lock or a part of it, for who only wants to know:
 * nothing is made or changed.
 *
 * \param ret_holder    set when it is held, as by mat_lock_take()
 */
bool mat_lock_is_held(char ret_holder[MAT_HOLDER_TEXT]);

#endif
