/**
 * \file
 * Plans of the user's own: what they may be called, and how a new one is
 * written.
 */
#ifndef MAT_APP_OWN_PLAN_H
#define MAT_APP_OWN_PLAN_H

#include <stdbool.h>
#include <stddef.h>

/** A plan that was written. All zero is none. */
struct mat_own_plan {
    char *path; /**< of its file */
    char *text; /**< as it was written; with a NUL behind it */
    size_t size;
    bool shadows; /**< a built-in plan has that name */
};

/** Whether a plan can be called \p name; else prints why not, and what to write
 *  instead. \return MAT_EXIT_DONE or MAT_EXIT_USAGE */
int mat_own_plan_judge(const char *name);

/**
 * A plan's text under the line that leads editors to its schema; one that
 * stands above the plan already is left out. The rest is kept byte for byte, a
 * byte order mark in front of all of it.
 *
 * \param text      with a NUL behind it
 * \param schema    where the schema is; NULL: the text stays as it is
 * \param ret_size  bytes of the text without the NUL behind it
 * \return freed by the caller; without memory the program exits
 */
char *mat_own_plan_text(const char *text, size_t size, const char *schema,
                        size_t *ret_size);

/**
 * Writes a new plan whole, under the schema line, and never over another;
 * prints why it was not. The folder is made when it is missing.
 *
 * \param name      one that mat_own_plan_judge() is content with
 * \param text      with a NUL behind it
 * \param ret_plan  set on success; released with mat_own_plan_done()
 * \return MAT_EXIT_DONE or MAT_EXIT_FAILED
 */
int mat_own_plan_write(const char *name, const char *text, size_t size,
                       struct mat_own_plan *ret_plan);

/** Takes one away that still reads as it was written. \return whether it was
 *  so; an error of taking it away is printed */
bool mat_own_plan_take_back(const struct mat_own_plan *plan);

/** Releases what it holds. */
void mat_own_plan_done(struct mat_own_plan *plan);

#endif
