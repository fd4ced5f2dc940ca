/**
 * \file
 * Checking a plan, field by field: what the parts of mat_plan_check() share.
 *
 * A field is a scalar as written and its path. Every reader here says what is
 * wrong with it and goes on with something harmless, so that callers need not
 * look: a plan with an error is never made.
 */
#ifndef MAT_CORE_PLAN_FIELDS_H
#define MAT_CORE_PLAN_FIELDS_H

#include "core/arena.h"
#include "matsession/plan.h"

/** A check under way. */
struct mat_checker {
    const struct mat_tables *tables;
    struct mat_diags *diags;
    struct mat_arena *arena; /**< of the plan to be */
    bool no_memory;          /**< nothing is made, and nothing was said */
    int unread;              /**< values met that the loader could not read */
};

/** A path in the document. */
struct mat_path {
    char text[96];
};

/** \p base and \p key: `steps[2].duration`; an empty base is the top. */
struct mat_path mat_path_key(const char *base, const char *key);

/** \p base, \p key and an index from 0: `steps[2].cues[0]`. */
struct mat_path mat_path_item(const char *base, const char *key,
                              unsigned index);

/** A text in quotes, safe to show and cut short. */
struct mat_quoted {
    char text[48];
};

/** \p text in quotes. */
struct mat_quoted mat_quote(const char *text);

/** A scalar as written. */
struct mat_field {
    struct mat_checker *check;
    struct mat_path path;
    const char *text; /**< NULL: absent, or not read */
    bool unread;      /**< there, but not read; that was said */
};

/** The field \p key under \p base. */
struct mat_field mat_field(struct mat_checker *check, const char *base,
                           const char *key, const char *text);

/** The field at \p path. */
struct mat_field mat_field_at(struct mat_checker *check, struct mat_path path,
                              const char *text);

/** What a duration may be, and of what it is one. */
struct mat_duration_range {
    mat_ms least; /**< 0: anything longer than 0 */
    mat_ms most;
    const char *what; /**< "a step" */
};

/** The value of a word; \p fallback when it is absent or wrong. */
int mat_field_word(const struct mat_field *field, const struct mat_words *words,
                   int fallback);

/** The value of a duration; \p fallback when it is absent, 0 when wrong or not
 *  read. */
mat_ms mat_field_duration(const struct mat_field *field,
                          const struct mat_duration_range *range,
                          mat_ms fallback);

/** A copy of a text of at most \p max bytes; NULL when it is absent or
 *  wrong. */
const char *mat_field_text(const struct mat_field *field, size_t max);

/**
 * Says that a field names none of \p names, with the nearest.
 *
 * \param what  what one of them is called: "area"
 */
void mat_field_unknown(const struct mat_field *field, enum mat_diag_level level,
                       const char *what, const char *const *names, int count);

/** The same for things of the tables: \p count structs of \p size bytes, which
 *  begin with their id. */
void mat_field_unknown_id(const struct mat_field *field,
                          enum mat_diag_level level, const char *what,
                          const void *things, size_t size, int count);

/** \p size zeroed bytes of the plan's arena, or NULL and `no_memory`. */
void *mat_checker_take(struct mat_checker *check, size_t size);

/** A copy of \p text in the plan's arena, or "" and `no_memory`. */
const char *mat_checker_copy(struct mat_checker *check, const char *text);

/**
 * Checks one step (plan_step.c).
 *
 * \param base      path of the step
 * \param ret_step  always set; of use when the step is good
 * \return whether it is good
 */
bool mat_plan_step_check(struct mat_checker *check,
                         const struct mat_plan_doc_step *doc, const char *base,
                         struct mat_plan_step *ret_step);

/** Checks the cues of a step that is otherwise made (plan_cues.c); a duration
 *  of 0 is one that is not known. */
void mat_plan_cues_check(struct mat_checker *check,
                         const struct mat_plan_doc_step *doc, const char *base,
                         struct mat_plan_step *step);

/** Warns about one good step (plan_warn.c). \p stage -1: not known. */
void mat_plan_step_warn(struct mat_checker *check, int stage, const char *base,
                        const struct mat_plan_step *step);

/** Warns when \p step needs a way off \p before, the step ahead of it. */
void mat_plan_change_warn(struct mat_checker *check, const char *base,
                          const struct mat_plan_step *before,
                          const struct mat_plan_step *step);

/** Warns about the time on the mat of all steps together. */
void mat_plan_total_warn(struct mat_checker *check, int stage,
                         const struct mat_plan_step *steps, int n_steps);

#endif
