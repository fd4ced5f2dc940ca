/**
 * \file
 * The first line of a journal, read back, and a session's changes as JSON.
 */
#ifndef MAT_STORE_RECORD_HEAD_H
#define MAT_STORE_RECORD_HEAD_H

#include <jansson.h>

#include "store/record.h"

/** Room for "matsession 1.2.3". */
#define MAT_PROGRAM_TEXT 48

/** What the first line says. */
struct mat_opening {
    struct mat_record_head head;
    char program[MAT_PROGRAM_TEXT]; /**< that wrote it */
    struct mat_note *notes;         /**< changes; freed by the caller */
    int n_notes;
};

/** Reads a first line that JSON could be read from. Changes of a kind that is
 *  not known are left out. \param ret_opening set on success only */
bool mat_opening_read(const json_t *object, struct mat_opening *ret_opening);

/** Changes as an array, or NULL without memory. */
json_t *mat_changes_json(const struct mat_note *notes, int n_notes);

#endif
