/**
 * \file
 * A file that somebody else fills, and that appears whole: written beside its
 * place under another name, and moved there at the end.
 */
#ifndef MAT_APP_NEW_FILE_H
#define MAT_APP_NEW_FILE_H

#include <sys/types.h>

/** A file on its way. All zero is none. */
struct mat_new_file {
    char *place; /**< where it will be: the whole path, links followed */
    char *name;  /**< where it is now, a whole path; NULL: nowhere */
    mode_t mode; /**< that it will have */
};

/** Makes an empty one. \return 0 or an errno value; EISDIR and EINVAL: what
 *  stands there is a folder, or no regular file */
int mat_new_file_begin(struct mat_new_file *file, const char *path);

/** Sees it to the disk and moves it to its place. \return 0 or an errno value;
 *  what stood there is then as it was */
int mat_new_file_keep(struct mat_new_file *file);

/** Removes it unless it was kept, and frees the names. */
void mat_new_file_done(struct mat_new_file *file);

#endif
