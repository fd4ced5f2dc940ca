/*
 * Plans of the user's own: their names, their first text, and the template.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/config_folder.h"
#include "app/exit.h"
#include "app/own_plan.h"
#include "front/out.h"
#include "matsession/words.h"
#include "store/embedded.h"
#include "store/paths.h"
#include "store/plan_yaml.h"
#include "store/plans.h"
#include "store/tables.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define LINE "# yaml-language-server: $schema="
#define BOM "\xef\xbb\xbf"
#define TEN "0123456789"

static void
names_are_judged(void **state)
{
    static const struct {
        const char *claim;
        const char *name;
        int status;
    } cases[] = {
        {"a word", "mine", MAT_EXIT_DONE},
        {"what names may hold", "My-plan_2", MAT_EXIT_DONE},
        {"the longest", TEN TEN TEN TEN TEN TEN "0123", MAT_EXIT_DONE},
        {"longer", TEN TEN TEN TEN TEN TEN "01234", MAT_EXIT_USAGE},
        {"nothing", "", MAT_EXIT_USAGE},
        {"hidden", ".mine", MAT_EXIT_USAGE},
        {"an ending", "mine.yaml", MAT_EXIT_USAGE},
        {"another ending", "mine.yml", MAT_EXIT_USAGE},
        {"an ending alone", ".yaml", MAT_EXIT_USAGE},
        {"a folder", "a/b", MAT_EXIT_USAGE},
        {"a way up", "..", MAT_EXIT_USAGE},
        {"a blank", "a b", MAT_EXIT_USAGE},
        {"an option", "-n", MAT_EXIT_USAGE},
        {"what steers a terminal", "a\033[2J", MAT_EXIT_USAGE},
        {"bad bytes", "\xff\xfe", MAT_EXIT_USAGE},
        {"a number of places, which is none of printf's", "%n%s",
         MAT_EXIT_USAGE},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (mat_own_plan_judge(cases[i].name) != cases[i].status)
            fail_msg("%s", cases[i].claim);
    }
}

static void
the_schema_line_stands_on_top(void **state)
{
    static const struct {
        const char *claim;
        const char *text;
        const char *schema;
        const char *expected;
    } cases[] = {
        {"above a plan", "plan: 1\n", "/s", LINE "/s\nplan: 1\n"},
        {"above nothing", "", "/s", LINE "/s\n"},
        {"no schema, no line", "plan: 1\n", NULL, "plan: 1\n"},
        {"no schema, and the old line stays", LINE "/a\nplan: 1\n", NULL,
         LINE "/a\nplan: 1\n"},
        {"in place of another", LINE "/a\n# x\nplan: 1\n", "/s",
         LINE "/s\n# x\nplan: 1\n"},
        {"of one that stands lower", "# x\n\n" LINE "/a\nplan: 1\n", "/s",
         LINE "/s\n# x\n\nplan: 1\n"},
        {"of two", LINE "/a\n" LINE "/b\n", "/s", LINE "/s\n"},
        {"of one with blanks and line ends of DOS",
         " #\t yaml-language-server : $schema=x\r\nplan: 1\r\n", "/s",
         LINE "/s\r\nplan: 1\r\n"},
        {"with the line ends of the text", "plan: 1\r\n", "/s",
         LINE "/s\r\nplan: 1\r\n"},
        {"a carriage return alone ends no line", "\rplan: 1\n", "/s",
         LINE "/s\n\rplan: 1\n"},
        {"behind a byte order mark, which stays first", BOM "plan: 1\n", "/s",
         BOM LINE "/s\nplan: 1\n"},
        {"in place of another behind a byte order mark",
         BOM LINE "/a\nplan: 1\n", "/s", BOM LINE "/s\nplan: 1\n"},
        {"a byte order mark without a schema", BOM "plan: 1\n", NULL,
         BOM "plan: 1\n"},
        {"of one without an end", LINE "/a", "/s", LINE "/s\n"},
        {"what is in the plan stays", "plan: 1\n" LINE "/a\n", "/s",
         LINE "/s\nplan: 1\n" LINE "/a\n"},
        {"what only speaks of it stays", "# yaml-language-server is fine\n",
         "/s", LINE "/s\n# yaml-language-server is fine\n"},
        {"a text that ends anyhow", "# x", "/s", LINE "/s\n# x"},
        {"a blank would end the place", "", "/a b#%/\xc3\xa9",
         LINE "file:///a%20b%23%25/%C3%A9\n"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t size;
        char *text = mat_own_plan_text(cases[i].text, strlen(cases[i].text),
                                       cases[i].schema, &size);

        if (strcmp(text, cases[i].expected) != 0 || size != strlen(text))
            fail_msg("%s: %s", cases[i].claim, text);
        free(text);
    }
}

static void
a_text_may_hold_any_byte(void **state)
{
    static const char bytes[] = "# a\0b\n\0plan\xff";
    size_t size;
    char *text = mat_own_plan_text(bytes, sizeof(bytes) - 1, "/s", &size);

    (void)state;
    assert_int_equal(size, strlen(LINE "/s\n") + sizeof(bytes) - 1);
    assert_memory_equal(text + strlen(LINE "/s\n"), bytes, sizeof(bytes));
    free(text);
}

/* Whether \p word stands in the text as a word. */
static bool
stands_in(const char *text, const char *word)
{
    size_t length = strlen(word);

    for (const char *at = text; (at = strstr(at, word)); at++) {
        char before = at > text ? at[-1] : ' ';
        char behind = at[length];

        if (!isalnum((unsigned char)before) && before != '-' &&
            !isalnum((unsigned char)behind) && behind != '-')
            return true;
    }
    return false;
}

static void
assert_keys_stand(const cyaml_schema_field_t *fields)
{
    for (; fields->key; fields++) {
        char *key = mat_xprintf("%s:", fields->key);

        if (!stands_in(mat_embedded_template.text, key))
            fail_msg("the template lacks %s", key);
        free(key);
        if (fields->value.type == CYAML_SEQUENCE &&
            fields->value.sequence.entry->type == CYAML_MAPPING)
            assert_keys_stand(fields->value.sequence.entry->mapping.fields);
    }
}

static void
the_template_has_every_key_and_word(void **state)
{
    static const struct mat_words *const lists[] = {
        &mat_kinds,  &mat_areas,    &mat_positions,
        &mat_layers, &mat_surfaces, &mat_guidance_levels,
        &mat_whens,  &mat_stages,   &mat_sides,
    };

    (void)state;
    assert_keys_stand(mat_plan_schema.mapping.fields);
    for (size_t i = 0; i < COUNT(lists); i++) {
        for (int word = 0; word < lists[i]->count; word++) {
            if (!stands_in(mat_embedded_template.text, lists[i]->names[word]))
                fail_msg("the template lacks the %s %s", lists[i]->what,
                         lists[i]->names[word]);
        }
    }
}

/* The template as it is for whoever takes the `#` of the further steps away,
 * as it says; freed by the caller. */
static char *
with_further_steps(void)
{
    char *text = mat_xcopy(mat_embedded_template.text);
    char *to = text;

    for (const char *from = text; *from; from++) {
        bool begins = from == text || from[-1] == '\n';

        if (!(begins && strncmp(from, "#  ", 3) == 0))
            *to++ = *from;
    }
    *to = '\0';
    return text;
}

static void
assert_clean(const char *text, int least)
{
    struct mat_plan_file file;

    assert_int_equal(mat_plan_read(text, strlen(text), "template.yaml",
                                   &mat_tables_builtin, &file),
                     MAT_PLAN_LOADED);
    if (file.diags.count > 0)
        fail_msg("line %d: %s", file.diags.items[0].line,
                 file.diags.items[0].text);
    assert_true(file.plan->n_steps >= least);
    mat_plan_file_done(&file);
}

static void
the_template_is_clean(void **state)
{
    char *further = with_further_steps();

    (void)state;
    assert_clean(mat_embedded_template.text, 1);
    assert_clean(further, MAT_KIND__COUNT);
    free(further);
}

static void
what_was_not_changed_is_taken_back(void **state)
{
    struct mat_own_plan plan;
    struct stat info;

    (void)state;
    assert_int_equal(mat_own_plan_write("back", "plan: 1\n", 8, &plan),
                     MAT_EXIT_DONE);
    assert_true(plan.shadows);
    assert_int_equal(mat_file_write(plan.path, "plan: 2\n", 8, 0600), 0);
    assert_false(mat_own_plan_take_back(&plan));
    assert_int_equal(stat(plan.path, &info), 0);
    assert_int_equal(mat_file_write(plan.path, plan.text, plan.size, 0600), 0);
    assert_true(mat_own_plan_take_back(&plan));
    assert_int_not_equal(stat(plan.path, &info), 0);
    assert_false(mat_own_plan_take_back(&plan));
    mat_own_plan_done(&plan);
    mat_own_plan_done(&plan);
    mat_own_plan_done(NULL);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_judged),
        cmocka_unit_test(the_schema_line_stands_on_top),
        cmocka_unit_test(a_text_may_hold_any_byte),
        cmocka_unit_test(the_template_has_every_key_and_word),
        cmocka_unit_test(the_template_is_clean),
        cmocka_unit_test(what_was_not_changed_is_taken_back),
    };

    return cmocka_run_group_tests(tests, config_folder_make,
                                  config_folder_remove);
}
