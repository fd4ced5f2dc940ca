/**
 * \file
 * Programs of others: where one is, and how somebody tries it by hand.
 */
#ifndef MAT_APP_PROGRAM_H
#define MAT_APP_PROGRAM_H

/** Where the program \p name is, as execvp() finds it. \return freed by the
 *  caller; NULL: nowhere */
char *mat_program_find(const char *name);

/** \p argv, NULL at its end, as somebody would write it in a shell. \return
 *  freed by the caller; without memory the program exits */
char *mat_program_line(const char *const *argv);

#endif
