#include "voice_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int
count_files(void)
{
    DIR *folder = opendir("/proc/self/fd");
    int n = 0;

    assert_non_null(folder);
    while (readdir(folder))
        n++;
    closedir(folder);
    return n;
}

void
assert_childless(void)
{
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

enum mat_voice_state
hear_at(struct mat_voice *voice, const char *text, mat_ms now,
        const struct mat_clip **ret_clip)
{
    enum mat_voice_state state = mat_voice_find(voice, text, ret_clip);
    struct pollfd files[2];

    for (int i = 0; state == MAT_VOICE_WAITS && i < VOICE_PATIENCE; i++) {
        mat_ms next = mat_voice_go_on(voice, now);
        int n = mat_voice_files(voice, files);

        state = mat_voice_find(voice, text, ret_clip);
        if (state == MAT_VOICE_WAITS && next != now)
            (void)poll(files, (nfds_t)n, n > 0 ? VOICE_PATIENCE : 1);
    }
    return state;
}

enum mat_voice_state
say(struct mat_voice *voice, const char *text)
{
    const struct mat_clip *clip = NULL;
    enum mat_voice_state state;

    mat_voice_want(voice, text, true);
    state = hear_at(voice, text, 0, &clip);
    if (state == MAT_VOICE_READY) {
        assert_non_null(clip);
        assert_true(clip->n > 0);
    }
    return state;
}

struct mat_voice *
new_voice(const char *const *argv)
{
    struct mat_voice *voice = mat_voice_new((char *const *)argv, NULL, NULL);

    assert_non_null(voice);
    return voice;
}

void
run_dry(struct mat_voice *voice)
{
    struct pollfd files[2];
    mat_ms next;

    while ((next = mat_voice_go_on(voice, 0)) != MAT_MS_NONE) {
        int n = mat_voice_files(voice, files);

        if (next > 0)
            (void)poll(files, (nfds_t)n, n > 0 ? VOICE_PATIENCE : 1);
    }
}

void
life_begin(struct life *life)
{
    assert_true(temp_folder_make(life->folder));
    snprintf(life->path, sizeof(life->path), "%s/alive", life->folder);
    assert_int_equal(mkfifo(life->path, 0600), 0);
    life->pipe = open(life->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(life->pipe >= 0);
}

void
life_await(struct life *life)
{
    struct pollfd file = {.fd = life->pipe, .events = POLLIN};
    char here[5];

    assert_int_equal(poll(&file, 1, VOICE_PATIENCE), 1);
    assert_int_equal(read(life->pipe, here, sizeof(here)), sizeof(here));
}

void
life_end(struct life *life, bool shown)
{
    struct pollfd file = {.fd = life->pipe, .events = 0};

    if (shown) {
        assert_int_equal(poll(&file, 1, VOICE_PATIENCE), 1);
        assert_true((file.revents & POLLHUP) != 0);
    }
    close(life->pipe);
    assert_true(temp_folder_remove(life->folder));
}

void
notes_begin(struct notes *notes)
{
    assert_true(temp_folder_make(notes->folder));
    snprintf(notes->path, sizeof(notes->path), "%s/notes", notes->folder);
    snprintf(notes->cache, sizeof(notes->cache), "%s/new/cache", notes->folder);
}

const char *
notes_read(struct notes *notes)
{
    int file = open(notes->path, O_RDONLY | O_CLOEXEC);
    ssize_t n = 0;

    if (file >= 0) {
        n = read(file, notes->text, sizeof(notes->text) - 1);
        close(file);
    }
    notes->text[n > 0 ? n : 0] = '\0';
    return notes->text;
}

void
notes_end(struct notes *notes)
{
    assert_true(temp_folder_remove(notes->folder));
}
