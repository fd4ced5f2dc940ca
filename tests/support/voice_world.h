/**
 * \file
 * Speech commands for tests, most of them bad, and what shows how they fare.
 */
#ifndef MAT_TESTS_VOICE_WORLD_H
#define MAT_TESTS_VOICE_WORLD_H

#include "speaker/voice.h"
#include "temp_folder.h"

#define SPEAKERS TEST_DATA "/tests/support/speakers/"
#define TONE SPEAKERS "tone"
#define WORDS_MAX 8
#define VOICE_PATH_BYTES (TEMP_FOLDER_BYTES + 32)

/** Real milliseconds that nothing comes near; what hangs is sent beyond its
 *  limit by the moment that is handed in. */
#define VOICE_PATIENCE 20000

/** How many files are open. */
int count_files(void);

/** No process is left, not even a dead one. */
void assert_childless(void);

/** A voice without a folder. */
struct mat_voice *new_voice(const char *const *argv);

/** Goes on at one moment until a text waits no more. */
enum mat_voice_state hear_at(struct mat_voice *voice, const char *text,
                             mat_ms now, const struct mat_clip **ret_clip);

/** Wants a text soon, and goes on until it waits no more. */
enum mat_voice_state say(struct mat_voice *voice, const char *text);

/** Goes on until there is nothing more to do. */
void run_dry(struct mat_voice *voice);

/** A command with a pipe that shows whether anything of it lives. */
struct life {
    char folder[TEMP_FOLDER_BYTES];
    char path[VOICE_PATH_BYTES];
    int pipe;
};

void life_begin(struct life *life);

/** Until the command has begun. */
void life_await(struct life *life);

/** \param shown  it was held: by now nobody holds it any more */
void life_end(struct life *life, bool shown);

/** What the parrot wrote down, and a folder for what it says. */
struct notes {
    char folder[TEMP_FOLDER_BYTES];
    char path[VOICE_PATH_BYTES];
    char cache[VOICE_PATH_BYTES];
    char text[8192];
};

void notes_begin(struct notes *notes);

/** All that it was told up to now. */
const char *notes_read(struct notes *notes);

void notes_end(struct notes *notes);

#endif
