/**
 * \file
 * Forms one after another, as pages on the terminal or as lines.
 */
#ifndef MAT_APP_PAGER_H
#define MAT_APP_PAGER_H

#include "app/screening.h"
#include "front/form.h"

/** A run of forms. */
struct mat_pager {
    enum mat_ask how; /**< LINES also where no page can be drawn */
    bool opened;      /**< the terminal was taken here */
    bool signals;     /**< .. and the signals */
    struct mat_form_page *page;
};

/** Takes terminal and signals for pages; a terminal that is open stays so. */
void mat_pager_begin(struct mat_pager *pager, enum mat_ask how);

/** Gives back what mat_pager_begin() took. */
void mat_pager_end(struct mat_pager *pager);

/**
 * Shows a form until it is answered.
 *
 * \param ret_event set on success: NEXT, BACK or LEAVE
 * \return MAT_EXIT_DONE; MAT_EXIT_UNANSWERED at the end of the input;
 *         MAT_EXIT_INTERRUPTED without a terminal; MAT_EXIT_SIGNAL + n
 */
int mat_pager_run(struct mat_pager *pager, struct mat_form *form,
                  enum mat_form_event *ret_event);

#endif
