/**
 * \file
 * A program of others, as somebody tries it by hand.
 */
#ifndef MAT_APP_PROGRAM_H
#define MAT_APP_PROGRAM_H

/** \p argv, NULL at its end, as somebody would write it in a shell. \return
 *  freed by the caller; without memory the program exits */
char *mat_program_line(const char *const *argv);

#endif
