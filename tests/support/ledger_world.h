/**
 * \file
 * A home with a ledger, for tests of what reads it.
 */
#ifndef MAT_TESTS_LEDGER_WORLD_H
#define MAT_TESTS_LEDGER_WORLD_H

#include <stdbool.h>
#include <stddef.h>

#include "store/ledger.h"

#define DEVICE_A "aaaaaaaaaaaaaaaa"
#define DEVICE_B "bbbbbbbbbbbbbbbb"

/** 2026-01-01 UTC. */
#define NEW_YEAR INT64_C(1767225600000)

/** Room for a line that is made here. */
#define WORLD_LINE 4096

/** What was warned of, a line each: `FILE:LINE: WHAT`. */
struct world_warnings {
    char text[4096];
    int count;
};

/** Makes a home in a new folder and goes to live there. */
bool ledger_world_make(void);

/** Removes it. */
bool ledger_world_remove(void);

/** cmocka's fixtures: the same for each test. */
int make_home(void **state);
int remove_home(void **state);

#define IN_HOME(test) \
    cmocka_unit_test_setup_teardown(test, make_home, remove_home)

/** Moves to another home below the folder, made when needed. */
void ledger_world_move(const char *home);

/** The path of a file of the ledger's folder. One of four buffers. */
const char *ledger_world_path(const char *leaf);

/** Writes, or appends to, a file of the ledger. */
void ledger_world_write(const char *leaf, const char *text);
void ledger_world_append(const char *leaf, const char *text);

/** The UUID with this number. One of four buffers. */
const char *world_id(int number);

/** The line of a session, with a newline: the back for two minutes, shirt on,
 *  soft. \return \p line */
char *world_session(char line[WORLD_LINE], int number, const char *device,
                    int64_t began);

/** A line that adds to one, with a newline. \param rest other members, with a
 *  comma before each \return \p line */
char *world_saying(char line[WORLD_LINE], const char *event, int number,
                   int64_t at, const char *rest);

/** Collects warnings: a mat_ledger_warn for a struct world_warnings. */
void world_warn(void *to, const char *file, int line, const char *what);

/** Loads, expecting success. \p warnings may be NULL. */
void world_load(enum mat_ledger_depth depth, struct world_warnings *warnings,
                struct mat_ledger *ret_ledger);

/** A ledger as text, a line an entry, for comparing; freed by the caller. */
char *world_text(const struct mat_ledger *ledger);

#endif
