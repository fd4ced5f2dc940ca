/**
 * \file
 * What a notification says, and how a terminal is told. Nothing of a step but
 * its title and length: whoever else can see the screen learns no more.
 */
#ifndef MAT_LINK_NOTIFY_TEXT_H
#define MAT_LINK_NOTIFY_TEXT_H

#include "matsession/engine.h"
#include "matsession/words.h"

#define MAT_NOTIFY_TITLE 80
#define MAT_NOTIFY_BODY 160
/** Room for an escape sequence. */
#define MAT_NOTIFY_ESCAPE 640

/** A notification: one line each, fit to be shown. */
struct mat_notify_text {
    char title[MAT_NOTIFY_TITLE];
    char body[MAT_NOTIFY_BODY];
};

/** Says \p fact. \return whether there is something to say: a step that began
 *  (but the first), an alarm (its first and its last), the end */
bool mat_notify_text_make(const struct mat_schedule *schedule,
                          const struct mat_fact *fact,
                          struct mat_notify_text *ret_notice);

/**
 * The notice as an escape sequence.
 *
 * \param escape    not NONE
 * \param tmux      wrapped, so that tmux hands it on
 * \return \p buffer
 */
char *mat_notify_text_escape(const struct mat_notify_text *notice,
                             enum mat_escape escape, bool tmux,
                             char buffer[MAT_NOTIFY_ESCAPE]);

/** The body as notify-send takes it: it reads markup and backslashes.
 *  \param size  bytes in \p buffer; six times those of the body always do
 *  \return \p buffer */
char *mat_notify_text_markup(const struct mat_notify_text *notice, char *buffer,
                             size_t size);

#endif
