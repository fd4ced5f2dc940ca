/**
 * \file
 * Large digits, five rows high.
 */
#ifndef MAT_CORE_DIGITS_H
#define MAT_CORE_DIGITS_H

#include "core/canvas.h"

#define MAT_DIGITS_ROWS 5

/** Columns that \p text (digits and colons) takes with \p gap columns between
 *  characters. */
int mat_digits_width(const char *text, int gap);

/** Draws \p text with its upper left corner at the span's beginning. The whole
 *  rectangle gets the role DIGITS, so that a digit that changes does not change
 *  colours. */
void mat_digits_draw(const struct mat_canvas *canvas, struct mat_span span,
                     const char *text, int gap);

#endif
