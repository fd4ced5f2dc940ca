#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <setjmp.h>

#include <cmocka.h>

#include "matsession/diag.h"
#include "matsession/text.h"

static struct mat_diag *
add_number(struct mat_diags *diags, enum mat_diag_level level, int number)
{
    char text[MAT_NUMBER_TEXT];

    return mat_diag_add(diags, level, "", mat_number_text(number, text), NULL);
}

static void
keeps_what_is_added(void **state)
{
    struct mat_diags diags = {0};
    struct mat_diag *diag = mat_diag_add(&diags, MAT_DIAG_ERROR,
                                         "steps[2].area", "a", "bc", "", NULL);

    (void)state;
    assert_ptr_equal(diag, &diags.items[0]);
    assert_int_equal(diags.count, 1);
    assert_int_equal(diags.errors, 1);
    assert_int_equal(diags.warnings, 0);
    assert_int_equal(diag->level, MAT_DIAG_ERROR);
    assert_int_equal(diag->line, 0);
    assert_int_equal(diag->column, 0);
    assert_false(diag->key);
    assert_string_equal(diag->path, "steps[2].area");
    assert_string_equal(diag->text, "abc");
}

static void
is_safe_to_show(void **state)
{
    struct mat_diags diags = {0};
    char long_text[1000];
    const struct mat_diag *diag;

    (void)state;
    diag = mat_diag_add(&diags, MAT_DIAG_ERROR, "a\x1b", "b\x07", "\xff", NULL);
    assert_string_equal(diag->path, "a?");
    assert_string_equal(diag->text, "b??");
    memset(long_text, 'x', sizeof(long_text) - 1);
    long_text[sizeof(long_text) - 1] = '\0';
    diag = mat_diag_add(&diags, MAT_DIAG_WARNING, long_text, "a", long_text,
                        "b", NULL);
    assert_int_equal(strlen(diag->path), sizeof(diag->path) - 1);
    assert_int_equal(strlen(diag->text), sizeof(diag->text) - 1);
    assert_string_equal(diag->text + sizeof(diag->text) - 5, "x...");
}

static void
counts_what_it_does_not_keep(void **state)
{
    struct mat_diags diags = {0};

    (void)state;
    for (int i = 0; i < MAT_DIAG_MAX; i++)
        assert_non_null(add_number(&diags, MAT_DIAG_ERROR, i));
    assert_null(add_number(&diags, MAT_DIAG_ERROR, 99));
    assert_null(add_number(&diags, MAT_DIAG_WARNING, 99));
    assert_int_equal(diags.count, MAT_DIAG_MAX);
    assert_int_equal(diags.errors, MAT_DIAG_MAX + 1);
    assert_int_equal(diags.warnings, 1);
    assert_string_equal(diags.items[MAT_DIAG_MAX - 1].text, "19");
}

static void
keeps_errors_over_warnings(void **state)
{
    struct mat_diags diags = {0};

    (void)state;
    for (int i = 0; i < MAT_DIAG_MAX; i++)
        add_number(&diags, i % 2 == 0 ? MAT_DIAG_WARNING : MAT_DIAG_ERROR, i);
    assert_null(add_number(&diags, MAT_DIAG_WARNING, 98));
    /* The last warning is at 18, then at 16, and so on. */
    for (int i = 0; i < MAT_DIAG_MAX / 2; i++) {
        struct mat_diag *diag = add_number(&diags, MAT_DIAG_ERROR, 100 + i);

        assert_ptr_equal(diag, &diags.items[MAT_DIAG_MAX - 2 - 2 * i]);
        assert_int_equal(diag->level, MAT_DIAG_ERROR);
    }
    assert_null(add_number(&diags, MAT_DIAG_ERROR, 99));
    assert_int_equal(diags.count, MAT_DIAG_MAX);
    assert_int_equal(diags.errors, MAT_DIAG_MAX + 1);
    assert_int_equal(diags.warnings, MAT_DIAG_MAX / 2 + 1);
}

static void
sorts_by_place_and_keeps_the_order_of_equals(void **state)
{
    static const struct {
        int line, column;
    } places[] = {{0, 0}, {3, 1}, {1, 9}, {3, 1}, {0, 0}, {1, 2}, {3, 0}};
    static const char *const order[] = {"5", "2", "6", "1", "3", "0", "4"};
    const int count = (int)(sizeof(places) / sizeof(places[0]));
    struct mat_diags diags = {0};

    (void)state;
    for (int i = 0; i < count; i++) {
        struct mat_diag *diag = add_number(&diags, MAT_DIAG_WARNING, i);

        diag->line = places[i].line;
        diag->column = places[i].column;
    }
    mat_diags_sort(&diags);
    for (int i = 0; i < count; i++)
        assert_string_equal(diags.items[i].text, order[i]);
}

static void
sorts_an_empty_list(void **state)
{
    struct mat_diags diags = {0};

    (void)state;
    mat_diags_sort(&diags);
    assert_int_equal(diags.count, 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_is_added),
        cmocka_unit_test(is_safe_to_show),
        cmocka_unit_test(counts_what_it_does_not_keep),
        cmocka_unit_test(keeps_errors_over_warnings),
        cmocka_unit_test(sorts_by_place_and_keeps_the_order_of_equals),
        cmocka_unit_test(sorts_an_empty_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
