#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/ledger_world.h"

#define MINUTE 60000

static void
what_was_not_checked_is_shown_safely(void **state)
{
    char line[WORLD_LINE];
    char *zone;
    struct mat_ledger ledger;
    char *text;

    (void)state;
    zone = strstr(world_session(line, 1, DEVICE_A, NEW_YEAR), "CET");
    memcpy(zone, "\302\233J", 3);
    ledger_world_write("a.jsonl", line);
    world_load(MAT_LEDGER_WHOLE, NULL, &ledger);
    text = mat_entry_json(&ledger.entries[0]);
    assert_non_null(strstr(text, "\"zone\":\"\\u009BJ\""));
    free(text);
    mat_ledger_done(&ledger);
}

static void
what_cannot_be_read_is_said_and_left_out(void **state)
{
    static const struct {
        const char *claim;
        const char *text; /* behind one session */
        int entries;
        const char *warnings;
    } cases[] = {
        {"blank lines are none", "\n \t\r\n", 1, ""},
        {"a torn line", "{\"v\":1,\"eve", 1, "a.jsonl:2: is cut short\n"},
        {"a torn line of newer versions is whole", "{\"v\":2}", 1, ""},
        {"a line that is whole but for its newline",
         "{\"v\":1,\"event\":\"forgotten\",\"id\":"
         "\"00000001-0000-4000-8000-000000000000\",\"at_ms\":1,"
         "\"offset_min\":0}",
         0, ""},
        {"in the middle", "{\n{\"v\":2}\n", 1, "a.jsonl:2: is not JSON\n"},
        {"bad UTF-8", "\n{\"v\":1,\"event\":\"\xc3\x28\"}\n", 1,
         "a.jsonl:3: is not JSON\n"},
        {"two", "x\n{}\n", 1,
         "a.jsonl:2: is not JSON\na.jsonl:3: \"v\" is not a version\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char line[WORLD_LINE];
        struct mat_ledger ledger;
        struct world_warnings warnings;

        ledger_world_write("a.jsonl",
                           world_session(line, 1, DEVICE_A, NEW_YEAR));
        ledger_world_append("a.jsonl", cases[i].text);
        for (int depth = MAT_LEDGER_BRIEF; depth <= MAT_LEDGER_WHOLE; depth++) {
            world_load((enum mat_ledger_depth)depth, &warnings, &ledger);
            if (ledger.n_entries != cases[i].entries ||
                strcmp(warnings.text, cases[i].warnings) != 0)
                fail_msg("%s: %d %s", cases[i].claim, ledger.n_entries,
                         warnings.text);
            mat_ledger_done(&ledger);
        }
    }
}

static void
nul_bytes_end_no_line(void **state)
{
    char line[WORLD_LINE];
    struct world_warnings warnings;
    struct mat_ledger ledger;
    FILE *file;

    (void)state;
    ledger_world_write("a.jsonl", world_session(line, 1, DEVICE_A, NEW_YEAR));
    file = fopen(ledger_world_path("a.jsonl"), "a");
    assert_non_null(file);
    fwrite("\0\0\0\0", 1, 4, file);
    fputs(world_session(line, 2, DEVICE_A, NEW_YEAR), file);
    fputs(world_session(line, 3, DEVICE_A, NEW_YEAR), file);
    fclose(file);
    world_load(MAT_LEDGER_BRIEF, &warnings, &ledger);
    assert_int_equal(ledger.n_entries, 2);
    assert_string_equal(warnings.text, "a.jsonl:2: is not JSON\n");
    mat_ledger_done(&ledger);
}

static void
a_file_has_a_limit(void **state)
{
    const off_t limit = 64 * 1024 * 1024;
    char line[WORLD_LINE];
    struct world_warnings warnings;
    struct mat_ledger ledger;

    (void)state;
    ledger_world_write("a.jsonl", world_session(line, 1, DEVICE_A, NEW_YEAR));
    assert_int_equal(truncate(ledger_world_path("a.jsonl"), limit + 1), 0);
    world_load(MAT_LEDGER_BRIEF, &warnings, &ledger);
    assert_int_equal(ledger.n_entries, 1);
    assert_string_equal(warnings.text,
                        "a.jsonl:0: what stands behind 64 MiB is not read\n");
    mat_ledger_done(&ledger);
}

/* Conflict copies and links are read; what is hidden, named otherwise or no
 * file at all is not, and nothing waits for a writer. */
static void
only_ledgers_are_read(void **state)
{
    char line[WORLD_LINE];
    struct world_warnings warnings;
    struct mat_ledger ledger;

    (void)state;
    ledger_world_write("a.jsonl", world_session(line, 1, DEVICE_A, NEW_YEAR));
    ledger_world_write("a.sync-conflict-2026.jsonl",
                       world_session(line, 2, DEVICE_A, NEW_YEAR));
    ledger_world_write(".a.jsonl", world_session(line, 3, DEVICE_A, NEW_YEAR));
    ledger_world_write(".jsonl", line);
    ledger_world_write("a.json", line);
    ledger_world_write("target", world_session(line, 4, DEVICE_A, NEW_YEAR));
    assert_int_equal(symlink("target", ledger_world_path("link.jsonl")), 0);
    assert_int_equal(symlink("nothing", ledger_world_path("lost.jsonl")), 0);
    assert_int_equal(symlink("/dev/zero", ledger_world_path("zero.jsonl")), 0);
    assert_int_equal(mkdir(ledger_world_path("folder.jsonl"), 0700), 0);
    assert_int_equal(mkfifo(ledger_world_path("fifo.jsonl"), 0600), 0);
    for (int depth = MAT_LEDGER_BRIEF; depth <= MAT_LEDGER_WHOLE; depth++) {
        world_load((enum mat_ledger_depth)depth, &warnings, &ledger);
        assert_int_equal(ledger.n_entries, 3);
        assert_null(mat_ledger_find(&ledger, world_id(3)));
        assert_string_equal(warnings.text,
                            "lost.jsonl:0: No such file or directory\n");
        mat_ledger_done(&ledger);
    }
}

static void
no_folder_is_empty_and_no_folder_is_not(void **state)
{
    struct mat_ledger ledger;
    char path[512];

    (void)state;
    world_load(MAT_LEDGER_BRIEF, NULL, &ledger);
    assert_int_equal(ledger.n_entries, 0);
    ledger_world_write("x", "");
    snprintf(path, sizeof(path), "%s", ledger_world_path("x"));
    assert_int_equal(unlink(path), 0);
    *strrchr(path, '/') = '\0';
    assert_int_equal(rmdir(path), 0);
    fclose(fopen(path, "w"));
    assert_int_equal(mat_ledger_load(MAT_LEDGER_BRIEF, NULL, NULL, &ledger),
                     ENOTDIR);
    assert_int_equal(ledger.n_entries, 0);
}

static void
what_is_said_comes_back(void **state)
{
    const struct mat_wall at = {NEW_YEAR + MINUTE, 60};
    const struct mat_rating rating = {4, MAT_SKIN_BROKEN, MAT_AREA_BIT(2)};
    char line[WORLD_LINE];
    char device[MAT_DEVICE_TEXT];
    char leaf[MAT_DEVICE_TEXT + 8];
    struct mat_ledger ledger;
    struct stat info;

    (void)state;
    assert_int_equal(mat_device(device), 0);
    snprintf(leaf, sizeof(leaf), "%s.jsonl", device);
    for (int i = 1; i <= 2; i++) {
        world_session(line, i, device, NEW_YEAR);
        line[strlen(line) - 1] = '\0';
        assert_int_equal(mat_ledger_append(line), 0);
    }
    assert_int_equal(stat(ledger_world_path(leaf), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    assert_int_equal(stat(ledger_world_path(""), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    assert_int_equal(mat_ledger_rate(world_id(1), &rating, at), 0);
    assert_int_equal(mat_ledger_note(world_id(1), "a \"b\" \u00e9", at), 0);
    assert_int_equal(mat_ledger_forget(world_id(2), at), 0);
    world_load(MAT_LEDGER_WHOLE, NULL, &ledger);
    assert_int_equal(ledger.n_entries, 1);
    assert_int_equal(ledger.entries[0].past.strength, 4);
    assert_int_equal(ledger.entries[0].past.broken, MAT_AREA_BIT(2));
    assert_string_equal(ledger.entries[0].note, "a \"b\" \u00e9");
    mat_ledger_done(&ledger);
    assert_int_equal(mat_ledger_heal(MAT_AREA_BIT(2), at), 0);
    world_load(MAT_LEDGER_BRIEF, NULL, &ledger);
    assert_int_equal(ledger.entries[0].past.broken, 0);
    mat_ledger_done(&ledger);
}

static void
what_could_not_be_read_is_not_written(void **state)
{
    const struct mat_wall at = {NEW_YEAR, 0};
    const struct mat_wall nowhere = {-1, 1499};
    const struct mat_rating silent = {-1, MAT_SKIN_UNKNOWN, 0};
    const struct mat_rating strong = {11, MAT_SKIN_UNKNOWN, 0};
    char note[MAT_NOTE_TEXT + 1];

    (void)state;
    memset(note, 'x', MAT_NOTE_TEXT);
    note[MAT_NOTE_TEXT] = '\0';
    assert_int_equal(mat_ledger_rate(world_id(1), &silent, at), EINVAL);
    assert_int_equal(mat_ledger_rate(world_id(1), &strong, at), EINVAL);
    assert_int_equal(mat_ledger_note(world_id(1), "a\nb", at), EINVAL);
    assert_int_equal(mat_ledger_note(world_id(1), "\xff", at), EINVAL);
    assert_int_equal(mat_ledger_note(world_id(1), note, at), EINVAL);
    assert_int_equal(mat_ledger_note("1", "x", at), EINVAL);
    assert_int_equal(mat_ledger_heal(0, at), EINVAL);
    assert_int_equal(access(ledger_world_path(""), F_OK), -1);
    note[MAT_NOTE_TEXT - 1] = '\0';
    assert_int_equal(mat_ledger_note(world_id(1), note, at), 0);
    assert_int_equal(mat_ledger_note(world_id(1), "x", nowhere), 0);
}

static void
a_torn_line_is_ended_before_the_next(void **state)
{
    char line[WORLD_LINE];
    char device[MAT_DEVICE_TEXT];
    char leaf[MAT_DEVICE_TEXT + 8];
    struct world_warnings warnings;
    struct mat_ledger ledger;

    (void)state;
    assert_int_equal(mat_device(device), 0);
    snprintf(leaf, sizeof(leaf), "%s.jsonl", device);
    ledger_world_write(leaf, "{\"v\":1,\"event\":\"sess");
    world_session(line, 1, device, NEW_YEAR);
    line[strlen(line) - 1] = '\0';
    assert_int_equal(mat_ledger_append(line), 0);
    world_load(MAT_LEDGER_BRIEF, &warnings, &ledger);
    assert_int_equal(ledger.n_entries, 1);
    assert_int_equal(warnings.count, 1);
    mat_ledger_done(&ledger);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOME(what_was_not_checked_is_shown_safely),
        IN_HOME(what_cannot_be_read_is_said_and_left_out),
        IN_HOME(nul_bytes_end_no_line),
        IN_HOME(a_file_has_a_limit),
        IN_HOME(only_ledgers_are_read),
        IN_HOME(no_folder_is_empty_and_no_folder_is_not),
        IN_HOME(what_is_said_comes_back),
        IN_HOME(what_could_not_be_read_is_not_written),
        IN_HOME(a_torn_line_is_ended_before_the_next),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
