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

#include "../support/temp_folder.h"
#include "store/config.h"
#include "store/config_yaml.h"
#include "store/paths.h"
#include "store/yaml.h"

static char folder[TEMP_FOLDER_BYTES];

static int
make_folder(void **state)
{
    (void)state;
    if (!temp_folder_make(folder))
        return 1;
    return setenv("XDG_CONFIG_HOME", folder, 1);
}

static int
remove_folder(void **state)
{
    (void)state;
    return !temp_folder_remove(folder);
}

static int
remove_config(void **state)
{
    char *path = mat_path(MAT_BASE_CONFIG, "config.yaml");

    (void)state;
    if (unlink(path) != 0)
        rmdir(path);
    free(path);
    return 0;
}

static void
put_config(const char *text)
{
    char *path = mat_path(MAT_BASE_CONFIG, "config.yaml");

    assert_int_equal(mat_file_write(path, text, strlen(text), 0644), 0);
    free(path);
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

/* What is set, a line a setting. Static. */
static const char *
config_text(const struct mat_config *config)
{
    static char text[16384];
    size_t used = (size_t)snprintf(
        text, sizeof(text), "%d %d %d %d %s %d %d%d%d %d%d", config->chimes,
        config->voice, config->level, config->night_level, config->language,
        config->rate, config->notify_by, config->notify_steps,
        config->notify_escape, config->hooks, config->inhibit);

    for (int i = 0; config->command[i]; i++)
        used += (size_t)snprintf(text + used, sizeof(text) - used, " [%s]",
                                 config->command[i]);
    return text;
}

#define DEFAULTS                                                     \
    "1 1 70 40 en 150 000 11 [espeak-ng] [--stdin] [--stdout] [-v] " \
    "[{language}]"                                                   \
    " [-s] [{rate}]"

static const char *
diags_text(const struct mat_diags *diags)
{
    static char text[MAT_DIAG_MAX * 512];
    size_t used = 0;

    text[0] = '\0';
    for (int i = 0; i < diags->count; i++) {
        const struct mat_diag *diag = &diags->items[i];

        used += (size_t)snprintf(
            text + used, sizeof(text) - used, "%d:%d: %s%s%s\n", diag->line,
            diag->column, diag->path, diag->path[0] ? ": " : "", diag->text);
    }
    return text;
}

static char *
text_of(const char *kind, const char *name, const char *ending)
{
    char path[512];
    char *text;
    size_t size;

    snprintf(path, sizeof(path), "%s/tests/configs/%s/%.*s%s", TEST_DATA, kind,
             (int)(strlen(name) - strlen(".yaml")), name, ending);
    return mat_file_read(path, MAT_YAML_BYTES_MAX, &text, &size) == 0 ? text
                                                                      : NULL;
}

static bool
bad_is_as_expected(const char *name)
{
    char *text = text_of("bad", name, ".yaml");
    char *expected = text_of("bad", name, ".expect");
    struct mat_diags diags = {0};
    struct mat_config config;
    bool same;

    assert_non_null(text);
    assert_false(mat_config_read(text, strlen(text), &diags, &config));
    same = strcmp(diags_text(&diags), expected ? expected : "") == 0;
    if (!same)
        print_message("%s said:\n%s", name, diags_text(&diags));
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
    assert_true(count >= 25);
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
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *text = text_of("good", cases[i].name, ".yaml");
        struct mat_diags diags = {0};
        struct mat_config config;

        assert_non_null(text);
        if (!mat_config_read(text, strlen(text), &diags, &config))
            fail_msg("%s", diags_text(&diags));
        free(text);
        assert_string_equal(config_text(&config), cases[i].set);
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
    char *text = text_of("good", "full.yaml", ".yaml");
    struct mat_diags diags = {0};
    struct mat_config config;
    char **argv;

    (void)state;
    assert_true(mat_config_read(text, strlen(text), &diags, &config));
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
    assert_string_equal(config_text(&config), DEFAULTS);
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
    assert_string_equal(config_text(&config), DEFAULTS);
    assert_int_equal(diags.errors, 1);
    mat_config_done(&config);
}

/* It names a program that is run. */
static void
a_file_that_others_can_write_is_warned_of(void **state)
{
    char *path = mat_path(MAT_BASE_CONFIG, "config.yaml");
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
    char *path = mat_path(MAT_BASE_CONFIG, "config.yaml");
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    assert_int_equal(mat_folders_make(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, EISDIR);
    assert_string_equal(config_text(&config), DEFAULTS);
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, EINVAL);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink("config.yaml", path), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, ELOOP);
    free(path);
}

static void
a_file_that_is_too_large_is_unread(void **state)
{
    char *path = mat_path(MAT_BASE_CONFIG, "config.yaml");
    struct mat_config config;
    struct mat_diags diags;
    int error;

    (void)state;
    put_config("config: 1\n");
    assert_int_equal(truncate(path, (off_t)MAT_YAML_BYTES_MAX + 1), 0);
    assert_int_equal(load(&config, &diags, &error), MAT_CONFIG_UNREAD);
    assert_int_equal(error, EFBIG);
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
        cmocka_unit_test_teardown(a_file_is_loaded, remove_config),
        cmocka_unit_test_teardown(a_wrong_file_leaves_the_defaults,
                                  remove_config),
        cmocka_unit_test_teardown(a_file_that_others_can_write_is_warned_of,
                                  remove_config),
        cmocka_unit_test_teardown(what_is_no_file_is_unread, remove_config),
        cmocka_unit_test_teardown(a_file_that_is_too_large_is_unread,
                                  remove_config),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
