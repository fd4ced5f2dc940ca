/**
 * \file
 * From a YAML text to a part of the tables: loaded, checked, converted.
 *
 * The build reads the nine files of sessions/tables with it, the program the
 * user's own rows. Nothing here knows the built-in tables.
 */
#ifndef MAT_STORE_TABLES_YAML_H
#define MAT_STORE_TABLES_YAML_H

#include "core/arena.h"
#include "matsession/diag.h"
#include "matsession/tables.h"

/** A file of the tables. Each refers only to those before it, which must have
 *  been read. */
enum mat_tables_part {
    MAT_TABLES_SOURCES,
    MAT_TABLES_POINTS,
    MAT_TABLES_CUES,
    MAT_TABLES_GUIDANCE,
    MAT_TABLES_STAGES,
    MAT_TABLES_ROWS,
    MAT_TABLES_CLAIMS,
    MAT_TABLES_HELPLINES,
    MAT_TABLES_NOTICES,
    MAT_TABLES_OWN, /**< a user's rows; no file of ours */
    MAT_TABLES__COUNT
};

/** The name of the file of \p part, "sources.yaml"; "" for OWN. Static. */
const char *mat_tables_file(enum mat_tables_part part);

/**
 * Reads one part.
 *
 * A built-in part must be plain ASCII and name its sources. OWN appends to the
 * rows and groups that are there: sources are free text and default to "own",
 * grade to "P", confidence to "med", group to "general"; the text is UTF-8.
 *
 * \param text      \p size bytes, without need of a NUL
 * \param arena     holds what is made
 * \param tables    the part is set here; untouched on failure
 * \param diags     added to: every mistake, placed and sorted
 * \return whether there was no error
 */
bool mat_tables_read(enum mat_tables_part part, const char *text, size_t size,
                     struct mat_arena *arena, struct mat_tables *tables,
                     struct mat_diags *diags);

#endif
