/**
 * \file
 * The user's own editor.
 */
#ifndef MAT_APP_EDITOR_H
#define MAT_APP_EDITOR_H

/**
 * Opens a file in $VISUAL, else $EDITOR, else `editor`, else `vi`, and waits
 * until it comes back. The value of a variable is a piece of a command line,
 * as git takes it: it may hold words and quotation marks.
 *
 * It runs in our place: on our terminal, in our process group, so that it
 * stops and goes on with us. Ctrl-C is its business meanwhile. What it leaves
 * of the terminal's settings is put right.
 *
 * \param path  may begin with a minus sign
 * \return MAT_EXIT_DONE; MAT_EXIT_FAILED when there is none, or it failed or
 *         was killed; that is printed
 */
int mat_editor_run(const char *path);

#endif
