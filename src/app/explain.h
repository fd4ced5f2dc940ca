/**
 * \file
 * What was changed and why, in sentences.
 */
#ifndef MAT_APP_EXPLAIN_H
#define MAT_APP_EXPLAIN_H

#include <limits.h>
#include <stdio.h>

#include "app/prepare.h"

/** A width for text that is wrapped later, by a page or by the form's lines. */
#define MAT_UNWRAPPED INT_MAX

/**
 * Explains in sentences what speaks against today, and what was refused, left
 * out and changed, each with source and grade. For a plan that may not start:
 * why.
 */
void mat_explain(FILE *file, const struct mat_prepared *prepared, int width);

/** Says on stderr that the session would not start, and why. */
void mat_explain_refused(const struct mat_prepared *prepared);

/** Says that the health questions were not answered, or are due; else nothing.
 */
void mat_explain_profile(FILE *file, const struct mat_prepared *prepared,
                         int width);

/** Whether mat_explain() has something to say. */
bool mat_explain_has(const struct mat_prepared *prepared);

/** Prints where each point of the schedule is, and what to mind. */
void mat_explain_points(FILE *file, const struct mat_prepared *prepared,
                        int width);

/** Why the stage of today is what it is, no sentence: "6 sessions in 9 days,
 *  the last one easy". At most 200 bytes. */
void mat_explain_past(const struct mat_progress *progress, char *buffer,
                      size_t size);

/** Room for what mat_explain_length() writes. */
#define MAT_LENGTH_TEXT 400

/** One sentence on why today is as long on the mat as it is, and on how long
 *  it can become by extending: "building: 6 sessions in 9 days, the last one
 *  easy; at most 12m on the mat."; a second one where only one thing may grow;
 *  "" without time on the mat. */
void mat_explain_length(const struct mat_prepared *prepared,
                        char buffer[MAT_LENGTH_TEXT]);

/** Whether what is said about mood belongs to this session: it holds points,
 *  or low mood was ticked (domain.md 8). */
bool mat_explain_is_mood(const struct mat_prepared *prepared);

#endif
