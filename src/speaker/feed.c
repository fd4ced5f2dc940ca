#include "speaker/feed.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

static void
forget_text(struct mat_feed *feed, size_t n)
{
    feed->n_text -= n;
    memmove(feed->text, feed->text + n, feed->n_text);
}

/* Whole lines become orders as long as there is room for these. */
static void
understand(struct mat_feed *feed)
{
    const char *end;

    while (feed->n_ahead < MAT_FEED_AHEAD &&
           (end = memchr(feed->text, '\n', feed->n_text))) {
        size_t n = (size_t)(end - feed->text);

        if (!feed->skips &&
            mat_order_read(feed->text, n, &feed->ahead[feed->n_ahead]))
            feed->n_ahead++;
        feed->skips = false;
        forget_text(feed, n + 1);
    }
    if (feed->n_text == sizeof(feed->text) &&
        !memchr(feed->text, '\n', feed->n_text)) {
        feed->skips = true;
        feed->n_text = 0;
    }
}

bool
mat_feed_has_room(const struct mat_feed *feed)
{
    return !feed->over && feed->n_ahead < MAT_FEED_AHEAD &&
           feed->n_text < sizeof(feed->text);
}

void
mat_feed_read(struct mat_feed *feed)
{
    ssize_t n;

    assert(mat_feed_has_room(feed));
    n = read(feed->input, feed->text + feed->n_text,
             sizeof(feed->text) - feed->n_text);
    if (n > 0)
        feed->n_text += (size_t)n;
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        feed->over = true;
    understand(feed);
}

const struct mat_order *
mat_feed_at(const struct mat_feed *feed, int i)
{
    return i < feed->n_ahead ? &feed->ahead[i] : NULL;
}

void
mat_feed_take(struct mat_feed *feed, struct mat_order *ret_order)
{
    assert(feed->n_ahead > 0);
    *ret_order = feed->ahead[0];
    feed->n_ahead--;
    memmove(&feed->ahead[0], &feed->ahead[1],
            (size_t)feed->n_ahead * sizeof(feed->ahead[0]));
    understand(feed);
}

void
mat_feed_done(struct mat_feed *feed)
{
    while (feed->n_ahead > 0)
        mat_order_done(&feed->ahead[--feed->n_ahead]);
}
