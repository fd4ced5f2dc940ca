#include "chance.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static uint64_t seed;

void
chance_begin(void)
{
    const char *given = getenv("MAT_SEED");

    seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    printf("seed: MAT_SEED=%llu\n", (unsigned long long)seed);
}

uint32_t
chance(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}
