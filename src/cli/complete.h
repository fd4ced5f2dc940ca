/**
 * \file
 * What a shell may offer at each place of a command line, from the tables of
 * command.h, and the scripts that make a shell offer it.
 */
#ifndef MAT_CLI_COMPLETE_H
#define MAT_CLI_COMPLETE_H

#include <stdbool.h>
#include <stdio.h>

#include "cli/command.h"

/** What is offered beside words; a bit each. */
enum mat_offer {
    MAT_OFFER_PLANS = 1,     /**< names of plans, asked of the program */
    MAT_OFFER_FILES = 2,     /**< files, as the shell finds them */
    MAT_OFFER_COMMANDS = 4,  /**< names of commands */
    MAT_OFFER_QUESTIONS = 8, /**< ids of the screening, asked of the program */
    MAT_OFFER_ANSWERS = 16,  /**< the same, with = and an answer */
};

#define MAT_PLACES_MAX 8

/** One place of a command line. */
struct mat_place {
    char label[48];  /**< what stands there: "PLAN|FILE"; "" for a switch */
    char words[256]; /**< what may be written, with blanks between */
    unsigned offers; /**< of enum mat_offer */
    bool list;       /**< of the words several, with commas between */
};

/**
 * The places of a command's arguments.
 *
 * \param ret_repeats   set: whether the last place may be filled again
 * \return how many of \p ret_places are set
 */
int mat_complete_arguments(const struct mat_command *command,
                           struct mat_place ret_places[MAT_PLACES_MAX],
                           bool *ret_repeats);

/** The place behind an option; without a label for a switch. */
void mat_complete_option(const struct mat_option *option,
                         struct mat_place *ret_place);

#define MAT_COMPLETE_ANSWERS 64
#define MAT_COMPLETE_BRIEF 160

/** The answers to a question, with blanks between: what may stand behind the =
 *  of MAT_OFFER_ANSWERS. */
void mat_complete_answers(char buffer[MAT_COMPLETE_ANSWERS]);

/** The first sentence of \p text, without its full stop. */
void mat_complete_brief(const char *text, char buffer[MAT_COMPLETE_BRIEF]);

/** A shell, and its script. */
struct mat_shell {
    const char *name;
    void (*print)(FILE *file);
};

extern const struct mat_shell mat_shells[];
extern const int mat_n_shells;

/** The scripts (complete_bash.c, complete_zsh.c, complete_fish.c). */
void mat_complete_bash(FILE *file);
void mat_complete_zsh(FILE *file);
void mat_complete_fish(FILE *file);

#endif
