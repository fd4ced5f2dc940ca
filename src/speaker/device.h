/**
 * \file
 * The sound device: plays what a mixer gives, in a thread of the library's. It
 * never stops while it is open: the library would go on feeding silence to a
 * device that is paused, at the same cost, and one that is closed takes longer
 * to wake than a cue may be late.
 */
#ifndef MAT_SPEAKER_DEVICE_H
#define MAT_SPEAKER_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "speaker/mixer.h"

/** Frames that the device takes at once: 11 ms. */
#define MAT_DEVICE_BLOCK 512
/** One that is lost again so soon will not be better the next time. */
#define MAT_DEVICE_LASTS_MS 5000
/** The longest time from the mixer to the ear that is waited for at the end. */
#define MAT_DEVICE_LATENCY_MS 120

/** A device. All zero is none. */
struct mat_device {
    uint32_t id;             /**< 0: nothing can be heard */
    uint64_t reopened;       /**< when, in SDL's milliseconds; 0: never */
    struct mat_mixer *mixer; /**< NULL: silence. Changed under the lock only */
    char why[160];           /**< there is none because */
};

/** Opens the system's default device. \param device stays where it is until it
 *  is closed \return false: see `why` */
bool mat_device_open(struct mat_device *device);

/** Opens the default once more when the device was taken away. \return false:
 *  there is none, or one that does not last; see `why` */
bool mat_device_keep(struct mat_device *device);

/** Between these the mixer may be changed or looked at. */
void mat_device_lock(struct mat_device *device);
void mat_device_unlock(struct mat_device *device);

/** Closes it. What the mixer has given so far is lost at most in its last few
 *  milliseconds. */
void mat_device_close(struct mat_device *device);

#endif
