/**
 * \file
 * Names that nobody else has: of a session, and of this device.
 */
#ifndef MAT_STORE_IDS_H
#define MAT_STORE_IDS_H

#include <stdbool.h>

/** Room for a UUID as text. */
#define MAT_ID_TEXT 37

/** Room for a device's name: 16 hexadecimal digits. */
#define MAT_DEVICE_TEXT 17

/** Makes a random UUID (version 4). \return 0 or an errno value */
int mat_id_new(char ret_id[MAT_ID_TEXT]);

/** Whether \p text has the form of a UUID. */
bool mat_id_is(const char *text);

/**
 * This device's name, made when it is first asked for and kept in the state
 * folder. A file that holds no such name is replaced.
 *
 * \param ret_device always set: where the name cannot be kept it is one that
 *                   nobody will have again
 * \return 0, or the errno value for which it was not kept
 */
int mat_device(char ret_device[MAT_DEVICE_TEXT]);

/** Whether \p text has the form of a device's name. */
bool mat_device_is(const char *text);

#endif
