/**
 * \file
 * Tables and plans as C source: constant data and nothing that runs.
 */
#ifndef MAT_EMBED_EMIT_H
#define MAT_EMBED_EMIT_H

#include <stdio.h>

#include "matsession/tables.h"
#include "store/embedded.h"

/**
 * Writes the whole source file: `mat_tables_builtin`, `mat_embedded_plans`,
 * `mat_n_embedded_plans` and `mat_embedded_template`.
 *
 * \param out       the caller checks it for errors
 * \param template  of a plan
 */
void mat_emit(FILE *out, const struct mat_tables *tables,
              const struct mat_embedded *plans, int n_plans,
              const struct mat_embedded *template);

#endif
