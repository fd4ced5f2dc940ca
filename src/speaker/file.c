#include "speaker/file.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speaker/feed.h"
#include "speaker/file_track.h"
#include "speaker/mixer.h"
#include "speaker/moment.h"
#include "speaker/report.h"
#include "speaker/voice.h"

/* Progress is told so often, of what was written. */
#define TOLD_EVERY MAT_FRAMES(10000)
/* So many frames of sentences that were said are held, then all are let go:
 * memory does not grow with the length of a file. */
#define HELD_MOST ((int64_t)60 * MAT_RATE)

/* So many sentences are made ahead. */
#define WANTED_MOST 6
/* The longest wait for a file that becomes ready. */
#define IDLE_MS 1000

/* A file on its way. */
struct writer {
    struct mat_feed feed;
    int output;
    const struct mat_guard *guard;
    struct mat_order set; /* the settings; all zero: none yet */
    struct mat_mixer *mixer;
    struct mat_voice *voice;
    struct mat_track track;
    int64_t told; /* progress was told up to here */
    int64_t last; /* frames of the last sound; 0: not known yet */
    int64_t held; /* frames of sentences since the voice was made */
    int sentences;
    int unsaid;
    bool over;
    bool failed;
};

static void
tell_done(const struct writer *writer)
{
    dprintf(writer->output, "{\"is\":\"done\",\"ms\":%lld}\n",
            (long long)(writer->track.n / MAT_FRAMES(1)));
}

/* Only before the end is reached: what is told there is final. */
static void
tell_progress(struct writer *writer)
{
    if (writer->track.n < writer->told + TOLD_EVERY)
        return;
    writer->told = writer->track.n;
    tell_done(writer);
}

static void
fail(struct writer *writer, const char *why)
{
    mat_report_write(writer->output, "failed", why);
    writer->failed = writer->over = true;
}

/* What will be said next is made while what is before it is written. */
static void
want_ahead(struct writer *writer)
{
    const struct mat_order *order;
    int wanted = 0;

    for (int i = 0; writer->voice && wanted < WANTED_MOST &&
                    (order = mat_feed_at(&writer->feed, i));
         i++) {
        if (order->kind != MAT_ORDER_PLAY || !order->say)
            continue;
        mat_voice_want(writer->voice, order->say, false);
        wanted++;
    }
}

static void
make_voice(struct writer *writer)
{
    const struct mat_order *set = &writer->set;

    mat_voice_free(writer->voice);
    writer->held = 0;
    writer->voice = set->voice[0]
                        ? mat_voice_new(set->voice, set->cache, writer->guard)
                        : NULL;
    if (set->voice[0] && !writer->voice)
        fail(writer, strerror(ENOMEM));
}

static void
set_up(struct writer *writer)
{
    mat_mixer_free(writer->mixer);
    writer->mixer = mat_mixer_new(writer->set.level);
    if (!writer->mixer)
        fail(writer, strerror(ENOMEM));
    make_voice(writer);
}

/* A mixer that has nothing left to sound has no use for what it was lent. */
static void
let_go(struct writer *writer)
{
    if (writer->held > HELD_MOST && mat_mixer_left(writer->mixer) == 0 &&
        !mat_voice_trouble(writer->voice))
        make_voice(writer);
}

/* Writes a block, no further than to `end`. */
static void
write_block(struct writer *writer, int64_t end)
{
    float frames[MAT_TRACK_BLOCK];
    int64_t left = end - writer->track.n;
    int n = left < MAT_TRACK_BLOCK ? (int)left : MAT_TRACK_BLOCK;

    mat_mixer_take(writer->mixer, frames, n);
    if (!mat_track_write(&writer->track, frames, n))
        fail(writer, writer->track.why);
}

/* Whether nothing more can come of waiting for what an order says. */
static bool
is_settled(struct writer *writer, const struct mat_order *order,
           const struct mat_clip **ret_clip)
{
    *ret_clip = NULL;
    return !order->say || !writer->voice ||
           mat_voice_find(writer->voice, order->say, ret_clip) !=
               MAT_VOICE_WAITS;
}

static void
sound(struct mat_mixer *mixer, const struct mat_order *order,
      const struct mat_clip *clip)
{
    if (order->chime != MAT_CHIME_NONE)
        mat_mixer_chime(mixer, order->chime, order->gain, order->loudest);
    if (clip)
        mat_mixer_say(mixer, clip, order->safety);
}

/* How long the last sound is by itself. */
static int64_t
length_of_last(struct writer *writer, const struct mat_order *order,
               const struct mat_clip *clip)
{
    struct mat_mixer *mixer;

    if (writer->last > 0)
        return writer->last;
    mixer = mat_mixer_new(writer->set.level);
    writer->last = 1;
    if (mixer) {
        sound(mixer, order, clip);
        writer->last += mat_mixer_left(mixer);
    }
    mat_mixer_free(mixer);
    return writer->last;
}

/* Whether an order comes at the end of the file, which has no room for it. */
static bool
is_last(const struct writer *writer, const struct mat_order *order)
{
    const struct mat_order *next = mat_feed_at(&writer->feed, 1);

    return next && next->kind == MAT_ORDER_END && next->at <= order->at;
}

/* The frame at which an order sounds. The last sound of all is heard before
 * the end, so that the file is as long as the session. */
static int64_t
start_of(struct writer *writer, const struct mat_order *order,
         const struct mat_clip *clip)
{
    int64_t start =
        order->at == MAT_MS_NONE ? writer->track.n : MAT_FRAMES(order->at);

    if (is_last(writer, order))
        start -= length_of_last(writer, order, clip);
    return start > writer->track.n ? start : writer->track.n;
}

static void
count_said(struct writer *writer, const struct mat_order *order,
           const struct mat_clip *clip)
{
    if (!order->say || !writer->set.voice[0])
        return;
    writer->sentences++;
    if (clip)
        writer->held += clip->n;
    else
        writer->unsaid++;
}

/* Goes on towards the next sound. \return whether something was done */
static bool
play(struct writer *writer, const struct mat_order *order)
{
    const struct mat_clip *clip;
    bool settled = is_settled(writer, order, &clip);
    bool last = is_last(writer, order);
    struct mat_order taken;
    int64_t start;

    if (!mat_feed_at(&writer->feed, 1) && !writer->feed.over)
        return false; /* whether it is the last is not known yet */
    if (last && !settled)
        return false;
    start = start_of(writer, order, clip);
    if (writer->track.n < start) {
        tell_progress(writer);
        write_block(writer, start);
        return true;
    }
    if (!settled)
        return false;
    if (order->hush && !last)
        mat_mixer_hush(writer->mixer);
    sound(writer->mixer, order, clip);
    count_said(writer, order, clip);
    mat_feed_take(&writer->feed, &taken);
    mat_order_done(&taken);
    return true;
}

static void
tell_unsaid(struct writer *writer)
{
    const char *trouble =
        writer->voice ? mat_voice_trouble(writer->voice) : NULL;
    char why[200];

    if (writer->unsaid == 0)
        return;
    snprintf(why, sizeof(why), "%d of %d sentences could not be spoken%s%s",
             writer->unsaid, writer->sentences, trouble ? ": " : "",
             trouble ? trouble : "");
    mat_report_write(writer->output, "voiceless", why);
}

/* What sounds at the end comes to its own: nothing is cut in a word. */
static void
end(struct writer *writer, const struct mat_order *order)
{
    int64_t left = mat_mixer_left(writer->mixer);
    int64_t to = order->at == MAT_MS_NONE ? 0 : MAT_FRAMES(order->at);

    if (writer->track.n < to) {
        tell_progress(writer);
        write_block(writer, to);
    } else if (left > 0) {
        write_block(writer, writer->track.n + left);
    } else {
        writer->over = true;
        tell_unsaid(writer);
        if (mat_track_close(&writer->track))
            tell_done(writer);
        else
            fail(writer, writer->track.why);
    }
}

static void
begin(struct writer *writer, const struct mat_order *order)
{
    if (writer->track.file)
        fail(writer, "a second file was asked for");
    else if (mat_track_open(&writer->track, order->file, order->format,
                            order->title))
        mat_report_write(writer->output, "ready", NULL);
    else
        fail(writer, writer->track.why);
}

/* An order that takes no time. Sentences are made ahead without being asked,
 * and nobody mutes a file. */
static void
obey(struct writer *writer)
{
    struct mat_order order;

    mat_feed_take(&writer->feed, &order);
    if (order.kind == MAT_ORDER_SET) {
        mat_order_done(&writer->set);
        writer->set = order;
        set_up(writer);
        return;
    }
    if (order.kind == MAT_ORDER_OPEN)
        begin(writer, &order);
    mat_order_done(&order);
}

/* Goes a step on with the next order. \return whether something was done */
static bool
go_on(struct writer *writer)
{
    const struct mat_order *order = mat_feed_at(&writer->feed, 0);
    bool later;

    if (!order) {
        if (writer->feed.over)
            fail(writer, "the orders have broken off");
        return false;
    }
    want_ahead(writer);
    later = order->kind == MAT_ORDER_PLAY || order->kind == MAT_ORDER_END;
    if (later && (!writer->track.file || !writer->mixer)) {
        fail(writer, "there is no file to write");
    } else if (!later) {
        obey(writer);
    } else if (order->kind == MAT_ORDER_PLAY) {
        let_go(writer);
        return play(writer, order);
    } else {
        end(writer, order);
    }
    return true;
}

/* Reads orders and lets the voice work; waits for either unless `busy`. */
static void
attend(struct writer *writer, bool busy)
{
    mat_ms wake = MAT_MS_NONE;
    struct pollfd files[3];
    int n = 0;
    int wait = busy ? 0 : IDLE_MS;
    bool reads = mat_feed_has_room(&writer->feed);

    if (writer->voice) {
        wake = mat_voice_go_on(writer->voice, mat_moment_now());
        n = mat_voice_files(writer->voice, files);
    }
    if (reads)
        files[n++] =
            (struct pollfd){.fd = writer->feed.input, .events = POLLIN};
    if (!busy && wake != MAT_MS_NONE)
        wait = (int)mat_ms_max(0, mat_ms_min(wake - mat_moment_now(), IDLE_MS));
    if (poll(files, (nfds_t)n, wait) > 0 && reads && files[n - 1].revents)
        mat_feed_read(&writer->feed);
}

int
mat_file_run(int input, int output, const struct mat_guard *guard)
{
    struct writer *writer = calloc(1, sizeof(*writer));
    bool busy = false;
    int status;

    if (!writer)
        return EXIT_FAILURE;
    signal(SIGXFSZ, SIG_IGN);
    writer->feed.input = input;
    writer->output = output;
    writer->guard = guard;
    while (!writer->over) {
        attend(writer, busy);
        busy = go_on(writer);
    }
    status = writer->failed ? EXIT_FAILURE : EXIT_SUCCESS;
    mat_mixer_free(writer->mixer);
    mat_voice_free(writer->voice);
    mat_track_done(&writer->track);
    mat_feed_done(&writer->feed);
    mat_order_done(&writer->set);
    free(writer);
    return status;
}
