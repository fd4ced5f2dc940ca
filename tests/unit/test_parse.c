#include <stdlib.h>
#include <string.h>

/* cmocka needs these before it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/parse.h"
#include "matsession/text.h"

static const struct mat_command start = {
    .name = "start",
    .arguments = "PLAN",
    .least = 1,
    .most = 1,
    .options =
        MAT_OPTION_BIT(MAT_OPTION_PLAIN) | MAT_OPTION_BIT(MAT_OPTION_JSON) |
        MAT_OPTION_BIT(MAT_OPTION_MINUTES) | MAT_OPTION_BIT(MAT_OPTION_STAGE) |
        MAT_OPTION_BIT(MAT_OPTION_SKIP) | MAT_OPTION_BIT(MAT_OPTION_OPT_IN) |
        MAT_OPTION_BIT(MAT_OPTION_CONFIRM) | MAT_OPTION_BIT(MAT_OPTION_SPEED) |
        MAT_OPTION_BIT(MAT_OPTION_RESUME) |
        MAT_OPTION_BIT(MAT_OPTION_NO_HISTORY),
};
static const struct mat_command list = {.name = "list", .arguments = ""};
static const struct mat_command check = {
    .name = "check",
    .arguments = "[PLAN|FILE]...",
    .most = -1,
    .options =
        MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_OPTION_BIT(MAT_OPTION_STRICT),
};
static const struct mat_command screen = {
    .name = "screen",
    .arguments = "",
    .options = MAT_OPTION_BIT(MAT_OPTION_SET) |
               MAT_OPTION_BIT(MAT_OPTION_CLEAR) | MAT_OPTION_BIT(MAT_OPTION_BY),
};

static const struct mat_command history = {
    .name = "log",
    .arguments = "",
    .options = MAT_OPTION_BIT(MAT_OPTION_COUNT) |
               MAT_OPTION_BIT(MAT_OPTION_SINCE) |
               MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_OPTION_BIT(MAT_OPTION_CSV),
};
static const struct mat_command rate = {
    .name = "rate",
    .arguments = "[N]",
    .most = 1,
    .options =
        MAT_OPTION_BIT(MAT_OPTION_MARKS) | MAT_OPTION_BIT(MAT_OPTION_BROKEN) |
        MAT_OPTION_BIT(MAT_OPTION_HEALED) | MAT_OPTION_BIT(MAT_OPTION_NOTE) |
        MAT_OPTION_BIT(MAT_OPTION_FORGET) | MAT_OPTION_BIT(MAT_OPTION_ID),
};

const struct mat_command *const mat_commands[] = {&start,  &list,    &check,
                                                  &screen, &history, &rate};
const int mat_n_commands = 6;

static const struct mat_command inner = {
    .name = "inner", .arguments = "", .most = 1};
const struct mat_command *const mat_inner_commands[] = {&inner};
const int mat_n_inner_commands = 1;

#define WORDS_MAX 12

/* A command line under test. */
struct line {
    char words[WORDS_MAX][96];
    char *argv[WORDS_MAX + 1];
    int argc;
};

/* Cuts \p text at blanks; `_` stands for a blank inside a word, `''` for an
 * empty word. */
static void
line_of(const char *text, struct line *ret_line)
{
    memset(ret_line, 0, sizeof(*ret_line));
    while (*text) {
        size_t length = strcspn(text, " ");
        char *word = ret_line->words[ret_line->argc];

        assert_true(ret_line->argc < WORDS_MAX);
        assert_true(length < sizeof(ret_line->words[0]));
        memcpy(word, text, length);
        if (strcmp(word, "''") == 0)
            *word = '\0';
        for (char *at = word; *at; at++)
            *at = *at == '_' ? ' ' : *at;
        ret_line->argv[ret_line->argc++] = word;
        text += length;
        text += strspn(text, " ");
    }
}

static void
add(char *buffer, const char *text)
{
    strcat(buffer, text);
    assert_true(strlen(buffer) < 512);
}

/* `start minutes=10:10 | evening`: command, options, arguments. */
static void
describe(const struct mat_call *call, char buffer[512])
{
    char number[MAT_NUMBER_TEXT];

    buffer[0] = '\0';
    add(buffer, call->command ? call->command->name : "");
    for (int i = 0; i < call->n_given; i++) {
        const struct mat_given *given = &call->given[i];

        add(buffer, " ");
        add(buffer, mat_options[given->id].name);
        if (!given->value)
            continue;
        add(buffer, "=");
        add(buffer, given->value);
        add(buffer, ":");
        add(buffer, mat_number_text(given->number, number));
    }
    add(buffer, " |");
    for (int i = 0; i < call->n_arguments; i++) {
        add(buffer, " ");
        add(buffer, call->arguments[i]);
    }
}

static const struct {
    const char *claim;
    const char *line;
    const char *call;
} good[] = {
    {"a command and its argument", "m start evening", "start | evening"},
    {"options before the argument", "m start --plain evening",
     "start plain | evening"},
    {"options behind the argument", "m start evening --plain",
     "start plain | evening"},
    {"a value behind a blank", "m start --minutes 10 evening",
     "start minutes=10:10 | evening"},
    {"a value behind =", "m start evening --minutes=10",
     "start minutes=10:10 | evening"},
    {"the least and the most minutes", "m start e --minutes 1 --minutes 30",
     "start minutes=1:1 minutes=30:30 | e"},
    {"the fastest rehearsal", "m start e --speed 10000",
     "start speed=10000:10000 | e"},
    {"a stage", "m start e --stage week", "start stage=week:1 | e"},
    {"an area as a set", "m start e --skip neck", "start skip=neck:8 | e"},
    {"areas with commas and again", "m start e --skip back,neck --skip=feet",
     "start skip=back,neck:9 skip=feet:16 | e"},
    {"a switch with a dash in its name", "m start e --opt-in",
     "start opt-in | e"},
    {"-- ends the options", "m start -- --plain", "start | --plain"},
    {"-- behind an argument", "m check a -- --b -c", "check | a --b -c"},
    {"an inner command", "m inner a", "inner | a"},
    {"a single dash is an argument", "m start -", "start | -"},
    {"arguments keep their order among options",
     "m check a --strict b --json c", "check strict json | a b c"},
    {"no arguments where none are needed", "m check", "check |"},
    {"free text is kept as it is", "m screen --clear heart --by Dr_A=B",
     "screen clear=heart:0 by=Dr A=B:0 |"},
    {"each --set counts", "m screen --set a=yes --set b=no",
     "screen set=a=yes:0 set=b=no:0 |"},
    {"a value that looks like an option", "m screen --clear a --by --set",
     "screen clear=a:0 by=--set:0 |"},
    {"what is needed may come first", "m screen --by b --clear a",
     "screen by=b:0 clear=a:0 |"},
    {"a letter with its value behind a blank", "m log -n 5", "log count=5:5 |"},
    {"a letter with its value behind it", "m log -n12", "log count=12:12 |"},
    {"a letter is its option", "m log -n 5 --count=7",
     "log count=5:5 count=7:7 |"},
    {"a letter's value may come before an option", "m log -n 1 --csv",
     "log count=1:1 csv |"},
    {"a day is any text to the parser", "m log --since 4w", "log since=4w:0 |"},
    {"areas of the skin as sets", "m rate 3 --broken back --broken feet,neck",
     "rate broken=back:1 broken=feet,neck:24 | 3"},
    {"an empty note", "m rate --note ''", "rate note=:0 |"},
    {"-- ends them before the argument too", "m start --plain -- -h",
     "start plain | -h"},
};

static void
good_lines_become_calls(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        struct line line;
        struct mat_call call;
        char error[MAT_USAGE_TEXT] = "";
        char text[512];
        enum mat_parsed parsed;

        line_of(good[i].line, &line);
        parsed = mat_parse(line.argc, line.argv, &call, error);
        describe(&call, text);
        if (parsed != MAT_PARSED_CALL || strcmp(text, good[i].call) != 0)
            fail_msg("%s: \"%s\" became \"%s\" %s", good[i].claim, good[i].line,
                     text, error);
        mat_call_done(&call);
    }
}

static const struct {
    const char *line;
    const char *error;
} bad[] = {
    {"m strat evening", "unknown command \"strat\"; did you mean \"start\"?"},
    {"m innr", "unknown command \"innr\""},
    {"m xyzzy", "unknown command \"xyzzy\""},
    {"m ''", "unknown command \"\""},
    {"m start e --minuts 5",
     "unknown option --minuts; did you mean \"--minutes\"?"},
    {"m start e --minuts=5",
     "unknown option --minuts; did you mean \"--minutes\"?"},
    {"m start e --xyzzy", "unknown option --xyzzy"},
    {"m start e --minu 5",
     "unknown option --minu; did you mean \"--minutes\"?"},
    {"m start e --minu=5",
     "unknown option --minu; did you mean \"--minutes\"?"},
    {"m start e --s 5", "unknown option --s"},
    {"m start e --pl", "unknown option --pl; did you mean \"--plain\"?"},
    {"m start e --plai", "unknown option --plai; did you mean \"--plain\"?"},
    {"m start e --minute",
     "unknown option --minute; did you mean \"--minutes\"?"},
    {"m start e -x", "unknown option -x"},
    {"m start -xh e", "unknown option -x"},
    {"m start e --strict", "start does not take --strict"},
    {"m list --json", "list does not take --json"},
    {"m --json start", "--json stands behind a command"},
    {"m --versoin", "unknown option --versoin; did you mean \"--version\"?"},
    {"m start e --version", "start does not take --version"},
    {"m start e --minutes", "--minutes needs a value: --minutes N"},
    {"m start e --plain=yes", "--plain takes no value"},
    {"m start e --minutes abc",
     "--minutes: \"abc\" is not a whole number from 1 to 30"},
    {"m start e --minutes 0",
     "--minutes: \"0\" is not a whole number from 1 to 30"},
    {"m start e --minutes 31",
     "--minutes: \"31\" is not a whole number from 1 to 30"},
    {"m start e --minutes 010",
     "--minutes: \"010\" is not a whole number from 1 to 30"},
    {"m start e --minutes 5m",
     "--minutes: \"5m\" is not a whole number from 1 to 30"},
    {"m start e --minutes=",
     "--minutes: \"\" is not a whole number from 1 to 30"},
    {"m start e --minutes -5",
     "--minutes: \"-5\" is not a whole number from 1 to 30"},
    {"m start e --minutes 4294967297",
     "--minutes: \"4294967297\" is not a whole number from 1 to 30"},
    {"m start e --speed 10001",
     "--speed: \"10001\" is not a whole number from 1 to 10000"},
    {"m start e --stage setled",
     "--stage: \"setled\" is no stage; did you mean \"settled\"?"},
    {"m start e --stage hard",
     "--stage: \"hard\" is no stage; use first, week, building, settled or "
     "habitual"},
    {"m start e --skip nek",
     "--skip: \"nek\" is no area; did you mean \"neck\"?"},
    {"m start e --skip back,,feet",
     "--skip: \"\" is no area; use back, lower-back, shoulders, neck, feet, "
     "feet-standing, legs, buttocks, hands or belly"},
    {"m start e --skip back,",
     "--skip: \"\" is no area; use back, lower-back, shoulders, neck, feet, "
     "feet-standing, legs, buttocks, hands or belly"},
    {"m start e --plain --json", "--plain and --json exclude each other"},
    {"m start --json e --plain", "--json and --plain exclude each other"},
    {"m log -n", "-n needs a value: -n N"},
    {"m log -n x", "--count: \"x\" is not a whole number from 1 to 100000"},
    {"m log -n0", "--count: \"0\" is not a whole number from 1 to 100000"},
    {"m log -n -1", "--count: \"-1\" is not a whole number from 1 to 100000"},
    {"m start e -n 5", "unknown option -n"},
    {"m -n 5 log", "unknown option -n"},
    {"m log --json --csv", "--json and --csv exclude each other"},
    {"m start --resume --minutes 5",
     "--resume and --minutes exclude each other"},
    {"m start --stage week --resume",
     "--stage and --resume exclude each other"},
    {"m start --resume --skip back", "--resume and --skip exclude each other"},
    {"m start --opt-in --resume", "--opt-in and --resume exclude each other"},
    {"m start --resume --no-history",
     "--resume and --no-history exclude each other"},
    {"m start --speed 2 --resume", "--speed and --resume exclude each other"},
    {"m rate --forget --marks", "--forget and --marks exclude each other"},
    {"m rate --broken feet --forget",
     "--broken and --forget exclude each other"},
    {"m rate --forget --note x", "--forget and --note exclude each other"},
    {"m rate --forget --healed back",
     "--forget and --healed exclude each other"},
    {"m rate --healed back --broken feet",
     "--healed and --broken exclude each other"},
    {"m rate --healed back --id 1", "--healed and --id exclude each other"},
    {"m rate --healed bak",
     "--healed: \"bak\" is no area; did you mean \"back\"?"},
    {"m screen --clear a", "--clear needs --by WHO as well"},
    {"m screen --by b --set c", "--by needs --clear ID as well"},
    {"m start", "start needs PLAN"},
    {"m start --", "start needs PLAN"},
    {"m -- --help", "unknown command \"--help\""},
    {"m start e --a\nb", "unknown option --a?b"},
    {"m start e --a\nb=c", "unknown option --a?b"},
    {"m start --plain", "start needs PLAN"},
    {"m start a b", "start: one argument too many: \"b\""},
    {"m start a -- --b", "start: one argument too many: \"--b\""},
    {"m list x", "list: one argument too many: \"x\""},
};

static void
bad_lines_are_explained(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct line line;
        struct mat_call call;
        char error[MAT_USAGE_TEXT] = "";
        enum mat_parsed parsed;

        line_of(bad[i].line, &line);
        parsed = mat_parse(line.argc, line.argv, &call, error);
        if (parsed != MAT_PARSED_WRONG || strcmp(error, bad[i].error) != 0)
            fail_msg("\"%s\": \"%s\"", bad[i].line, error);
        mat_call_done(&call);
    }
}

static const struct {
    const char *line;
    enum mat_parsed parsed;
    const char *command; /* NULL: none */
} special[] = {
    {"m", MAT_PARSED_NOTHING, NULL},
    {"m --", MAT_PARSED_NOTHING, NULL},
    {"m --help", MAT_PARSED_HELP, NULL},
    {"m -h", MAT_PARSED_HELP, NULL},
    {"m -h start", MAT_PARSED_HELP, NULL},
    {"m --version", MAT_PARSED_VERSION, NULL},
    {"m -V", MAT_PARSED_VERSION, NULL},
    {"m start --help", MAT_PARSED_HELP, "start"},
    {"m start -h", MAT_PARSED_HELP, "start"},
    {"m start a b c -h", MAT_PARSED_HELP, "start"},
    {"m list -hhhhhhhhhhhhhhhhhh", MAT_PARSED_HELP, "list"},
    {"m start -- --help", MAT_PARSED_CALL, "start"},
};

static void
help_and_version_come_before_everything(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++) {
        struct line line;
        struct mat_call call;
        char error[MAT_USAGE_TEXT] = "";
        enum mat_parsed parsed;
        const char *name;

        line_of(special[i].line, &line);
        parsed = mat_parse(line.argc, line.argv, &call, error);
        name = call.command ? call.command->name : "-";
        if (parsed != special[i].parsed ||
            strcmp(name, special[i].command ? special[i].command : "-") != 0)
            fail_msg("\"%s\": %d %s %s", special[i].line, (int)parsed, name,
                     error);
        mat_call_done(&call);
    }
}

static void
the_environment_does_not_change_what_a_line_means(void **state)
{
    struct line line;
    struct mat_call call;
    char error[MAT_USAGE_TEXT] = "";

    (void)state;
    setenv("POSIXLY_CORRECT", "1", 1);
    line_of("m start evening --plain", &line);
    assert_int_equal(mat_parse(line.argc, line.argv, &call, error),
                     MAT_PARSED_CALL);
    assert_int_equal(call.n_arguments, 1);
    assert_true(mat_call_has(&call, MAT_OPTION_PLAIN));
    mat_call_done(&call);
    unsetenv("POSIXLY_CORRECT");
}

static void
the_last_value_counts_and_sets_add_up(void **state)
{
    struct line line;
    struct mat_call call;
    char error[MAT_USAGE_TEXT] = "";

    (void)state;
    line_of("m start e --minutes 5 --skip back --minutes 7 --skip feet,back",
            &line);
    assert_int_equal(mat_parse(line.argc, line.argv, &call, error),
                     MAT_PARSED_CALL);
    assert_string_equal(mat_call_value(&call, MAT_OPTION_MINUTES), "7");
    assert_int_equal(mat_call_number(&call, MAT_OPTION_MINUTES, 0), 7);
    assert_int_equal(mat_call_number(&call, MAT_OPTION_STAGE, -1), -1);
    assert_null(mat_call_value(&call, MAT_OPTION_STAGE));
    assert_int_equal(mat_call_set(&call, MAT_OPTION_SKIP),
                     MAT_AREA_BIT(MAT_AREA_BACK) | MAT_AREA_BIT(MAT_AREA_FEET));
    mat_call_done(&call);
}

static void
a_hostile_word_is_cut_and_made_safe(void **state)
{
    static char word[4000];
    char *argv[] = {(char[]){"m"}, (char[]){"start"},
                    (char[]){"e"}, (char[]){"--stage"},
                    word,          NULL};
    struct mat_call call;
    char error[MAT_USAGE_TEXT] = "";

    (void)state;
    memset(word, '\033', sizeof(word) - 1);
    assert_int_equal(mat_parse(5, argv, &call, error), MAT_PARSED_WRONG);
    assert_null(strchr(error, '\033'));
    assert_non_null(strstr(error, "is no stage; use first, "));
    mat_call_done(&call);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_lines_become_calls),
        cmocka_unit_test(bad_lines_are_explained),
        cmocka_unit_test(help_and_version_come_before_everything),
        cmocka_unit_test(the_environment_does_not_change_what_a_line_means),
        cmocka_unit_test(the_last_value_counts_and_sets_add_up),
        cmocka_unit_test(a_hostile_word_is_cut_and_made_safe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
