/**
 * \file
 * A status as one flat object of JSON, written and read.
 *
 *     {"event":"status","at_ms":421000,"phase":"running","plan":"evening",
 *      "title":"Evening wind-down","step":7,"steps":9,"kind":"mat",
 *      "step_title":"Warm-up","detail":"lying on the back, shirt on, soft
 *      surface","area":"back","position":"supine","layer":"shirt",
 *      "surface":"soft","left_ms":151000,"step_ms":180000,
 *      "session_left_ms":611000,"mat_ms":149000,"ends_at":"22:47",
 *      "ringing":false,"ending":false,"muted":false,"cue":"Rate it 0-10. ..",
 *      "next":"Off the mat"}
 *
 * What does not apply is null. `left_ms` and `step_ms` are null in a step that
 * lasts until it is answered; `session_left_ms` where nobody knows; `ends_at`,
 * local time, also while no time runs. `muted` is null where nothing sounds.
 * `step` is one more than `steps` on the way off for somebody unwell.
 */
#ifndef MAT_LINK_STATUS_JSON_H
#define MAT_LINK_STATUS_JSON_H

#include <jansson.h>

#include "link/status.h"

/**
 * A status as one line of JSON without a newline.
 *
 * \param did   NULL: as told to watchers; else as the answer to a request that
 *              was met: "ok" and "did" come first, for "" only "ok"
 * \return a string that the caller frees; NULL without memory
 */
char *mat_status_json(const struct mat_status *status, const char *did);

/**
 * Reads a status from an object of JSON, and takes nothing for granted.
 *
 * \param object        may be NULL, or anything else
 * \param ret_status    set on success; holds on to \p object until
 *                      mat_status_json_done()
 * \return whether it is one, whole, of texts that may be shown
 */
bool mat_status_json_read(json_t *object, struct mat_status *ret_status);

/** Releases what it holds. All zero is fine. */
void mat_status_json_done(struct mat_status *status);

#endif
