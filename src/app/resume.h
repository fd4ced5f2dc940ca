/**
 * \file
 * Taking up a session that was killed.
 */
#ifndef MAT_APP_RESUME_H
#define MAT_APP_RESUME_H

#include "app/pager.h"
#include "app/prepare.h"
#include "store/journal.h"

/** A session that was cut off a short while ago. All zero is none. */
struct mat_resume {
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    int n_found;
    struct mat_record_cut cut;
    mat_ms away; /**< since its last fact */
};

/** Room for a sentence on a session that was cut off. */
#define MAT_RESUME_TEXT 320

/** Looks for one that can be taken up: younger than MAT_RESUME_WITHIN, not
 *  ended. The lock must be held. Released with mat_resume_done() in every
 *  case. \return whether there is one */
bool mat_resume_find(struct mat_resume *ret_resume);

/** Why there is none to take up: "no session was cut off". \return \p buffer */
char *mat_resume_why_not(const struct mat_resume *resume,
                         char buffer[MAT_RESUME_TEXT]);

/** The wish with which it began. Borrows the plan's name. */
struct mat_wish mat_resume_wish(const struct mat_resume *resume);

/** Whether \p plan, a name or a file, is the plan that was cut off. */
bool mat_resume_is_of(const struct mat_resume *resume, const char *plan);

/** One sentence on what was cut off, and when. */
void mat_resume_text(const struct mat_resume *resume, char *buffer,
                     size_t size);

/** Whether \p schedule, made anew, is still the session that was cut off. */
bool mat_resume_fits(const struct mat_resume *resume,
                     const struct mat_schedule *schedule);

/** What can be done with a session that was cut off. */
enum mat_resume_answer {
    MAT_RESUME_UNANSWERED,
    MAT_RESUME_TAKE_UP,
    MAT_RESUME_LEAVE, /**< it is over, and enters the history */
    MAT_RESUME_QUIT,  /**< nothing is done now */
};

/** What a key answers. */
enum mat_resume_answer mat_resume_answer(int key);

/**
 * Asks whether to take it up.
 *
 * \param instead   title of the session that begins if not, or NULL
 * \param ret_answer set on success: not UNANSWERED
 * \return as mat_pager_run()
 */
int mat_resume_ask(enum mat_ask how, const struct mat_resume *resume,
                   const char *instead, enum mat_resume_answer *ret_answer);

/** mat_history_sweep(), with a line on stderr for each session that entered
 *  the history. */
bool mat_resume_sweep(mat_ms keep_ms);

/** Releases what it holds. */
void mat_resume_done(struct mat_resume *resume);

#endif
