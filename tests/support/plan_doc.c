#include "plan_doc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fake_tables.h"

struct mat_plan_doc
doc_of(struct mat_plan_doc_step *steps, unsigned count)
{
    return (struct mat_plan_doc){
        .plan = "1", .title = "Evening", .steps = steps, .steps_count = count};
}

void
expect(const char *claim, const struct mat_plan_doc *doc,
       const struct said *said, int count)
{
    struct mat_diags diags = {0};
    struct mat_plan *plan = NULL;
    bool made = mat_plan_check(doc, "evening", &fake_tables, &diags, &plan);

    for (int i = 0; i < count || i < diags.count; i++) {
        const struct mat_diag *diag = &diags.items[i];

        if (i >= count)
            fail_msg("%s: also %s: %s", claim, diag->path, diag->text);
        if (i >= diags.count)
            fail_msg("%s: never said: %s", claim, said[i].text);
        if (diag->level != said[i].level ||
            strcmp(diag->path, said[i].path) != 0 ||
            strcmp(diag->text, said[i].text) != 0)
            fail_msg("%s:\n  is     %s: %s\n  not    %s: %s", claim, diag->path,
                     diag->text, said[i].path, said[i].text);
    }
    assert_int_equal(made, diags.errors == 0);
    assert_true((plan != NULL) == made);
    mat_plan_free(plan);
}

void
expect_one(const char *claim, const struct mat_plan_doc *doc,
           enum mat_diag_level level, const char *path, const char *text)
{
    const struct said said = {level, path, text};

    expect(claim, doc, &said, 1);
}
