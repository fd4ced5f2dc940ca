#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../support/ledger_world.h"

#define MINUTE 60000
#define WRITERS 2
#define LINES 500

static bool
take_line(void *to, const char *line)
{
    return fprintf(to, "%s\n", line) > 0;
}

/* All that is exported; freed by the caller. */
static char *
export_all(struct world_warnings *warnings)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    memset(warnings, 0, sizeof(*warnings));
    assert_int_equal(mat_ledger_export(take_line, out, world_warn, warnings),
                     0);
    assert_int_equal(fclose(out), 0);
    return text;
}

static struct mat_import
import(const char *text, struct world_warnings *warnings)
{
    struct mat_import count;

    memset(warnings, 0, sizeof(*warnings));
    assert_int_equal(mat_ledger_import(text, strlen(text), "in.jsonl",
                                       world_warn, warnings, &count),
                     0);
    return count;
}

static void
assert_counts(struct mat_import count, int added, int known, int wrong)
{
    assert_int_equal(count.added, added);
    assert_int_equal(count.known, known);
    assert_int_equal(count.wrong, wrong);
}

/* Two files with what there can be; some lines in both. */
static void
write_much(void)
{
    char line[WORLD_LINE];

    ledger_world_write("a.jsonl",
                       world_session(line, 1, DEVICE_A, NEW_YEAR + MINUTE));
    ledger_world_append("a.jsonl", "{\"v\":1,\"event\":\"dreamt\",\"of\":1}\n");
    ledger_world_append("a.jsonl", "\nwrong\n{\"v\":2,\"x\":\"\u00e9\"}\r\n");
    ledger_world_append("a.jsonl", world_saying(line, "rated", 1, NEW_YEAR,
                                                ",\"skin\":\"broken\""));
    ledger_world_write("b.jsonl",
                       world_session(line, 1, DEVICE_A, NEW_YEAR + MINUTE));
    ledger_world_append("b.jsonl",
                        world_session(line, 1, DEVICE_B, NEW_YEAR + MINUTE));
    ledger_world_append("b.jsonl",
                        world_session(line, 2, DEVICE_B, NEW_YEAR + 2));
    ledger_world_append("b.jsonl", world_saying(line, "healed", -1, NEW_YEAR,
                                                ",\"areas\":[\"neck\"]"));
    ledger_world_append("b.jsonl",
                        world_saying(line, "forgotten", 2, NEW_YEAR, ""));
    ledger_world_append("b.jsonl", "{\"v\":2,\"x\":\"\u00e9\"}");
}

static void
each_line_is_exported_once(void **state)
{
    struct world_warnings warnings;
    char *text;
    int lines = 0;

    (void)state;
    write_much();
    text = export_all(&warnings);
    assert_string_equal(warnings.text, "a.jsonl:4: is not JSON\n");
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    /* session 1, dreamt, v 2, rated, session 1 of B, session 2, healed,
     * forgotten */
    assert_int_equal(lines, 8);
    assert_non_null(strstr(text, "\n{\"v\":2,\"x\":\"\u00e9\"}\n"));
    free(text);
}

static bool
take_two(void *to, const char *line)
{
    (void)line;
    return ++*(int *)to < 2;
}

static void
an_export_ends_when_nobody_takes_it(void **state)
{
    int taken = 0;

    (void)state;
    write_much();
    assert_int_equal(mat_ledger_export(take_two, &taken, NULL, NULL), 0);
    assert_int_equal(taken, 2);
}

static void
what_was_exported_is_the_same_elsewhere(void **state)
{
    struct world_warnings warnings;
    struct mat_ledger here, there;
    char *text, *a, *b;

    (void)state;
    write_much();
    text = export_all(&warnings);
    world_load(MAT_LEDGER_WHOLE, NULL, &here);
    ledger_world_move("other");
    assert_counts(import(text, &warnings), 8, 0, 0);
    world_load(MAT_LEDGER_WHOLE, NULL, &there);
    a = world_text(&here);
    b = world_text(&there);
    assert_int_equal(there.n_entries, 1);
    assert_string_equal(a, b);
    assert_string_equal(here.entries[0].text, there.entries[0].text);
    free(a);
    a = export_all(&warnings);
    assert_string_equal(a, text);
    mat_ledger_done(&here);
    mat_ledger_done(&there);
    free(a);
    free(b);
    free(text);
}

static void
twice_is_once(void **state)
{
    struct world_warnings warnings;
    char *text, *once, *twice;

    (void)state;
    write_much();
    text = export_all(&warnings);
    assert_counts(import(text, &warnings), 0, 8, 0);
    ledger_world_move("other");
    assert_counts(import(text, &warnings), 8, 0, 0);
    once = export_all(&warnings);
    assert_counts(import(text, &warnings), 0, 8, 0);
    twice = export_all(&warnings);
    assert_string_equal(once, twice);
    free(text);
    free(once);
    free(twice);
}

static void
what_is_wrong_is_told_and_left_out(void **state)
{
    char text[3 * WORLD_LINE];
    char one[WORLD_LINE], two[WORLD_LINE];
    struct world_warnings warnings;

    (void)state;
    world_session(one, 1, DEVICE_A, NEW_YEAR);
    world_session(two, 2, DEVICE_A, NEW_YEAR);
    snprintf(text, sizeof(text), "%s{\"v\":0}\n\n  %s{\"v\":3}\n{\"v\":1,\"ev",
             one, two);
    assert_counts(import(text, &warnings), 3, 0, 2);
    assert_string_equal(warnings.text, "in.jsonl:2: \"v\" is not a version\n"
                                       "in.jsonl:6: is cut short\n");
    assert_counts(import("", &warnings), 0, 0, 0);
    assert_counts(import("[]", &warnings), 0, 0, 1);
}

/* A session is known by its id, whatever else its line says. */
static void
a_session_that_is_here_stays_as_it_is(void **state)
{
    char line[WORLD_LINE];
    struct world_warnings warnings;
    struct mat_ledger ledger;

    (void)state;
    ledger_world_write("a.jsonl", world_session(line, 1, DEVICE_A, NEW_YEAR));
    world_session(line, 1, DEVICE_A, NEW_YEAR + 5);
    assert_counts(import(line, &warnings), 0, 1, 0);
    world_load(MAT_LEDGER_BRIEF, NULL, &ledger);
    assert_int_equal(ledger.entries[0].past.began.ms, NEW_YEAR);
    mat_ledger_done(&ledger);
}

/* Not even a file, which would be there for ever. */
static void
what_adds_nothing_leaves_nothing(void **state)
{
    static const char *const texts[] = {"", "\n", "wrong\n", "{\"v\":0}\n"};
    char line[WORLD_LINE];
    struct world_warnings warnings;
    char device[MAT_DEVICE_TEXT];
    char leaf[MAT_DEVICE_TEXT + 8];

    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_int_equal(import(texts[i], &warnings).added, 0);
    assert_int_not_equal(access(ledger_world_path(""), F_OK), 0);
    ledger_world_write("a.jsonl", world_session(line, 1, DEVICE_A, NEW_YEAR));
    assert_counts(import(line, &warnings), 0, 1, 0);
    assert_int_equal(mat_device(device), 0);
    snprintf(leaf, sizeof(leaf), "%s.jsonl", device);
    assert_int_not_equal(access(ledger_world_path(leaf), F_OK), 0);
}

/* As what it has is read, so is what comes: a million wrong lines are told of,
 * but not one by one. */
static void
not_every_wrong_line_is_told(void **state)
{
    struct world_warnings warnings;
    char text[2 * 1000 + 1] = "";

    (void)state;
    for (int i = 0; i < 1000; i++)
        memcpy(text + 2 * i, "x\n", 3);
    assert_counts(import(text, &warnings), 0, 0, 1000);
    assert_int_equal(warnings.count, MAT_LEDGER_WARNINGS + 1);
    assert_non_null(strstr(warnings.text, "in.jsonl:1: is not JSON\n"));
    assert_non_null(strstr(warnings.text,
                           "in.jsonl:1000: is the last of 1000 wrong lines\n"));
}

static void
write_lines(int writer)
{
    const struct mat_wall at = {NEW_YEAR, 0};
    char note[MAT_NOTE_TEXT];

    for (int i = 0; i < LINES; i++) {
        snprintf(note, sizeof(note), "%d of %d: %0*d", i, writer, 300, i);
        if (mat_ledger_note(world_id(writer), note, at) != 0)
            _exit(1);
    }
    _exit(0);
}

static void
wait_for_all(void)
{
    for (int i = 0; i < WRITERS; i++) {
        int status;

        assert_true(wait(&status) > 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
}

/* What is here is looked up under the lock. */
static void
two_who_import_at_once_add_it_once(void **state)
{
    char device[MAT_DEVICE_TEXT];
    char leaf[MAT_DEVICE_TEXT + 8];
    char line[WORLD_LINE];
    char *text = calloc(LINES, WORLD_LINE);
    struct mat_import count;
    FILE *file;
    int lines = 0;

    (void)state;
    assert_non_null(text);
    assert_int_equal(mat_device(device), 0);
    for (int i = 0; i < LINES; i++)
        strcat(text, world_session(line, i, DEVICE_B, NEW_YEAR + i));
    for (int i = 0; i < WRITERS; i++) {
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0)
            _exit(mat_ledger_import(text, strlen(text), "in", NULL, NULL,
                                    &count));
    }
    wait_for_all();
    free(text);
    snprintf(leaf, sizeof(leaf), "%s.jsonl", device);
    file = fopen(ledger_world_path(leaf), "r");
    assert_non_null(file);
    while (fgets(line, sizeof(line), file))
        lines++;
    fclose(file);
    assert_int_equal(lines, LINES);
}

static void
two_who_write_at_once_break_nothing(void **state)
{
    char device[MAT_DEVICE_TEXT];
    struct world_warnings warnings;
    char *text;
    int lines = 0;

    (void)state;
    assert_int_equal(mat_device(device), 0);
    for (int i = 0; i < WRITERS; i++) {
        pid_t child = fork();

        assert_true(child >= 0);
        if (child == 0)
            write_lines(i);
    }
    wait_for_all();
    text = export_all(&warnings);
    assert_int_equal(warnings.count, 0);
    for (const char *c = text; *c; c++)
        lines += *c == '\n';
    assert_int_equal(lines, WRITERS * LINES);
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOME(each_line_is_exported_once),
        IN_HOME(an_export_ends_when_nobody_takes_it),
        IN_HOME(what_was_exported_is_the_same_elsewhere),
        IN_HOME(twice_is_once),
        IN_HOME(what_is_wrong_is_told_and_left_out),
        IN_HOME(a_session_that_is_here_stays_as_it_is),
        IN_HOME(what_adds_nothing_leaves_nothing),
        IN_HOME(not_every_wrong_line_is_told),
        IN_HOME(two_who_write_at_once_break_nothing),
        IN_HOME(two_who_import_at_once_add_it_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
