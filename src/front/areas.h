/**
 * \file
 * Areas of the body in sentences.
 */
#ifndef MAT_FRONT_AREAS_H
#define MAT_FRONT_AREAS_H

#include "matsession/words.h"

/** The area in words for a list, where a label with a comma of its own would
 *  be two: "feet when standing". Static. */
const char *mat_area_in_list(enum mat_area area);

/** Areas in words, "feet, lower back"; 0 is "everywhere".
 *  \return \p buffer */
char *mat_areas_text(mat_area_set areas, char *buffer, size_t size);

#endif
