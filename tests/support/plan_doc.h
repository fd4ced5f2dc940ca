/**
 * \file
 * Plans as written, for tests of their check: short ways to write them, and
 * what is said of them.
 */
#ifndef MAT_TESTS_PLAN_DOC_H
#define MAT_TESTS_PLAN_DOC_H

#include "matsession/plan.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define STEP(...) ((struct mat_plan_doc_step){__VA_ARGS__})
#define MAT_STEP(...)                                                \
    {                                                                \
        .kind = "mat", .area = "back", .duration = "5m", __VA_ARGS__ \
    }
#define CUES(...)                                     \
    .cues = (struct mat_plan_doc_cue[]){__VA_ARGS__}, \
    .cues_count = (unsigned)COUNT(((struct mat_plan_doc_cue[]){__VA_ARGS__}))

/** What is wrong, and where. */
struct said {
    enum mat_diag_level level;
    const char *path;
    const char *text;
};

/** A plan of \p steps, borrowed. */
struct mat_plan_doc doc_of(struct mat_plan_doc_step *steps, unsigned count);

/** Checks \p doc and expects exactly \p said. */
void expect(const char *claim, const struct mat_plan_doc *doc,
            const struct said *said, int count);

/** The same of one thing that is said. */
void expect_one(const char *claim, const struct mat_plan_doc *doc,
                enum mat_diag_level level, const char *path, const char *text);

#endif
