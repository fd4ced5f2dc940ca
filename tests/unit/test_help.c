#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* cmocka needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/command.h"
#include "cli/exits.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "store/tables.h"

#define WIDE 1000

static const int widths[] = {40, 80, 120};

/* What \p command's help prints; NULL: the overview. Freed by the caller. */
static char *
page(const struct mat_command *command, int width)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);

    assert_non_null(memory);
    if (command)
        mat_help_command(memory, width, command);
    else
        mat_help_overview(memory, width);
    assert_int_equal(fclose(memory), 0);
    return text;
}

static char *
topic(const struct mat_topic *topic, int width)
{
    char *text = NULL;
    size_t size = 0;
    FILE *memory = open_memstream(&text, &size);

    assert_non_null(memory);
    topic->print(memory, &mat_tables_builtin, width);
    assert_int_equal(fclose(memory), 0);
    return text;
}

static void
check_width(const char *text, const char *name, int width)
{
    while (*text) {
        size_t length = strcspn(text, "\n");

        if (length > (size_t)width)
            fail_msg("%s at %d columns: \"%.*s\"", name, width, (int)length,
                     text);
        if (length > 0 && text[length - 1] == ' ')
            fail_msg("%s: blank at the end of \"%.*s\"", name, (int)length,
                     text);
        text += length + (text[length] == '\n');
    }
}

static void
no_line_is_wider_than_the_terminal(void **state)
{
    (void)state;
    for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++) {
        char *text = page(NULL, widths[w]);

        check_width(text, "overview", widths[w]);
        free(text);
        for (int i = 0; i < mat_n_commands; i++) {
            text = page(mat_commands[i], widths[w]);
            check_width(text, mat_commands[i]->name, widths[w]);
            free(text);
        }
        for (int i = 0; i < mat_command_help.n_topics; i++) {
            text = topic(&mat_command_help.topics[i], widths[w]);
            check_width(text, mat_command_help.topics[i].name, widths[w]);
            free(text);
        }
    }
}

static void
each_option_of_a_command_is_in_its_help(void **state)
{
    (void)state;
    for (int i = 0; i < mat_n_commands; i++) {
        const struct mat_command *command = mat_commands[i];
        char *text = page(command, WIDE);

        for (int id = 0; id < MAT_OPTION__COUNT; id++) {
            char term[80];
            bool taken =
                (mat_command_options(command) & MAT_OPTION_BIT(id)) != 0;

            snprintf(term, sizeof(term), "--%s%s%s  ", mat_options[id].name,
                     mat_options[id].argument ? " " : "",
                     mat_options[id].argument ? mat_options[id].argument : "");
            if (taken != !!strstr(text, term))
                fail_msg("help of %s and --%s", command->name,
                         mat_options[id].name);
            if (taken && !strstr(text, mat_options[id].help))
                fail_msg("%s: --%s is not explained", command->name,
                         mat_options[id].name);
        }
        free(text);
    }
}

static void
the_overview_names_every_command_and_page(void **state)
{
    char *text = page(NULL, WIDE);

    (void)state;
    for (int i = 0; i < mat_n_commands; i++) {
        char term[80];

        snprintf(term, sizeof(term), "\n  %s ", mat_commands[i]->name);
        if (!strstr(text, term) || !strstr(text, mat_commands[i]->summary))
            fail_msg("%s", mat_commands[i]->name);
    }
    for (int i = 0; i < mat_command_help.n_topics; i++)
        assert_non_null(strstr(text, mat_command_help.topics[i].name));
    free(text);
}

static void
a_usage_line_is_written_from_the_table(void **state)
{
    static const char usage[] =
        "Usage: matsession check [--json] [--strict] [PLAN|FILE]...\n\n";
    char *text = page(&mat_command_check, 80);

    (void)state;
    assert_memory_equal(text, usage, sizeof(usage) - 1);
    free(text);
    text = page(&mat_command_start, WIDE);
    assert_non_null(strstr(text, "matsession start [--plain | --json] "));
    assert_non_null(strstr(text, " [--skip AREA]... "));
    assert_non_null(strstr(text, " [PLAN]\n"));
    free(text);
    text = page(&mat_command_screen, WIDE);
    assert_non_null(strstr(text, "screen [--plain | --show] [--none] "));
    assert_non_null(strstr(text, " [--clear ID]... [--by WHO]\n"));
    free(text);
    text = page(&mat_command_log, WIDE);
    assert_non_null(
        strstr(text, "log [--json | --csv] [--count N] [--since DATE]\n"));
    assert_non_null(strstr(text, "  -n, --count N "));
    free(text);
    text = page(&mat_command_rate, WIDE);
    assert_non_null(strstr(text, " [--broken AREA | --healed AREA]... "));
    assert_non_null(strstr(text, " [N]\n"));
    free(text);
    text = page(&mat_command_rate, 40);
    assert_non_null(strstr(text, "\n       [--broken AREA]...\n"));
    assert_non_null(strstr(text, "\n       [--healed AREA | --id SESSION]\n"));
    free(text);
}

/* One table is the usage line, the help, and what the command finds. */
static void
topics_are_told_from_their_table(void **state)
{
    static const struct {
        const struct mat_command *command;
        const char *usage;
    } cases[] = {
        {&mat_command_about, "Usage: matsession about "
                             "[evidence|sources|safety]\n"},
        {&mat_command_help, "Usage: matsession help [COMMAND|keys|exits]\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct mat_command *command = cases[i].command;
        char *text = page(command, WIDE);

        assert_memory_equal(text, cases[i].usage, strlen(cases[i].usage));
        assert_int_equal(command->most, 1);
        for (int t = 0; t < command->n_topics; t++) {
            const struct mat_topic *topic = &command->topics[t];

            assert_ptr_equal(mat_topic_find(command, topic->name), topic);
            assert_non_null(strstr(text, topic->summary));
        }
        assert_null(mat_topic_find(command, "nothing"));
        free(text);
    }
}

static void
values_are_told_from_the_tables(void **state)
{
    char text[640];

    (void)state;
    mat_help_option(&mat_options[MAT_OPTION_MINUTES], 0, text, sizeof(text));
    assert_non_null(strstr(text, " N is 1 to 30."));
    mat_help_option(&mat_options[MAT_OPTION_STAGE], 0, text, sizeof(text));
    assert_non_null(
        strstr(text, " One of: first, week, building, settled, habitual."));
    mat_help_option(&mat_options[MAT_OPTION_SKIP], 0, text, sizeof(text));
    assert_non_null(strstr(text, " hands, belly."));
    mat_help_option(&mat_options[MAT_OPTION_SHOW], mat_command_screen.options,
                    text, sizeof(text));
    assert_non_null(
        strstr(text, " Not beside --plain, --none, --set, --clear or --by."));
    mat_help_option(&mat_options[MAT_OPTION_CLEAR], 0, text, sizeof(text));
    assert_non_null(strstr(text, " It needs --by."));
    assert_null(strstr(text, "Not beside"));
}

static void
each_exit_status_and_key_is_explained(void **state)
{
    char *keys = topic(&mat_command_help.topics[0], WIDE);
    char *exits = topic(&mat_command_help.topics[1], WIDE);
    char line[256];
    int named = 0;

    (void)state;
    for (int i = 0; i < mat_n_keys; i++) {
        if (mat_keys[i].label[0] == '\0')
            continue;
        named++;
        snprintf(line, sizeof(line), "\n  %-6s  %s\n", mat_keys[i].label,
                 mat_keys[i].help);
        if (!strstr(keys, line))
            fail_msg("key %s", mat_keys[i].label);
    }
    assert_int_equal(named, MAT_WANT__COUNT - 1);
    for (int id = 0; id < MAT_MOMENT__COUNT; id++) {
        const struct mat_moment *moment = &mat_moments[id];

        assert_non_null(strstr(keys, moment->title));
        for (int i = 0; i < moment->n_keys; i++)
            if (!strstr(keys, moment->keys[i].label) ||
                !strstr(keys, moment->keys[i].help))
                fail_msg("%s: %s", moment->title, moment->keys[i].label);
    }
    for (int i = 0; i < mat_n_exits; i++) {
        snprintf(line, sizeof(line), "\n  %-5s  %s\n", mat_exits[i].shown,
                 mat_exits[i].meaning);
        if (!strstr(exits, line))
            fail_msg("exit status %s", mat_exits[i].shown);
    }
    free(keys);
    free(exits);
}

static void
every_status_that_can_occur_is_in_the_table(void **state)
{
    static const int statuses[] = {
        MAT_EXIT_DONE,        MAT_EXIT_FAILED,     MAT_EXIT_USAGE,
        MAT_EXIT_REFUSED,     MAT_EXIT_UNANSWERED, MAT_EXIT_WRONG_FILE,
        MAT_EXIT_NO_SUCH,     MAT_EXIT_STOPPED,    MAT_EXIT_UNWELL,
        MAT_EXIT_INTERRUPTED, MAT_EXIT_BUSY,       MAT_EXIT_SIGNAL,
    };

    (void)state;
    assert_int_equal(mat_n_exits, sizeof(statuses) / sizeof(statuses[0]));
    for (int i = 0; i < mat_n_exits; i++)
        assert_int_equal(mat_exits[i].status, statuses[i]);
}

/* Every `--word` in a text must be an option that the command takes. */
static void
check_mentions(const struct mat_command *command, const char *text)
{
    for (const char *at = strstr(text, "--"); at; at = strstr(at, "--")) {
        size_t length;
        bool known = false;

        at += 2;
        length = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
        if (length == 0)
            continue;
        for (int id = 0; id < MAT_OPTION__COUNT; id++) {
            known |= (mat_command_options(command) & MAT_OPTION_BIT(id)) &&
                     strlen(mat_options[id].name) == length &&
                     memcmp(mat_options[id].name, at, length) == 0;
        }
        if (!known)
            fail_msg("%s: its text names --%.*s", command->name, (int)length,
                     at);
    }
}

static void
no_text_names_an_option_that_the_command_lacks(void **state)
{
    (void)state;
    for (int i = 0; i < mat_n_commands; i++) {
        check_mentions(mat_commands[i], mat_commands[i]->summary);
        check_mentions(mat_commands[i], mat_commands[i]->text);
        check_mentions(mat_commands[i], mat_commands[i]->examples);
    }
}

/* Parses one example, cut as a shell would cut it; a quoted part becomes one
 * word. */
static void
check_example(const struct mat_command *command, const char *line,
              size_t length)
{
    char words[256];
    char *argv[16] = {NULL};
    char *rest = NULL;
    char quote = '\0';
    int argc = 0;
    struct mat_call call;
    char error[MAT_USAGE_TEXT] = "";

    snprintf(words, sizeof(words), "%.*s", (int)length, line);
    for (char *at = words; *at; at++) {
        if (quote == '\0' && (*at == '"' || *at == '\''))
            quote = *at;
        else if (*at == quote)
            quote = '\0';
        else if (quote != '\0' && *at == ' ')
            *at = '_';
    }
    for (char *at = strtok_r(words, " ", &rest); at && *at != '>' && argc < 15;
         at = strtok_r(NULL, " ", &rest))
        argv[argc++] = at;
    if (argc < 2 || strcmp(argv[0], "matsession") != 0 ||
        strcmp(argv[1], command->name) != 0)
        fail_msg("not an example of %s: %s", command->name, line);
    if (mat_parse(argc, argv, &call, error) != MAT_PARSED_CALL)
        fail_msg("%.*s: %s", (int)length, line, error);
    mat_call_done(&call);
}

static void
every_example_parses(void **state)
{
    (void)state;
    for (int i = 0; i < mat_n_commands; i++) {
        const char *line = mat_commands[i]->examples;

        while (*line) {
            size_t length = strcspn(line, "\n");
            const char *gap = memmem(line, length, "  ", 2);

            check_example(mat_commands[i], line,
                          gap ? (size_t)(gap - line) : length);
            line += length + (line[length] == '\n');
        }
    }
}

static void
the_tables_are_sound(void **state)
{
    mat_option_set taken =
        MAT_OPTION_BIT(MAT_OPTION_HELP) | MAT_OPTION_BIT(MAT_OPTION_VERSION);

    (void)state;
    for (int i = 0; i < mat_n_commands; i++)
        taken |= mat_commands[i]->options;
    for (int i = 0; i < mat_n_commands; i++) {
        for (int id = 0; id < MAT_OPTION__COUNT; id++) {
            if (mat_commands[i]->options & MAT_OPTION_BIT(id))
                assert_int_equal(
                    mat_options[id].needs & ~mat_commands[i]->options, 0);
        }
    }
    for (int id = 0; id < MAT_OPTION__COUNT; id++) {
        const struct mat_option *option = &mat_options[id];

        assert_non_null(option->name);
        if (!(taken & MAT_OPTION_BIT(id)))
            fail_msg("no command takes --%s", option->name);
        if ((option->words || option->most) && !option->argument)
            fail_msg("--%s has values and no argument", option->name);
        assert_int_equal(option->needs & option->excludes, 0);
        for (int other = 0; other < MAT_OPTION__COUNT; other++) {
            bool there = option->excludes & MAT_OPTION_BIT(other);
            bool back = mat_options[other].excludes & MAT_OPTION_BIT(id);

            if (there != back)
                fail_msg("--%s and --%s", option->name,
                         mat_options[other].name);
        }
    }
}

static void
every_want_has_one_key_in_the_help_and_no_key_has_two(void **state)
{
    int wants[MAT_WANT__COUNT] = {0};

    (void)state;
    for (int i = 0; i < mat_n_keys; i++) {
        wants[mat_keys[i].want] += mat_keys[i].label[0] != '\0';
        for (int other = 0; other < i; other++)
            assert_int_not_equal(mat_keys[i].code, mat_keys[other].code);
    }
    for (int want = MAT_WANT_NOTHING + 1; want < MAT_WANT__COUNT; want++)
        assert_int_equal(wants[want], 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_wider_than_the_terminal),
        cmocka_unit_test(each_option_of_a_command_is_in_its_help),
        cmocka_unit_test(the_overview_names_every_command_and_page),
        cmocka_unit_test(a_usage_line_is_written_from_the_table),
        cmocka_unit_test(topics_are_told_from_their_table),
        cmocka_unit_test(values_are_told_from_the_tables),
        cmocka_unit_test(each_exit_status_and_key_is_explained),
        cmocka_unit_test(every_status_that_can_occur_is_in_the_table),
        cmocka_unit_test(no_text_names_an_option_that_the_command_lacks),
        cmocka_unit_test(every_example_parses),
        cmocka_unit_test(the_tables_are_sound),
        cmocka_unit_test(every_want_has_one_key_in_the_help_and_no_key_has_two),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
