#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "store/journal.h"
#include "store/paths.h"

#define ID "01234567-89ab-4def-8123-456789abcdef"
#define BEGAN "{\"event\":\"session-began\",\"at_ms\":0,\"steps\":4}"
#define MAT                                                                   \
    "{\"event\":\"step-began\",\"at_ms\":0,\"step\":1,\"kind\":\"mat\","      \
    "\"title\":\"Lie\",\"duration_ms\":300000,\"area\":\"back\",\"position\"" \
    ":\"supine\",\"layer\":\"shirt\",\"surface\":\"soft\"}"
#define CUE "{\"event\":\"cue\",\"at_ms\":30000,\"step\":1}"
#define LATER "{\"event\":\"cue\",\"at_ms\":40000,\"step\":1}"

static char base[TEMP_FOLDER_BYTES];
static char head[512];

static const char *
in_state(const char *leaf)
{
    static char paths[4][512];
    static int next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof(paths[0]), "%s/matsession/%s", base, leaf);
    return path;
}

static int
make_folder(void **state)
{
    const struct mat_record_head it = {
        .id = ID,
        .device = "0123456789abcdef",
        .plan = "back",
        .minutes = MAT_MS_NONE,
        .chosen = -1,
    };
    const struct mat_schedule schedule = {0};
    char *line = mat_record_head_line(&it, &schedule);

    (void)state;
    snprintf(head, sizeof(head), "%s", line ? line : "");
    free(line);
    return !temp_folder_make(base) || setenv("XDG_STATE_HOME", base, 1) != 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return !temp_folder_remove(base);
}

static bool
is_there(const char *path)
{
    struct stat info;

    return lstat(path, &info) == 0;
}

static void
write_bytes(const char *leaf, const char *text, size_t size)
{
    assert_int_equal(mat_file_write(in_state(leaf), text, size, 0600), 0);
}

/* A journal with the head and what follows. */
static void
write_journal(const char *leaf, const char *rest)
{
    char text[2048];

    snprintf(text, sizeof(text), "%s\n%s", head, rest);
    write_bytes(leaf, text, strlen(text));
}

static void
write_lines(struct mat_journal *journal, const char *first, const char *then)
{
    assert_int_equal(mat_journal_write(journal, first, true), 0);
    assert_int_equal(mat_journal_write(journal, then, false), 0);
}

static void
a_journal_is_found_with_all_it_holds(void **state)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    struct mat_journal journal = {0};
    struct stat info;

    (void)state;
    assert_int_equal(mat_journals_find(found), 0);
    assert_int_equal(mat_journal_begin(&journal), 0);
    assert_int_equal(stat(in_state("journal.jsonl"), &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
    write_lines(&journal, head, BEGAN);
    write_lines(&journal, MAT, CUE);
    mat_journal_close(&journal);
    assert_int_equal(mat_journals_find(found), 1);
    assert_true(mat_found_journal_is_last(&found[0]));
    assert_string_equal(found[0].path, in_state("journal.jsonl"));
    assert_string_equal(mat_record_head(found[0].record)->id, ID);
    assert_int_equal(mat_record_mat_time(found[0].record), 30000);
    assert_int_equal(stat(found[0].path, &info), 0);
    assert_int_equal(found[0].written_ms / 1000, info.st_mtim.tv_sec);
    mat_found_journals_done(found, 1);
}

static void
an_old_journal_is_not_written_over(void **state)
{
    struct mat_journal journal = {0};

    (void)state;
    assert_int_equal(mat_journal_begin(&journal), EEXIST);
    assert_null(journal.path);
    assert_int_equal(mat_journal_write(&journal, CUE, true), 0);
    assert_int_equal(mat_journal_remove(&journal), 0);
    assert_true(is_there(in_state("journal.jsonl")));
}

static void
a_journal_goes_on(void **state)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    struct mat_journal journal = {0};

    (void)state;
    write_journal("journal.jsonl", BEGAN "\n" MAT "\n{\"event\":\"cu");
    assert_int_equal(mat_journal_go_on(&journal), 0);
    assert_int_equal(mat_journal_write(&journal, LATER, true), 0);
    mat_journal_close(&journal);
    assert_int_equal(mat_journals_find(found), 1);
    assert_int_equal(mat_record_mat_time(found[0].record), 40000);
    mat_found_journals_done(found, 1);
    assert_int_equal(mat_journal_go_on(&journal), 0);
    assert_int_equal(mat_journal_remove(&journal), 0);
    assert_false(is_there(in_state("journal.jsonl")));
    assert_int_equal(mat_journal_go_on(&journal), ENOENT);
    assert_false(is_there(in_state("journal.jsonl")));
}

static void
another_that_took_its_name_stays(void **state)
{
    struct mat_journal old = {0}, newer = {0};

    (void)state;
    assert_int_equal(mat_journal_begin(&old), 0);
    assert_int_equal(
        rename(in_state("journal.jsonl"), in_state("journal-x.jsonl")), 0);
    assert_int_equal(mat_journal_begin(&newer), 0);
    assert_int_equal(mat_journal_remove(&old), 0);
    assert_null(old.path);
    assert_true(is_there(in_state("journal.jsonl")));
    assert_true(is_there(in_state("journal-x.jsonl")));
    assert_int_equal(mat_journal_remove(&newer), 0);
    assert_false(is_there(in_state("journal.jsonl")));
    assert_int_equal(unlink(in_state("journal-x.jsonl")), 0);
}

static void
one_that_went_is_told(void **state)
{
    struct mat_journal journal = {0};

    (void)state;
    assert_int_equal(mat_journal_begin(&journal), 0);
    assert_int_equal(unlink(in_state("journal.jsonl")), 0);
    assert_int_equal(mat_journal_remove(&journal), ENOENT);
    assert_null(journal.path);
}

static void
what_a_crash_leaves_is_left_out(void **state)
{
    static const struct {
        const char *claim;
        const char *rest;
        size_t nuls;
        mat_ms mat;
    } cases[] = {
        {"a torn line", BEGAN "\n" MAT "\n" CUE "\n{\"event\":\"cue\",\"at", 0,
         30000},
        {"a last line without its newline", BEGAN "\n" MAT "\n" CUE, 0, 30000},
        {"blocks that never reached the disk",
         BEGAN "\n" MAT "\n" CUE "\n{\"ev", 4096, 30000},
        {"a torn line in between",
         BEGAN "\n" MAT "\n{\"event\":\"cu\n" CUE "\n", 0, 30000},
        {"empty lines", "\n\n" BEGAN "\n\n" MAT "\n", 0, 0},
        {"nothing but the head", "", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct mat_found_journal found[MAT_JOURNALS_MAX];
        char text[8192] = "";
        size_t size;

        snprintf(text, sizeof(text), "%s\n%s", head, cases[i].rest);
        size = strlen(text) + cases[i].nuls;
        write_bytes("journal.jsonl", text, size);
        assert_int_equal(mat_journals_find(found), 1);
        assert_non_null(mat_record_head(found[0].record));
        if (mat_record_mat_time(found[0].record) != cases[i].mat)
            fail_msg("%s", cases[i].claim);
        mat_found_journals_done(found, 1);
    }
}

static void
a_huge_journal_is_read_as_far_as_that(void **state)
{
    const size_t size = (size_t)9 * 1024 * 1024;
    char *text = malloc(size);
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    int n;

    (void)state;
    assert_non_null(text);
    memset(text, 'x', size);
    n = snprintf(text, 2048, "%s\n" BEGAN "\n" MAT "\n" CUE "\n", head);
    text[n] = 'x';
    snprintf(text + size - 100, 100, "\n" LATER "\n");
    write_bytes("journal.jsonl", text, size);
    free(text);
    assert_int_equal(mat_journals_find(found), 1);
    assert_int_equal(mat_record_mat_time(found[0].record), 30000);
    assert_int_equal(mat_found_journal_remove(&found[0]), 0);
    assert_int_equal(mat_found_journal_remove(&found[0]), ENOENT);
    mat_found_journals_done(found, 1);
}

static void
a_journal_is_put_aside_and_found_again(void **state)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];

    (void)state;
    write_journal("journal.jsonl", BEGAN "\n" MAT "\n" CUE "\n");
    assert_int_equal(mat_journals_find(found), 1);
    assert_int_equal(mat_found_journal_put_aside(&found[0]), 0);
    mat_found_journals_done(found, 1);
    assert_false(is_there(in_state("journal.jsonl")));
    assert_true(is_there(in_state("journal-" ID ".jsonl")));
    write_journal("journal.jsonl", BEGAN "\n" MAT "\n");
    assert_int_equal(mat_journals_find(found), 2);
    assert_true(mat_found_journal_is_last(&found[0]));
    assert_int_equal(mat_record_mat_time(found[0].record), 0);
    assert_false(mat_found_journal_is_last(&found[1]));
    assert_int_equal(mat_record_mat_time(found[1].record), 30000);
    /* Of the same session, as a copied state folder leaves it. */
    assert_int_equal(mat_found_journal_put_aside(&found[0]), 0);
    assert_int_equal(mat_found_journal_put_aside(&found[1]), 0);
    mat_found_journals_done(found, 2);
    assert_false(is_there(in_state("journal.jsonl")));
    assert_true(is_there(in_state("journal-" ID "-2.jsonl")));
    assert_int_equal(mat_journals_find(found), 2);
    assert_int_equal(mat_record_mat_time(found[0].record) +
                         mat_record_mat_time(found[1].record),
                     30000);
    for (int i = 0; i < 2; i++)
        assert_int_equal(mat_found_journal_remove(&found[i]), 0);
    mat_found_journals_done(found, 2);
}

static int
entries_named(const char *start)
{
    DIR *list = opendir(in_state(""));
    const struct dirent *entry;
    int n = 0;

    assert_non_null(list);
    while ((entry = readdir(list)))
        n += strncmp(entry->d_name, start, strlen(start)) == 0;
    closedir(list);
    return n;
}

static void
put_a_strange_thing(int which)
{
    const char *path = in_state("journal.jsonl");

    switch (which) {
    case 0:
        write_bytes("journal.jsonl", "", 0);
        break;
    case 1:
        write_bytes("journal.jsonl", "\0\0\0\n" MAT "\n", 100);
        break;
    case 2:
        assert_int_equal(mkdir(path, 0700), 0);
        break;
    case 3:
        assert_int_equal(mkfifo(path, 0600), 0);
        break;
    default:
        assert_int_equal(symlink("elsewhere", path), 0);
        write_journal("elsewhere", BEGAN "\n");
    }
}

static void
what_is_no_journal_is_put_out_of_the_way(void **state)
{
    const int n = 5;

    (void)state;
    for (int i = 0; i < n; i++) {
        struct mat_found_journal found[MAT_JOURNALS_MAX];
        struct mat_journal journal = {0};

        put_a_strange_thing(i);
        assert_int_equal(mat_journal_begin(&journal), EEXIST);
        assert_int_equal(mat_journals_find(found), 1);
        assert_null(mat_record_head(found[0].record));
        assert_int_equal(mat_found_journal_put_aside(&found[0]), 0);
        mat_found_journals_done(found, 1);
        assert_int_equal(entries_named("unreadable-"), i + 1);
        assert_int_equal(mat_journals_find(found), 0);
        assert_int_equal(mat_journal_begin(&journal), 0);
        assert_int_equal(mat_journal_remove(&journal), 0);
    }
}

static void
no_more_are_found_than_there_is_room_for(void **state)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];

    (void)state;
    for (int i = 0; i < MAT_JOURNALS_MAX + 5; i++) {
        char leaf[32];

        snprintf(leaf, sizeof(leaf), "journal-%d.jsonl", i);
        write_journal(leaf, "");
    }
    write_journal("journal.jsonl", "");
    for (int n = MAT_JOURNALS_MAX; n > 0; n -= MAT_JOURNALS_MAX) {
        n = mat_journals_find(found);
        for (int i = 0; i < n; i++)
            assert_int_equal(mat_found_journal_remove(&found[i]), 0);
        mat_found_journals_done(found, n);
        if (n < MAT_JOURNALS_MAX)
            break;
        n += MAT_JOURNALS_MAX;
    }
    assert_int_equal(entries_named("journal"), 0);
}

static void
a_full_disk_is_told_and_costs_one_line(void **state)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    struct mat_journal journal = {0};
    struct rlimit before;
    struct rlimit limit;
    struct stat info;
    int error;

    (void)state;
    assert_int_equal(mat_journal_begin(&journal), 0);
    write_lines(&journal, head, BEGAN);
    assert_int_equal(mat_journal_write(&journal, MAT, true), 0);
    assert_int_equal(stat(journal.path, &info), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    limit = before;
    limit.rlim_cur = (rlim_t)info.st_size + 10;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    error = mat_journal_write(&journal, CUE, true);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(error, EFBIG);
    assert_int_equal(mat_journal_write(&journal, LATER, true), 0);
    mat_journal_close(&journal);
    assert_int_equal(mat_journals_find(found), 1);
    assert_int_equal(mat_record_mat_time(found[0].record), 40000);
    assert_int_equal(mat_found_journal_remove(&found[0]), 0);
    mat_found_journals_done(found, 1);
}

static void
a_folder_that_cannot_be_is_told(void **state)
{
    struct mat_found_journal found[MAT_JOURNALS_MAX];
    struct mat_journal journal = {0};

    (void)state;
    write_bytes("plain", "x", 1);
    setenv("XDG_STATE_HOME", in_state("plain"), 1);
    assert_int_equal(mat_journal_begin(&journal), ENOTDIR);
    assert_int_equal(mat_journal_go_on(&journal), ENOTDIR);
    assert_int_equal(mat_journals_find(found), 0);
    setenv("XDG_STATE_HOME", base, 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_journal_is_found_with_all_it_holds),
        cmocka_unit_test(an_old_journal_is_not_written_over),
        cmocka_unit_test(a_journal_goes_on),
        cmocka_unit_test(another_that_took_its_name_stays),
        cmocka_unit_test(one_that_went_is_told),
        cmocka_unit_test(what_a_crash_leaves_is_left_out),
        cmocka_unit_test(a_huge_journal_is_read_as_far_as_that),
        cmocka_unit_test(a_journal_is_put_aside_and_found_again),
        cmocka_unit_test(what_is_no_journal_is_put_out_of_the_way),
        cmocka_unit_test(no_more_are_found_than_there_is_room_for),
        cmocka_unit_test(a_full_disk_is_told_and_costs_one_line),
        cmocka_unit_test(a_folder_that_cannot_be_is_told),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
