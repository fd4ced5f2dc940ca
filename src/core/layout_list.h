/**
 * \file
 * The list of steps in the layout, and the place in it.
 */
#ifndef MAT_CORE_LAYOUT_LIST_H
#define MAT_CORE_LAYOUT_LIST_H

#include "core/canvas.h"

/** Draws up to \p rows steps from the span on, the running one among them. */
void mat_layout_list(const struct mat_canvas *canvas, struct mat_span span,
                     int rows, const struct mat_view *view);

/** Writes "3/9" at the right end of the span. \return columns used, with the
 *  gap before it */
int mat_layout_count(const struct mat_canvas *canvas, struct mat_span span,
                     const struct mat_view *view);

#endif
