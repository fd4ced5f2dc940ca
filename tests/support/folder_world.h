/**
 * \file
 * A folder with files in it, for tests of what reads and writes them.
 */
#ifndef MAT_TESTS_FOLDER_WORLD_H
#define MAT_TESTS_FOLDER_WORLD_H

#include <sys/types.h>

/** cmocka's fixtures: an empty folder, and the umask that most people have. */
int make_folder(void **state);
int remove_folder(void **state);

/** A path in the folder. One of four buffers. */
const char *in_folder(const char *leaf);

/** Writes a file that is private, whole. */
void write_text(const char *path, const char *text);

/** The file is this text, and no byte more. */
void assert_holds(const char *path, const char *text);

/** How many files, folders and others are in a folder. */
int entries_in(const char *path);

/** What may be done with it: the last nine bits. */
mode_t mode_of(const char *path);

#endif
