#include "link/control_peer.h"

#include <errno.h>
#include <jansson.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

_Static_assert(MAT_CONTROL_LINE == 4096, "what is said of it below");

struct mat_control_peer *
mat_control_peer_new(int file, mat_ms now)
{
    struct mat_control_peer *peer = calloc(1, sizeof(*peer));

    if (!peer)
        return NULL;
    peer->file = file;
    peer->heard = peer->moved = peer->free = now;
    return peer;
}

void
mat_control_peer_free(struct mat_control_peer *peer)
{
    if (!peer)
        return;
    close(peer->file);
    free(peer);
}

/* Bytes of the first line with its newline; 0: it is not whole yet. What stands
 * before the end needs no newline. */
static size_t
line_size(const struct mat_control_peer *peer)
{
    const char *newline = memchr(peer->in, '\n', peer->n_in);

    if (newline)
        return (size_t)(newline - peer->in) + 1;
    return peer->ended ? peer->n_in : 0;
}

/* Whether there is a line to take, or so much that there never will be one. */
static bool
has_line(const struct mat_control_peer *peer)
{
    return line_size(peer) > 0 || peer->n_in == sizeof(peer->in);
}

/* Whoever does not read answers is asked for no further requests. */
static bool
may_ask(const struct mat_control_peer *peer)
{
    return peer->n_out == 0 && !peer->leaving && !peer->lost;
}

int
mat_control_peer_events(const struct mat_control_peer *peer)
{
    int events = 0;

    /* Of a client that has gone poll() would tell for ever. */
    if (peer->gone)
        return -1;
    if (peer->n_out > 0)
        events |= POLLOUT;
    if (may_ask(peer) && !peer->ended && !has_line(peer))
        events |= POLLIN;
    return events;
}

mat_ms
mat_control_peer_deadline(const struct mat_control_peer *peer, mat_ms now)
{
    mat_ms deadline = MAT_MS_NONE;

    if (mat_control_peer_is_over(peer, now))
        return now;
    if (peer->n_out > 0)
        return mat_ms_add(peer->moved, MAT_CONTROL_PATIENCE);
    if (!peer->watches)
        deadline = mat_ms_add(peer->heard, MAT_CONTROL_PATIENCE);
    if (has_line(peer))
        deadline = mat_ms_min(deadline, peer->free);
    return deadline;
}

static void
lose(struct mat_control_peer *peer)
{
    peer->ended = peer->gone = true;
    peer->n_out = 0;
}

static void
write_some(struct mat_control_peer *peer, mat_ms now)
{
    ssize_t size =
        send(peer->file, peer->out, peer->n_out, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (size > 0) {
        peer->n_out -= (size_t)size;
        memmove(peer->out, peer->out + size, peer->n_out);
        peer->moved = now;
    } else if (size < 0 && errno != EAGAIN && errno != EINTR) {
        lose(peer);
    }
}

static void
read_some(struct mat_control_peer *peer)
{
    ssize_t size = recv(peer->file, peer->in + peer->n_in,
                        sizeof(peer->in) - peer->n_in, MSG_DONTWAIT);

    if (size > 0)
        peer->n_in += (size_t)size;
    else if (size == 0 || (errno != EAGAIN && errno != EINTR))
        peer->ended = true;
}

void
mat_control_peer_heed(struct mat_control_peer *peer, int events, mat_ms now)
{
    if (events & POLLOUT)
        write_some(peer, now);
    if ((events & (POLLIN | POLLHUP | POLLERR)) && !peer->ended &&
        peer->n_in < sizeof(peer->in))
        read_some(peer);
    if (events & (POLLHUP | POLLERR | POLLNVAL))
        lose(peer);
}

/* \return whether the line was a request */
static bool
take_line(struct mat_control_peer *peer, size_t size, mat_ms now,
          struct mat_control_request *ret_request)
{
    char why[MAT_CONTROL_WHY];
    bool good = mat_control_request_read(peer->in, size, ret_request, why);

    peer->heard = now;
    peer->free = mat_ms_add(now, MAT_CONTROL_BREATH);
    peer->n_in -= size;
    memmove(peer->in, peer->in + size, peer->n_in);
    if (!good)
        mat_control_peer_refuse(peer, why, now);
    return good;
}

bool
mat_control_peer_take(struct mat_control_peer *peer, mat_ms now,
                      struct mat_control_request *ret_request)
{
    size_t size = line_size(peer);

    if (!may_ask(peer) || peer->free > now)
        return false;
    if (size > 0)
        return take_line(peer, size, now, ret_request);
    if (peer->n_in == sizeof(peer->in)) {
        mat_control_peer_refuse(peer, "a line has at most 4096 bytes", now);
        peer->leaving = true;
        peer->n_in = 0;
    }
    return false;
}

void
mat_control_peer_send(struct mat_control_peer *peer, const char *line,
                      mat_ms now)
{
    size_t size = line ? strlen(line) : 0;

    if (peer->lost)
        return;
    if (!line || size + 1 > sizeof(peer->out) - peer->n_out) {
        peer->lost = true;
        return;
    }
    if (peer->n_out == 0)
        peer->moved = now;
    memcpy(peer->out + peer->n_out, line, size);
    peer->out[peer->n_out + size] = '\n';
    peer->n_out += size + 1;
    write_some(peer, now);
}

void
mat_control_peer_refuse(struct mat_control_peer *peer, const char *why,
                        mat_ms now)
{
    json_t *object = json_pack("{s:b, s:s}", "ok", 0, "why", why);
    char *line = object ? json_dumps(object, JSON_COMPACT) : NULL;

    mat_control_peer_send(peer, line, now);
    free(line);
    json_decref(object);
}

bool
mat_control_peer_is_over(const struct mat_control_peer *peer, mat_ms now)
{
    if (peer->lost)
        return true;
    if (peer->n_out > 0)
        return now - peer->moved >= MAT_CONTROL_PATIENCE;
    if (peer->leaving)
        return true;
    if (line_size(peer) > 0)
        return false;
    if (peer->gone || (peer->ended && !peer->watches))
        return true;
    return !peer->watches && now - peer->heard >= MAT_CONTROL_PATIENCE;
}
