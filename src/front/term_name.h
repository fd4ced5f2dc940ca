/**
 * \file
 * Which terminal description to use.
 */
#ifndef MAT_FRONT_TERM_NAME_H
#define MAT_FRONT_TERM_NAME_H

/**
 * The name of a description by which the terminal on \p fd can be drawn on:
 * $TERM where there is one for it, else xterm-256color, else vt100.
 *
 * \return NULL when TERM is unset, empty or dumb, or none of them can move the
 * cursor; else static, or borrowed from the environment
 */
const char *mat_term_name(int fd);

#endif
