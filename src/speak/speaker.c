#include "speak/speaker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/sockios.h>
#include <sys/ioctl.h>
#endif

#include "front/forked.h"
#include "front/own_folder.h"
#include "front/steady.h"
#include "matsession/text.h"

#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0 /* SO_NOSIGPIPE is there instead */
#endif

#define PROGRAM "matsession-speaker"

/* How much is read at once: whoever writes without end gets no more. */
#define READS_MAX 4
#define HEARD_MAX 200
/* How long it has for its own end after it said that it is done. */
#define AFTER_DONE MAT_SECONDS(1)
/* How long it has to read what it was told. */
#define TO_READ MAT_SECONDS(1)
/* What a process that was killed may take to be gone. */
#define REAP_TRIES 1000

bool
mat_speaker_is_off(void)
{
    const char *given = getenv("MATSESSION_SPEAKER");

    return given && given[0] == '\0';
}

char *
mat_speaker_path(void)
{
    static const char *const places[] = {PROGRAM,
                                         MATSESSION_LIBEXEC "/" PROGRAM};
    const char *given = getenv("MATSESSION_SPEAKER");
    char path[PATH_MAX + 64];
    char *folder;
    bool found = false;

    if (given)
        return given[0] != '\0' ? strdup(given) : NULL;
    folder = mat_own_folder();
    for (size_t i = 0; folder && !found && i < sizeof(places) / sizeof(*places);
         i++) {
        mat_join(path, sizeof(path), folder, places[i], NULL);
        found = access(path, X_OK) == 0;
    }
    free(folder);
    return found ? strdup(path) : NULL;
}

/* In the child. */
static _Noreturn void
become(const char *path, const char *argument, int file, pid_t parent)
{
    char *argv[] = {(char *)path, (char *)argument, NULL};
    int nowhere = open("/dev/null", O_WRONLY);

    (void)setpgid(0, 0);
    mat_forked_die_with(parent);
    if (nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0 ||
        dup2(file, STDIN_FILENO) < 0 || dup2(file, STDOUT_FILENO) < 0)
        _exit(127);
    /* What the session holds (its lock, its journal) is nothing that a speaker
     * may keep alive. */
    mat_forked_close(STDERR_FILENO + 1, false);
    mat_forked_signals();
    execv(path, argv);
    _exit(127);
}

/* Both ends are above what the child takes its own files to, so that none of
 * them is in the way of another where the caller's were closed. */
static int
move_up(int files[2])
{
    for (int i = 0; i < 2; i++) {
        int up = fcntl(files[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

        if (up < 0)
            return errno;
        close(files[i]);
        files[i] = up;
    }
    return 0;
}

static int
make_files(int files[2])
{
    int error;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, files) != 0)
        return errno;
    error = move_up(files);
#ifdef SO_NOSIGPIPE
    setsockopt(files[0], SOL_SOCKET, SO_NOSIGPIPE, &(int){1}, sizeof(int));
#endif
    if (error) {
        close(files[0]);
        close(files[1]);
    }
    return error;
}

int
mat_speaker_start(struct mat_speaker *speaker, const char *path,
                  const char *argument)
{
    pid_t parent = getpid();
    char *queue = malloc(MAT_SPEAKER_QUEUE);
    int files[2];
    int error = queue ? make_files(files) : ENOMEM;
    pid_t process;

    if (error) {
        free(queue);
        return error;
    }
    process = fork();
    if (process == 0)
        become(path, argument, files[1], parent);
    error = errno;
    close(files[1]);
    if (process < 0) {
        close(files[0]);
        free(queue);
        return error;
    }
    (void)setpgid(process, process); /* whichever of both comes first */
    *speaker = (struct mat_speaker){
        .process = process,
        .file = files[0],
        .queue = queue,
        .last = mat_steady_now(),
    };
    return 0;
}

/* How much went off. That the other end has gone shows when it is read. */
static size_t
send_some(const struct mat_speaker *speaker, const char *text, size_t size)
{
    ssize_t n;

    do {
        n = send(speaker->file, text, size, MSG_NOSIGNAL | MSG_DONTWAIT);
    } while (n < 0 && errno == EINTR);
    if (n < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS
                   ? 0
                   : size;
    return (size_t)n;
}

static void
send_queue(struct mat_speaker *speaker)
{
    size_t sent;

    if (speaker->n_queue == 0)
        return;
    sent = send_some(speaker, speaker->queue, speaker->n_queue);
    speaker->n_queue -= sent;
    memmove(speaker->queue, speaker->queue + sent, speaker->n_queue);
}

void
mat_speaker_tell(struct mat_speaker *speaker, char *line)
{
    size_t size = line ? strlen(line) : 0;

    if (size > 0 && speaker->process > 0 && !speaker->gone) {
        speaker->last = mat_steady_now();
        send_queue(speaker);
        if (size <= MAT_SPEAKER_QUEUE - speaker->n_queue) {
            memcpy(speaker->queue + speaker->n_queue, line, size);
            speaker->n_queue += size;
            send_queue(speaker);
        } else {
            speaker->stuck = true;
        }
    }
    free(line);
}

/* Whether a whole line is there; it is taken out. */
static bool
take_line(struct mat_speaker *speaker, char line[MAT_ORDER_MAX],
          size_t *ret_size)
{
    char *end = memchr(speaker->line, '\n', speaker->n_line);
    size_t size;

    if (!end)
        return false;
    size = (size_t)(end - speaker->line);
    memcpy(line, speaker->line, size);
    *ret_size = size;
    speaker->n_line -= size + 1;
    memmove(speaker->line, end + 1, speaker->n_line);
    return true;
}

static bool
take_report(struct mat_speaker *speaker, struct mat_report *ret_report)
{
    char line[MAT_ORDER_MAX];
    size_t size;

    while (take_line(speaker, line, &size)) {
        bool rest = speaker->skipping; /* of a line that was too long */

        speaker->skipping = false;
        if (!rest && mat_report_read(line, size, ret_report))
            return true;
    }
    if (speaker->n_line == sizeof(speaker->line)) {
        speaker->n_line = 0;
        speaker->skipping = true;
    }
    return false;
}

/* Whether there was something to read. */
static bool
read_some(struct mat_speaker *speaker)
{
    ssize_t n;

    do {
        n = recv(speaker->file, speaker->line + speaker->n_line,
                 sizeof(speaker->line) - speaker->n_line, MSG_DONTWAIT);
    } while (n < 0 && errno == EINTR);
    if (n > 0)
        speaker->n_line += (size_t)n;
    else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK))
        speaker->gone = true;
    return n > 0;
}

bool
mat_speaker_hear(struct mat_speaker *speaker, struct mat_report *ret_report)
{
    if (speaker->process <= 0)
        return false;
    for (int reads = 0; !take_report(speaker, ret_report); reads++) {
        if (speaker->gone || reads == READS_MAX)
            return false;
        send_queue(speaker);
        if (!read_some(speaker))
            return false;
    }
    speaker->last = mat_steady_now();
    return true;
}

/* Waits until it can be read or written; a signal by which a user ends
 * something is let in. \return 0: the time is over; less: a signal came */
static int
wait_some(const struct mat_speaker *speaker, mat_ms until)
{
    struct pollfd file = {.fd = speaker->file, .events = POLLIN};
    mat_ms left = until - mat_steady_now();
    struct timespec time;
    sigset_t mask;

    if (left <= 0)
        return 0;
    if (speaker->n_queue > 0)
        file.events |= POLLOUT;
    time = (struct timespec){.tv_sec = (time_t)(left / 1000),
                             .tv_nsec = (long)(left % 1000) * 1000000};
    sigprocmask(SIG_SETMASK, NULL, &mask);
    sigdelset(&mask, SIGINT);
    sigdelset(&mask, SIGTERM);
    sigdelset(&mask, SIGHUP);
    sigdelset(&mask, SIGQUIT);
    return ppoll(&file, 1, &time, &mask);
}

/* Whether it has read all that it was told, as far as the system can tell. */
static bool
has_read(const struct mat_speaker *speaker)
{
    int unread = 0;

#ifdef SIOCOUTQ
    if (ioctl(speaker->file, SIOCOUTQ, &unread) != 0)
        unread = 0;
#endif
    return speaker->n_queue == 0 && unread == 0;
}

/* Whether it may still come to its end. */
static bool
is_alive(const struct mat_speaker *speaker, mat_ms until)
{
    int came;

    if (speaker->gone)
        return false;
    came = wait_some(speaker, mat_ms_min(until, speaker->last + TO_READ));
    if (came == 0 && has_read(speaker))
        came = wait_some(speaker, until);
    return came > 0;
}

static void
wait_for_end(struct mat_speaker *speaker, mat_ms patience)
{
    mat_ms until = speaker->last + patience;
    struct mat_report report;

    for (int heard = 0; heard < HEARD_MAX; heard++) {
        if (!mat_speaker_hear(speaker, &report)) {
            if (!is_alive(speaker, until))
                return;
        } else if (report.kind == MAT_REPORT_DONE) {
            until = mat_ms_min(until, mat_steady_now() + AFTER_DONE);
        }
    }
}

/* A process that a broken driver holds in the kernel must not hold this one,
 * too. */
static void
reap(pid_t process)
{
    for (int i = 0; i < REAP_TRIES; i++) {
        if (waitpid(process, NULL, WNOHANG) != 0)
            return;
        (void)poll(NULL, 0, 1);
    }
}

void
mat_speaker_end(struct mat_speaker *speaker, mat_ms patience)
{
    if (speaker->process > 0) {
        if (patience > 0)
            wait_for_end(speaker, patience);
        /* Not reaped yet, so the group is still its own. */
        (void)kill(-speaker->process, SIGKILL);
        reap(speaker->process);
        close(speaker->file);
    }
    free(speaker->queue);
    *speaker = (struct mat_speaker){.gone = true};
}
