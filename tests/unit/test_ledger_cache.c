#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../support/ledger_world.h"
#include "store/ledger_cache.h"
#include "store/paths.h"

#define MINUTE 60000
#define ENOUGH 64 /* lines for the cache to be written */
#define CORRUPTIONS 2000

static int
make_home(void **state)
{
    (void)state;
    umask(022);
    return !ledger_world_make();
}

static int
remove_home(void **state)
{
    (void)state;
    return !ledger_world_remove();
}

static void
append_sessions(const char *leaf, int from, int to)
{
    char line[WORLD_LINE];

    for (int i = from; i < to; i++)
        ledger_world_append(
            leaf, world_session(line, i, DEVICE_A, NEW_YEAR + i * MINUTE));
}

/* A ledger as BRIEF gives it, as text. */
static char *
brief(struct world_warnings *warnings)
{
    struct mat_ledger ledger;
    char *text;

    world_load(MAT_LEDGER_BRIEF, warnings, &ledger);
    text = world_text(&ledger);
    mat_ledger_done(&ledger);
    return text;
}

static int
count_of(enum mat_ledger_depth depth)
{
    struct mat_ledger ledger;
    int n;

    world_load(depth, NULL, &ledger);
    n = ledger.n_entries;
    mat_ledger_done(&ledger);
    return n;
}

static bool
is_cached(void)
{
    return access(ledger_world_path(NULL), F_OK) == 0;
}

/* Writes over bytes of a file; its time is put back if that is asked for. */
static void
write_over(const char *leaf, long at, const char *bytes, bool same_time)
{
    const char *path = ledger_world_path(leaf);
    struct stat before;
    int file = open(path, O_WRONLY);

    assert_true(file >= 0);
    assert_int_equal(fstat(file, &before), 0);
    assert_int_equal(pwrite(file, bytes, strlen(bytes), at), strlen(bytes));
    if (same_time) {
        struct timespec times[2] = {before.st_atim, before.st_mtim};

        assert_int_equal(futimens(file, times), 0);
    } else {
        struct timespec times[2] = {before.st_atim, before.st_mtim};

        times[1].tv_sec++;
        assert_int_equal(futimens(file, times), 0);
    }
    close(file);
}

/* Where the plan's name stands in the first line: a byte that no check minds,
 * so that who sees the change has read the file. */
static long
place_of_plan(void)
{
    char line[WORLD_LINE];

    world_session(line, 0, DEVICE_A, NEW_YEAR);
    return (long)(strstr(line, "evening") - line);
}

static void
assert_first_plan(const char *plan)
{
    struct mat_ledger ledger;

    world_load(MAT_LEDGER_BRIEF, NULL, &ledger);
    assert_true(ledger.n_entries > 0);
    assert_string_equal(ledger.entries[0].plan, plan);
    mat_ledger_done(&ledger);
}

static void
it_is_written_when_there_is_much_to_read(void **state)
{
    struct stat info;

    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH - 1);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH - 1);
    assert_false(is_cached());
    append_sessions("a.jsonl", ENOUGH - 1, ENOUGH);
    assert_int_equal(count_of(MAT_LEDGER_WHOLE), ENOUGH);
    assert_false(is_cached());
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
    assert_true(is_cached());
    assert_int_equal(stat(ledger_world_path(NULL), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void
its_folder_is_private(void **state)
{
    char path[512];
    struct stat info;

    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    (void)count_of(MAT_LEDGER_BRIEF);
    snprintf(path, sizeof(path), "%s", ledger_world_path(NULL));
    *strrchr(path, '/') = '\0';
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
}

static void
a_file_that_is_the_same_is_not_read(void **state)
{
    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    assert_first_plan("evening");
    write_over("a.jsonl", place_of_plan(), "morning", true);
    assert_first_plan("evening");
}

static void
other_bytes_at_another_time_are_read(void **state)
{
    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    assert_first_plan("evening");
    write_over("a.jsonl", place_of_plan(), "morning", false);
    assert_first_plan("morning");
}

static void
of_a_file_that_grew_the_rest_is_read(void **state)
{
    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    assert_first_plan("evening");
    write_over("a.jsonl", place_of_plan(), "morning", false);
    append_sessions("a.jsonl", ENOUGH, ENOUGH + 2);
    assert_first_plan("evening");
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH + 2);
}

static void
a_file_that_grew_and_changed_is_read_anew(void **state)
{
    struct stat info;

    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    assert_first_plan("evening");
    assert_int_equal(stat(ledger_world_path("a.jsonl"), &info), 0);
    write_over("a.jsonl", place_of_plan(), "morning", true);
    write_over("a.jsonl", info.st_size - 1, " ", true);
    append_sessions("a.jsonl", ENOUGH, ENOUGH + 2);
    assert_first_plan("morning");
}

static void
a_file_that_was_replaced_is_read_anew(void **state)
{
    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    assert_first_plan("evening");
    append_sessions("b", 0, ENOUGH + 2);
    write_over("b", place_of_plan(), "morning", false);
    assert_int_equal(
        rename(ledger_world_path("b"), ledger_world_path("a.jsonl")), 0);
    assert_first_plan("morning");
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH + 2);
}

static void
a_file_that_was_cut_is_read_anew(void **state)
{
    struct world_warnings warnings;
    struct stat info;
    char *text;

    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
    assert_int_equal(stat(ledger_world_path("a.jsonl"), &info), 0);
    assert_int_equal(truncate(ledger_world_path("a.jsonl"), info.st_size - 9),
                     0);
    text = brief(&warnings);
    assert_string_equal(warnings.text, "a.jsonl:64: is cut short\n");
    free(text);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH - 1);
}

static void
a_file_that_went_is_forgotten(void **state)
{
    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    append_sessions("b.jsonl", ENOUGH, 2 * ENOUGH);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), 2 * ENOUGH);
    assert_int_equal(unlink(ledger_world_path("b.jsonl")), 0);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
}

/* A torn line may be ended later on: it is never a part of the cache. */
static void
a_torn_line_is_looked_at_again(void **state)
{
    char line[WORLD_LINE];
    struct world_warnings warnings;
    char *text;

    (void)state;
    ledger_world_write("a.jsonl", "\n\n");
    append_sessions("a.jsonl", 0, ENOUGH);
    world_session(line, ENOUGH, DEVICE_A, NEW_YEAR);
    line[strlen(line) - 1] = '\0';
    ledger_world_append("a.jsonl", line);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH + 1);
    assert_true(is_cached());
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH + 1);
    ledger_world_append("a.jsonl", "x\n");
    text = brief(&warnings);
    assert_string_equal(warnings.text, "a.jsonl:67: is not JSON\n");
    free(text);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
}

static void
warnings_are_of_new_lines_and_count_the_old(void **state)
{
    struct world_warnings warnings;
    char *text;

    (void)state;
    ledger_world_write("a.jsonl", "x\n\n");
    append_sessions("a.jsonl", 0, ENOUGH);
    text = brief(&warnings);
    assert_string_equal(warnings.text, "a.jsonl:1: is not JSON\n");
    free(text);
    ledger_world_append("a.jsonl", "y\n");
    text = brief(&warnings);
    assert_string_equal(warnings.text, "a.jsonl:67: is not JSON\n");
    free(text);
}

static void
what_stands_in_its_place_does_no_harm(void **state)
{
    char path[512];

    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    snprintf(path, sizeof(path), "%s", ledger_world_path(NULL));
    assert_int_equal(mat_folders_make(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
    unlink(path);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
    rmdir(path);
    *strrchr(path, '/') = '\0';
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(symlink("/nonexistent/x", path), 0);
    assert_int_equal(count_of(MAT_LEDGER_BRIEF), ENOUGH);
    assert_int_equal(unlink(path), 0);
}

static void
nothing_is_left_beside_it(void **state)
{
    char path[512];

    (void)state;
    append_sessions("a.jsonl", 0, ENOUGH);
    (void)count_of(MAT_LEDGER_BRIEF);
    snprintf(path, sizeof(path), "%s", ledger_world_path(NULL));
    assert_int_equal(unlink(path), 0);
    *strrchr(path, '/') = '\0';
    assert_int_equal(rmdir(path), 0);
}

static uint64_t seed;

/* xorshift64 */
static unsigned
any(unsigned below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed >> 33) % below;
}

static void
corrupt(char *bytes, size_t *size)
{
    unsigned at = any((unsigned)*size);

    switch (any(6)) {
    case 0:
        *size = at;
        break;
    case 1:
        memset(bytes + at, (int)any(256), any((unsigned)*size - at) + 1);
        break;
    case 2: /* in the heads */
        bytes[any(400)] = (char)any(256);
        break;
    case 3:
        memset(bytes + (any(400) & ~7U), 0xff, 8);
        break;
    default:
        for (unsigned n = any(4) + 1; n > 0; n--)
            bytes[any((unsigned)*size)] ^= (char)(1 << any(8));
    }
}

/* As somebody would who wants it to be believed. */
static void
sign(char *bytes, size_t size)
{
    uint64_t sum;

    if (size < 32)
        return;
    sum = mat_cache_hash(bytes + 32, size - 32);
    memcpy(bytes + 24, &sum, sizeof(sum));
}

static void
damage_is_seen_and_malice_does_no_harm(void **state)
{
    char *good, *bytes, *expected;
    size_t size;

    (void)state;
    seed = (uint64_t)time(NULL) << 20 | (uint64_t)getpid();
    print_message("seed %llu\n", (unsigned long long)seed);
    append_sessions("a.jsonl", 0, ENOUGH / 2);
    append_sessions("b.jsonl", ENOUGH / 2, ENOUGH);
    expected = brief(NULL);
    assert_int_equal(
        mat_file_read(ledger_world_path(NULL), 1 << 20, &good, &size), 0);
    bytes = malloc(size);
    assert_non_null(bytes);
    for (int i = 0; i < CORRUPTIONS; i++) {
        const bool malice = i % 2 != 0;
        size_t now = size;
        char *text;
        FILE *file = fopen(ledger_world_path(NULL), "w");

        memcpy(bytes, good, size);
        corrupt(bytes, &now);
        if (malice)
            sign(bytes, now);
        assert_non_null(file);
        fwrite(bytes, 1, now, file);
        fclose(file);
        text = brief(NULL);
        if (!malice)
            assert_string_equal(text, expected);
        free(text);
    }
    free(bytes);
    free(good);
    free(expected);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
#define IN_HOME(test) \
    cmocka_unit_test_setup_teardown(test, make_home, remove_home)
        IN_HOME(it_is_written_when_there_is_much_to_read),
        IN_HOME(its_folder_is_private),
        IN_HOME(a_file_that_is_the_same_is_not_read),
        IN_HOME(other_bytes_at_another_time_are_read),
        IN_HOME(of_a_file_that_grew_the_rest_is_read),
        IN_HOME(a_file_that_grew_and_changed_is_read_anew),
        IN_HOME(a_file_that_was_replaced_is_read_anew),
        IN_HOME(a_file_that_was_cut_is_read_anew),
        IN_HOME(a_file_that_went_is_forgotten),
        IN_HOME(a_torn_line_is_looked_at_again),
        IN_HOME(warnings_are_of_new_lines_and_count_the_old),
        IN_HOME(what_stands_in_its_place_does_no_harm),
        IN_HOME(nothing_is_left_beside_it),
        IN_HOME(damage_is_seen_and_malice_does_no_harm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
