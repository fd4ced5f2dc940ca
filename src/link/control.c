#include "link/control.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "front/fact_json.h"
#include "link/control_address.h"
#include "link/control_peer.h"
#include "link/status_json.h"

/* Clients that are let in at one time. */
#define ACCEPTS 4
/* How long nobody is let in when the system has no room for another file. */
#define DEAF MAT_SECONDS(1)

/* Removes what a session has left that was killed. */
static int
clear_stale(const char *path)
{
    struct stat info;

    if (lstat(path, &info) != 0)
        return errno == ENOENT ? 0 : errno;
    if (!S_ISSOCK(info.st_mode) || info.st_uid != geteuid())
        return EEXIST;
    return unlink(path) == 0 || errno == ENOENT ? 0 : errno;
}

static int
listen_at(int file, const char *path)
{
    struct mat_control_address address;
    mode_t mask;
    int error = mat_control_address_make(path, &address);

    if (error != 0)
        return error;
    mask = umask(0177);
    if (bind(file, (const struct sockaddr *)&address.name, address.size) != 0)
        error = errno;
    umask(mask);
    mat_control_address_done(&address);
    if (error == 0 && listen(file, MAT_CONTROL_CLIENTS) != 0)
        error = errno;
    return error;
}

int
mat_control_open(struct mat_control *control, const char *path)
{
    struct stat info;
    char *copy = strdup(path);
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int error = file < 0 ? errno : !copy ? ENOMEM : clear_stale(path);

    if (error == 0)
        error = listen_at(file, path);
    if (error == 0 && lstat(path, &info) != 0)
        error = errno;
    if (error != 0) {
        if (file >= 0)
            close(file);
        free(copy);
        return error;
    }
    *control = (struct mat_control){
        .path = copy,
        .file = file,
        .device = info.st_dev,
        .inode = info.st_ino,
    };
    return 0;
}

void
mat_control_close(struct mat_control *control)
{
    struct stat info;

    if (!control->path)
        return;
    /* After somebody has swept the folder it may be the socket of another. */
    if (lstat(control->path, &info) == 0 && info.st_dev == control->device &&
        info.st_ino == control->inode)
        unlink(control->path);
    close(control->file);
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        mat_control_peer_free(control->peers[i]);
    free(control->path);
    *control = (struct mat_control){0};
}

void
mat_control_poll(const struct mat_control *control, mat_ms now,
                 struct pollfd files[MAT_CONTROL_FILES])
{
    for (int i = 0; i < MAT_CONTROL_FILES; i++)
        files[i] = (struct pollfd){.fd = -1};
    if (!control->path)
        return;
    if (control->opens <= now)
        files[MAT_CONTROL_CLIENTS] =
            (struct pollfd){.fd = control->file, .events = POLLIN};
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++) {
        const struct mat_control_peer *peer = control->peers[i];
        int events = peer ? mat_control_peer_events(peer) : -1;

        if (events >= 0)
            files[i] =
                (struct pollfd){.fd = peer->file, .events = (short)events};
    }
}

mat_ms
mat_control_deadline(const struct mat_control *control)
{
    mat_ms deadline = MAT_MS_NONE;

    if (control->opens > control->now)
        deadline = control->opens;
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++) {
        if (control->peers[i])
            deadline = mat_ms_min(
                deadline,
                mat_control_peer_deadline(control->peers[i], control->now));
    }
    return deadline;
}

static struct mat_control_peer **
find_place(struct mat_control *control)
{
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        if (!control->peers[i])
            return &control->peers[i];
    return NULL;
}

/* Whoever finds no place is told so, if that can be told at once. */
static void
let_in(struct mat_control *control, int file)
{
    static const char full[] =
        "{\"ok\":false,\"why\":\"too many clients; try again later\"}\n";
    struct mat_control_peer **place = find_place(control);

    if (!mat_control_address_is_ours(file)) {
        close(file);
        return;
    }
    if (place && (*place = mat_control_peer_new(file, control->now)))
        return;
    (void)send(file, full, strlen(full), MSG_NOSIGNAL | MSG_DONTWAIT);
    close(file);
}

/* A breath behind each few, for those who come again and again have no other
 * that holds them. */
static void
let_some_in(struct mat_control *control)
{
    mat_ms rest = MAT_CONTROL_BREATH;

    for (int i = 0; i < ACCEPTS; i++) {
        int file =
            accept4(control->file, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);

        if (file >= 0) {
            let_in(control, file);
        } else if (errno != ECONNABORTED && errno != EINTR) {
            if (errno != EAGAIN)
                rest = DEAF;
            break;
        }
    }
    control->opens = mat_ms_add(control->now, rest);
}

void
mat_control_heed(struct mat_control *control,
                 const struct pollfd files[MAT_CONTROL_FILES], mat_ms now)
{
    control->now = now;
    control->turn = -1;
    if (!control->path)
        return;
    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++) {
        struct mat_control_peer *peer = control->peers[i];

        if (peer && files[i].fd >= 0)
            mat_control_peer_heed(peer, files[i].revents, now);
        if (peer && mat_control_peer_is_over(peer, now)) {
            mat_control_peer_free(peer);
            control->peers[i] = NULL;
        }
    }
    if (files[MAT_CONTROL_CLIENTS].revents != 0)
        let_some_in(control);
}

int
mat_control_take(struct mat_control *control,
                 struct mat_control_request *ret_request)
{
    while (control->path && ++control->turn < MAT_CONTROL_CLIENTS) {
        struct mat_control_peer *peer = control->peers[control->turn];

        if (peer && mat_control_peer_take(peer, control->now, ret_request))
            return control->turn;
    }
    return -1;
}

static void
send_line(struct mat_control *control, int client, char *line)
{
    mat_control_peer_send(control->peers[client], line, control->now);
    free(line);
}

void
mat_control_answer(struct mat_control *control, int client, const char *did,
                   const struct mat_status *status)
{
    send_line(control, client, mat_status_json(status, did));
}

void
mat_control_refuse(struct mat_control *control, int client, const char *why)
{
    mat_control_peer_refuse(control->peers[client], why, control->now);
}

static int
count_watchers(const struct mat_control *control)
{
    int n = 0;

    for (int i = 0; i < MAT_CONTROL_CLIENTS; i++)
        n += control->peers[i] && control->peers[i]->watches;
    return n;
}

void
mat_control_watch(struct mat_control *control, int client,
                  const struct mat_status *status)
{
    struct mat_control_peer *peer = control->peers[client];

    if (!peer->watches && count_watchers(control) == MAT_CONTROL_WATCHERS) {
        mat_control_refuse(control, client, "too many watch already");
        peer->leaving = true;
        return;
    }
    if (count_watchers(control) == 0)
        control->muted = status->muted;
    peer->watches = true;
    send_line(control, client, mat_status_json(status, NULL));
}

static void
tell_watchers(struct mat_control *control, char *line)
{
    for (int i = 0; line && i < MAT_CONTROL_CLIENTS; i++) {
        struct mat_control_peer *peer = control->peers[i];

        if (peer && peer->watches)
            mat_control_peer_send(peer, line, control->now);
    }
    free(line);
}

bool
mat_control_has_news(const struct mat_control *control, bool muted)
{
    return (control->news || control->muted != muted) &&
           count_watchers(control) > 0;
}

void
mat_control_tell(struct mat_control *control, const struct mat_status *status)
{
    control->news = false;
    control->muted = status->muted;
    tell_watchers(control, mat_status_json(status, NULL));
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    struct mat_control *control = self;

    if (count_watchers(control) == 0)
        return true;
    control->news = true;
    tell_watchers(control, mat_fact_json(schedule, fact));
    return true;
}

struct mat_sink
mat_control_sink(struct mat_control *control)
{
    static const struct mat_sink_ops ops = {
        .name = "control",
        .on_fact = on_fact,
    };

    return (struct mat_sink){.ops = &ops, .self = control};
}
