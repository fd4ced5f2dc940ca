/**
 * \file
 * Where a session is at a moment, as a value: what `status` prints and what the
 * control socket gives.
 */
#ifndef MAT_LINK_STATUS_H
#define MAT_LINK_STATUS_H

#include "matsession/engine.h"
#include "matsession/text.h"

/** Where a session is, as users are told. */
enum mat_status_phase {
    MAT_STATUS_RUNNING,
    MAT_STATUS_PAUSED,
    MAT_STATUS_HELD,    /**< the machine slept; a question stands */
    MAT_STATUS_WAITING, /**< in a step that lasts until it is answered */
    MAT_STATUS_ALARM,   /**< time on the mat is over; nobody has answered */
    MAT_STATUS_ENDED,
    MAT_STATUS__COUNT
};

extern const struct mat_words mat_status_phases;

/** What the session itself does not know. */
struct mat_status_around {
    mat_ms time_of_day; /**< local, since midnight; MAT_MS_NONE: unknown */
    bool sounds;
    bool muted;
};

/** A status. Strings are "" where nothing applies; those that one was made of
 *  are borrowed from the schedule, those that it was read into are its own. */
struct mat_status {
    mat_ms at; /**< since the session began */
    enum mat_status_phase phase;
    const char *plan;
    const char *title;
    int step; /**< from 1; one more than `steps` on the way off for somebody
                   unwell */
    int steps;
    const char *kind;
    const char *step_title;
    const char *area;
    const char *position;
    const char *layer;
    const char *surface;
    mat_ms left;         /**< of the step, or NONE */
    mat_ms duration;     /**< of the step, or NONE */
    mat_ms session_left; /**< or NONE */
    mat_ms mat;          /**< on the mat so far */
    bool ringing;        /**< an alarm waits for an answer, in any phase */
    bool ending;         /**< off the mat, then it is over */
    bool sounds;
    bool muted;
    const char *cue;
    const char *next;     /**< title of the step that follows */
    char detail[96];      /**< "lying on the back, shirt on, soft surface" */
    char ends[8];         /**< "22:47" */
    struct json_t *owner; /**< private */
};

/** The status of a session that has begun. Nothing is to be released. */
void mat_status_at(const struct mat_schedule *schedule,
                   const struct mat_state *state, mat_ms now,
                   const struct mat_status_around *around,
                   struct mat_status *ret_status);

/** A span in whole minutes, rounded up as countdowns are: "3".
 *  \return \p buffer */
const char *mat_status_minutes(mat_ms span, char buffer[MAT_NUMBER_TEXT]);

/** The same session \p by milliseconds on, if nothing else happens. The result
 *  borrows from \p status. */
struct mat_status mat_status_later(const struct mat_status *status, mat_ms by);

/** \p status once the session is over: its names are left, and nothing else. */
struct mat_status mat_status_ended(const struct mat_status *status);

#endif
