/**
 * \file
 * A folder for the files of a test.
 */
#ifndef MAT_TESTS_TEMP_FOLDER_H
#define MAT_TESTS_TEMP_FOLDER_H

#include <stdbool.h>

#define TEMP_FOLDER_BYTES 256

/** Makes a folder in TMPDIR, or where the system has such folders if that is
 *  not an absolute path. \return whether it is there; else the path is empty */
bool temp_folder_make(char ret_path[TEMP_FOLDER_BYTES]);

/** Removes it with all that is in it. \return whether it is gone */
bool temp_folder_remove(const char *path);

#endif
