/**
 * \file
 * The command line as data: commands, options, exit statuses. The parser, the
 * help and everything that is written about the command line come from here.
 */
#ifndef MAT_CLI_COMMAND_H
#define MAT_CLI_COMMAND_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "app/exit.h"
#include "front/keys.h"
#include "matsession/tables.h"

/** Every option there is; a command takes some of them. */
enum mat_option_id {
    MAT_OPTION_PLAIN,
    MAT_OPTION_JSON,
    MAT_OPTION_MINUTES,
    MAT_OPTION_STAGE,
    MAT_OPTION_SKIP,
    MAT_OPTION_OPT_IN,
    MAT_OPTION_CONFIRM,
    MAT_OPTION_RESUME,
    MAT_OPTION_NO_HISTORY,
    MAT_OPTION_QUIET,
    MAT_OPTION_NO_SOUND,
    MAT_OPTION_SPEED,
    MAT_OPTION_STRICT,
    MAT_OPTION_SHOW,
    MAT_OPTION_NONE,
    MAT_OPTION_SET,
    MAT_OPTION_CLEAR,
    MAT_OPTION_BY,
    MAT_OPTION_COUNT,
    MAT_OPTION_SINCE,
    MAT_OPTION_CSV,
    MAT_OPTION_FINE,
    MAT_OPTION_MARKS,
    MAT_OPTION_BROKEN,
    MAT_OPTION_HEALED,
    MAT_OPTION_NOTE,
    MAT_OPTION_FORGET,
    MAT_OPTION_ID,
    MAT_OPTION_OUTPUT,
    MAT_OPTION_SOUND,
    MAT_OPTION_CLEAR_SPEECH,
    MAT_OPTION_FORMAT,
    MAT_OPTION_WATCH,
    MAT_OPTION_FROM,
    MAT_OPTION_INSTALL,
    MAT_OPTION_REMOVE,
    MAT_OPTION_REMIND,
    MAT_OPTION_HELP,
    MAT_OPTION_VERSION,
    MAT_OPTION__COUNT
};

/** A set of options, one bit each. */
typedef uint64_t mat_option_set;

#define MAT_OPTION_BIT(id) ((mat_option_set)1 << (id))

/** One option. What it may be set to is data too: the parser checks it, the
 *  help tells it. */
struct mat_option {
    const char *name;              /**< "minutes", long name */
    const char *argument;          /**< "N", or NULL for a switch */
    const struct mat_words *words; /**< the value is one of these; or NULL */
    const char *help;              /**< one sentence */
    int least;                     /**< least value .. */
    int most; /**< .. and most of a whole number; 0: not a number */
    mat_option_set excludes; /**< options that it cannot stand beside */
    mat_option_set needs;    /**< options that it cannot stand without */
    char letter;             /**< short name, or 0 */
    bool repeats;            /**< each one counts; else the last one does */
    bool list;               /**< of `words`: several, with commas between */
};

/** An option as it was given. */
struct mat_given {
    enum mat_option_id id;
    const char *value; /**< NULL for a switch */
    int number;        /**< the value as a whole number, as the index of a
                            word, or as a set of words, a bit each; else 0 */
};

/** A parsed command line. */
struct mat_call {
    const struct mat_command *command;
    struct mat_given *given; /**< in the order given */
    int n_given;
    char **arguments;
    int n_arguments;
};

/** A page that a command prints when its argument is the page's name. */
struct mat_topic {
    const char *name;
    const char *summary; /**< a few words or a sentence */
    void (*print)(FILE *file, const struct mat_tables *tables, int width);
};

/** One command, in a file of its own: cmd_NAME.c. */
struct mat_command {
    const char *name;
    const char *arguments; /**< "PLAN", "[PLAN|FILE]...", ""; without what
                                `topics` are called */
    const struct mat_topic *topics; /**< more words for its one argument */
    int n_topics;
    int least;              /**< arguments */
    int most;               /**< arguments; -1: any number */
    bool minus;             /**< an argument may be a minus sign and a digit */
    const char *summary;    /**< one line */
    const char *text;       /**< paragraphs for `help NAME`; may be "" */
    const char *examples;   /**< lines for `help NAME`, each a command line, two
                                 or more blanks and what it does; may be "" */
    mat_option_set options; /**< bit per mat_option_id */
    /** Prints a table that `help NAME` has behind the text; or NULL. */
    void (*table)(FILE *file, int width);
    int (*run)(const struct mat_call *call);
};

/** Keys that mean the same at one moment. */
struct mat_moment_key {
    const char *characters; /**< any of these, in lower case, .. */
    int codes[2];           /**< .. or of these, as in keys.h; 0: none */
    const char *label;      /**< how they are written: "up or k" */
    const char *help;       /**< a sentence */
};

/** The keys of one such moment. */
struct mat_moment {
    const char *title; /**< "When you were away" */
    const struct mat_moment_key *keys;
    int n_keys;
};

/** The moments at which keys mean something else than in mat_keys. */
enum mat_moment_id {
    MAT_MOMENT_AWAY,     /**< the machine has slept */
    MAT_MOMENT_QUESTION, /**< q has asked whether to stop */
    MAT_MOMENT_FORM,     /**< a page of questions, or of text */
    MAT_MOMENT_WHERE,    /**< the areas of a question */
    MAT_MOMENT_LEAVE,    /**< a page asks whether to leave */
    MAT_MOMENT_TAKE_UP,  /**< a session was cut off */
    MAT_MOMENT_STRENGTH, /**< how strong it was at the end */
    MAT_MOMENT_SKIN,     /**< how the skin is */
    MAT_MOMENT_BROKEN,   /**< where it is broken */
    MAT_MOMENT_HEALED,   /**< whether it has healed */
    MAT_MOMENT__COUNT
};

extern const struct mat_option mat_options[MAT_OPTION__COUNT];
extern const struct mat_command *const mat_commands[];
extern const int mat_n_commands;
/** Commands for scripts and the build, which no list shows. */
extern const struct mat_command *const mat_inner_commands[];
extern const int mat_n_inner_commands;
extern const struct mat_key mat_keys[];
extern const int mat_n_keys;
extern const struct mat_moment mat_moments[MAT_MOMENT__COUNT];

/* Each is defined in its cmd_NAME.c; mat_commands has them in the order in
 * which the help lists them. */
extern const struct mat_command mat_command_start;
extern const struct mat_command mat_command_preview;
extern const struct mat_command mat_command_list;
extern const struct mat_command mat_command_show;
extern const struct mat_command mat_command_check;
extern const struct mat_command mat_command_new;
extern const struct mat_command mat_command_edit;
extern const struct mat_command mat_command_screen;
extern const struct mat_command mat_command_status;
extern const struct mat_command mat_command_pause;
extern const struct mat_command mat_command_resume;
extern const struct mat_command mat_command_toggle;
extern const struct mat_command mat_command_next;
extern const struct mat_command mat_command_previous;
extern const struct mat_command mat_command_extend;
extern const struct mat_command mat_command_stop;
extern const struct mat_command mat_command_log;
extern const struct mat_command mat_command_stats;
extern const struct mat_command mat_command_rate;
extern const struct mat_command mat_command_export;
extern const struct mat_command mat_command_import;
extern const struct mat_command mat_command_render;
extern const struct mat_command mat_command_bedtime;
extern const struct mat_command mat_command_config;
extern const struct mat_command mat_command_doctor;
extern const struct mat_command mat_command_about;
extern const struct mat_command mat_command_completion;
extern const struct mat_command mat_command_help;
extern const struct mat_command mat_command_describe; /* an inner one */

/** The options that \p command takes; --help goes with every one. */
mat_option_set mat_command_options(const struct mat_command *command);

/** The command of that name, an inner one too, or NULL. */
const struct mat_command *mat_command_find(const char *name);

/** The topic of that name, or NULL. */
const struct mat_topic *mat_topic_find(const struct mat_command *command,
                                       const char *name);

/** Whether an option was given. */
bool mat_call_has(const struct mat_call *call, enum mat_option_id id);

/** The value given last, or NULL. */
const char *mat_call_value(const struct mat_call *call, enum mat_option_id id);

/** What the value given last reads as; \p otherwise when there is none. */
int mat_call_number(const struct mat_call *call, enum mat_option_id id,
                    int otherwise);

/** The sets of words given, all together. */
uint32_t mat_call_set(const struct mat_call *call, enum mat_option_id id);

/**
 * Runs a whole command line; prints usage problems with "did you mean".
 *
 * \return what to exit with
 */
int mat_cli_main(int argc, char **argv);

#endif
