#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../support/yaml_doc.h"

/* A text that grows. */
struct made {
    char *text;
    size_t size;
    size_t room;
};

static struct made
made_new(size_t room)
{
    struct made made = {.text = malloc(room), .room = room};

    assert_non_null(made.text);
    return made;
}

/* Adds \p piece \p times times, as far as there is room. */
static void
made_add(struct made *made, const char *piece, size_t times)
{
    size_t size = strlen(piece);

    while (times-- > 0 && made->size + size <= made->room) {
        memcpy(made->text + made->size, piece, size);
        made->size += size;
    }
}

static bool
made_load(const struct made *made, struct mat_diags *diags)
{
    *diags = (struct mat_diags){0};
    return doc_load(made->text, made->size, diags);
}

static void
test_limits_are_exact(void **state)
{
    struct mat_diags diags;
    struct made made = made_new(MAT_YAML_BYTES_MAX + 1);

    (void)state;
    made_add(&made, "title: a\n#", 1);
    made_add(&made, "x", MAT_YAML_BYTES_MAX - made.size);
    assert_true(made_load(&made, &diags));
    made_add(&made, "x", 1);
    assert_false(made_load(&made, &diags));

    made.size = 0;
    made_add(&made, "title: ", 1);
    made_add(&made, "x", MAT_YAML_SCALAR_MAX);
    assert_true(made_load(&made, &diags));
    made_add(&made, "x", 1);
    assert_false(made_load(&made, &diags));

    for (int more = 0; more < 2; more++) {
        made.size = 0;
        made_add(&made, "title: a\nfree: ", 1);
        made_add(&made, "[", (size_t)MAT_YAML_DEPTH_MAX - 1);
        made_add(&made, "[", (size_t)more);
        made_add(&made, "]", (size_t)MAT_YAML_DEPTH_MAX - 1);
        made_add(&made, "]", (size_t)more);
        assert_true(made_load(&made, &diags) == (more == 0));
    }

    /* The top, two keys, a title and the list itself make five. */
    for (int more = 0; more < 2; more++) {
        made.size = 0;
        made_add(&made, "title: a\nfree: [", 1);
        made_add(&made, "x,", MAT_YAML_NODES_MAX - 5);
        made_add(&made, "x,", (size_t)more);
        made_add(&made, "]\n", 1);
        assert_true(made_load(&made, &diags) == (more == 0));
    }
    free(made.text);
}

struct hostile {
    const char *claim;
    const char *head;
    const char *piece;
};

static void
test_a_mebibyte_of_anything_ends_in_an_error(void **state)
{
    static const struct hostile hostiles[] = {
        {"brackets", "", "["},
        {"brackets on lines", "title: a\nfree: ", "[\n"},
        {"braces", "", "{"},
        {"mappings in a line", "", "{a: "},
        {"entries in a line", "", "- "},
        {"complex keys", "", "? "},
        {"keys in a line", "{", "a, "},
        {"keys on lines", "", "a: b\n"},
        {"the same key", "", "title: b\n"},
        {"values in a list", "title: a\nfree: [", "\"a\", "},
        {"empty entries", "title: a\nwords:\n", "-\n"},
        {"a plain scalar", "title: ", "x"},
        {"a quoted scalar", "title: \"", "\\x41"},
        {"a block scalar", "title: |\n", " x\n"},
        {"lines in a plain scalar", "title: a\n", "  b\n"},
        {"aliases", "title: &a [x, x]\nfree: [", "*a, "},
        {"an alias bomb", "title: a\n", "b: &b [*b, *b, *b, *b]\n"},
        {"anchors", "title: a\n", "b: &b 1\n"},
        {"tags", "title: ", "!"},
        {"tag lines", "", "%TAG !a! x\n"},
        {"documents", "title: a\n", "---\n"},
        {"ends of documents", "", "...\n"},
        {"comments", "", "#\n"},
        {"blanks", "", " "},
        {"lines", "", "\n"},
        {"returns", "", "\r"},
        {"tabs", "", "\t"},
        {"quotes", "", "\""},
        {"colons", "", ": "},
        {"percent signs", "", "%"},
        {"stray bytes", "", "\xFF"},
    };
    struct made made = made_new(MAT_YAML_BYTES_MAX);

    (void)state;
    for (size_t i = 0; i < sizeof(hostiles) / sizeof(*hostiles); i++) {
        struct mat_diags diags;

        made.size = 0;
        made_add(&made, hostiles[i].head, 1);
        made_add(&made, hostiles[i].piece, MAT_YAML_BYTES_MAX);
        if (made_load(&made, &diags))
            fail_msg("%s were loaded", hostiles[i].claim);
    }
    free(made.text);
}

static void
test_more_mistakes_than_fit_are_counted(void **state)
{
    struct mat_diags diags;
    struct made made = made_new(4096);

    (void)state;
    made_add(&made, "title: a\n", 1);
    made_add(&made, "colour: b\n", 100);
    assert_false(made_load(&made, &diags));
    assert_int_equal(diags.count, MAT_DIAG_MAX);
    assert_int_equal(diags.errors, 100);
    assert_int_equal(diags.items[MAT_DIAG_MAX - 1].line, MAT_DIAG_MAX + 1);
    free(made.text);
}

/* xorshift: the same numbers from the same seed everywhere. */
static uint32_t
random_next(uint32_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 17;
    *random ^= *random << 5;
    return *random;
}

static uint32_t
seed_new(void)
{
    const char *wanted = getenv("MAT_SEED");
    uint32_t seed =
        wanted ? (uint32_t)strtoul(wanted, NULL, 10) : (uint32_t)time(NULL);

    seed = seed ? seed : 1;
    print_message("seed %u\n", (unsigned)seed);
    return seed;
}

static void
test_random_bytes_end_in_an_error(void **state)
{
    uint32_t random = seed_new();
    struct mat_diags diags;
    struct made made = made_new(MAT_YAML_BYTES_MAX);

    (void)state;
    for (made.size = 0; made.size < made.room; made.size++)
        made.text[made.size] = (char)random_next(&random);
    assert_false(made_load(&made, &diags));
    free(made.text);
}

/* Whatever passes our own checks must load: what libyaml's reader or libcyaml
 * refuses behind them is a gap in them. */
static void
gap_check(const char *text, size_t size)
{
    struct mat_diags diags = {0};

    doc_load(text, size, &diags);
    for (int i = 0; i < diags.count; i++)
        if (strstr(diags.items[i].text, "cannot be loaded") ||
            strstr(diags.items[i].text, "UTF-8 octet") ||
            strstr(diags.items[i].text, "control characters are not"))
            fail_msg("%s\n%.*s", diags.items[i].text, (int)size, text);
}

static void
test_the_checks_leave_no_gap_to_libcyaml(void **state)
{
    static const char *const pieces[] = {"title",
                                         "items",
                                         "words",
                                         "box",
                                         "width",
                                         "name",
                                         "note",
                                         "free",
                                         ": ",
                                         ":\n",
                                         "\n",
                                         "\n  ",
                                         "\n- ",
                                         "\n  - ",
                                         "- ",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         ", ",
                                         "a",
                                         "\"",
                                         "'",
                                         "|\n",
                                         ">\n",
                                         "#",
                                         "&a ",
                                         "*a",
                                         "!t ",
                                         "? ",
                                         "\\0",
                                         "\t",
                                         "~",
                                         "\r\n",
                                         "---\n",
                                         "...\n",
                                         "%",
                                         "\x01",
                                         "\xC2\x85",
                                         "\xFF",
                                         "\xEF\xBB\xBF",
                                         "<<"};
    static const char good[] =
        "title: a\nitems:\n  - {name: b, note: c}\n  - name: d\n"
        "words: [e, 'f']\nbox: {width: g}\nfree: [h]\n";
    uint32_t random = seed_new();
    struct made made = made_new(512);

    (void)state;
    for (int round = 0; round < 4000; round++) {
        size_t at;

        made.size = 0;
        if (round % 2 == 0)
            made_add(&made, good, 1);
        for (uint32_t n = random_next(&random) % 24; round % 2 && n > 0; n--)
            made_add(&made,
                     pieces[random_next(&random) %
                            (sizeof(pieces) / sizeof(*pieces))],
                     1);
        for (uint32_t n = random_next(&random) % 4; made.size && n > 0; n--) {
            const char *piece = pieces[random_next(&random) %
                                       (sizeof(pieces) / sizeof(*pieces))];

            at = random_next(&random) % made.size;
            made.text[at] = piece[0];
        }
        gap_check(made.text, made.size);
    }
    free(made.text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits_are_exact),
        cmocka_unit_test(test_a_mebibyte_of_anything_ends_in_an_error),
        cmocka_unit_test(test_more_mistakes_than_fit_are_counted),
        cmocka_unit_test(test_random_bytes_end_in_an_error),
        cmocka_unit_test(test_the_checks_leave_no_gap_to_libcyaml),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
