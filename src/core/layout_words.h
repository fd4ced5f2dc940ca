/**
 * \file
 * The words of the layout: the state of the session and its cues.
 */
#ifndef MAT_CORE_LAYOUT_WORDS_H
#define MAT_CORE_LAYOUT_WORDS_H

#include "core/canvas.h"

/** Writes, from the span on, the state and what to do about it, then the cue,
 *  then the one before, as far as \p rows reach; a blank row between them where
 *  there is room. */
void mat_layout_words(const struct mat_canvas *canvas, struct mat_span span,
                      int rows, const struct mat_view *view);

/** Rows that the state, what to do about it and the cue take in \p width
 *  columns, with nothing between them. */
int mat_layout_words_least(const struct mat_canvas *canvas, int width,
                           const struct mat_view *view);

#endif
