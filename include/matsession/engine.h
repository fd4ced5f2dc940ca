/**
 * \file
 * The engine: the countdown as a value.
 *
 * A step takes a schedule, a state, an event and a moment, and returns the
 * next state and the few facts that this made true. It allocates nothing,
 * reads no clock and keeps nothing behind. The caller asks when something is
 * due next and comes back then:
 *
 *     while (mat_engine_deadline(schedule, &state) <= now)
 *         take(mat_engine_step(schedule, state, MAT_TICK, now));
 *
 * One deadline a step, and each fact bears the moment it was due, not the
 * moment somebody looked. So it makes no difference how time is cut into
 * ticks, nothing drifts, and catching up after a stall is exact.
 */
#ifndef MATSESSION_ENGINE_H
#define MATSESSION_ENGINE_H

#include "matsession/schedule.h"

/** The most facts that one step can make true. */
#define MAT_FACTS_MAX 3

/** The end alarm sounds so often .. */
#define MAT_ALARM_EVERY MAT_SECONDS(10)
/** .. for so long, and the last one is the loudest (design.md 8). */
#define MAT_ALARM_FOR MAT_MINUTES(3)
/** Pausing in an `on` or `mat` segment rings the alarm after so long in all,
 * and again after every answer or silence of this length: nobody sleeps there.
 */
#define MAT_PAUSE_ON_MAT_MAX MAT_MINUTES(5)
/** Shortening a mat step leaves this long to get ready. */
#define MAT_SHORTEN_LEAVES MAT_SECONDS(15)
/** PREVIOUS within so long of a step's start goes to the step before. */
#define MAT_PREVIOUS_WITHIN MAT_SECONDS(3)

/** Where a session is. */
enum mat_phase {
    MAT_PHASE_IDLE, /**< not begun */
    MAT_PHASE_RUNNING,
    MAT_PHASE_PAUSED,
    MAT_PHASE_HELD,    /**< the machine slept; a question stands */
    MAT_PHASE_WAITING, /**< in a `wait` segment, or the end alarm */
    MAT_PHASE_DONE,    /**< to the end */
    MAT_PHASE_STOPPED, /**< before the end */
    MAT_PHASE__COUNT
};

/** What can happen to a session. */
enum mat_event_kind {
    MAT_EVENT_TICK,  /**< time has come to the deadline */
    MAT_EVENT_BEGIN, /**< the session begins now */
    MAT_EVENT_PAUSE,
    MAT_EVENT_RESUME,
    MAT_EVENT_NEXT,
    MAT_EVENT_PREVIOUS,
    MAT_EVENT_EXTEND, /**< `by` milliseconds, may be negative */
    MAT_EVENT_STOP,   /**< off the mat first, then end; in an `off` it only sees
                           to it that nothing follows; a second time: end now */
    MAT_EVENT_UNWELL, /**< off the mat now, whatever the phase of a session
                           that has begun and not ended */
    MAT_EVENT_ACKNOWLEDGE,
    MAT_EVENT_SLEPT,     /**< the machine slept for `by` milliseconds */
    MAT_EVENT_INTERRUPT, /**< nobody is there any more: end now */
    MAT_EVENT__COUNT
};

struct mat_event {
    enum mat_event_kind kind;
    mat_ms by; /**< for EXTEND and SLEPT, else 0 */
};

#define MAT_TICK ((struct mat_event){.kind = MAT_EVENT_TICK})

/** What has happened. */
enum mat_fact_kind {
    MAT_FACT_SESSION_BEGAN, /**< `ms`: total */
    MAT_FACT_STEP_BEGAN,    /**< `ms`: duration, or NONE */
    MAT_FACT_CUE,           /**< `cue` */
    MAT_FACT_STEP_ENDED,    /**< `reason`; `ms`: how long it really was */
    MAT_FACT_PAUSED,
    MAT_FACT_RESUMED,
    MAT_FACT_EXTENDED, /**< `ms`: by how much it really was, may be negative */
    MAT_FACT_HELD,     /**< `ms`: slept */
    MAT_FACT_ALARM,    /**< `attempt` from 1; `last`: the loudest */
    MAT_FACT_ACKNOWLEDGED,
    MAT_FACT_SESSION_ENDED, /**< `outcome`; `ms`: on the mat; `attempt`: ends
                                 that nobody answered */
    MAT_FACT__COUNT
};

/** One fact. */
struct mat_fact {
    enum mat_fact_kind kind;
    mat_ms at;   /**< since the session began; pauses count */
    int segment; /**< index into the schedule */
    int cue;     /**< index into the segment's cues, for CUE, else -1 */
    mat_ms ms;
    int attempt;
    bool last;
    enum mat_reason reason;
    enum mat_outcome outcome;
};

/** A cue that was given: which segment, which of its cues. */
struct mat_cue_ref {
    int segment; /**< -1: none yet */
    int cue;
};

/** The whole state. A value: copy it, compare it, throw it away. */
struct mat_state {
    enum mat_phase phase;
    bool ending;              /**< leading off the mat, then `outcome` */
    bool ringing;             /**< an alarm waits for an answer */
    bool between;             /**< taken up where the segment had ended: the
                                   next one begins at `origin` */
    enum mat_outcome outcome; /**< once ending, done or stopped */
    mat_ms began;             /**< moment of BEGIN */
    int segment;              /**< current */
    mat_ms origin;    /**< moment at which the segment's place was 0, pauses
                           taken out */
    mat_ms duration;  /**< of the current segment, with extensions; or NONE */
    mat_ms since;     /**< moment at which a pause or hold began */
    mat_ms paused;    /**< pauses in the current segment, before this one */
    mat_ms ring_from; /**< moment from which the alarm counts its attempts */
    int attempt;      /**< alarms given, or questions of a `wait` asked */
    mat_ms cued;      /**< place up to which cues were given .. */
    int cued_index;   /**< .. and the last one given there */
    int unanswered;   /**< ends of a stay that nobody answered */
    mat_ms used[MAT_AREA__COUNT]; /**< on the mat, in segments left behind */
    struct mat_cue_ref cue;       /**< the cue of the moment */
    struct mat_cue_ref cue_before;
};

/** The next state and what has become true, in order. */
struct mat_step_result {
    struct mat_state state;
    struct mat_fact facts[MAT_FACTS_MAX];
    int n_facts;
};

/** The state before BEGIN. */
struct mat_state mat_engine_init(void);

/**
 * Lets \p event happen at \p now.
 *
 * An event that a phase does not know is ignored: same state, no facts. The
 * table in engine.c shows which. A TICK before the deadline is ignored too.
 *
 * \param now   for every event but TICK the caller has taken all deadlines up
 *              to \p now first (asserted)
 */
struct mat_step_result mat_engine_step(const struct mat_schedule *schedule,
                                       struct mat_state state,
                                       struct mat_event event, mat_ms now);

/** Where a session was that was cut off. */
struct mat_cut {
    int segment;     /**< it was in, or was about to enter .. */
    bool between;    /**< .. which is this: the one before had ended, as it
                          has in the end alarm, and this had not begun */
    mat_ms at;       /**< moment of its last fact, since the session began */
    mat_ms place;    /**< in the segment at that moment, pauses taken out */
    mat_ms extended; /**< by how much the segment was made longer; may be
                          negative */
    mat_ms used[MAT_AREA__COUNT]; /**< on the mat, in segments left behind */
    int unanswered;               /**< ends of a stay that nobody answered */
};

/**
 * The state of a session that is taken up where it was cut off: in the same
 * segment at the same place, as if no time had passed. Let SLEPT happen next,
 * so that the user is asked before time runs on.
 *
 * Caps hold over both parts: the segment lasts no longer than `used` leaves.
 * Cues up to `place` count as given; but at place 0 what opens the segment is
 * due at \p now, said before or not. Between two segments the next one begins
 * at \p now, with its fact; where `used` leaves no time for it, what the engine
 * would have gone to instead.
 *
 * No time runs in a `wait` segment: there the phase is WAITING, SLEPT is
 * ignored, and the question comes when its timeout has passed next.
 *
 * \param cut  `segment` in [0, n_segments), above 0 for `between`; `place` is
 *             brought into it
 */
struct mat_state mat_engine_take_up(const struct mat_schedule *schedule,
                                    const struct mat_cut *cut, mat_ms now);

/** The moment at which something is due next; MAT_MS_NONE: nothing. */
mat_ms mat_engine_deadline(const struct mat_schedule *schedule,
                           const struct mat_state *state);

/** How far into the current segment \p now is, pauses taken out. */
mat_ms mat_engine_place(const struct mat_state *state, mat_ms now);

/** Time on the mat up to \p now. */
mat_ms mat_engine_mat_time(const struct mat_schedule *schedule,
                           const struct mat_state *state, mat_ms now);

/** Whether the session has ended, in whatever way. */
bool mat_engine_over(const struct mat_state *state);

#endif
