/* The settings: what is written, what is refused, and with which words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/config_folder.h"
#include "../support/config_texts.h"
#include "store/config_yaml.h"
#include "store/paths.h"
#include "store/yaml.h"

#define LEAF "config.yaml"

static void
put_config(const char *text)
{
    config_folder_put(LEAF, text, strlen(text));
}

static enum mat_config_load
load(struct mat_config *config, struct mat_diags *diags, int *error)
{
    enum mat_config_load loaded;
    char *path;

    memset(diags, 0, sizeof(*diags));
    *error = 0;
    loaded = mat_config_load(config, diags, &path, error);
    assert_non_null(path);
    free(path);
    return loaded;
}

#define DEFAULTS                                                     \
    "1 1 70 40 en 150 000 11 [espeak-ng] [--stdin] [--stdout] [-v] " \
    "[{language}]"                                                   \
    " [-s] [{rate}]"

static char *
text_of(const char *kind, const char *name, const char *ending, size_t *size)
{
    char path[512];
    char *text;

    snprintf(path, sizeof(path), "%s/tests/configs/%s/%.*s%s", TEST_DATA, kind,
             (int)(strlen(name) - strlen(".yaml")), name, ending);
    return mat_file_read(path, MAT_YAML_BYTES_MAX, &text, size) == 0 ? text
                                                                     : NULL;
}

static bool
bad_is_as_expected(const char *name)
{
    size_t size, expected_size;
    char *text = text_of("bad", name, ".yaml", &size);
    char *expected = text_of("bad", name, ".expect", &expected_size);
    struct mat_diags diags = {0};
    struct mat_config config;
    bool same;

    assert_non_null(text);
    assert_false(mat_config_read(text, size, &diags, &config));
    same = strcmp(config_diags_text(&diags), expected ? expected : "") == 0;
    if (!same)
        print_message("%s said:\n%s", name, config_diags_text(&diags));
    free(expected);
    free(text);
    return same;
}

static void
bad_files_say_what_is_expected(void **state)
{
    char path[512];
    struct dirent *entry;
    int count = 0, wrong = 0;
    DIR *list;

    (void)state;
    snprintf(path, sizeof(path), "%s/tests/configs/bad", TEST_DATA);
    list = opendir(path);
    assert_non_null(list);
    while ((entry = readdir(list))) {
        if (!strstr(entry->d_name, ".yaml"))
            continue;
        count++;
        if (!bad_is_as_expected(entry->d_name))
            wrong++;
    }
    closedir(list);
    assert_int_equal(wrong, 0);
    assert_true(count >= 45);
}

static void
good_files_set_what_they_say(void **state)
{
    static const struct {
        const char *name;
        const char *set;
    } cases[] = {
        {"least.yaml", DEFAULTS},
        {"parts.yaml", "1 1 100 40 en 80 000 11 [espeak-ng] [--stdin] "
                       "[--stdout] [-v] [{language}]"
                       " [-s] [{rate}]"},
        {"full.yaml", "0 0 0 100 pt-br 300 422 00 [piper] [--json={\"a\":1}]"
                      " [x{rate}y{language}] [] [{] [a}]"},
        {"as-others-write.yaml", "1 1 7 40 en 150 000 11 [say] [it's \"so\" \\]"
                                 " [{rate}] [\xc3\xbc, #]"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        size_t size;
        char *text = text_of("good", cases[i].name, ".yaml", &size);
        struct mat_diags diags = {0};
        struct mat_config config;

        assert_non_null(text);
        if (!mat_config_read(text, size, &diags, &config))
            fail_msg("%s", config_diags_text(&diags));
        free(text);
        assert_string_equal(config_set_text(&config), cases[i].set);
        mat_config_done(&config);
    }
}

static void
every_way_to_write_a_switch(void **state)
{
    static const struct {
        const char *word;
        bool on;
    } cases[] = {{"yes", true},  {"on", true},   {"true", true},
                 {"no", false},  {"off", false}, {"false", false},
                 {"'no'", false}};

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_diags diags = {0};
        struct mat_config config;
        char text[64];

        snprintf(text, sizeof(text), "config: 1\nsound:\n  voice: %s\n",
                 cases[i].word);
        assert_true(mat_config_read(text, strlen(text), &diags, &config));
        assert_int_equal(config.voice, cases[i].on);
        mat_config_done(&config);
    }
}

static void
placeholders_are_filled_in(void **state)
{
    static const char *const wanted[] = {
        "piper", "--json={\"a\":1}", "x300ypt-br", "", "{", "a}", NULL};
    size_t size;
    char *text = text_of("good", "full.yaml", ".yaml", &size);
    struct mat_diags diags = {0};
    struct mat_config config;
    char **argv;

    (void)state;
    assert_true(mat_config_read(text, size, &diags, &config));
    free(text);
    argv = mat_config_voice(&config);
    mat_config_done(&config);
    for (int i = 0; wanted[i]; i++)
        assert_string_equal(argv[i], wanted[i]);
    assert_null(argv[sizeof(wanted) / sizeof(wanted[0]) - 1]);
    free(argv);
}

static void
without_a_file_there_are_defaults(void **state)
{
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_MISSING);
    assert_string_equal(config_set_text(&config), DEFAULTS);
    assert_int_equal(diags.count, 0);
    mat_config_done(&config);
    mat_config_done(&config);
}

static void
a_file_is_loaded(void **state)
{
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    put_config("config: 1\nspeech: {language: de}\n");
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_LOADED);
    assert_string_equal(config.language, "de");
    assert_int_equal(diags.warnings, 0);
    mat_config_done(&config);
}

static void
a_wrong_file_leaves_the_defaults(void **state)
{
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    put_config("config: 1\nsound: {level: 10, voice: maybe}\n");
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_WRONG);
    assert_string_equal(config_set_text(&config), DEFAULTS);
    assert_int_equal(diags.errors, 1);
    mat_config_done(&config);
}

/* It names a program that is run. */
static void
a_file_that_others_can_write_is_warned_of(void **state)
{
    char *path = config_folder_path(LEAF);
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    put_config("config: 1\n");
    assert_int_equal(chmod(path, 0664), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_LOADED);
    assert_int_equal(diags.warnings, 1);
    mat_config_done(&config);
    free(path);
}

static void
what_is_no_file_is_unread(void **state)
{
    char *path = config_folder_path(LEAF);
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    assert_int_equal(mat_folders_make(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, EISDIR);
    assert_string_equal(config_set_text(&config), DEFAULTS);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, EINVAL);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("config.yaml", path), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, ELOOP);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("nothing.yaml", path), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, ENOLINK);
    free(path);
}

/* As a plan is that is too large. */
static void
a_file_that_is_too_large_is_wrong(void **state)
{
    char *path = config_folder_path(LEAF);
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    put_config("config: 1\nsound: {level: 10}\n");
    assert_int_equal(truncate(path, (off_t)MAT_YAML_BYTES_MAX + 1), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_WRONG);
    assert_string_equal(config_diags_text(&diags),
                        "1:1: is larger than 1 MiB; this is no file of ours\n");
    assert_string_equal(config_set_text(&config), DEFAULTS);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_files_say_what_is_expected),
        cmocka_unit_test(good_files_set_what_they_say),
        cmocka_unit_test(every_way_to_write_a_switch),
        cmocka_unit_test(placeholders_are_filled_in),
        cmocka_unit_test(without_a_file_there_are_defaults),
        cmocka_unit_test_teardown(a_file_is_loaded, config_folder_empty),
        cmocka_unit_test_teardown(a_wrong_file_leaves_the_defaults,
                                  config_folder_empty),
        cmocka_unit_test_teardown(a_file_that_others_can_write_is_warned_of,
                                  config_folder_empty),
        cmocka_unit_test_teardown(what_is_no_file_is_unread,
                                  config_folder_empty),
        cmocka_unit_test_teardown(a_file_that_is_too_large_is_wrong,
                                  config_folder_empty),
    };

    return cmocka_run_group_tests(tests, config_folder_make,
                                  config_folder_remove);
}
