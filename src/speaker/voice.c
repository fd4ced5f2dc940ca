#include "speaker/voice.h"

#include <assert.h>
#include <errno.h>
#include <search.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"
#include "speaker/voice_cache.h"
#include "speaker/voice_run.h"
#include "speaker/voice_wav.h"

enum stage {
    WAITS,   /* in the queue, or being spoken */
    READY,   /* in memory */
    SHELVED, /* it can be spoken, but is not in memory */
    FAILED,
};

/* A text that was wanted. */
struct sentence {
    enum stage stage;
    bool soon;
    struct mat_clip clip;
    struct sentence *next; /* in the queue */
    const char *text;
    char own[]; /* what `text` is but in a key */
};

struct mat_voice {
    const struct mat_guard *guard; /* or NULL */
    char **argv;
    char *cache;     /* or NULL */
    void *sentences; /* a tree (search.h), by text */
    struct sentence *queue;
    struct sentence *spoken; /* what `run` is about; NULL: nothing runs */
    struct mat_voice_run run;
    size_t memory; /* bytes of all clips */
    int failures;  /* in a row */
    bool given_up;
    bool untidy; /* something was kept, and the folder may be too large */
    bool tidied;
    char trouble[160];
};

/* --- new and free --- */

static void
free_argv(char **argv)
{
    for (char **word = argv; word && *word; word++)
        free(*word);
    free(argv);
}

static char **
copy_argv(char *const *argv)
{
    size_t n = 0;
    char **copy;

    while (argv[n])
        n++;
    copy = calloc(n + 1, sizeof(*copy));
    for (size_t i = 0; copy && i < n; i++) {
        copy[i] = strdup(argv[i]);
        if (!copy[i]) {
            free_argv(copy);
            return NULL;
        }
    }
    return copy;
}

struct mat_voice *
mat_voice_new(char *const *argv, const char *cache,
              const struct mat_guard *guard)
{
    struct mat_voice *voice = calloc(1, sizeof(*voice));

    assert(argv && argv[0]);
    if (!voice)
        return NULL;
    voice->guard = guard;
    voice->argv = copy_argv(argv);
    voice->cache = cache ? strdup(cache) : NULL;
    if (voice->argv && (voice->cache || !cache))
        return voice;
    mat_voice_free(voice);
    return NULL;
}

static void
free_sentence(void *of)
{
    struct sentence *sentence = of;

    mat_clip_done(&sentence->clip);
    free(sentence);
}

/* A group that has ended is not to be killed once more: its number may be that
 * of another soon. */
static void
end_run(struct mat_voice *voice)
{
    mat_voice_run_done(&voice->run);
    mat_guard_tell(voice->guard, 0);
    voice->spoken = NULL;
}

static void
tidy(struct mat_voice *voice)
{
    if (!voice->untidy || voice->tidied)
        return;
    (void)mat_voice_cache_trim(voice->cache, MAT_VOICE_CACHE_BYTES);
    voice->tidied = true;
}

void
mat_voice_free(struct mat_voice *voice)
{
    if (!voice)
        return;
    end_run(voice);
    tidy(voice);
    tdestroy(voice->sentences, free_sentence);
    free_argv(voice->argv);
    free(voice->cache);
    free(voice);
}

/* --- what is wanted --- */

static int
by_text(const void *a, const void *b)
{
    return strcmp(((const struct sentence *)a)->text,
                  ((const struct sentence *)b)->text);
}

static struct sentence *
look_up(const struct mat_voice *voice, const char *text)
{
    const struct sentence key = {.text = text};
    struct sentence *const *found =
        tfind(&key, (void *const *)&voice->sentences, by_text);

    return found ? *found : NULL;
}

static struct sentence *
add(struct mat_voice *voice, const char *text)
{
    size_t size = strlen(text) + 1;
    struct sentence *sentence = calloc(1, sizeof(*sentence) + size);

    if (!sentence)
        return NULL;
    memcpy(sentence->own, text, size);
    sentence->text = sentence->own;
    sentence->stage = SHELVED;
    if (tsearch(sentence, &voice->sentences, by_text))
        return sentence;
    free(sentence);
    return NULL;
}

/* Those that are wanted soon stand before the others, each in order. */
static void
queue(struct mat_voice *voice, struct sentence *sentence, bool soon)
{
    struct sentence **place = &voice->queue;

    while (*place && (!soon || (*place)->soon))
        place = &(*place)->next;
    sentence->next = *place;
    sentence->soon = soon;
    sentence->stage = WAITS;
    *place = sentence;
}

/* Nothing that is being spoken is in the queue. */
static void
hurry(struct mat_voice *voice, struct sentence *sentence)
{
    struct sentence **place = &voice->queue;

    while (*place && *place != sentence)
        place = &(*place)->next;
    if (*place) {
        *place = sentence->next;
        queue(voice, sentence, true);
    }
    sentence->soon = true;
}

/* Whether there is anything to say but spaces and dots. */
static bool
says_something(const char *text)
{
    return text[strspn(text, " \t\r\n.,:;!?-")] != '\0';
}

void
mat_voice_want(struct mat_voice *voice, const char *text, bool soon)
{
    struct sentence *sentence = look_up(voice, text);

    if (!sentence) {
        sentence = says_something(text) ? add(voice, text) : NULL;
        if (sentence)
            queue(voice, sentence, soon);
    } else if (soon && sentence->stage == SHELVED) {
        queue(voice, sentence, true);
    } else if (soon && sentence->stage == WAITS && !sentence->soon) {
        hurry(voice, sentence);
    }
}

/* --- what is there --- */

static void
hold(struct mat_voice *voice, struct sentence *sentence,
     const struct mat_clip *clip)
{
    sentence->clip = *clip;
    sentence->stage = READY;
    voice->memory += (size_t)clip->n * sizeof(*clip->frames);
}

/* What nobody has asked for yet is not held over the limit. */
static void
hold_or_shelve(struct mat_voice *voice, struct sentence *sentence,
               struct mat_clip *clip)
{
    size_t size = (size_t)clip->n * sizeof(*clip->frames);

    if (sentence->soon || voice->memory + size <= MAT_VOICE_MEMORY) {
        hold(voice, sentence, clip);
        return;
    }
    sentence->stage = SHELVED;
    mat_clip_done(clip);
}

static bool
find_kept(const struct mat_voice *voice, const struct sentence *sentence,
          struct mat_clip *ret_clip)
{
    return voice->cache && mat_voice_cache_find(voice->cache, voice->argv,
                                                sentence->text, ret_clip);
}

enum mat_voice_state
mat_voice_find(struct mat_voice *voice, const char *text,
               const struct mat_clip **ret_clip)
{
    struct sentence *sentence = look_up(voice, text);
    struct mat_clip clip;

    if (!sentence)
        return MAT_VOICE_NEVER;
    if (sentence->stage == SHELVED) {
        if (find_kept(voice, sentence, &clip))
            hold(voice, sentence, &clip);
        else
            queue(voice, sentence, true);
    }
    if (sentence->stage == READY)
        *ret_clip = &sentence->clip;
    switch (sentence->stage) {
    case READY:
        return MAT_VOICE_READY;
    case FAILED:
        return MAT_VOICE_NEVER;
    default:
        return MAT_VOICE_WAITS;
    }
}

/* --- what fails --- */

static void
give_up(struct mat_voice *voice, const char *why)
{
    const char *slash = strrchr(voice->argv[0], '/');
    char name[48];

    voice->given_up = true;
    mat_text_shown(slash ? slash + 1 : voice->argv[0], name, sizeof(name));
    snprintf(voice->trouble, sizeof(voice->trouble), "%s: %s", name, why);
}

static void
fail(struct mat_voice *voice, struct sentence *sentence, const char *why)
{
    sentence->stage = FAILED;
    if (++voice->failures >= MAT_VOICE_FAILURES)
        give_up(voice, why);
}

/* Why a run came to nothing; `fault`: of what it wrote, or NULL. */
static void
fail_run(struct mat_voice *voice, const char *fault)
{
    const struct mat_voice_run *run = &voice->run;
    char why[80];

    switch (run->end) {
    case MAT_VOICE_NOT_RUN:
        give_up(voice,
                run->detail == ENOENT ? "not found" : strerror(run->detail));
        voice->spoken->stage = FAILED;
        return;
    case MAT_VOICE_LATE:
        snprintf(why, sizeof(why), "did not answer within %d s",
                 (int)(MAT_VOICE_TIME / MAT_SECONDS(1)));
        break;
    case MAT_VOICE_TOO_MUCH:
        snprintf(why, sizeof(why), "wrote more than %zu MB",
                 MAT_VOICE_BYTES >> 20);
        break;
    case MAT_VOICE_CRASHED:
        snprintf(why, sizeof(why), "ended by signal %d", run->detail);
        break;
    case MAT_VOICE_ENDED:
        if (run->detail != 0)
            snprintf(why, sizeof(why), "ended with status %d", run->detail);
        else
            snprintf(why, sizeof(why), "%s", fault);
        break;
    }
    fail(voice, voice->spoken, why);
}

/* --- going on --- */

/* What is heard counts, not how the command ends; but one that was killed or
 * crashed may have been cut off. */
static void
hear(struct mat_voice *voice)
{
    struct mat_voice_run *run = &voice->run;
    struct mat_clip clip = {0};
    const char *fault = NULL;

    if (run->end == MAT_VOICE_ENDED)
        fault = mat_voice_wav_read(run->bytes, run->n, &clip);
    if (run->end != MAT_VOICE_ENDED || fault) {
        fail_run(voice, fault);
    } else {
        voice->failures = 0;
        if (voice->cache && mat_voice_cache_keep(voice->cache, voice->argv,
                                                 voice->spoken->text, &clip))
            voice->untidy = true;
        hold_or_shelve(voice, voice->spoken, &clip);
    }
    end_run(voice);
}

/* One at a time, so that whoever plays sound meanwhile is not kept long. */
static mat_ms
begin_next(struct mat_voice *voice, mat_ms now)
{
    struct sentence *next = voice->queue;
    struct mat_clip clip;
    int error;

    if (!next) {
        tidy(voice);
        return MAT_MS_NONE;
    }
    voice->queue = next->next;
    if (find_kept(voice, next, &clip)) {
        hold_or_shelve(voice, next, &clip);
        return now;
    }
    if (voice->given_up) {
        next->stage = FAILED;
        return now;
    }
    error = mat_voice_run_start(&voice->run, voice->argv, next->text, now);
    if (error != 0) {
        fail(voice, next, strerror(error));
        return now;
    }
    mat_guard_tell(voice->guard, voice->run.process);
    voice->spoken = next;
    return voice->run.until;
}

mat_ms
mat_voice_go_on(struct mat_voice *voice, mat_ms now)
{
    mat_ms next;

    if (voice->spoken) {
        next = mat_voice_run_go_on(&voice->run, now);
        if (voice->run.process != 0)
            return next;
        hear(voice);
    }
    return begin_next(voice, now);
}

int
mat_voice_files(const struct mat_voice *voice, struct pollfd *files)
{
    if (!voice->spoken || voice->run.output < 0)
        return 0;
    files[0] = (struct pollfd){.fd = voice->run.output, .events = POLLIN};
    return 1;
}

const char *
mat_voice_trouble(const struct mat_voice *voice)
{
    return voice->given_up ? voice->trouble : NULL;
}
