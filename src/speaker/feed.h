/**
 * \file
 * Orders from the input, in their order. They are read ahead, so that a
 * sentence of a file can be made while what stands before it is written.
 */
#ifndef MAT_SPEAKER_FEED_H
#define MAT_SPEAKER_FEED_H

#include "speaker/order.h"

/** How far ahead. */
#define MAT_FEED_AHEAD 32

/** Orders that wait. All zero but `input` is an empty one. */
struct mat_feed {
    int input;
    char text[MAT_ORDER_LINE]; /**< read, not understood yet */
    size_t n_text;
    bool skips; /**< the rest of a line that is too long */
    bool over;  /**< the input has ended */
    struct mat_order ahead[MAT_FEED_AHEAD];
    int n_ahead;
};

/** Whether it has room, so that reading would help. */
bool mat_feed_has_room(const struct mat_feed *feed);

/** Reads what is there; waits when nothing is. */
void mat_feed_read(struct mat_feed *feed);

/** Order \p i from the next one on; NULL: not there yet. Borrowed until the
 *  next call. */
const struct mat_order *mat_feed_at(const struct mat_feed *feed, int i);

/** Takes the next order out; the caller's to free with mat_order_done(). */
void mat_feed_take(struct mat_feed *feed, struct mat_order *ret_order);

/** Frees all orders. */
void mat_feed_done(struct mat_feed *feed);

#endif
