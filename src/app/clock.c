#include "app/clock.h"

#include <errno.h>
#include <time.h>
#ifdef __linux__
#include <sys/timerfd.h>
#endif
#include <unistd.h>

#define NS_PER_MS ((int64_t)1000000)
#define NS_PER_S ((int64_t)1000000000)

int64_t
mat_clock_system(bool with_sleep)
{
#ifdef CLOCK_BOOTTIME
    clockid_t id = with_sleep ? CLOCK_BOOTTIME : CLOCK_MONOTONIC;
#else
    clockid_t id = CLOCK_MONOTONIC;
#endif
    struct timespec time = {0};

    (void)with_sleep;
    clock_gettime(id, &time);
    return time.tv_sec * NS_PER_S + time.tv_nsec;
}

/* A timer that never ends and is cancelled when the wall clock is set, which
 * the end of a sleep does. poll() alone would go on waiting as if nothing had
 * been. */
static int
woken_open(void)
{
#ifdef TFD_TIMER_CANCEL_ON_SET
    const struct itimerspec never = {.it_value = {.tv_sec = INT32_MAX}};
    int file = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);

    if (file >= 0 &&
        timerfd_settime(file, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET,
                        &never, NULL) == 0)
        return file;
    if (file >= 0)
        close(file);
#endif
    return -1;
}

void
mat_clock_stop(struct mat_clock *clock)
{
    if (clock->woken >= 0)
        close(clock->woken);
    clock->woken = -1;
}

void
mat_clock_start(struct mat_clock *clock, int speed,
                int64_t (*read)(bool with_sleep))
{
    *clock = (struct mat_clock){
        .read = read,
        .began = read(false),
        .speed = speed,
        .woken = woken_open(),
    };
    clock->asleep = read(true) - clock->began;
}

mat_ms
mat_clock_now(const struct mat_clock *clock)
{
    int64_t real = clock->read(false) - clock->began;

    return real / NS_PER_MS * clock->speed +
           real % NS_PER_MS * clock->speed / NS_PER_MS;
}

int64_t
mat_clock_until(const struct mat_clock *clock, mat_ms moment)
{
    int64_t real = clock->read(false) - clock->began;
    mat_ms rest;
    int64_t due;

    if (moment > INT64_MAX / NS_PER_MS)
        return INT64_MAX;
    /* Rounded up, so that waking then is never too early. */
    rest = moment % clock->speed;
    due = moment / clock->speed * NS_PER_MS +
          (rest * NS_PER_MS + clock->speed - 1) / clock->speed;
    return due > real ? due - real : 0;
}

void
mat_clock_heed_woken(struct mat_clock *clock)
{
    uint64_t count;

    /* That the timer was cancelled is all it can say; reading arms it again. */
    if (read(clock->woken, &count, sizeof(count)) < 0 && errno != ECANCELED &&
        errno != EAGAIN)
        mat_clock_stop(clock);
}

mat_ms
mat_clock_slept(struct mat_clock *clock)
{
    int64_t asleep = clock->read(true) - clock->read(false);
    int64_t slept = asleep - clock->asleep;

    /* Two clocks read one after the other differ by a little: only a real
     * sleep moves the mark, and it is told to the second. */
    if (slept < MAT_SLEPT_LEAST * NS_PER_MS)
        return 0;
    clock->asleep = asleep;
    return MAT_SECONDS((slept + NS_PER_S / 2) / NS_PER_S);
}
