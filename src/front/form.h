/**
 * \file
 * A page to tick: questions, what was ticked so far, and what a key does to
 * it. Pure; ask.h asks the same form on streams. A form without questions is a
 * page to read.
 */
#ifndef MAT_FRONT_FORM_H
#define MAT_FRONT_FORM_H

#include "front/keys.h"
#include "matsession/gate.h"
#include "matsession/layout.h"

/** One question. */
struct mat_form_item {
    const char *question;
    bool local; /**< a yes may say where */
};

/** What was ticked. An untouched question is UNSET, which means no. */
struct mat_form_mark {
    enum mat_answer_kind kind; /**< UNSET, UNSURE or YES */
    mat_area_set where;        /**< of a local one; 0: everywhere */
};

/** A page. Strings and items are borrowed. */
struct mat_form {
    const char *title;       /**< "Skin, 1 of 8" */
    const char *const *text; /**< paragraphs above the questions */
    int n_text;
    bool tight; /**< `text` are lines, not paragraphs: no blank ones between */
    const struct mat_form_item *items;
    int n_items;            /**< at most MAT_ROWS_MAX */
    const char *enter_none; /**< what Enter does with nothing ticked */
    const char *enter_some; /**< .. and with something; NULL: the same */
    bool can_back;          /**< there is a page before */
    bool can_leave;         /**< q leaves; else only Enter goes on */
    bool confirms;          /**< leaving is asked about first: work is lost */

    struct mat_form_mark marks[MAT_ROWS_MAX];
    int cursor;      /**< the question that keys act on */
    int step;        /**< questions are out of sight: Enter goes on by so many
                          until the last has been seen; 0: all are in sight */
    bool where_open; /**< areas of `cursor` are being ticked */
    int area_cursor;
    bool leaving; /**< "leave?" is being asked */
};

/** What a key came to. */
enum mat_form_event {
    MAT_FORM_STAY,
    MAT_FORM_NEXT,
    MAT_FORM_BACK,
    MAT_FORM_LEAVE,
    MAT_FORM_SCROLL_UP, /**< a page to read is to be moved */
    MAT_FORM_SCROLL_DOWN,
    MAT_FORM_SCREEN_UP, /**< .. by a screenful */
    MAT_FORM_SCREEN_DOWN,
};

/** Room for the lines of a page. */
#define MAT_FORM_LINES_MAX (2 * MAT_ROWS_MAX + 16)
#define MAT_FORM_TEXT_MAX 65536

/** A form as a page of the layout. Large; keep it off small stacks. */
struct mat_form_page {
    struct mat_page page; /**< borrows from the rest and from the form */
    const char *lines[MAT_FORM_LINES_MAX];
    char keys[160];
    char text[MAT_FORM_TEXT_MAX];
    size_t used;
};

/**
 * Acts on a key: arrows or j k move, space or x is yes, ? or u is not sure,
 * 1 to 9 tick that question and 0 the tenth, w says where, Enter or right goes
 * on, left or b goes back, q or Escape leaves. Unknown keys do nothing.
 */
enum mat_form_event mat_form_key(struct mat_form *form, int key);

/** The key of the question that has so many before it; - where there is
 *  none. */
char mat_form_digit(int row);

/** Whether Enter only goes on to questions that were not in sight. */
bool mat_form_has_more(const struct mat_form *form);

/** Whether anything is ticked. */
bool mat_form_has_marks(const struct mat_form *form);

/** What Enter does now, in words. */
const char *mat_form_enter(const struct mat_form *form);

/** Writes `form` as a page with scroll 0. Of a text that is too long the last
 *  line is "...". */
void mat_form_page(const struct mat_form *form, struct mat_form_page *ret_page);

#endif
