/**
 * \file
 * The words of the formats: every enumeration that has a spelling in a plan,
 * in a table, on the command line or in a fact, with that spelling.
 *
 * One table a set of words. Files and commands write the spelling (kebab-case),
 * code uses the enumerator, and nobody spells a word twice.
 */
#ifndef MATSESSION_WORDS_H
#define MATSESSION_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** A set of words; the index of a word is the value of its enumerator. */
struct mat_words {
    const char *what;         /**< what one of them is called: "area" */
    const char *const *names; /**< `count` spellings, in enumerator order */
    int count;                /**< how many there are */
};

/** Kind of a step. */
enum mat_kind {
    MAT_KIND_PREPARE, /**< get ready, off the mat */
    MAT_KIND_ON,      /**< getting on, ends at full contact */
    MAT_KIND_MAT,     /**< time on the spikes: the only kind that caps count */
    MAT_KIND_OFF,     /**< getting off, sitting, standing up */
    MAT_KIND_REST,    /**< quiet, off the mat */
    MAT_KIND_BREATHE, /**< paced breathing, off the mat */
    MAT_KIND_POINT,   /**< a point held with a fingertip */
    MAT_KIND_WAIT,    /**< lasts until the user says so */
    MAT_KIND__COUNT
};

/** Where the spikes are. */
enum mat_area {
    MAT_AREA_BACK,
    MAT_AREA_LOWER_BACK,
    MAT_AREA_SHOULDERS,
    MAT_AREA_NECK,
    MAT_AREA_FEET,          /**< seated, only the weight of the legs */
    MAT_AREA_FEET_STANDING, /**< opt-in */
    MAT_AREA_LEGS,          /**< calves, thighs */
    MAT_AREA_BUTTOCKS,
    MAT_AREA_HANDS,
    MAT_AREA_BELLY, /**< opt-in */
    MAT_AREA__COUNT,
    MAT_AREA_NONE = -1 /**< the step has no spikes */
};

/** How the body is. */
enum mat_position {
    MAT_POSITION_SUPINE,
    MAT_POSITION_SUPINE_TOWEL, /**< rolled towel under the knees */
    MAT_POSITION_SEATED_CHAIR,
    MAT_POSITION_SEATED_FLOOR,
    MAT_POSITION_STANDING,
    MAT_POSITION_PRONE,
    MAT_POSITION__COUNT,
    MAT_POSITION_NONE = -1 /**< the step leaves it open */
};

/** What lies between skin and spikes. Order is not strength: see
 *  mat_layer_strength(). */
enum mat_layer {
    MAT_LAYER_TOWEL,
    MAT_LAYER_SHIRT,
    MAT_LAYER_SOCKS,
    MAT_LAYER_BARE,
    MAT_LAYER__COUNT
};

/** What lies under the mat, mild to strong. */
enum mat_surface {
    MAT_SURFACE_SOFT,
    MAT_SURFACE_MEDIUM,
    MAT_SURFACE_FIRM,
    MAT_SURFACE__COUNT
};

/** How far the user is (domain.md 2.3, A to E), easiest first. */
enum mat_stage {
    MAT_STAGE_FIRST,
    MAT_STAGE_WEEK,
    MAT_STAGE_BUILDING,
    MAT_STAGE_SETTLED,
    MAT_STAGE_HABITUAL,
    MAT_STAGE__COUNT
};

/** Time of day that a plan is for. */
enum mat_when {
    MAT_WHEN_MORNING,
    MAT_WHEN_DAY,
    MAT_WHEN_EVENING, /**< night display and the quiet ending */
    MAT_WHEN_ANY,
    MAT_WHEN__COUNT
};

/** How much of the guidance table a step takes. */
enum mat_guidance_level {
    MAT_GUIDANCE_FULL,
    MAT_GUIDANCE_SPARSE,
    MAT_GUIDANCE_NONE,
    MAT_GUIDANCE__COUNT
};

/** Side of the body for a point. */
enum mat_side {
    MAT_SIDE_LEFT,
    MAT_SIDE_RIGHT,
    MAT_SIDE_BOTH,    /**< one after the other: two segments */
    MAT_SIDE_MIDLINE, /**< a single point */
    MAT_SIDE__COUNT
};

/** What a matching contraindication row asks for (domain.md 0.3). */
enum mat_severity {
    MAT_SEVERITY_ADAPT, /**< runs, changed */
    MAT_SEVERITY_ASK,   /**< refused until a professional's clearance stands */
    MAT_SEVERITY_AVOID, /**< refused */
    MAT_SEVERITY__COUNT
};

/** An answer to one row of the contraindication table. */
enum mat_answer_kind {
    MAT_ANSWER_UNSET, /**< never asked */
    MAT_ANSWER_NO,
    MAT_ANSWER_UNSURE, /**< counts as `ask` at least */
    MAT_ANSWER_YES,
    MAT_ANSWER__COUNT
};

/** How a session ended. */
enum mat_outcome {
    MAT_OUTCOME_COMPLETED,
    MAT_OUTCOME_STOPPED,     /**< early, by choice */
    MAT_OUTCOME_UNWELL,      /**< early, with a bad sign */
    MAT_OUTCOME_INTERRUPTED, /**< nobody there: sleep, lost terminal, signal */
    MAT_OUTCOME__COUNT
};

/** What the skin was like after a session. */
enum mat_skin {
    MAT_SKIN_FINE,   /**< nothing, or redness and dots, which are normal */
    MAT_SKIN_MARKS,  /**< marks or soreness that stay */
    MAT_SKIN_BROKEN, /**< broken skin, a blister or a bruise: a stop signal */
    MAT_SKIN__COUNT,
    MAT_SKIN_UNKNOWN = -1 /**< nobody has said */
};

/** Why a step ended. */
enum mat_reason {
    MAT_REASON_TIME,
    MAT_REASON_NEXT,
    MAT_REASON_PREVIOUS,
    MAT_REASON_ACKNOWLEDGED, /**< a `wait` step was answered */
    MAT_REASON_STOP,
    MAT_REASON_UNWELL,
    MAT_REASON_INTERRUPTED,
    MAT_REASON__COUNT
};

/** What a chime means. */
enum mat_chime {
    MAT_CHIME_STEP,        /**< a step begins */
    MAT_CHIME_POSITION,    /**< one begins for which the body moves */
    MAT_CHIME_HALF,        /**< half of it is over */
    MAT_CHIME_LAST_MINUTE, /**< one minute of it is left */
    MAT_CHIME_SOON,        /**< one of the three seconds before a change */
    MAT_CHIME_END,         /**< the session is over */
    MAT_CHIME_ALARM,       /**< time on the mat is over; asks for an answer */
    MAT_CHIME__COUNT,
    MAT_CHIME_NONE = -1
};

/** By what somebody is notified. */
enum mat_notify_by {
    MAT_NOTIFY_AUTO, /**< the desktop where there is one, else the escape where
                          one is set, else the bell */
    MAT_NOTIFY_DESKTOP,
    MAT_NOTIFY_TERMINAL, /**< the escape where one is set, else the bell */
    MAT_NOTIFY_BELL,
    MAT_NOTIFY_OFF,
    MAT_NOTIFY__COUNT
};

/** Of which steps. */
enum mat_notify_steps {
    MAT_NOTIFY_AWAY, /**< that begin while the terminal is not in view */
    MAT_NOTIFY_ALWAYS,
    MAT_NOTIFY_NEVER,
    MAT_NOTIFY_STEPS__COUNT
};

/** The terminal's own way to notify, which differs between terminals. */
enum mat_escape {
    MAT_ESCAPE_NONE,
    MAT_ESCAPE_OSC9,   /**< ESC ] 9 ; TEXT BEL */
    MAT_ESCAPE_OSC777, /**< ESC ] 777 ; notify ; TITLE ; BODY ST */
    MAT_ESCAPE__COUNT
};

extern const struct mat_words mat_chimes;
extern const struct mat_words mat_kinds;
extern const struct mat_words mat_areas;
extern const struct mat_words mat_positions;
extern const struct mat_words mat_layers;
extern const struct mat_words mat_surfaces;
extern const struct mat_words mat_stages;
extern const struct mat_words mat_whens;
extern const struct mat_words mat_guidance_levels;
extern const struct mat_words mat_sides;
extern const struct mat_words mat_severities;
extern const struct mat_words mat_answers;
extern const struct mat_words mat_outcomes;
extern const struct mat_words mat_skins;
extern const struct mat_words mat_reasons;
extern const struct mat_words mat_notify_bys;
extern const struct mat_words mat_notify_steps;
extern const struct mat_words mat_escapes;

/** A set of areas, one bit each. */
typedef uint32_t mat_area_set;

#define MAT_AREA_BIT(area) ((mat_area_set)1 << (area))
#define MAT_AREA_ALL (MAT_AREA_BIT(MAT_AREA__COUNT) - 1)

/** The spelling of \p value, or "" when it is not one of \p words. Static. */
const char *mat_word(const struct mat_words *words, int value);

/** The value that \p text spells exactly, or -1. \p text may be NULL. */
int mat_word_find(const struct mat_words *words, const char *text);

/** Writes all spellings, "shirt, socks or bare", as far as they fit.
 *  \param size  bytes in \p buffer, at least 1 */
void mat_words_list(const struct mat_words *words, char *buffer, size_t size);

/**
 * The entry of \p names that is nearest to \p text, or NULL when none is near
 * enough to be worth a "did you mean" (at most a third of the letters off).
 *
 * \param names     \p count spellings
 * \param text      what was written; only its first 64 bytes are looked at
 */
const char *mat_word_nearest(const char *const *names, int count,
                             const char *text);

/** Room for what mat_word_advice() writes, for names of up to 64 bytes. */
#define MAT_ADVICE_TEXT 96

/**
 * Writes `; did you mean "X"?` with the nearest of \p names, or "" when none is
 * near or it does not fit; made to stand at the end of a sentence.
 *
 * \param size  bytes in \p buffer, at least 1
 * \return \p buffer
 */
const char *mat_word_advice(const char *const *names, int count,
                            const char *text, char *buffer, size_t size);

/** How much a layer lets through: towel 0, shirt and socks 1, bare 2. */
int mat_layer_strength(enum mat_layer layer);

/** Whether the body lies in \p position. */
bool mat_position_lies(enum mat_position position);

/** The position that goes with \p area when a plan leaves it open. */
enum mat_position mat_area_position(enum mat_area area);

/** Whether \p position can bring \p area onto a mat (domain.md 4). */
bool mat_area_allows(enum mat_area area, enum mat_position position);

/** The area in words for people: "lower back", "feet, standing". Static. */
const char *mat_area_label(enum mat_area area);

/** The position in words for people: "lying on the back". Static. */
const char *mat_position_label(enum mat_position position);

/** The layer in words for people: "shirt on", "bare skin". Static. */
const char *mat_layer_label(enum mat_layer layer);

/** The surface in words for people: "soft surface". Static. */
const char *mat_surface_label(enum mat_surface surface);

/** What is left of a plan's purpose. Starts as zero. */
struct mat_purpose {
    bool presses;       /**< the plan has a mat or point step */
    bool still_presses; /**< and one of them runs */
    bool calms;         /**< a step that breathes or rests runs */
};

/** Takes in one step of the plan. */
void mat_purpose_add(struct mat_purpose *purpose, enum mat_kind kind,
                     bool runs);

/** Whether the session is worth having: a plan with spikes or points is not
 *  without all of them. */
bool mat_purpose_is_left(const struct mat_purpose *purpose);

#endif
