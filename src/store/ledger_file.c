#include "store/ledger_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "store/append.h"
#include "store/ids.h"
#include "store/paths.h"

/* An import takes a part of a second; somebody who holds the lock for longer
 * was stopped. */
#define LOCK_TRIES 100
#define LOCK_PAUSE_NS 20000000

static char *
own_path(void)
{
    char device[MAT_DEVICE_TEXT];
    char leaf[sizeof("history/.jsonl") + MAT_DEVICE_TEXT];

    /* A name that could not be kept is still one that nobody else has. */
    (void)mat_device(device);
    snprintf(leaf, sizeof(leaf), "history/%s.jsonl", device);
    return mat_path(MAT_BASE_DATA, leaf);
}

static void
wait_for_lock(int file)
{
    const struct timespec pause = {.tv_nsec = LOCK_PAUSE_NS};

    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(file, LOCK_EX | LOCK_NB) == 0 ||
            (errno != EWOULDBLOCK && errno != EINTR))
            return;
        (void)nanosleep(&pause, NULL);
    }
}

int
mat_own_file_open(struct mat_own_file *ret_own)
{
    struct mat_own_file own = {0};
    char *path = own_path();
    int error;

    if (!path)
        return ENOENT;
    /* Twice: how the file ends is only sure once the lock is held. */
    error = mat_append_open(path, 0600, &own.lock, &own.torn);
    if (error == 0) {
        wait_for_lock(own.lock);
        error = mat_append_open(path, 0600, &own.file, &own.torn);
        if (error != 0)
            close(own.lock);
    }
    free(path);
    if (error == 0)
        *ret_own = own;
    return error;
}

int
mat_own_file_add(struct mat_own_file *own, const char *line)
{
    return mat_append_line(own->file, line, &own->torn, false);
}

int
mat_own_file_sync(struct mat_own_file *own)
{
    while (fdatasync(own->file) != 0)
        if (errno != EINTR)
            return errno;
    return 0;
}

void
mat_own_file_close(struct mat_own_file *own)
{
    close(own->file);
    close(own->lock);
}
