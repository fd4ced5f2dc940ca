/**
 * \file
 * One client of the control socket: lines in, lines out, never waiting.
 */
#ifndef MAT_LINK_CONTROL_PEER_H
#define MAT_LINK_CONTROL_PEER_H

#include "link/control_request.h"

/** Bytes that wait for a client to read them. */
#define MAT_CONTROL_QUEUE 65536
/** How long a client may neither ask nor watch, or not read its answers. */
#define MAT_CONTROL_PATIENCE MAT_SECONDS(5)
/** The time between two requests of one client: what a flood can cost. */
#define MAT_CONTROL_BREATH 5

/** A client. What stands above `ended` may be read, `watches` and `leaving` be
 *  set; the rest is private. */
struct mat_control_peer {
    int file;
    bool watches; /**< gets facts */
    bool leaving; /**< is dropped once it has read what waits for it */
    bool ended;   /**< will send no more .. */
    bool gone;    /**< .. and reads no more */
    bool lost;    /**< is dropped at once */
    mat_ms heard; /**< when it came, or last asked */
    mat_ms moved; /**< when it last read something that had waited */
    mat_ms free;  /**< when its next request is taken */
    size_t n_in;
    size_t n_out;
    char in[MAT_CONTROL_LINE + 1];
    char out[MAT_CONTROL_QUEUE];
};

/** A client that has just come. \param file  is closed with it; does not
 *  block. \return NULL without memory; the file is then the caller's still */
struct mat_control_peer *mat_control_peer_new(int file, mat_ms now);

/** Closes and frees it. NULL is fine. */
void mat_control_peer_free(struct mat_control_peer *peer);

/** What to poll() its file for; -1: leave it out for now. */
int mat_control_peer_events(const struct mat_control_peer *peer);

/** When to look after it even if nothing comes; MAT_MS_NONE: no need to. */
mat_ms mat_control_peer_deadline(const struct mat_control_peer *peer,
                                 mat_ms now);

/** Reads and writes what there is, each once. \param events  of poll() */
void mat_control_peer_heed(struct mat_control_peer *peer, int events,
                           mat_ms now);

/**
 * Takes the next request that is whole. A line that is none is answered, and
 * one that is too long ends the connection.
 *
 * \return whether there is one, and its time has come
 */
bool mat_control_peer_take(struct mat_control_peer *peer, mat_ms now,
                           struct mat_control_request *ret_request);

/** Sends a line, to which a newline is added, or has it wait. What does not fit
 *  loses the client, and so does NULL, an answer for which there was no memory:
 *  it is better off to see that at once. */
void mat_control_peer_send(struct mat_control_peer *peer, const char *line,
                           mat_ms now);

/** Tells why a request was not met. */
void mat_control_peer_refuse(struct mat_control_peer *peer, const char *why,
                             mat_ms now);

/** Whether it is to be dropped. */
bool mat_control_peer_is_over(const struct mat_control_peer *peer, mat_ms now);

#endif
