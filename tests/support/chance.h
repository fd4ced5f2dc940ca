/**
 * \file
 * Chance with a printed seed, so that whatever comes of it can come again.
 */
#ifndef MAT_TESTS_CHANCE_H
#define MAT_TESTS_CHANCE_H

#include <stdint.h>

/** Takes the seed from MAT_SEED or the clock, and prints it. */
void chance_begin(void);

/** A number in [0, below). */
uint32_t chance(uint32_t below);

#endif
