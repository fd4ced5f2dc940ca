/**
 * \file
 * The pages of `about`, written from the tables.
 */
#ifndef MAT_CLI_ABOUT_H
#define MAT_CLI_ABOUT_H

#include <stdio.h>

#include "matsession/tables.h"

/** What is claimed against what was shown. */
void mat_about_evidence(FILE *file, const struct mat_tables *tables, int width);

/** The register of sources, and the grades. */
void mat_about_sources(FILE *file, const struct mat_tables *tables, int width);

/** Who should not, or only with changes; helplines. */
void mat_about_safety(FILE *file, const struct mat_tables *tables, int width);

#endif
