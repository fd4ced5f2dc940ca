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
};

/** A run of forms. */
struct mat_pager {
    enum mat_ask how; /**< LINES also where no page can be drawn */
    bool opened;      /**< the terminal was taken here */
    bool signals;     /**< .. and the signals */
    struct mat_form_page *page;
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
 * Shows a page on the open screen until a key is pressed, which is taken, or
 * until the time is over. Signals must be taken.
 *
 * \return as mat_pager_run()
 */
int mat_pager_show(const struct mat_page *page, mat_ms at_most);

#endif
