/**
 * \file
 * A form asked on streams: numbered questions, one line of answer. No boxes,
 * no repainting, so that a screen reader and a log can follow.
 */
#ifndef MAT_FRONT_ASK_H
#define MAT_FRONT_ASK_H

#include <stdio.h>

#include "front/form.h"

/** Takes what is said: a line that ends in a newline, or a prompt that does
 *  not. Escaping and wrapping are the writer's business. */
typedef void mat_ask_writer(void *to, const char *text);

/**
 * Asks \p form until a line of \p in is an answer: numbers that apply, `3?`
 * for not sure, an empty line for what Enter does, `b`, `q`. Where a question
 * is local and ticked, it is asked where, one question more.
 *
 * \param in        a line longer than 250 bytes is no answer
 * \param write     gets everything that is said
 * \param ret_event set on success: NEXT, BACK or LEAVE
 * \return false at the end of \p in; the form is then as far as it got
 */
bool mat_ask_form(struct mat_form *form, FILE *in, mat_ask_writer *write,
                  void *to, enum mat_form_event *ret_event);

#endif
