/**
 * \file
 * Saying why there is no plan, and why a file was not read or saved.
 */
#ifndef MAT_APP_PLAN_PROBLEM_H
#define MAT_APP_PLAN_PROBLEM_H

/** Prints that there is no plan \p name, with a near one. \return what to exit
 *  with */
int mat_problem_no_plan(const char *name);

/** The same as a text; freed by the caller. Without memory the program
 *  exits. */
char *mat_problem_no_plan_text(const char *name);

/** What an errno value of reading a file of ours says. Static, or until the
 *  next call of strerror(). */
const char *mat_problem_why(int error);

/** Prints that \p file cannot be read, by errno. \return what to exit with */
int mat_problem_unread(const char *file, int error);

/** The same as a text; freed by the caller. Without memory the program
 *  exits. */
char *mat_problem_unread_text(const char *file, int error);

/** Prints that \p file cannot be saved, by errno. \return what to exit with */
int mat_problem_unsaved(const char *file, int error);

#endif
