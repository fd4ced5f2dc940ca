/**
 * \file
 * Where the running program is, from which it finds what belongs to it.
 */
#ifndef MAT_FRONT_OWN_FOLDER_H
#define MAT_FRONT_OWN_FOLDER_H

/**
 * The folder that the running program is in, links to the program followed.
 *
 * \return an absolute path with a slash at its end, freed by the caller; NULL
 *         when the system does not tell, and without memory
 */
char *mat_own_folder(void);

/**
 * The file of the running program, links followed. Where it was replaced or
 * taken away since, there is nothing of that name.
 *
 * \return an absolute path, freed by the caller; NULL when the system does not
 *         tell, and without memory
 */
char *mat_own_program(void);

#endif
