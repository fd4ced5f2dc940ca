/**
 * \file
 * Forms one after another, as pages on the terminal or as lines.
 */
#ifndef MAT_APP_PAGER_H
#define MAT_APP_PAGER_H

#include "app/exit.h"
#include "front/form.h"

/** How to ask. */
enum mat_ask {
    MAT_ASK_PAGES, /**< full-screen pages */
    MAT_ASK_LINES, /**< numbered questions, stdin and stderr */
    MAT_ASK_KEYS,  /**< lines on stderr, answered by one key: raw_keys.h is
                        open and signals are taken; only mat_pager_show() */
};

/** The longest line that answers a page, in bytes with its NUL. */
#define MAT_PAGER_LINE 64

/** A run of forms. */
struct mat_pager {
    enum mat_ask how; /**< LINES also where no page can be drawn */
    bool opened;      /**< the terminal was taken here */
    bool signals;     /**< .. and the signals */
    struct mat_form_page *page;
    char line[MAT_PAGER_LINE]; /**< LINES: what was typed .. */
    size_t read;               /**< .. and how much of it was taken */
};

/** Whether somebody can be asked: stdin is a terminal, and stderr or stdout. */
bool mat_can_ask(void);

/** Takes signals and terminal for pages; a terminal that is open stays so. */
void mat_pager_begin(struct mat_pager *pager, enum mat_ask how);

/** Gives back what mat_pager_begin() took. */
void mat_pager_end(struct mat_pager *pager);

/**
 * Shows a form until it is answered.
 *
 * \param ret_event set on success: NEXT, BACK or LEAVE
 * \return MAT_EXIT_DONE; MAT_EXIT_UNANSWERED at the end of the input;
 *         MAT_EXIT_INTERRUPTED when the terminal has gone; MAT_EXIT_SIGNAL + n
 */
int mat_pager_run(struct mat_pager *pager, struct mat_form *form,
                  enum mat_form_event *ret_event);

/**
 * Shows a page until a key is pressed, and gives it back.
 *
 * PAGES: keys that move a page that does not fit are taken here; `scroll`
 * beyond the end shows the end. LINES: the answer is a line, and its first
 * character is the key. What was typed before the page was there is no answer
 * to it, but for LINES.
 *
 * \param at_most   after so long it goes by itself; MAT_MS_NONE: never. LINES
 *                  have no such limit
 * \param ret_key   always set: in lower case; MAT_KEY_NONE: none
 * \return as mat_pager_run()
 */
int mat_pager_show(struct mat_pager *pager, const struct mat_page *page,
                   mat_ms at_most, int *ret_key);

/**
 * The key that follows the one before at once, as 0 follows 1 for a ten.
 *
 * \param page      as shown
 * \return as mat_pager_show()
 */
int mat_pager_more(struct mat_pager *pager, const struct mat_page *page,
                   int *ret_key);

#endif
