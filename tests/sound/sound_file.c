/*
 * What a sound file says of itself, and how much of it can be decoded: rate,
 * channels, frames said, frames decoded, title. Usage: sound_file FILE
 */
#include <stdio.h>
#include <stdlib.h>

#include <sndfile.h>

#define BLOCK 8192

int
main(int argc, char **argv)
{
    static float block[BLOCK];
    SF_INFO info = {0};
    SNDFILE *file = argc == 2 ? sf_open(argv[1], SFM_READ, &info) : NULL;
    const char *title = file ? sf_get_string(file, SF_STR_TITLE) : NULL;
    sf_count_t decoded = 0;
    sf_count_t n;

    if (!file || info.channels != 1) {
        fprintf(stderr, "no file of one channel: %s\n", sf_strerror(NULL));
        return EXIT_FAILURE;
    }
    while ((n = sf_read_float(file, block, BLOCK)) > 0)
        decoded += n;
    printf("%d %d %lld %lld %s\n", info.samplerate, info.channels,
           (long long)info.frames, (long long)decoded, title ? title : "");
    sf_close(file);
    return EXIT_SUCCESS;
}
