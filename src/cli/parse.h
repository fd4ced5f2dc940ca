/**
 * \file
 * The parser: a command line against the tables of command.h. Nothing is
 * printed and nothing is run here.
 */
#ifndef MAT_CLI_PARSE_H
#define MAT_CLI_PARSE_H

#include "cli/command.h"

/** Room for a usage error, one line. */
#define MAT_USAGE_TEXT 512

/** What a command line turned out to be. */
enum mat_parsed {
    MAT_PARSED_CALL,    /**< a command to run */
    MAT_PARSED_HELP,    /**< --help: of the command, or of everything */
    MAT_PARSED_VERSION, /**< --version */
    MAT_PARSED_NOTHING, /**< no command at all */
    MAT_PARSED_WRONG,   /**< see the error */
};

/**
 * Parses a command line.
 *
 * Options may stand before or behind the arguments of a command; `--` ends
 * them; a value stands behind a blank or a `=`. A long name counts only when
 * it is written in full: an abbreviation that works today would break a
 * script the day another option is added.
 *
 * \param argv      borrowed by \p ret_call
 * \param ret_call  always set: `command` as far as it is known; release it
 *                  with mat_call_done()
 * \param reterr    set for MAT_PARSED_WRONG: what is wrong, what is allowed
 */
enum mat_parsed mat_parse(int argc, char **argv, struct mat_call *ret_call,
                          char reterr[MAT_USAGE_TEXT]);

/** Releases what it holds. All zero is fine. */
void mat_call_done(struct mat_call *call);

#endif
