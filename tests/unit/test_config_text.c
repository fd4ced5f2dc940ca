/* What is known of settings that were read: where each stands, how it would be
 * written, and which of them do nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/config_texts.h"
#include "store/config_text.h"
#include "store/config_unused.h"
#include "store/config_yaml.h"

/* The row of a key. */
static int
row_of(const char *wanted)
{
    char name[MAT_CONFIG_NAME_TEXT];
    int row = 0;

    while (strcmp(mat_config_key_name(&mat_config_keys[row], name), wanted) !=
           0)
        assert_true(++row < mat_n_config_keys);
    return row;
}

static void
read_good(const char *text, struct mat_config *config)
{
    struct mat_diags diags = {0};

    if (!mat_config_read(text, strlen(text), &diags, config))
        fail_msg("%s%s", text, config_diags_text(&diags));
}

static void
it_is_known_where_a_setting_stands(void **state)
{
    static const struct {
        const char *name;
        struct mat_config_place place;
    } cases[] = {
        {"sound.chimes", {0, 0}},    {"sound.level", {3, 10}},
        {"session.hooks", {4, 32}},  {"session.inhibit", {4, 20}},
        {"speech.rate", {7, 5}},     {"speech.command", {9, 5}},
        {"speech.language", {0, 0}}, {"notify.by", {0, 0}},
    };
    struct mat_config config;

    (void)state;
    read_good("config: 1\nsound:\n  level: 70\n"
              "session: {inhibit: yes, hooks: no}\n"
              "speech:\n  rate:\n    90\n  command:\n    - say\n",
              &config);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_config_place place = config.places[row_of(cases[i].name)];

        if (place.line != cases[i].place.line ||
            place.column != cases[i].place.column)
            fail_msg("%s is at %d:%d", cases[i].name, place.line, place.column);
    }
    mat_config_done(&config);
}

/* The settings as a file of all keys. Static. */
static const char *
whole_text(const struct mat_config *config)
{
    static char text[16384];
    size_t used = (size_t)snprintf(text, sizeof(text), "config: 1\n");
    const char *section = "";

    for (int row = 0; row < mat_n_config_keys; row++) {
        const struct mat_config_key *key = &mat_config_keys[row];
        char *value = mat_config_text(key, config);

        if (strcmp(section, key->section) != 0)
            used += (size_t)snprintf(text + used, sizeof(text) - used, "%s:\n",
                                     key->section);
        section = key->section;
        used += (size_t)snprintf(text + used, sizeof(text) - used, "  %s: %s\n",
                                 key->name, value);
        free(value);
    }
    return text;
}

static void
what_is_written_reads_the_same(void **state)
{
    static const char *const commands[] = {
        "[say]",
        "[/usr/bin/say, --a=b, -v, x.y+z_1]",
        "[say, '', ' ', '-', '--', '---', '...', '1', '?', '*a', '&b', '!c']",
        "[say, '{language}', '\"', '\\', '\\n', 'it''s', '[', 'a: b', ' #']",
        "[say, 'a, b', \"\\u00fc\\U0001F600\", '%', '@', '`', '|', '>', '=']",
        "[say, 'no', 'null', '~', '1e3', '0x1', '.inf', '<<']",
    };

    (void)state;
    for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
        struct mat_config config, again;
        char text[512];
        char *first;

        snprintf(text, sizeof(text),
                 "config: 1\nspeech: {command: %s, language: no}\n"
                 "notify: {by: off}\nsound: {level: 0, chimes: no}\n",
                 commands[i]);
        read_good(text, &config);
        read_good(whole_text(&config), &again);
        first = strdup(config_set_text(&config));
        assert_string_equal(config_set_text(&again), first);
        free(first);
        mat_config_done(&config);
        mat_config_done(&again);
    }
}

static void
words_are_quoted_where_yaml_needs_it(void **state)
{
    struct mat_config config;
    char *text;

    (void)state;
    read_good("config: 1\nspeech:\n  command: [/bin/say, '--in', '{rate}', "
              "'', '2', 'a\"\\', \"it's\"]\n",
              &config);
    text = mat_config_text(&mat_config_keys[row_of("speech.command")], &config);
    assert_string_equal(text, "[/bin/say, --in, \"{rate}\", \"\", \"2\", "
                              "\"a\\\"\\\\\", \"it's\"]");
    free(text);
    mat_config_done(&config);
}

static void
what_another_setting_switches_off_is_unused(void **state)
{
    static const struct {
        const char *text; /* behind the version */
        const char *names;
    } cases[] = {
        {"", ""},
        {"sound: {chimes: no}\n", ""},
        {"sound: {voice: no}\n", " speech.command speech.language speech.rate"},
        {"sound: {voice: no, chimes: no}\n",
         " sound.level sound.night-level speech.command speech.language"
         " speech.rate"},
        {"speech: {command: [say, '-v{language}']}\n", " speech.rate"},
        {"speech: {command: [say, '{rate}']}\n", " speech.language"},
        {"notify: {by: off}\n", " notify.steps notify.escape"},
        {"notify: {by: bell}\n", " notify.escape"},
        {"notify: {by: desktop, steps: never}\n", ""},
        {"session: {hooks: no, inhibit: no}\n", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_config config;
        char text[256];
        size_t used = 0;

        snprintf(text, sizeof(text), "config: 1\n%s", cases[i].text);
        read_good(text, &config);
        text[0] = '\0';
        for (int row = 0; row < mat_n_config_keys; row++) {
            const struct mat_config_key *key = &mat_config_keys[row];
            char name[MAT_CONFIG_NAME_TEXT];

            if (mat_config_unused(key, &config))
                used += (size_t)snprintf(text + used, sizeof(text) - used,
                                         " %s", mat_config_key_name(key, name));
        }
        assert_string_equal(text, cases[i].names);
        mat_config_done(&config);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_known_where_a_setting_stands),
        cmocka_unit_test(what_is_written_reads_the_same),
        cmocka_unit_test(words_are_quoted_where_yaml_needs_it),
        cmocka_unit_test(what_another_setting_switches_off_is_unused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
