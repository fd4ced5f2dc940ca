/* A control socket in a folder of its own, with clients; time is a local
 * variable. cmocka.h comes first. */
#ifndef MAT_TESTS_CONTROL_WORLD_H
#define MAT_TESTS_CONTROL_WORLD_H

#include "link/control.h"
#include "link/control_peer.h"
#include "temp_folder.h"

extern char control_root[TEMP_FOLDER_BYTES];
extern char control_path[TEMP_FOLDER_BYTES + 16];
extern struct mat_control control;
/** What is told of the session, which does not go on. */
extern const struct mat_status control_status;

/** One turn of the session's loop: whoever asks is answered with a status, or
 *  watches. \return how many asked */
int control_turn(mat_ms now);

/** A client, which never blocks. */
int control_join(void);

/** Sends it all. */
void control_say(int file, const char *text);

/** What has come, or "closed"; borrowed until the next call. */
const char *control_heard(int file);

/** How many are let in. */
int control_count(void);

/** The folder, with an open socket; for cmocka. */
int control_world_make(void **state);
int control_world_remove(void **state);

#define IN_A_FOLDER(test)                                     \
    cmocka_unit_test_setup_teardown(test, control_world_make, \
                                    control_world_remove)

#endif
