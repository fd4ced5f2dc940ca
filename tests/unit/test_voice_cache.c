#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "speaker/voice.h"
#include "speaker/voice_cache.h"

#define PATH_BYTES (TEMP_FOLDER_BYTES + 32)
#define FILE_BYTES (PATH_BYTES + 260)

static char *const argv[] = {"speak", "-v", "en", NULL};

/* A folder in a temporary one, and what is kept in it. */
struct world {
    char folder[TEMP_FOLDER_BYTES];
    char cache[PATH_BYTES];
    struct mat_clip clip;
};

static void
begin(struct world *world)
{
    assert_true(temp_folder_make(world->folder));
    snprintf(world->cache, sizeof(world->cache), "%s/a/speech", world->folder);
    world->clip.n = MAT_FRAMES(500);
    world->clip.frames =
        malloc((size_t)world->clip.n * sizeof(*world->clip.frames));
    assert_non_null(world->clip.frames);
    for (int64_t i = 0; i < world->clip.n; i++)
        world->clip.frames[i] = 0.3F * sinf((float)i * 0.05F);
}

static void
end(struct world *world)
{
    mat_clip_done(&world->clip);
    assert_true(temp_folder_remove(world->folder));
}

static bool
keep(const struct world *world, const char *text)
{
    return mat_voice_cache_keep(world->cache, argv, text, &world->clip);
}

static bool
finds(const struct world *world, const char *text)
{
    struct mat_clip clip = {0};
    bool found = mat_voice_cache_find(world->cache, argv, text, &clip);

    if (found) {
        assert_int_equal(clip.n, world->clip.n);
        for (int64_t i = 0; i < clip.n; i++)
            assert_true(fabsf(clip.frames[i] - world->clip.frames[i]) < 1e-4F);
    } else {
        assert_null(clip.frames);
    }
    mat_clip_done(&clip);
    return found;
}

static int
count(const struct world *world)
{
    DIR *folder = opendir(world->cache);
    const struct dirent *entry;
    int n = 0;

    assert_non_null(folder);
    while ((entry = readdir(folder)))
        n += entry->d_name[0] != '.';
    closedir(folder);
    return n;
}

/* The path of the one file that is there. */
static void
only_file(const struct world *world, char ret_path[FILE_BYTES])
{
    DIR *folder = opendir(world->cache);
    const struct dirent *entry;

    assert_non_null(folder);
    assert_int_equal(count(world), 1);
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] != '.')
            snprintf(ret_path, FILE_BYTES, "%s/%s", world->cache,
                     entry->d_name);
    }
    closedir(folder);
}

static void
write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");

    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void
test_what_is_kept_is_found(void **state)
{
    char *const other[] = {"speak", "-v", "de", NULL};
    char *const joined[] = {"speak", "-ven", NULL};
    struct world world;
    struct mat_clip clip;
    struct stat info;
    char path[FILE_BYTES];

    (void)state;
    begin(&world);
    assert_false(finds(&world, "Hello."));
    assert_true(keep(&world, "Hello."));
    assert_true(keep(&world, "Hello."));
    assert_true(finds(&world, "Hello."));
    assert_false(finds(&world, "Hello"));
    assert_false(mat_voice_cache_find(world.cache, other, "Hello.", &clip));
    assert_false(mat_voice_cache_find(world.cache, joined, "Hello.", &clip));
    only_file(&world, path);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0600);
    assert_true(info.st_size < 48000);
    assert_int_equal(stat(world.cache, &info), 0);
    assert_int_equal(info.st_mode & 07777, 0700);
    end(&world);
}

/* --- files that are not right --- */

static void
truncate_it(const char *path)
{
    struct stat info;

    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size - 200), 0);
}

static void
empty_it(const char *path)
{
    assert_int_equal(truncate(path, 0), 0);
}

static void
flip_a_byte(const char *path)
{
    int file = open(path, O_RDWR);
    unsigned char c;
    struct stat info;

    assert_true(file >= 0);
    assert_int_equal(fstat(file, &info), 0);
    assert_int_equal(pread(file, &c, 1, info.st_size - 1000), 1);
    c ^= 0x55;
    assert_int_equal(pwrite(file, &c, 1, info.st_size - 1000), 1);
    close(file);
}

static void
blow_it_up(const char *path)
{
    assert_int_equal(truncate(path, (off_t)MAT_VOICE_BYTES + 1), 0);
}

static void
replace_by_text(const char *path)
{
    write_file(path, "fLaC is what I am not");
}

static void
move_behind_a_link(const char *path)
{
    char real[FILE_BYTES + 8];

    snprintf(real, sizeof(real), "%s.real", path);
    assert_int_equal(rename(path, real), 0);
    assert_int_equal(symlink(real, path), 0);
}

static void
replace_by_fifo(const char *path)
{
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkfifo(path, 0600), 0);
}

static void
replace_by_folder(const char *path)
{
    assert_int_equal(unlink(path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
}

static const struct {
    const char *claim;
    void (*spoil)(const char *path);
    bool remade;
} spoilt[] = {
    {"cut short", truncate_it, true},
    {"empty", empty_it, true},
    {"damaged", flip_a_byte, true},
    {"too large", blow_it_up, true},
    {"something else", replace_by_text, true},
    {"a link", move_behind_a_link, true},
    {"a pipe", replace_by_fifo, true},
    {"a folder", replace_by_folder, false},
};

static void
test_what_is_not_right_is_not_believed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
        struct world world;
        char path[FILE_BYTES];

        print_message("%s\n", spoilt[i].claim);
        begin(&world);
        assert_true(keep(&world, "Hello."));
        only_file(&world, path);
        spoilt[i].spoil(path);
        assert_false(finds(&world, "Hello."));
        assert_int_equal(keep(&world, "Hello."), spoilt[i].remade);
        assert_int_equal(finds(&world, "Hello."), spoilt[i].remade);
        end(&world);
    }
}

/* A sentence under the name of another is not said. */
static void
test_the_text_in_the_file_counts(void **state)
{
    struct world world;
    char path[FILE_BYTES];
    char other[FILE_BYTES];

    (void)state;
    begin(&world);
    assert_true(keep(&world, "Stay."));
    only_file(&world, path);
    snprintf(other, sizeof(other), "%s/kept", world.folder);
    assert_int_equal(rename(path, other), 0);
    assert_true(keep(&world, "Get off."));
    only_file(&world, path);
    assert_int_equal(rename(other, path), 0);
    assert_false(finds(&world, "Get off."));
    end(&world);
}

/* --- folders that are not right --- */

static void
test_a_folder_that_is_not_ours_alone_is_not_used(void **state)
{
    struct world world;
    char real[PATH_BYTES];

    (void)state;
    begin(&world);
    assert_true(keep(&world, "Hello."));
    assert_int_equal(chmod(world.cache, 0770), 0);
    assert_false(finds(&world, "Hello."));
    assert_false(keep(&world, "Bye."));
    assert_int_equal(mat_voice_cache_trim(world.cache, 0), EACCES);
    assert_int_equal(chmod(world.cache, 0700), 0);
    assert_true(finds(&world, "Hello."));

    snprintf(real, sizeof(real), "%s/real", world.folder);
    assert_int_equal(rename(world.cache, real), 0);
    assert_int_equal(symlink(real, world.cache), 0);
    assert_false(finds(&world, "Hello."));
    assert_false(keep(&world, "Bye."));
    assert_true(mat_voice_cache_trim(world.cache, 0) != 0);
    end(&world);
}

static void
test_a_file_in_place_of_the_folder(void **state)
{
    struct world world;

    (void)state;
    begin(&world);
    snprintf(world.cache, sizeof(world.cache), "%s/file", world.folder);
    write_file(world.cache, "mine");
    assert_false(keep(&world, "Hello."));
    assert_false(finds(&world, "Hello."));
    assert_int_equal(mat_voice_cache_trim(world.cache, 0), ENOTDIR);
    snprintf(world.cache, sizeof(world.cache), "%s/file/below", world.folder);
    assert_false(keep(&world, "Hello."));
    snprintf(world.cache, sizeof(world.cache), "/proc/none/below");
    assert_false(keep(&world, "Hello."));
    end(&world);
}

/* No file may grow further, as on a full disk. */
static void
test_a_full_disk_keeps_nothing_by_half(void **state)
{
    struct rlimit old;
    struct rlimit full;
    struct world world;
    struct stat info;
    char path[FILE_BYTES];
    bool kept;

    (void)state;
    begin(&world);
    assert_true(keep(&world, "Hello."));
    only_file(&world, path);
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    full = old;
    (void)signal(SIGXFSZ, SIG_IGN);
    for (off_t size = 0; size < info.st_size - 100; size += 500) {
        full.rlim_cur = (rlim_t)size;
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
        kept = keep(&world, "Later.");
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
        assert_false(kept);
        assert_int_equal(count(&world), 1);
    }
    (void)signal(SIGXFSZ, SIG_DFL);
    assert_true(finds(&world, "Hello."));
    end(&world);
}

/* --- keeping it small --- */

static void
set_age(const struct world *world, const char *name, time_t seconds)
{
    const struct timespec times[2] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    char path[FILE_BYTES];

    snprintf(path, sizeof(path), "%s/%s", world->cache, name);
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void
age_all(const struct world *world)
{
    DIR *folder = opendir(world->cache);
    const struct dirent *entry;

    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] != '.')
            set_age(world, entry->d_name, 1000000);
    }
    closedir(folder);
}

/* Of three sentences of one age the one that is used stays, whichever it is. */
static void
test_what_was_not_used_for_longest_goes_first(void **state)
{
    static const char *const texts[] = {"One.", "Two.", "Three."};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        struct world world;
        struct stat info;
        char path[FILE_BYTES];

        begin(&world);
        assert_true(keep(&world, texts[0]));
        only_file(&world, path);
        assert_int_equal(stat(path, &info), 0);
        assert_true(keep(&world, texts[1]));
        assert_true(keep(&world, texts[2]));
        assert_int_equal(
            mat_voice_cache_trim(world.cache, MAT_VOICE_CACHE_BYTES), 0);
        assert_int_equal(count(&world), 3);
        age_all(&world);
        assert_true(finds(&world, texts[i]));
        assert_int_equal(
            mat_voice_cache_trim(world.cache, (size_t)info.st_size * 3 / 2), 0);
        assert_int_equal(count(&world), 1);
        assert_true(finds(&world, texts[i]));
        end(&world);
    }
}

static const struct {
    const char *name;
    bool ours;
} names[] = {
    {"0123456789abcdef0123456789abcdef.flac", true},
    {"0123456789abcdef0123456789abcdef.77.part", true},
    {"0123456789abcdef0123456789abcdef.part", false},
    {"0123456789abcdef0123456789abcdef.x.part", false},
    {"0123456789abcdef0123456789abcdef.flac.bak", false},
    {"0123456789ABCDEF0123456789ABCDEF.flac", false},
    {"0123456789abcdef.flac", false},
    {"my song.flac", false},
    {".hidden", false},
};

static void
test_clearing_takes_only_what_is_ours(void **state)
{
    struct world world;
    char path[FILE_BYTES];

    (void)state;
    begin(&world);
    assert_int_equal(mat_voice_cache_trim(world.cache, 0), 0);
    assert_true(keep(&world, "Hello."));
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", world.cache, names[i].name);
        write_file(path, "");
    }
    snprintf(path, sizeof(path), "%s/ffffffffffffffffffffffffffffffff.flac",
             world.cache);
    assert_int_equal(mkdir(path, 0700), 0);
    assert_int_equal(mat_voice_cache_trim(world.cache, 0), 0);
    assert_int_equal(access(path, F_OK), 0);
    assert_false(finds(&world, "Hello."));
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        print_message("%s\n", names[i].name);
        snprintf(path, sizeof(path), "%s/%s", world.cache, names[i].name);
        assert_int_equal(access(path, F_OK) == 0, !names[i].ours);
    }
    end(&world);
}

static void
test_clearing_removes_a_link_and_not_what_it_shows(void **state)
{
    struct world world;
    char target[PATH_BYTES];
    char link[FILE_BYTES];

    (void)state;
    begin(&world);
    assert_true(keep(&world, "Hello."));
    snprintf(target, sizeof(target), "%s/precious", world.folder);
    assert_int_equal(mkdir(target, 0700), 0);
    snprintf(link, sizeof(link), "%s/%s", world.cache, names[0].name);
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(mat_voice_cache_trim(world.cache, 0), 0);
    assert_int_equal(access(target, F_OK), 0);
    assert_int_equal(count(&world), 0);
    end(&world);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_kept_is_found),
        cmocka_unit_test(test_what_is_not_right_is_not_believed),
        cmocka_unit_test(test_the_text_in_the_file_counts),
        cmocka_unit_test(test_a_folder_that_is_not_ours_alone_is_not_used),
        cmocka_unit_test(test_a_file_in_place_of_the_folder),
        cmocka_unit_test(test_a_full_disk_keeps_nothing_by_half),
        cmocka_unit_test(test_what_was_not_used_for_longest_goes_first),
        cmocka_unit_test(test_clearing_takes_only_what_is_ours),
        cmocka_unit_test(test_clearing_removes_a_link_and_not_what_it_shows),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
