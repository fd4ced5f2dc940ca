#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/yaml_doc.h"

/* The list as lines "2:3: path: text". */
static void
diags_print(const struct mat_diags *diags, char *buffer, size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    for (int i = 0; i < diags->count; i++) {
        const struct mat_diag *diag = &diags->items[i];

        used += (size_t)snprintf(buffer + used, size - used, "%d:%d: %s%s%s\n",
                                 diag->line, diag->column, diag->path,
                                 diag->path[0] ? ": " : "", diag->text);
    }
}

struct mistake {
    const char *claim;
    const char *text;
    size_t size; /* 0: up to the NUL */
    const char *said;
};

static const struct mistake mistakes[] = {
    {"an unknown key is placed at the key, with the nearest",
     "title: a\nitmes: []\n", 0,
     "2:1: itmes: unknown key \"itmes\"; did you mean \"items\"?\n"},
    {"without a near one all allowed keys are named", "title: a\ncolour: 1\n",
     0,
     "2:1: colour: unknown key \"colour\"; allowed: title, items, words, box, "
     "free\n"},
    {"a misspelt key is not missing as well", "titel: a\n", 0,
     "1:1: titel: unknown key \"titel\"; did you mean \"title\"?\n"},
    {"a missing key is placed at its mapping", "title: a\nbox:\n  {}\n", 0,
     "3:3: box.width: is missing; add it\n"},
    {"a key twice names the line of the first",
     "title: a\n\nwords: []\ntitle: b\n", 0,
     "4:1: title: the key \"title\" is there twice, first in line 1; keep "
     "one\n"},
    {"a key three times is said twice", "title: a\ntitle: b\ntitle: c\n", 0,
     "2:1: title: the key \"title\" is there twice, first in line 1; keep one\n"
     "3:1: title: the key \"title\" is there twice, first in line 1; keep "
     "one\n"},
    {"every wrong kind is said in one run",
     "title: [a]\nitems: x\nwords:\n  - {a: b}\nbox: []\n", 0,
     "1:8: title: is a list; write a single value\n"
     "2:8: items: is a single value; write a list, with `- ` before each "
     "entry\n"
     "4:5: words[0]: is a mapping; write a single value\n"
     "5:6: box: is a list; write keys with values, `key: value`\n"},
    {"a word in braces is told how to be a text",
     "title: {rate}\nwords:\n  - rate:\n  - {a, b}\n", 0,
     "1:8: title: is a mapping; write a single value, \"{rate}\" in quotes\n"
     "3:5: words[0]: is a mapping; write a single value\n"
     "4:5: words[1]: is a mapping; write a single value\n"},
    {"a key without a value is a mistake", "title:\nwords:\n  - \nbox:\n", 0,
     "1:7: title: has no value; write a single value\n"
     "3:4: words[0]: has no value; write a single value\n"
     "4:5: box: has no value; write keys with values, `key: value`\n"},
    {"lists have a least number of entries", "title: a\nitems: [{name: b}]\n",
     0, "2:8: items: has too few entries, 1; 2 are needed\n"},
    {"lists have a greatest number of entries",
     "title: a\nitems: [{name: b}, {name: c}, {name: d}, {name: e}]\n", 0,
     "2:8: items: has 4 entries; at most 3 are allowed\n"},
    {"an empty list is said to be empty", "title: a\nitems: []\n", 0,
     "2:8: items: is an empty list; give it an entry or leave it out\n"},
    {"texts have a least and a greatest length",
     "title: a\nitems: [{name: ''}, {name: ninebytes}]\n", 0,
     "2:16: items[0].name: is too short, 0 bytes; it needs 1\n"
     "2:28: items[1].name: is too long, 9 bytes; at most 8 are allowed\n"},
    {"columns count characters, not bytes", "{title: \"äöü🧘\", x1: 1}\n",
     0,
     "1:17: x1: unknown key \"x1\"; allowed: title, items, words, box, free\n"},
    {"a byte-order mark does not move columns",
     "\xEF\xBB\xBF"
     "x1: 1\ntitle: a\n",
     0,
     "1:1: x1: unknown key \"x1\"; allowed: title, items, words, box, free\n"},
    {"lines end with CR and LF alike", "title: a\r\rx1: 1\r\nx2: 2\n", 0,
     "3:1: x1: unknown key \"x1\"; allowed: title, items, words, box, free\n"
     "4:1: x2: unknown key \"x2\"; allowed: title, items, words, box, free\n"},
    {"a key is shown safely", "title: a\n\"\\e[2J\\u202e\": 1\n", 0,
     "2:1: ?[2J?: unknown key \"?[2J?\"; allowed: title, items, words, box, "
     "free\n"},
    {"an alias is a mistake, and the rest is still checked",
     "title: &x a\nwords: [*x]\ncolour: 1\n", 0,
     "2:9: words[0]: aliases are not supported; write it out\n"
     "3:1: colour: unknown key \"colour\"; allowed: title, items, words, box, "
     "free\n"},
    {"a merge key is an unknown key", "title: a\n<<: {}\n", 0,
     "2:1: <<: unknown key \"<<\"; allowed: title, items, words, box, free\n"},
    {"a tag is a mistake, wherever it is",
     "!!map\n!k title: !t a\nwords: !l []\n", 0,
     "1:1: has a YAML tag (`!`); tags are not supported, take it out or put "
     "quotes around the text\n"
     "2:1: title: has a YAML tag (`!`); tags are not supported, take it out or "
     "put "
     "quotes around the text\n"
     "2:11: title: has a YAML tag (`!`); tags are not supported, take it out "
     "or put quotes around the text\n"
     "3:8: words: has a YAML tag (`!`); tags are not supported, take it out or "
     "put quotes around the text\n"},
    {"a collection as a key ends the reading", "title: a\n{a: b}: c\n", 0,
     "2:1: has a list or a mapping as a key; a key is a word\n"},
    {"a key in a mapping has its whole path",
     "title: a\nbox: {width: b, witdh: c, width: d, colour: e}\n", 0,
     "2:17: box.witdh: unknown key \"witdh\"; did you mean \"width\"?\n"
     "2:27: box.width: the key \"width\" is there twice, first in line 2; keep "
     "one\n"
     "2:37: box.colour: unknown key \"colour\"; allowed: width\n"},
    {"a key of nothing has a path as well", "title: a\n\"\": b\n", 0,
     "2:1: \"\": unknown key \"\"; allowed: title, items, words, box, free\n"},
    {"a key with a NUL has its path up to there",
     "box: {width: a, \"b\\0c\": d}\n", 0,
     "1:1: title: is missing; add it\n"
     "1:17: box.b: has a key with a NUL character; take it out\n"
     "1:17: box.b: unknown key \"b\"; allowed: width\n"},
    {"too many entries are looked at up to the limit",
     "title: a\nitems: [{nmae: b}, {name: c}, {name: []}, {name: []}]\n", 0,
     "2:8: items: has 4 entries; at most 3 are allowed\n"
     "2:10: items[0].nmae: unknown key \"nmae\"; did you mean \"name\"?\n"
     "2:38: items[2].name: is a list; write a single value\n"},
    {"too few entries are looked at all the same",
     "title: a\nitems: [{name: []}]\n", 0,
     "2:8: items: has too few entries, 1; 2 are needed\n"
     "2:16: items[0].name: is a list; write a single value\n"},
    {"an embedded NUL does not cut a text", "title: \"a\\0b\"\n", 0,
     "1:8: title: has a NUL character; take it out\n"},
    {"a NUL byte has its place", "title: ä\0b\n", 12,
     "1:9: has a NUL byte; save the file as UTF-8 text\n"},
    {"a control character has its place", "title: ä\x07\n", 0,
     "1:9: has the control character U+0007; take it out\n"},
    {"a noncharacter is refused before libyaml sees it", "title: \xEF\xBF\xBE",
     0, "1:8: has the control character U+FFFE; take it out\n"},
    {"a stray byte has its place", "title: a\nwords: [ö, \xF6]\n", 0,
     "2:12: is not UTF-8 (byte 0xF6); save the file as UTF-8\n"},
    {"UTF-16 with either mark is refused", "\xFE\xFF\0t", 4,
     "1:1: is UTF-16; save the file as UTF-8\n"},
    {"a directive for tags is refused, in any line",
     "title: a\n...\n%TAG ! x\n---\n", 0,
     "3:1: %TAG lines are not supported; take it out\n"},
    {"a syntax error has its place", "title: a\n  b: c\n", 0,
     "2:4: has a `:` where none can be; put quotes around a text that holds "
     "one, or mend the indentation\n"},
    {"a quote left open names the line of its beginning",
     "title: \"a\nwords: []\n", 0,
     "3:1: ends inside quotes; close them (begun in line 1)\n"},
    {"a tab is called a tab", "title: a\nbox:\n\twidth: 1\n", 0,
     "3:1: has a tab where it cannot be; indent with spaces\n"},
    {"one file holds one document", "title: a\n---\ntitle: b\n", 0,
     "2:1: a second document begins here; one file holds one\n"},
    {"a file of nothing is empty", "", 0,
     "1:1: is empty; it must hold keys and values\n"},
    {"a file of comments is empty", "# a\n\n# b", 0,
     "1:1: is empty; it must hold keys and values\n"},
    {"the top is a mapping", "- title: a\n", 0,
     "1:1: is a list; write keys with values, `key: value`\n"},
};

static void
test_mistakes_are_said_and_placed(void **state)
{
    int wrong = 0;

    (void)state;
    for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes); i++) {
        const struct mistake *mistake = &mistakes[i];
        size_t size = mistake->size ? mistake->size : strlen(mistake->text);
        struct mat_diags diags = {0};
        char said[MAT_DIAG_MAX * 512];

        assert_false(doc_load(mistake->text, size, &diags));
        diags_print(&diags, said, sizeof(said));
        if (strcmp(said, mistake->said) != 0) {
            print_message("%s\nsaid:\n%sexpected:\n%s\n", mistake->claim, said,
                          mistake->said);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void
test_values_load_as_written(void **state)
{
    static const char text[] =
        "title: 010\nitems:\n  - {name: no, note: \"\"}\n  - name: 1:30\n"
        "words: [~, 'ä']\nbox: {width: 90x}\nfree: {a: [b %TAG]}\n";
    struct mat_diags diags = {0};
    struct doc *doc;
    void *data;

    (void)state;
    assert_true(
        mat_yaml_load(text, strlen(text), &doc_schema, &diags, &data, NULL));
    doc = data;
    assert_string_equal(doc->title, "010");
    assert_int_equal(doc->items_count, 2);
    assert_string_equal(doc->items[0].name, "no");
    assert_string_equal(doc->items[0].note, "");
    assert_string_equal(doc->items[1].name, "1:30");
    assert_null(doc->items[1].note);
    assert_int_equal(doc->words_count, 2);
    assert_string_equal(doc->words[0], "~");
    assert_string_equal(doc->words[1], "ä");
    assert_string_equal(doc->box->width, "90x");
    mat_yaml_free(&doc_schema, data);
}

static void
test_a_text_needs_no_nul(void **state)
{
    struct mat_diags diags = {0};
    char *text = malloc(8);

    (void)state;
    assert_non_null(text);
    memcpy(text, "title: a", 8);
    assert_true(doc_load(text, 8, &diags));
    free(text);
}

static void
test_earlier_mistakes_do_not_stop_a_load(void **state)
{
    static const char text[] = "title: a\n";
    struct mat_diags diags = {0};
    void *data = NULL;

    (void)state;
    mat_diag_add(&diags, MAT_DIAG_ERROR, "", "of another file", NULL);
    assert_true(
        mat_yaml_load(text, strlen(text), &doc_schema, &diags, &data, NULL));
    assert_int_equal(diags.errors, 1);
    mat_yaml_free(&doc_schema, data);
}

struct place {
    const char *path;
    bool key;
    int line;
    int column;
};

static void
test_paths_are_placed(void **state)
{
    static const char text[] = "title: a\n"
                               "items:\n"
                               "  - name: b\n"
                               "    note: c\n"
                               "  - name: d\n"
                               "words: [e, f]\n";
    static const struct place places[] = {
        {"title", false, 1, 8},
        {"title", true, 1, 1},
        {"items", false, 3, 3},
        {"items", true, 2, 1},
        {"items[0]", false, 3, 5},
        {"items[0]", true, 3, 5}, /* an entry has no key */
        {"items[0].note", false, 4, 11},
        {"items[0].note", true, 4, 5},
        {"items[1].name", false, 5, 11},
        {"words[1]", false, 6, 12},
        {"items[1].note", false, 5, 5}, /* not there: its parent */
        {"items[1].note", true, 5, 5},
        {"items[7].name", false, 3, 3},
        {"words[x]", false, 6, 8},
        {"words[", false, 6, 8},
        {"title.deeper[0]", true, 1, 8},
        {"title[0]", false, 1, 8},
        {"nowhere", true, 1, 1},
        {"", false, 1, 1},
    };
    struct mat_diags diags = {0};
    struct mat_yaml_map *map = NULL;
    void *data;

    (void)state;
    assert_true(
        mat_yaml_load(text, strlen(text), &doc_schema, &diags, &data, &map));
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
        struct mat_diags one = {0};
        struct mat_diag *diag =
            mat_diag_add(&one, MAT_DIAG_WARNING, places[i].path, "x", NULL);

        diag->key = places[i].key;
        mat_yaml_place(map, &one);
        assert_int_equal(one.items[0].line, places[i].line);
        assert_int_equal(one.items[0].column, places[i].column);
    }
    mat_yaml_map_free(map);
    mat_yaml_free(&doc_schema, data);
}

static void
test_placing_leaves_placed_ones_and_sorts(void **state)
{
    static const char text[] = "title: a\nwords: [b]\n";
    struct mat_diags diags = {0};
    struct mat_yaml_map *map = NULL;
    void *data;

    (void)state;
    assert_true(
        mat_yaml_load(text, strlen(text), &doc_schema, &diags, &data, &map));
    mat_diag_add(&diags, MAT_DIAG_ERROR, "words", "second", NULL);
    mat_diag_add(&diags, MAT_DIAG_ERROR, "words", "first", NULL)->line = 1;
    mat_yaml_place(map, &diags);
    assert_string_equal(diags.items[0].text, "first");
    assert_int_equal(diags.items[0].line, 1);
    assert_int_equal(diags.items[1].line, 2);
    mat_yaml_map_free(map);
    mat_yaml_free(&doc_schema, data);
}

static void
test_a_map_is_given_when_only_the_schema_is_broken(void **state)
{
    struct mat_diags diags = {0};
    struct mat_yaml_map *map = NULL;
    void *data = NULL;

    (void)state;
    assert_false(mat_yaml_load("x1: 1\n", 6, &doc_schema, &diags, &data, &map));
    assert_non_null(map);
    mat_yaml_map_free(map);
    assert_false(mat_yaml_load("[", 1, &doc_schema, &diags, &data, &map));
    assert_null(map);
    mat_yaml_map_free(NULL);
    mat_yaml_free(&doc_schema, NULL);
}

/* What can be read of a text with mistakes; freed with mat_yaml_free(). */
static struct doc *
doc_salvage(const char *text)
{
    struct mat_diags diags = {0};
    struct mat_yaml_map *map = NULL;
    void *data = NULL;

    assert_false(
        mat_yaml_load(text, strlen(text), &doc_schema, &diags, &data, &map));
    assert_true(mat_yaml_salvage(map, &doc_schema, "\xFF", &data));
    mat_yaml_map_free(map);
    return data;
}

static void
test_what_can_be_read_is_salvaged(void **state)
{
    struct doc *doc = doc_salvage("colour: red\n"
                                  "title: \"a\\u00e4\"\n"
                                  "items:\n"
                                  "  - name: |\n"
                                  "      b\n"
                                  "    note: 'c'\n"
                                  "  - {name: d, size: 1}\n"
                                  "words: [e, ~]\n"
                                  "title: f\n"
                                  "box: {width: 010}\n"
                                  "free: [g]\n");

    (void)state;
    assert_string_equal(doc->title, "aä");
    assert_int_equal(doc->items_count, 2);
    assert_string_equal(doc->items[0].name, "b\n");
    assert_string_equal(doc->items[0].note, "c");
    assert_string_equal(doc->items[1].name, "d");
    assert_null(doc->items[1].note);
    assert_int_equal(doc->words_count, 2);
    assert_string_equal(doc->words[1], "~");
    assert_string_equal(doc->box->width, "010");
    mat_yaml_free(&doc_schema, doc);
}

static void
test_what_cannot_be_read_is_marked(void **state)
{
    struct doc *doc = doc_salvage("items:\n"
                                  "  - name: [a]\n"
                                  "  - nmae: b\n"
                                  "  - {name: c, noet: d}\n"
                                  "  - {name: e}\n"
                                  "words: [f, [g], {h: i}]\n"
                                  "box:\n");

    (void)state;
    assert_string_equal(doc->title, "\xFF"); /* missing, and said so */
    assert_int_equal(doc->items_count, 3);
    assert_string_equal(doc->items[0].name, "\xFF");
    assert_null(doc->items[0].note);
    assert_string_equal(doc->items[1].name, "\xFF");
    assert_string_equal(doc->items[2].name, "c");
    assert_string_equal(doc->items[2].note, "\xFF");
    assert_int_equal(doc->words_count, 3);
    assert_string_equal(doc->words[0], "f");
    assert_string_equal(doc->words[1], "\xFF");
    assert_string_equal(doc->words[2], "\xFF");
    assert_null(doc->box);
    mat_yaml_free(&doc_schema, doc);
}

static void
test_an_unread_list_is_not_an_absent_one(void **state)
{
    struct doc *doc = doc_salvage("title: a\ntitel: b\nitems: c\nwrods: [d]\n");

    (void)state;
    assert_string_equal(doc->title, "a"); /* there, whatever else is meant */
    assert_int_equal(doc->items_count, 0);
    assert_non_null(doc->items);
    assert_int_equal(doc->words_count, 0);
    assert_non_null(doc->words);
    mat_yaml_free(&doc_schema, doc);
}

static void
test_all_of_an_unread_mapping_is_unread(void **state)
{
    struct doc *doc = doc_salvage("title: a\nitems: [b, {name: c}]\n");

    (void)state;
    assert_int_equal(doc->items_count, 2);
    assert_string_equal(doc->items[0].name, "\xFF");
    assert_string_equal(doc->items[0].note, "\xFF");
    assert_string_equal(doc->items[1].name, "c");
    assert_null(doc->words);
    mat_yaml_free(&doc_schema, doc);
}

static void
test_a_top_that_is_no_mapping_leaves_nothing(void **state)
{
    struct mat_diags diags = {0};
    struct mat_yaml_map *map = NULL;
    void *data = NULL;

    (void)state;
    assert_false(mat_yaml_load("- a\n", 4, &doc_schema, &diags, &data, &map));
    assert_false(mat_yaml_salvage(map, &doc_schema, "\xFF", &data));
    assert_null(data);
    mat_yaml_map_free(map);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes_are_said_and_placed),
        cmocka_unit_test(test_values_load_as_written),
        cmocka_unit_test(test_a_text_needs_no_nul),
        cmocka_unit_test(test_earlier_mistakes_do_not_stop_a_load),
        cmocka_unit_test(test_paths_are_placed),
        cmocka_unit_test(test_placing_leaves_placed_ones_and_sorts),
        cmocka_unit_test(test_a_map_is_given_when_only_the_schema_is_broken),
        cmocka_unit_test(test_what_can_be_read_is_salvaged),
        cmocka_unit_test(test_what_cannot_be_read_is_marked),
        cmocka_unit_test(test_an_unread_list_is_not_an_absent_one),
        cmocka_unit_test(test_all_of_an_unread_mapping_is_unread),
        cmocka_unit_test(test_a_top_that_is_no_mapping_leaves_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
