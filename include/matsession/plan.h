/**
 * \file
 * The first two of a plan's three states: what YAML said, and what was checked.
 *
 * The loader fills a mat_plan_doc, in which every scalar is still the text
 * that the file holds. mat_plan_check() turns it into a mat_plan, in which
 * every value is known to be good, or says everything that is wrong. The third
 * state, what will run tonight, is a mat_schedule.
 */
#ifndef MATSESSION_PLAN_H
#define MATSESSION_PLAN_H

#include "matsession/diag.h"
#include "matsession/tables.h"

/* Limits of ours (P): far above any plan that somebody would lie through, and
 * low enough to keep what a hostile file costs small. */
#define MAT_PLAN_STEPS_MAX 500             /**< steps in a plan */
#define MAT_PLAN_TIME_MAX MAT_MINUTES(720) /**< all steps together */
#define MAT_PLAN_CUES_MAX 100              /**< cues in a step */
#define MAT_PLAN_TITLE_MAX 80              /**< bytes in a title */
#define MAT_PLAN_SAY_MAX 200               /**< bytes in a sentence */
#define MAT_PLAN_TEXT_MAX 400              /**< bytes in a purpose */
#define MAT_PLAN_SOURCE_MAX 40             /**< bytes in the id of a source */

/** Stands for a value that is there, or should be, of which the loader said
 *  what is wrong. No text of a file is this: it is not UTF-8. */
#define MAT_PLAN_DOC_UNREAD "\xFF"

/** A cue as written. A key that is absent is NULL, here and below; a list that
 *  is not NULL and has no entries is one that could not be read. */
struct mat_plan_doc_cue {
    char *at;
    char *say;
    char *use;
};

/** A step as written. */
struct mat_plan_doc_step {
    char *kind;
    char *title;
    char *area;
    char *position;
    char *layer;
    char *surface;
    char *duration;
    char *guidance;
    char *point;
    char *side;
    char *inhale;
    char *exhale;
    char *timeout;
    struct mat_plan_doc_cue *cues;
    unsigned cues_count;
};

/** A plan as written. Owned by the loader, which frees it. */
struct mat_plan_doc {
    char *plan;
    char *title;
    char *purpose;
    char *when;
    char *full_at;
    char **sources;
    unsigned sources_count;
    struct mat_plan_doc_step *steps;
    unsigned steps_count;
};

/** A step, checked. */
struct mat_plan_step {
    enum mat_kind kind;
    const char *title;          /**< never "": made from the rest if absent */
    enum mat_area area;         /**< NONE unless `mat` */
    enum mat_position position; /**< NONE where left open, off the mat */
    enum mat_layer layer;       /**< of a `mat` step */
    enum mat_surface surface;   /**< of a `mat` step */
    mat_ms duration;            /**< MAT_MS_NONE for `wait` */
    mat_ms timeout;             /**< of a `wait`: asks again; or NONE */
    enum mat_guidance_level guidance;
    int point;               /**< index into the tables, -1 unless `point` */
    enum mat_side side;      /**< of a `point` */
    mat_ms inhale;           /**< of a `breathe` */
    mat_ms exhale;           /**< of a `breathe` */
    struct mat_cue_at *cues; /**< the plan's own, in the order written */
    int n_cues;
};

/** A plan, checked and immutable; one arena. */
struct mat_plan {
    const char *name; /**< by which it was asked for: "evening" */
    const char *title;
    const char *purpose; /**< may be "" */
    enum mat_when when;
    enum mat_stage full_at;
    const char *const *sources;
    int n_sources;
    const struct mat_plan_step *steps;
    int n_steps;
    struct mat_arena *arena; /**< holds everything above, and the plan */
};

/**
 * Checks a plan as written and makes the plan.
 *
 * Every mistake is added to \p diags with its path: unknown words (with the
 * nearest), missing and unfitting keys, durations, cues outside their step,
 * limits, text that must not reach a terminal. Warnings: a mat step or a point
 * shorter than is worth it, a mat step over the cap of its area at the
 * `full-at` stage or over a hard cap, time on the mat
 * over that stage's total, `bare` before it is offered, an area that needs
 * --opt-in, silence on the mat, a change of layer without getting off.
 *
 * Of what the loader could not read nothing is said, nor of what follows from
 * it; no plan is made then.
 *
 * \param doc       as loaded; nothing of it is borrowed afterwards
 * \param name      by which the plan is known; copied
 * \param tables    borrowed by the plan
 * \param diags     added to
 * \param ret_plan  set when there is no error; free with mat_plan_free()
 * \return whether \p ret_plan was set. False with no error added: no memory,
 *         unless something was not read
 */
bool mat_plan_check(const struct mat_plan_doc *doc, const char *name,
                    const struct mat_tables *tables, struct mat_diags *diags,
                    struct mat_plan **ret_plan);

/** Frees a plan. NULL is fine. */
void mat_plan_free(struct mat_plan *plan);

/** The time on the mat that \p plan asks for, all steps together. */
mat_ms mat_plan_mat_time(const struct mat_plan *plan);

#endif
