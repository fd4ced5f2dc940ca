#include "front/steady.h"

#include <time.h>

mat_ms
mat_steady_now(void)
{
    struct timespec time = {0};

    clock_gettime(CLOCK_MONOTONIC, &time);
    return MAT_SECONDS(time.tv_sec) + time.tv_nsec / 1000000;
}
