/**
 * \file
 * Files that only grow, a line at a time: the journal and the ledger.
 */
#ifndef MAT_STORE_APPEND_H
#define MAT_STORE_APPEND_H

#include <stdbool.h>
#include <sys/types.h>

/**
 * Opens a file for mat_append_line(). A missing one is made, and missing
 * folders with it, mode 0700. A terminal, a pipe or a folder is refused without
 * waiting.
 *
 * \param mode      of a new file; that of an old one stays
 * \param ret_file  set on success: a descriptor that the caller closes
 * \param ret_torn  set on success: whether the last line has no newline
 * \return 0, or an errno value; EISDIR, EINVAL: a folder, or no regular file
 */
int mat_append_open(const char *path, mode_t mode, int *ret_file,
                    bool *ret_torn);

/**
 * Appends one line with a single write().
 *
 * \param line  without a newline
 * \param torn  whether the file ends within a line, which is then ended first;
 *              always set to what is true afterwards
 * \param sync  to the disk before it returns
 * \return 0 or an errno value: the line may be missing, or be there in part
 */
int mat_append_line(int file, const char *line, bool *torn, bool sync);

#endif
