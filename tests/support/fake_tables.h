/**
 * \file
 * Small fixed tables for tests: a few cues, six points, two sources, no rows,
 * and the real caps and steps of the stages. Tests that change a copy do not
 * need YAML.
 */
#ifndef MAT_TESTS_FAKE_TABLES_H
#define MAT_TESTS_FAKE_TABLES_H

#include "matsession/tables.h"

/** The tables. Cues: prep-clear, full-contact, peak-soon, breath-slow, rate60,
 *  rate300, one-min, ready-off, off-slow, sit-minute. Points: HT7, LU9, PC6,
 *  KI27, GV20 (midline), LI4. Sources: S0, S1. Guidance for prepare, on, mat
 *  and off. */
extern const struct mat_tables fake_tables;

#endif
