/**
 * \file
 * The control socket: other programs of the same user see and steer the running
 * session.
 *
 * A Unix stream socket, `control.sock` beside the lock, with mode 0600. It is
 * opened only by the session that holds the lock, so that one which is found
 * there is known to be stale, and it is removed at the end. A connection that
 * is refused says that nothing runs.
 *
 * Both sides speak JSON, an object a line of at most MAT_CONTROL_LINE bytes;
 * for requests see control_request.h. Each is answered with one line, in order:
 * a status (status_json.h) with `"ok":true` in front and, where something was
 * asked to happen, `"did"`, a few words on what did; or
 * `{"ok":false,"why":"..."}`.
 *
 * `watch` is answered with a line `"event":"status"`; from then on every fact
 * comes as it happens (front/fact_json.h), and behind the facts of a moment
 * another status. The last one is `session-ended`.
 *
 * At most MAT_CONTROL_CLIENTS are heard at once, MAT_CONTROL_WATCHERS of them
 * as watchers; one more is told so, and dropped. So is a client that says
 * nothing, or does not read, for MAT_CONTROL_PATIENCE (control_peer.h).
 * Requests of one client are taken MAT_CONTROL_BREATH apart, and so are new
 * clients, a few at a time. Nothing here ever waits.
 */
#ifndef MAT_LINK_CONTROL_H
#define MAT_LINK_CONTROL_H

#include <poll.h>
#include <sys/types.h>

#include "front/sink.h"
#include "link/control_request.h"
#include "link/status.h"

#define MAT_CONTROL_CLIENTS 8
#define MAT_CONTROL_WATCHERS 6
/** The most files to poll(). */
#define MAT_CONTROL_FILES (MAT_CONTROL_CLIENTS + 1)

/** A control socket. Members are private; all zero is none. */
struct mat_control {
    char *path; /* NULL: not open */
    int file;
    dev_t device;
    ino_t inode;
    struct mat_control_peer *peers[MAT_CONTROL_CLIENTS];
    int turn;     /* the client whose request was taken last */
    bool news;    /* a fact that no status has followed yet */
    bool muted;   /* as told to watchers */
    mat_ms now;   /* of the last mat_control_heed() */
    mat_ms opens; /* nobody is let in before */
};

/**
 * Opens it. The lock must be held: what is found there is removed if it is a
 * socket of ours.
 *
 * \param path  in a folder that has been checked
 * \return 0 or an errno value; EEXIST: what is there is no socket of ours
 */
int mat_control_open(struct mat_control *control, const char *path);

/** Closes it, with its clients, and removes the socket. What a client was sent
 *  and does not have room for is lost. Fine when it is not open. */
void mat_control_close(struct mat_control *control);

/** Fills in what to poll() for. */
void mat_control_poll(const struct mat_control *control, mat_ms now,
                      struct pollfd files[MAT_CONTROL_FILES]);

/** When mat_control_heed() is due even if nothing comes, or MAT_MS_NONE. */
mat_ms mat_control_deadline(const struct mat_control *control);

/** Lets clients in, reads, writes and drops. Each call does a bounded amount of
 *  work. \param files  as poll() left them */
void mat_control_heed(struct mat_control *control,
                      const struct pollfd files[MAT_CONTROL_FILES], mat_ms now);

/**
 * Takes a request; after each mat_control_heed() at most one of every client.
 * Each is to be answered before the next is taken.
 *
 * \return the client, or -1: there is none, for now
 */
int mat_control_take(struct mat_control *control,
                     struct mat_control_request *ret_request);

/** Answers a request that was met. \param did  "" for `status` */
void mat_control_answer(struct mat_control *control, int client,
                        const char *did, const struct mat_status *status);

/** Answers a request that was not met. */
void mat_control_refuse(struct mat_control *control, int client,
                        const char *why);

/** Answers `watch`. */
void mat_control_watch(struct mat_control *control, int client,
                       const struct mat_status *status);

/** Whether watchers wait for a status: facts came, or it was muted. */
bool mat_control_has_news(const struct mat_control *control, bool muted);

/** Tells watchers. */
void mat_control_tell(struct mat_control *control,
                      const struct mat_status *status);

/** The sink that tells watchers of facts. \p control is borrowed. It never
 *  fails. */
struct mat_sink mat_control_sink(struct mat_control *control);

#endif
