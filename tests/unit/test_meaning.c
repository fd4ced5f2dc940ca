#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "app/meaning.h"
#include "store/tables.h"

#define FEET MAT_AREA_BIT(MAT_AREA_FEET)

static void
an_answer_is_told_in_words(void **state)
{
    static const struct {
        const char *row;
        struct mat_answer answer;
        const char *meaning;
    } cases[] = {
        {"blood-thinners",
         {.kind = MAT_ANSWER_YES},
         "Left out until a professional agrees: the mat."},
        {"blood-thinners",
         {.kind = MAT_ANSWER_YES,
          .cleared = true,
          .cleared_by = "Dr Okoro",
          .cleared_on = "2026-11-20"},
         "Dr Okoro agreed on 2026-11-20. Goes on with shirt on, soft surface, "
         "at most 5m. Left out: feet when standing, point LU9."},
        {"varicose-veins",
         {.kind = MAT_ANSWER_YES},
         "Left out: feet when standing, legs, buttocks. On feet: half the "
         "time."},
        {"varicose-veins",
         {.kind = MAT_ANSWER_UNSURE},
         "Left out: feet when standing, legs, buttocks. On feet: half the "
         "time."},
        {"moles-lesions",
         {.kind = MAT_ANSWER_YES, .where = FEET},
         "Goes on with towel between, on feet."},
        {"moles-lesions",
         {.kind = MAT_ANSWER_UNSURE, .where = FEET},
         "Left out until a professional agrees: feet."},
        {"surgery-recent",
         {.kind = MAT_ANSWER_YES},
         "Left out until a professional agrees: everything, as it was not "
         "said where."},
        {"dvt-phlebitis",
         {.kind = MAT_ANSWER_YES},
         "Left out until a professional agrees: mat and points."},
        {"depression", {.kind = MAT_ANSWER_YES}, "Goes on as usual."},
        {"panic-breath",
         {.kind = MAT_ANSWER_YES},
         "Goes on with half the time, no words about breathing."},
    };
    const struct mat_tables *tables = &mat_tables_builtin;
    char buffer[MAT_MEANING_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int row = mat_tables_row(tables, cases[i].row);

        assert_true(row >= 0);
        mat_meaning(tables, &tables->rows[row], &cases[i].answer, buffer);
        assert_string_equal(buffer, cases[i].meaning);
    }
}

static void
every_row_fits(void **state)
{
    const struct mat_tables *tables = &mat_tables_builtin;
    struct mat_answer answer = {.kind = MAT_ANSWER_YES,
                                .where = MAT_AREA_ALL,
                                .cleared_on = "2026-11-20"};
    char buffer[MAT_MEANING_TEXT];

    (void)state;
    memset(answer.cleared_by, 'w', sizeof(answer.cleared_by) - 1);
    for (int row = 0; row < tables->n_rows; row++) {
        for (int cleared = 0; cleared < 2; cleared++) {
            answer.cleared = cleared != 0;
            mat_meaning(tables, &tables->rows[row], &answer, buffer);
            assert_int_equal(buffer[strlen(buffer) - 1], '.');
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_told_in_words),
        cmocka_unit_test(every_row_fits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
