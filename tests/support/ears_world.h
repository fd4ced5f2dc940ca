/**
 * \file
 * For tests of the ears: the score above them and the speaker below are made
 * up, and a test says what either does.
 *
 * Stands in for core/score*.c and speak/speaker.c, so neither is linked.
 */
#ifndef MAT_TESTS_EARS_WORLD_H
#define MAT_TESTS_EARS_WORLD_H

#include <stdbool.h>

#include "speak/ears.h"

#define LINES_MAX 64
#define COMPLAINTS_MAX 500

/** What the speaker does, and what became of it. */
extern struct fake_speaker {
    bool missing;
    int error; /**< of its start */
    bool dies; /**< before the next look */
    bool reads_nothing;
    struct mat_report says[MAT_EARS_WAITING * 4];
    int n_says;
    int said;
    char *lines[LINES_MAX]; /**< what it was told */
    int n;
    int seen; /**< of those */
    int ends;
    mat_ms patience;
} fake;

/** The sounds of the score: `segment` of a fact says which it has. */
enum { CHANGE, STEP, CUE, SAFE, ALARM, SILENT, N_SOUNDS };

extern mat_ms mark;  /**< the next of the score; MAT_MS_NONE: none */
extern int reserves; /**< the sound that it holds in reserve */

extern struct mat_ears ears;
extern struct mat_sink sink;
extern struct mat_state state_now;
extern const char *voice[2]; /**< the speech command */

/** What the user was told, a line each, and how often the bell rang. */
extern char complaints[COMPLAINTS_MAX];
extern int rings;

/** Begins, with chimes or without, with a voice or without. */
void begin(bool chimes, bool speaks);

/** Begins one that is heard, and has had its first frame. */
void begin_heard(void);

/** Something becomes true, which sounds as \p segment says. */
void fact_of(enum mat_fact_kind kind, int segment, mat_ms at);

/** The same of a cue. */
void fact(int segment, mat_ms at);

/** A frame is drawn. */
void frame(mat_ms now);

/** When the ears want the next. */
mat_ms next(mat_ms now);

/** The speaker will report it when it is looked at. */
void says(enum mat_report_kind kind, const char *why);

/** Holds that nothing was told since, but lines that have each of these in
 *  them, in order. */
void told(const char *const *parts);

#define TOLD(...) told((const char *const[]){__VA_ARGS__, NULL})
#define TOLD_NOTHING told((const char *const[]){NULL})

/** Ends it and forgets all: the teardown of every test. */
int forget(void **state);

#endif
