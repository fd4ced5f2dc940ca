#include "speaker/live.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "speaker/device.h"
#include "speaker/feed.h"
#include "speaker/moment.h"
#include "speaker/report.h"
#include "speaker/talk.h"

/* A sound system that has not answered by then will not: seconds. */
#define OPEN_PATIENCE 4
#define CLOSE_PATIENCE 1

/* While something sounds it is looked after so often: that the device is there,
 * and, before the end, that all has been heard. */
#define LOOK_MS 250
#define LOOK_AT_END_MS 50

/* poll() counts in int. */
#define LONGEST_WAIT MAT_MINUTES(1)

/* All that plays. */
struct live {
    struct mat_feed feed;
    int output;
    const struct mat_guard *guard;
    struct mat_device device;
    struct mat_mixer *mixer; /* NULL: no settings yet */
    struct mat_voice *voice; /* NULL: none */
    struct mat_talk talk;
    bool silent;    /* and it was told */
    bool voiceless; /* and it was told */
    bool muted;
    bool ending;
    bool over;
    mat_ms quiet; /* since when nothing is left to sound, or MAT_MS_NONE */
};

/* --- a sound system that hangs --- */

static volatile sig_atomic_t hung_output;

static void
on_hung_open(int number)
{
    static const char report[] =
        "{\"is\":\"silent\",\"why\":\"the sound system does not answer\"}\n";

    (void)number;
    if (write(hung_output, report, sizeof(report) - 1) < 0) {
        /* Nobody reads. */
    }
    _exit(EXIT_FAILURE);
}

static void
on_hung_close(int number)
{
    (void)number;
    _exit(EXIT_SUCCESS);
}

/* The library's calls cannot be cut short, so they end the program. */
static void
be_patient(unsigned int seconds, void (*on_hung)(int number))
{
    signal(SIGALRM, on_hung);
    alarm(seconds);
}

/* --- the device --- */

static void
fall_silent(struct live *live, const char *why)
{
    if (!live->silent)
        mat_report_write(live->output, "silent", why);
    live->silent = true;
}

static void
check_device(struct live *live, bool (*check)(struct mat_device *device))
{
    bool there;

    if (live->silent)
        return;
    be_patient(OPEN_PATIENCE, on_hung_open);
    there = check(&live->device);
    be_patient(0, SIG_DFL);
    if (!there)
        fall_silent(live, live->device.why);
}

/* What plays from now on. */
static void
lend(struct live *live, struct mat_mixer *mixer)
{
    mat_device_lock(&live->device);
    live->device.mixer = mixer;
    mat_device_unlock(&live->device);
}

/* Frames that are left to sound. */
static int64_t
left_of(struct live *live)
{
    int64_t left;

    if (live->silent || !live->mixer)
        return 0;
    mat_device_lock(&live->device);
    left = mat_mixer_left(live->mixer);
    mat_device_unlock(&live->device);
    return left;
}

/* --- orders --- */

static void
set_up(struct live *live, const struct mat_order *order)
{
    if (live->mixer)
        return;
    live->mixer = mat_mixer_new(order->level);
    if (!live->mixer) {
        fall_silent(live, strerror(ENOMEM));
        return;
    }
    if (order->voice[0]) {
        live->voice = mat_voice_new(order->voice, order->cache, live->guard);
        if (!live->voice)
            mat_report_write(live->output, "voiceless", strerror(ENOMEM));
    }
    lend(live, live->mixer);
    if (!live->silent)
        mat_report_write(live->output, "ready", NULL);
}

static void
prepare(struct live *live, const struct mat_order *order)
{
    if (live->voice)
        mat_voice_want(live->voice, order->say, false);
}

static void
play(struct live *live, const struct mat_order *order)
{
    check_device(live, mat_device_keep);
    if (live->silent || !live->mixer)
        return;
    mat_device_lock(&live->device);
    if (order->hush)
        mat_mixer_hush(live->mixer);
    if (order->chime != MAT_CHIME_NONE)
        mat_mixer_chime(live->mixer, order->chime, order->gain, order->loudest);
    mat_device_unlock(&live->device);
    if (order->hush)
        mat_talk_forget(&live->talk);
    if (order->say && live->voice && !live->muted)
        mat_talk_say(&live->talk, live->voice, order->say, order->safety,
                     mat_moment_now());
}

static void
mute(struct live *live, const struct mat_order *order)
{
    live->muted = order->on;
    if (order->on)
        mat_talk_forget(&live->talk);
    if (!live->mixer)
        return;
    mat_device_lock(&live->device);
    mat_mixer_mute(live->mixer, order->on);
    mat_device_unlock(&live->device);
}

static void
end(struct live *live, const struct mat_order *order)
{
    (void)order;
    live->ending = true;
}

static void (*const obey[MAT_ORDER__COUNT])(struct live *live,
                                            const struct mat_order *order) = {
    [MAT_ORDER_SET] = set_up, [MAT_ORDER_PREPARE] = prepare,
    [MAT_ORDER_PLAY] = play,  [MAT_ORDER_MUTE] = mute,
    [MAT_ORDER_END] = end, /* a file to `open` is not for live sound */
};

static void
read_orders(struct live *live)
{
    struct mat_order order;

    mat_feed_read(&live->feed);
    live->over = live->feed.over;
    while (!live->over && mat_feed_at(&live->feed, 0)) {
        mat_feed_take(&live->feed, &order);
        if (obey[order.kind] && !live->ending)
            obey[order.kind](live, &order);
        mat_order_done(&order);
    }
}

/* --- going on --- */

/* \return when the voice wants to go on */
static mat_ms
go_on_speaking(struct live *live)
{
    mat_ms wake = mat_voice_go_on(live->voice, mat_moment_now());
    const char *trouble = mat_voice_trouble(live->voice);
    const struct mat_clip *clip;
    bool safety;

    while ((clip = mat_talk_take(&live->talk, live->voice, mat_moment_now(),
                                 &safety))) {
        mat_device_lock(&live->device);
        mat_mixer_say(live->mixer, clip, safety);
        mat_device_unlock(&live->device);
    }
    if (trouble && !live->voiceless) {
        live->voiceless = true;
        mat_report_write(live->output, "voiceless", trouble);
    }
    return wake;
}

/* Looks after what sounds. \return when to look again */
static mat_ms
look(struct live *live, mat_ms now)
{
    int64_t left = left_of(live);

    if (left > 0 || live->talk.n > 0) {
        live->quiet = MAT_MS_NONE;
        check_device(live, mat_device_keep);
        return now + (live->ending ? LOOK_AT_END_MS : LOOK_MS);
    }
    if (!live->ending)
        return MAT_MS_NONE;
    if (live->quiet == MAT_MS_NONE)
        live->quiet = now;
    live->over = live->silent || now >= live->quiet + MAT_DEVICE_LATENCY_MS;
    if (live->over)
        mat_report_write(live->output, "done", NULL);
    return live->quiet + MAT_DEVICE_LATENCY_MS;
}

static int
wait_of(mat_ms wake)
{
    mat_ms wait;

    if (wake == MAT_MS_NONE)
        return -1;
    wait = mat_ms_min(wake - mat_moment_now(), LONGEST_WAIT);
    return wait < 0 ? 0 : (int)wait;
}

static void
go_on(struct live *live)
{
    struct pollfd files[3] = {{.fd = live->feed.input, .events = POLLIN}};
    nfds_t n = 1;
    mat_ms wake = MAT_MS_NONE;

    if (live->voice) {
        wake = go_on_speaking(live);
        n += (nfds_t)mat_voice_files(live->voice, files + 1);
    }
    wake = mat_ms_min(wake, look(live, mat_moment_now()));
    if (!live->over && poll(files, n, wait_of(wake)) > 0 && files[0].revents)
        read_orders(live);
}

/* A device that is closed has played what it was given. The mixer has borrowed
 * what was said, so the voice goes last; should it never come to that, the
 * guard ends what speaks. */
static void
close_all(struct live *live)
{
    be_patient(CLOSE_PATIENCE, on_hung_close);
    mat_device_close(&live->device);
    be_patient(0, SIG_DFL);
    mat_voice_free(live->voice);
    mat_mixer_free(live->mixer);
    mat_talk_forget(&live->talk);
    mat_feed_done(&live->feed);
    free(live);
}

int
mat_live_run(int input, int output, const struct mat_guard *guard)
{
    struct live *live = calloc(1, sizeof(*live));

    if (!live)
        return EXIT_FAILURE;
    live->feed.input = input;
    live->output = output;
    live->guard = guard;
    live->quiet = MAT_MS_NONE;
    hung_output = output;
    check_device(live, mat_device_open);
    while (!live->over)
        go_on(live);
    close_all(live);
    return EXIT_SUCCESS;
}
