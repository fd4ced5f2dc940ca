/**
 * \file
 * Where a session is at a moment, as one flat object: what `status` prints and
 * what the control socket gives.
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
#ifndef MAT_LINK_STATUS_H
#define MAT_LINK_STATUS_H

#include "matsession/engine.h"

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
    int step; /**< from 1 */
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
    const char *next; /**< title of the step that follows */
    char detail[96];  /**< "lying on the back, shirt on, soft surface" */
    char ends[8];     /**< "22:47" */
    void *owner;      /**< private */
};

/** The status of a session that has begun. Nothing is to be released. */
void mat_status_at(const struct mat_schedule *schedule,
                   const struct mat_state *state, mat_ms now,
                   const struct mat_status_around *around,
                   struct mat_status *ret_status);

/**
 * A status as one line of JSON without a newline.
 *
 * \param did   NULL: as told to watchers; else as the answer to a request that
 *              was met: "ok" and "did" come first, for "" only "ok"
 * \return a string that the caller frees; NULL without memory
 */
char *mat_status_json(const struct mat_status *status, const char *did);

/**
 * Reads a status from an object of JSON (a json_t), and takes nothing for
 * granted.
 *
 * \param ret_status    set on success; holds on to \p object until
 *                      mat_status_done()
 * \return whether it is one, whole, of texts that may be shown
 */
bool mat_status_read(void *object, struct mat_status *ret_status);

/** Releases what it holds. All zero is fine. */
void mat_status_done(struct mat_status *status);

/** The same session \p by milliseconds on, if nothing else happens. The result
 *  borrows from \p status. */
struct mat_status mat_status_later(const struct mat_status *status, mat_ms by);

/** \p status once the session is over: its names are left, and nothing else. */
struct mat_status mat_status_ended(const struct mat_status *status);

#endif
