/**
 * \file
 * Environments that programs are given.
 */
#ifndef MAT_TESTS_ENVIRONMENT_H
#define MAT_TESTS_ENVIRONMENT_H

/** The value of a variable, borrowed from \p environment; NULL: not there. */
const char *environment_value(char *const *environment, const char *name);

#endif
