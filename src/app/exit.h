/**
 * \file
 * Exit statuses (design.md 10). What each means in words is in cli/exits.c.
 */
#ifndef MAT_APP_EXIT_H
#define MAT_APP_EXIT_H

enum mat_exit {
    MAT_EXIT_DONE = 0,
    MAT_EXIT_FAILED = 1, /**< I/O or internal */
    MAT_EXIT_USAGE = 2,
    MAT_EXIT_REFUSED = 3,    /**< by the safety table */
    MAT_EXIT_UNANSWERED = 4, /**< an answer is needed, nobody is there */
    MAT_EXIT_WRONG_FILE = 5, /**< plan, table, profile or config */
    MAT_EXIT_NO_SUCH = 6,    /**< no such plan, or nothing is running */
    MAT_EXIT_STOPPED = 7,
    MAT_EXIT_UNWELL = 8,
    MAT_EXIT_INTERRUPTED = 9,
    MAT_EXIT_BUSY = 10,
    MAT_EXIT_SIGNAL = 128, /**< plus the signal's number */
};

#endif
