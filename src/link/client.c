#include "link/client.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "front/steady.h"
#include "link/control_address.h"

/* One that listens but was stopped would keep a client waiting for ever. */
static int
set_patience(int file)
{
    const struct timeval patience = {MAT_CLIENT_PATIENCE / MAT_SECONDS(1), 0};

    return setsockopt(file, SOL_SOCKET, SO_SNDTIMEO, &patience,
                      sizeof(patience)) == 0
               ? 0
               : errno;
}

static int
connect_to(int file, const char *path)
{
    struct mat_control_address address;
    int error = mat_control_address_make(path, &address);

    if (error != 0)
        return error;
    while (connect(file, (const struct sockaddr *)&address.name,
                   address.size) != 0) {
        error = errno;
        if (error != EINTR)
            break;
        error = 0;
    }
    mat_control_address_done(&address);
    return error;
}

/* Whether nothing is there that anybody could be behind. */
static bool
says_nothing_runs(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ECONNREFUSED;
}

int
mat_client_open(struct mat_client *client, const char *path)
{
    int file = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    char *buffer = malloc(MAT_CLIENT_LINE);
    int error = file < 0 ? errno : !buffer ? ENOMEM : set_patience(file);

    if (error == 0)
        error = connect_to(file, path);
    if (error == 0 && !mat_control_address_is_ours(file))
        error = EPERM;
    if (error != 0) {
        if (file >= 0)
            close(file);
        free(buffer);
        if (error == EAGAIN || error == EINPROGRESS)
            return ETIMEDOUT;
        return says_nothing_runs(error) ? ECONNREFUSED : error;
    }
    *client = (struct mat_client){.file = file, .buffer = buffer};
    return 0;
}

void
mat_client_close(struct mat_client *client)
{
    if (!client->buffer)
        return;
    close(client->file);
    free(client->buffer);
    *client = (struct mat_client){0};
}

int
mat_client_ask(struct mat_client *client,
               const struct mat_control_request *request)
{
    char *line = mat_control_request_line(request);
    int error = line ? 0 : ENOMEM;

    /* So short a line goes whole or not at all. */
    if (line && send(client->file, line, strlen(line), MSG_NOSIGNAL) < 0)
        error = errno == EAGAIN ? ETIMEDOUT : errno;
    free(line);
    return error;
}

/* \return whether there is a whole line */
static bool
take_line(struct mat_client *client, const char **ret_line)
{
    char *line = client->buffer + client->taken;
    char *newline = memchr(line, '\n', client->used - client->taken);

    if (!newline)
        return false;
    *newline = '\0';
    client->taken += (size_t)(newline - line) + 1;
    *ret_line = line;
    return true;
}

static int
wait_for(const struct mat_client *client, mat_ms until)
{
    struct pollfd files[] = {
        {.fd = client->file, .events = POLLIN},
        {.fd = client->reader > 0 ? client->reader : -1},
    };
    mat_ms wait =
        until == MAT_MS_NONE ? -1 : mat_ms_max(until - mat_steady_now(), 0);
    int ready = poll(files, 2, (int)mat_ms_min(wait, INT_MAX));

    if (ready < 0)
        return errno == EINTR ? 0 : errno;
    if (files[1].revents != 0)
        return ECANCELED;
    return ready == 0 && until != MAT_MS_NONE && mat_steady_now() >= until
               ? ETIMEDOUT
               : 0;
}

static int
read_more(struct mat_client *client)
{
    ssize_t size;

    client->used -= client->taken;
    memmove(client->buffer, client->buffer + client->taken, client->used);
    client->taken = 0;
    if (client->used == MAT_CLIENT_LINE)
        return EMSGSIZE;
    size = recv(client->file, client->buffer + client->used,
                MAT_CLIENT_LINE - client->used, MSG_DONTWAIT);
    if (size > 0)
        client->used += (size_t)size;
    else if (size == 0 || errno == ECONNRESET)
        return EPIPE;
    else if (errno != EAGAIN && errno != EINTR)
        return errno;
    return 0;
}

int
mat_client_line(struct mat_client *client, mat_ms wait, const char **ret_line)
{
    mat_ms until = mat_ms_add(wait, wait == MAT_MS_NONE ? 0 : mat_steady_now());

    while (!take_line(client, ret_line)) {
        int error = wait_for(client, until);

        if (error == 0)
            error = read_more(client);
        if (error != 0)
            return error;
    }
    return 0;
}
