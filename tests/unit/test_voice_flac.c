/* Files of spoken sentences that are damaged, given to libsndfile: the file
 * stays the reader's, the sound is the old one or none, and nothing beside it
 * is looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../support/temp_folder.h"
#include "speaker/voice_flac.h"

#define TEXT "Get off the mat."
#define HEAD 120    /* bytes, each bit of which is turned */
#define PATIENCE 20 /* seconds: what waits for a pipe is killed */

static char home[4096];
static char folder[TEMP_FOLDER_BYTES];
static int file = -1;

/* In a folder with a pipe where libsndfile looks for the other half of a file
 * that it does not know. */
static int
begin(void **state)
{
    float frames[MAT_FRAMES(100)];
    struct mat_clip clip = {.frames = frames, .n = MAT_FRAMES(100)};

    (void)state;
    for (int64_t i = 0; i < clip.n; i++)
        frames[i] = 0.3F * sinf((float)i * 0.05F);
    assert_non_null(getcwd(home, sizeof(home)));
    assert_true(temp_folder_make(folder));
    assert_int_equal(chdir(folder), 0);
    assert_int_equal(mkfifo("._", 0600), 0);
    file = open("kept", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_true(mat_voice_flac_write(file, TEXT, &clip));
    (void)alarm(PATIENCE);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    (void)alarm(0);
    (void)close(file);
    assert_int_equal(chdir(home), 0);
    assert_true(temp_folder_remove(folder));
    return 0;
}

static bool
reads(struct mat_clip *ret_clip)
{
    bool done;

    assert_int_equal(lseek(file, 0, SEEK_SET), 0);
    done = mat_voice_flac_read(file, TEXT, ret_clip);
    assert_true(fcntl(file, F_GETFD) >= 0);
    return done;
}

static void
turn(off_t at, int bit)
{
    unsigned char c;

    assert_int_equal(pread(file, &c, 1, at), 1);
    c ^= (unsigned char)(1U << bit);
    assert_int_equal(pwrite(file, &c, 1, at), 1);
}

static void
a_bit_that_turns_changes_no_sound(void **state)
{
    struct mat_clip whole = {0};
    off_t size = lseek(file, 0, SEEK_END);

    (void)state;
    assert_true(reads(&whole));
    for (off_t at = 0; at < size; at += at < HEAD ? 1 : 13) {
        for (int bit = 0; bit < 8; bit++) {
            struct mat_clip clip = {0};

            turn(at, bit);
            if (reads(&clip)) {
                assert_int_equal(clip.n, whole.n);
                assert_memory_equal(clip.frames, whole.frames,
                                    (size_t)clip.n * sizeof(*clip.frames));
            }
            mat_clip_done(&clip);
            turn(at, bit);
        }
    }
    mat_clip_done(&whole);
}

static void
what_is_no_flac_is_not_looked_for_elsewhere(void **state)
{
    static const char text[] = "Neither a sound nor anything like it.";
    struct mat_clip clip = {0};

    (void)state;
    for (off_t size = 0; size < (off_t)sizeof(text); size++) {
        assert_int_equal(ftruncate(file, 0), 0);
        assert_int_equal(pwrite(file, text, (size_t)size, 0), size);
        assert_false(reads(&clip));
    }
    assert_null(clip.frames);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_bit_that_turns_changes_no_sound),
        TEST(what_is_no_flac_is_not_looked_for_elsewhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
