/**
 * \file
 * The tables: what the program knows about mats, with source and grade.
 *
 * They are written in sessions/tables/ as YAML, checked and turned into
 * constant data when the program is built, so that a running program has them
 * without reading a file. A user's own contraindication rows are appended when
 * there are any. Everything here is borrowed for as long as the tables live.
 */
#ifndef MATSESSION_TABLES_H
#define MATSESSION_TABLES_H

#include "matsession/time.h"
#include "matsession/words.h"

/** The most contraindication rows, built-in and own together. */
#define MAT_ROWS_MAX 160

/** The most points; a set of them is a 32-bit mask. */
#define MAT_POINTS_MAX 32

/** Where a fact comes from (domain.md 0.4). */
struct mat_source {
    const char *id;    /**< "S0", "R1", "C8", "M1", "O4", "P" */
    const char *what;  /**< in one line */
    const char *where; /**< address or file; "" for none */
};

/** Sources and grade of a rule, as written: "S0, M1" and "S+M". */
struct mat_basis {
    const char *sources; /**< ids, joined by ", " */
    const char *grade;   /**< letters of domain.md 0.2, joined by "+" */
};

/** One sentence of guidance (domain.md 3.5). */
struct mat_cue {
    const char *id;   /**< "first-minute"; "" for a plan's own sentence */
    const char *text; /**< one short line, plain ASCII in the library */
    bool safety;      /**< never dropped to make room (domain.md 2.5) */
    bool breath;      /**< left out where breath cues are off */
    const struct mat_cue *covered; /**< said instead where bare skin is not
                                        allowed; NULL: nothing else */
    const struct mat_cue *light;   /**< said instead where only a light touch
                                        is allowed; NULL: nothing else */
    struct mat_basis basis;
};

/** A cue at its place in a step. */
struct mat_cue_at {
    mat_ms at;     /**< from the start, or before the end; never negative */
    bool from_end; /**< whether `at` counts from the end */
    bool sparse;   /**< guidance table: part of `sparse` too */
    const struct mat_cue *cue;
};

/** The cues that the guidance table adds to a kind of step. */
struct mat_guidance {
    enum mat_kind kind;
    mat_area_set areas; /**< of the mat step that it belongs to; 0: any */
    mat_ms duration;    /**< length of an `on` or `off` that a plan left out */
    const struct mat_cue_at *cues; /**< in the order of time */
    int n_cues;
};

/** What a row reaches: areas, positions, points. */
struct mat_targets {
    mat_area_set areas;
    uint32_t positions; /**< bit per mat_position */
    uint32_t points;    /**< bit per index into mat_tables.points */
    bool local;         /**< wherever the affected spot is: the user says */
};

/** What changes when a row adapts a session. Zero/NONE fields change
 *  nothing. */
struct mat_adaptation {
    struct mat_targets on; /**< what it changes; the row's targets by default */
    struct mat_targets no; /**< refused even so */
    int layer;             /**< strongest layer allowed, or -1 */
    int surface;           /**< strongest surface allowed, or -1 */
    mat_ms cap;            /**< most time on the mat, or MAT_MS_NONE */
    int permille;          /**< factor on the stage's caps; 1000 is none */
    mat_ms rise;           /**< least length of getting up, or 0 */
    bool breath_off;       /**< leave breath cues and steps out */
    bool company;          /**< somebody must be with the user */
    bool light;            /**< points: a light touch only */
};

/** One contraindication (domain.md table 1). */
struct mat_row {
    const char *id;
    const char *title;    /**< short, for lists */
    const char *group;    /**< page of the screening: "skin" */
    const char *question; /**< for the screening; "" for a rule nobody is
                               asked about */
    const char *today;    /**< asked at every start as well: of everybody for an
                               `avoid` row, else of those whom the row concerns.
                               "" for none. A yes is `avoid` without clearance,
                               or urgent where the row is */
    const char *follows;  /**< takes its answer from this row; "" for none */
    const char *implies;  /**< a yes or unsure here is one to this row, too; ""
                               for none */
    enum mat_severity severity;
    bool urgent;    /**< not a mat question: get help. With a `today` text
                         only today's yes is */
    bool transient; /**< asked about today, at every start, and not stored */
    bool unstored;  /**< the answer is never written down */
    bool clearable; /**< a recorded clearance makes it an adaptation */
    struct mat_targets targets;
    const char *why; /**< the reason */
    const char *say; /**< what to tell the user */
    struct mat_adaptation adapt;
    struct mat_basis basis;
    const char
        *disagree; /**< where sources differ and what was chosen, or "" */
    const char *confidence; /**< "hi", "med", "lo" */
    bool own;               /**< the user's row, not ours */
};

/** What one stage allows (domain.md 2.3, 2.4). */
struct mat_stage_rule {
    const char *title;
    int sessions;             /**< sessions behind one to be here */
    int days;                 /**< days since the first to be here */
    int calm;                 /**< the last so many sessions without a stop
                                   signal to be here */
    mat_ms step;              /**< most that a session may be longer than what
                                   was done before */
    mat_ms total;             /**< time on the mat in a session */
    mat_ms total_opt_in;      /**< with --opt-in, back only; else `total` */
    enum mat_layer layer;     /**< strongest */
    enum mat_surface surface; /**< strongest, lying */
    enum mat_surface surface_then;   /**< strongest, lying, from .. */
    int surface_after;               /**< .. so many sessions behind one */
    enum mat_surface surface_seated; /**< strongest, feet, legs, seat, hands */
    bool firm_covered;               /**< firm only with a layer on */
    mat_ms caps[MAT_AREA__COUNT];    /**< 0: not offered at this stage */
    mat_ms point;                    /**< longest hold of one point */
    struct mat_basis basis;
};

/** How stages go by (domain.md 2.3, rules 2 to 4). */
struct mat_ramp {
    int easy;         /**< most strength of 10 at the end that is easy */
    int stop;         /**< least strength of 10 that is a stop signal */
    int back_days;    /**< a gap of more days leads one stage back */
    int restart_days; /**< a gap of more days leads to the first stage */
    int permille;     /**< of the planned time, after a stop signal */
    struct mat_basis basis;
};

/** A point for a fingertip (domain.md 6). */
struct mat_point {
    const char *id;      /**< "HT7" */
    const char *name;    /**< "Shenmen" */
    const char *where;   /**< how to find it */
    const char *claim;   /**< what tradition says it is for */
    const char *caution; /**< what to mind */
    bool paired;         /**< left and right, or on the midline */
    enum mat_area
        region; /**< body region for `local` rows; NONE: trunk or head */
    bool trunk; /**< on the trunk: a `local` row reaches it by any area there */
    struct mat_basis basis;
};

/** A claimed benefit against the evidence (domain.md 7). */
struct mat_claim {
    const char *id;
    const char *claim;
    const char *evidence;
    const char *sentence; /**< the honest sentence; "" where nothing is said */
    struct mat_basis basis;
};

/** A helpline (domain.md 8). */
struct mat_helpline {
    const char *region;
    const char *name;
    const char *contact;
    const char *checked; /**< YYYY-MM-DD */
    const char *source;
};

/** A fixed text for people: "crisis", "mood-frame", "first-run". */
struct mat_notice {
    const char *id;
    const char *text;
    struct mat_basis basis;
};

/** Everything. Immutable. */
struct mat_tables {
    const struct mat_source *sources;
    int n_sources;
    const struct mat_cue *cues;
    int n_cues;
    const struct mat_guidance *guidance;
    int n_guidance;
    const struct mat_row *rows;
    int n_rows;
    struct mat_stage_rule stages[MAT_STAGE__COUNT];
    struct mat_ramp ramp;
    mat_ms hard_caps[MAT_AREA__COUNT]; /**< hold whatever a plan says */
    mat_ms hard_total;                 /**< the same, for a session */
    mat_ms point_min;                  /**< shortest hold worth doing */
    mat_ms step_min;                   /**< a shorter mat step is left out */
    mat_area_set opt_in;               /**< areas that need --opt-in */
    const struct mat_point *points;
    int n_points;
    const struct mat_claim *claims;
    int n_claims;
    const struct mat_helpline *helplines;
    int n_helplines;
    const struct mat_notice *notices;
    int n_notices;
    const char *const *groups; /**< pages of the screening, in order */
    const char *const *group_titles;
    int n_groups;
};

/** The cue with this id, or NULL. */
const struct mat_cue *mat_tables_cue(const struct mat_tables *tables,
                                     const char *id);

/** The index of the row with this id, or -1. */
int mat_tables_row(const struct mat_tables *tables, const char *id);

/** The index of the point with this id, or -1. */
int mat_tables_point(const struct mat_tables *tables, const char *id);

/** The source with this id, or NULL. */
const struct mat_source *mat_tables_source(const struct mat_tables *tables,
                                           const char *id);

/** The text of the notice with this id, or "". */
const char *mat_tables_notice(const struct mat_tables *tables, const char *id);

/** The guidance for a kind of step in the block of a mat step on \p area
 *  (MAT_AREA_NONE: none), or NULL. A row that names the area wins. */
const struct mat_guidance *mat_tables_guidance(const struct mat_tables *tables,
                                               enum mat_kind kind,
                                               enum mat_area area);

#endif
