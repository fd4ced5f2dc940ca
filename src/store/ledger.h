/**
 * \file
 * The ledger: past sessions, one line each, and lines that add to one.
 *
 * `history/DEVICE.jsonl` in the data folder. Each device appends to its own
 * file only; every `*.jsonl` in the folder is read, conflict copies of a
 * synchroniser too, and lines are merged by the session's UUID, later ones
 * winning. A line that cannot be read is left where it is and left out; a line
 * of a newer version too, without a word. Nothing is ever rewritten.
 *
 * Beside a session (record.h) there are lines that add to one:
 *
 *     {"v":1,"event":"rated","id":..,"device":..,"at_ms":..,"offset_min":..,
 *      "strength":3,"skin":"fine","areas":["back"]}     each but id left out
 *                                                       where it is not said
 *     {"v":1,"event":"noted","id":..,"device":..,"at_ms":..,"offset_min":..,
 *      "note":".."}
 *     {"v":1,"event":"forgotten","id":..,"device":..,"at_ms":..,..}
 *     {"v":1,"event":"healed","device":..,"at_ms":..,"offset_min":..,
 *      "areas":["back"]}
 *
 * A rating that says nothing of a thing leaves it as it was. `areas` of a
 * rating are those with broken skin; none are all that the session used.
 */
#ifndef MAT_STORE_LEDGER_H
#define MAT_STORE_LEDGER_H

#include "matsession/progress.h"
#include "store/ids.h"

/** The longest note, in bytes with its NUL. */
#define MAT_NOTE_TEXT 500

/** Room for the name of a session's plan, cut where it is longer. */
#define MAT_ENTRY_PLAN_TEXT 48

/** A session of the ledger with what was added to it. */
struct mat_entry {
    struct mat_past past;
    char id[MAT_ID_TEXT];
    char plan[MAT_ENTRY_PLAN_TEXT]; /**< name, or file without its folders */
    char
        *text; /**< its line, where the whole ledger was asked for, else NULL */
    char *note; /**< the last one, likewise; NULL: none */
};

/** The whole ledger, merged. All zero is an empty one. */
struct mat_ledger {
    struct mat_entry *entries; /**< forgotten ones left out; in the order of
                                    their beginning, but never against the
                                    order in which a device wrote its file */
    int n_entries;
};

/** So many lines of a file are told of one by one. */
#define MAT_LEDGER_WARNINGS 10

/** Told of the first lines that are left out of a file and, where there are
 *  more, of the last one and how many they are; and of a file that cannot be
 *  read (`line` 0). Texts are borrowed. */
typedef void mat_ledger_warn(void *to, const char *file, int line,
                             const char *what);

/** How much of the ledger is wanted. */
enum mat_ledger_depth {
    MAT_LEDGER_BRIEF, /**< without texts and notes */
    MAT_LEDGER_WHOLE,
};

/**
 * Reads the ledger, every line of it. No folder is an empty ledger.
 *
 * \param warn      may be NULL
 * \param ret_ledger set; released with mat_ledger_done()
 * \return 0, or an errno value when the folder is there and cannot be read,
 *         or ENOMEM; the ledger is then empty
 */
int mat_ledger_load(enum mat_ledger_depth depth, mat_ledger_warn *warn,
                    void *to, struct mat_ledger *ret_ledger);

/** Releases it. All zero is fine. */
void mat_ledger_done(struct mat_ledger *ledger);

/**
 * A past of all entries, in their order, for mat_progress_find().
 *
 * \return freed by the caller with free(); NULL without memory, or when there
 *         are none
 */
struct mat_past *mat_ledger_past(const struct mat_ledger *ledger);

/** The entry whose id begins with \p id, or NULL when none or several do. */
const struct mat_entry *mat_ledger_find(const struct mat_ledger *ledger,
                                        const char *id);

/** An entry of a WHOLE ledger as one object, the line of the session with
 *  `strength`, `skin`, `broken`, `note` where there are any. \return freed by
 *  the caller; NULL without memory */
char *mat_entry_json(const struct mat_entry *entry);

/**
 * Appends one line to this device's file and sees it to the disk. A torn line
 * before it is ended first. Folders are made, mode 0700, the file 0600.
 *
 * \param line  without a newline
 * \return 0 or an errno value
 */
int mat_ledger_append(const char *line);

/** What is said about a session afterwards. */
struct mat_rating {
    int strength;       /**< 0 to 10, or -1: not said */
    enum mat_skin skin; /**< or UNKNOWN: not said */
    mat_area_set areas; /**< where the skin is broken; 0: not said */
};

/** Appends a rating, a note, that a session is to be forgotten, that the skin
 *  of some areas has healed. \return 0, or an errno value; EINVAL: it says
 *  nothing, or is no line that could be read again */
int mat_ledger_rate(const char *id, const struct mat_rating *rating,
                    struct mat_wall at);
int mat_ledger_note(const char *id, const char *note, struct mat_wall at);
int mat_ledger_forget(const char *id, struct mat_wall at);
int mat_ledger_heal(mat_area_set areas, struct mat_wall at);

/**
 * Gives every line of every file to \p take, file after file, each line once
 * however many files hold it; lines that cannot be read are left out.
 *
 * \return 0, or an errno value as mat_ledger_load()
 */
int mat_ledger_export(bool (*take)(void *to, const char *line), void *to,
                      mat_ledger_warn *warn, void *warn_to);

/** How an import went. */
struct mat_import {
    int added;
    int known; /**< were here already */
    int wrong; /**< told to `warn` and left out */
};

/**
 * Adds the lines of \p text that are not in the ledger yet to this device's
 * file, in their order. A session that is here is known by its id, another
 * line by its bytes. Lines of a newer version are taken as they are.
 *
 * \param file      named in warnings
 * \param ret_import always set
 * \return 0 or an errno value; what was added before an error stays
 */
int mat_ledger_import(const char *text, size_t size, const char *file,
                      mat_ledger_warn *warn, void *to,
                      struct mat_import *ret_import);

#endif
