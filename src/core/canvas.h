/**
 * \file
 * Writing on a grid of cells: text that fits, text that is cut, text that is
 * wrapped. Nothing here writes outside the grid, whatever it is told.
 */
#ifndef MAT_CORE_CANVAS_H
#define MAT_CORE_CANVAS_H

#include "matsession/layout.h"

/** A grid and how to draw on it. */
struct mat_canvas {
    struct mat_grid *grid;
    const struct mat_layout_style *style;
    uint32_t block; /**< a pixel of the large digits */
    uint32_t done;  /**< of the bar */
    uint32_t rest;  /**< of the bar */
};

/** A stretch of one row. */
struct mat_span {
    int row;
    int column;
    int width;
};

/** A canvas over \p grid, all of it blank. */
struct mat_canvas mat_canvas_start(struct mat_grid *grid,
                                   const struct mat_layout_style *style);

/** Columns that the first \p size bytes of \p text take. */
int mat_canvas_measure(const struct mat_canvas *canvas, const char *text,
                       size_t size);

/** Writes characters until \p size bytes or the span are used up, a wide one
 *  whole or not at all. \return columns used */
int mat_canvas_put(const struct mat_canvas *canvas, struct mat_span span,
                   enum mat_role role, const char *text, size_t size);

/** Writes a text; one that is too wide ends in "...". \return columns used */
int mat_canvas_text(const struct mat_canvas *canvas, struct mat_span span,
                    enum mat_role role, const char *text);

/** Writes a text at the right end of the span, or nothing when it does not
 *  fit whole. \return columns used */
int mat_canvas_right(const struct mat_canvas *canvas, struct mat_span span,
                     enum mat_role role, const char *text);

/** Fills a span with one narrow character. */
void mat_canvas_fill(const struct mat_canvas *canvas, struct mat_span span,
                     enum mat_role role, uint32_t ch);

/**
 * How much of \p text goes into the next line of \p width columns.
 *
 * Breaks at a blank, else inside a word; at a newline always.
 *
 * \param items     break at two blanks where there are such: a list of keys
 * \param ret_next  set to where the line after it begins
 * \return bytes in this line
 */
size_t mat_canvas_wrap(const struct mat_canvas *canvas, const char *text,
                       int width, bool items, const char **ret_next);

/** Writes a text over up to \p rows rows from the span on; the last is cut
 *  with "..." when more would follow. \p items as above. \return rows used */
int mat_canvas_paragraph(const struct mat_canvas *canvas, struct mat_span span,
                         int rows, enum mat_role role, bool items,
                         const char *text);

/** Writes a key line: as many items as fit whole, the first word of each with
 *  the role KEY. */
void mat_canvas_keys(const struct mat_canvas *canvas, struct mat_span span,
                     const char *keys);

#endif
