#include "store/ids.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#include "store/paths.h"

#define UUID_BYTES 16
#define DEVICE_BYTES ((MAT_DEVICE_TEXT - 1) / 2)
#define DEVICE_FILE_MAX 64

static int
fill_random(unsigned char *bytes, size_t size)
{
    ssize_t n;

    /* So few bytes come whole or not at all. */
    do
        n = getrandom(bytes, size, 0);
    while (n < 0 && errno == EINTR);
    return n < 0 ? errno : 0;
}

static void
write_hex(const unsigned char *bytes, size_t size, char *text)
{
    for (size_t i = 0; i < size; i++)
        sprintf(text + 2 * i, "%02x", bytes[i]);
}

int
mat_id_new(char ret_id[MAT_ID_TEXT])
{
    unsigned char bytes[UUID_BYTES];
    char hex[2 * UUID_BYTES + 1];
    int error = fill_random(bytes, sizeof(bytes));

    if (error != 0)
        return error;
    bytes[6] = (bytes[6] & 0x0f) | 0x40; /* version 4 .. */
    bytes[8] = (bytes[8] & 0x3f) | 0x80; /* .. of RFC 9562 */
    write_hex(bytes, sizeof(bytes), hex);
    snprintf(ret_id, MAT_ID_TEXT, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8,
             hex + 12, hex + 16, hex + 20);
    return 0;
}

bool
mat_id_is(const char *text)
{
    static const char form[] = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";

    if (strlen(text) != MAT_ID_TEXT - 1)
        return false;
    for (int i = 0; i < MAT_ID_TEXT - 1; i++) {
        const char *allowed = form[i] == '-' ? "-" : "0123456789abcdefABCDEF";

        if (!strchr(allowed, text[i]))
            return false;
    }
    return true;
}

bool
mat_device_is(const char *text)
{
    return strlen(text) == MAT_DEVICE_TEXT - 1 &&
           strspn(text, "0123456789abcdef") == MAT_DEVICE_TEXT - 1;
}

static bool
read_device(const char *path, char ret_device[MAT_DEVICE_TEXT])
{
    char *text;
    size_t size;
    bool found;

    if (mat_file_read(path, DEVICE_FILE_MAX, &text, &size) != 0)
        return false;
    text[strcspn(text, "\n")] = '\0';
    found = mat_device_is(text);
    if (found)
        memcpy(ret_device, text, MAT_DEVICE_TEXT);
    free(text);
    return found;
}

static void
make_device(char device[MAT_DEVICE_TEXT])
{
    unsigned char bytes[DEVICE_BYTES];
    struct timespec now = {0};

    if (fill_random(bytes, sizeof(bytes)) != 0) {
        uint64_t number;

        clock_gettime(CLOCK_REALTIME, &now);
        number = (uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec ^
                 (uint64_t)getpid() << 44;
        memcpy(bytes, &number, sizeof(bytes));
    }
    write_hex(bytes, sizeof(bytes), device);
}

int
mat_device(char ret_device[MAT_DEVICE_TEXT])
{
    char *path = mat_path(MAT_BASE_STATE, "device");
    char line[MAT_DEVICE_TEXT + 1];
    int error = ENOENT;

    if (path && read_device(path, ret_device)) {
        error = 0;
        goto done;
    }
    make_device(ret_device);
    if (path) {
        snprintf(line, sizeof(line), "%s\n", ret_device);
        error = mat_file_write(path, line, strlen(line), 0600);
    }
done:
    free(path);
    return error;
}
