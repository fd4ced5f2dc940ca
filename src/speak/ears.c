#include "speak/ears.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

#define COMPLAINT_TEXT 320

/* How often a speaker is looked at that has not answered yet, and one that has
 * not read what it was told. */
#define LOOK_AGAIN 100
#define TELL_AGAIN 250
/* A broken speaker may say anything, without end. */
#define REPORTS_MAX 16
/* There are fewer marks than this between two frames. */
#define MARKS_MAX 16

static bool
has_speaker(const struct mat_ears *ears)
{
    return ears->speaker.process > 0 && !ears->speaker.gone;
}

/* What is told to a speaker that does not answer would all sound at once when
 * it does. */
static bool
is_heard(const struct mat_ears *ears)
{
    return has_speaker(ears) && !ears->deaf;
}

static void
deafen(struct mat_ears *ears, const char *why)
{
    bool bell = ears->settings.chimes && ears->settings.ring;
    char text[COMPLAINT_TEXT];

    if (ears->deaf)
        return;
    ears->deaf = true;
    mat_join(text, sizeof(text), "no sound: ", why,
             bell ? "; the terminal's bell rings instead" : "", NULL);
    ears->settings.complain(ears->settings.to, text);
}

static void
lose_voice(struct mat_ears *ears, const char *why)
{
    char text[COMPLAINT_TEXT];

    if (ears->voiceless || !ears->settings.voice)
        return;
    ears->voiceless = true;
    mat_join(text, sizeof(text), "no voice: ", why, NULL);
    ears->settings.complain(ears->settings.to, text);
}

static void
lose_speaker(struct mat_ears *ears, const char *why)
{
    mat_speaker_end(&ears->speaker, 0);
    deafen(ears, why);
}

/* The bell stands in for a chime that tells to move, or that it is over. An
 * alarm rings by itself, wherever the session is shown. */
static void
ring_for(const struct mat_ears *ears, const struct mat_sound *sound)
{
    if (ears->deaf && !ears->muted && ears->settings.chimes &&
        ears->settings.ring &&
        (sound->chime == MAT_CHIME_POSITION || sound->chime == MAT_CHIME_END))
        ears->settings.ring(ears->settings.to);
}

static void
play(struct mat_ears *ears, const struct mat_schedule *schedule,
     const struct mat_sound *sound)
{
    struct mat_sound now = *sound;
    char text[MAT_SPEECH_TEXT] = "";

    if (!is_heard(ears)) {
        ring_for(ears, sound);
        return;
    }
    if (!ears->settings.chimes && now.chime != MAT_CHIME_ALARM)
        now.chime = MAT_CHIME_NONE;
    now.hush |= ears->hush;
    ears->hush = false;
    if (ears->settings.voice && !ears->voiceless)
        (void)mat_score_text(schedule, sound, text, sizeof(text));
    if (now.chime != MAT_CHIME_NONE || text[0] != '\0' || now.hush)
        mat_speaker_tell(&ears->speaker,
                         mat_order_play(MAT_MS_NONE, &now, text));
}

/* Plays what waits, as far as it is not too late for it at \p at. */
static void
settle(struct mat_ears *ears, const struct mat_schedule *schedule, mat_ms at)
{
    for (int i = 0; i < ears->n_waiting; i++) {
        const struct mat_ears_sound *waits = &ears->waiting[i];

        if (waits->sound.safety || at - waits->at <= MAT_EARS_LATE)
            play(ears, schedule, &waits->sound);
        else
            ears->hush |= waits->sound.hush;
    }
    ears->n_waiting = 0;
}

/* Behind what a user or the machine did no frame need come: the program may be
 * stopped, or the session over. */
static bool
is_of_now(const struct mat_fact *fact)
{
    return fact->kind == MAT_FACT_PAUSED || fact->kind == MAT_FACT_HELD ||
           fact->kind == MAT_FACT_SESSION_ENDED;
}

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    struct mat_ears *ears = self;
    struct mat_ears_sound heard = {.at = fact->at};

    if (ears->n_waiting == MAT_EARS_WAITING)
        settle(ears, schedule, fact->at);
    if (mat_score_fact(schedule, fact, &heard.sound))
        ears->waiting[ears->n_waiting++] = heard;
    if (is_of_now(fact))
        settle(ears, schedule, fact->at);
    if (fact->kind == MAT_FACT_SESSION_ENDED) {
        mat_speaker_tell(&ears->speaker, mat_order_end(MAT_MS_NONE));
        ears->ended = true;
    }
    return true;
}

static void
take_report(struct mat_ears *ears, const struct mat_report *report)
{
    switch (report->kind) {
    case MAT_REPORT_READY:
        ears->ready = true;
        ears->deaf = false;
        break;
    case MAT_REPORT_SILENT:
        lose_speaker(ears, report->why);
        break;
    case MAT_REPORT_VOICELESS:
        lose_voice(ears, report->why);
        break;
    default:
        break;
    }
}

static void
hear(struct mat_ears *ears, mat_ms now)
{
    struct mat_report report;

    for (int i = 0; i < REPORTS_MAX; i++) {
        if (!mat_speaker_hear(&ears->speaker, &report))
            break;
        take_report(ears, &report);
    }
    if (ears->speaker.process > 0 && ears->speaker.gone && !ears->ended)
        lose_speaker(ears, "the speaker has ended");
    if (has_speaker(ears) && !ears->ready &&
        mat_ms_sub(now, ears->began) > MAT_EARS_ANSWER)
        deafen(ears, "the speaker does not answer");
}

/* One by one, and none while something still waits to be read: preparing must
 * not be in the way of playing. */
static void
prepare_more(struct mat_ears *ears)
{
    while (ears->sentence && has_speaker(ears) && ears->speaker.n_queue == 0) {
        const char *text = json_object_iter_key(ears->sentence);

        mat_speaker_tell(&ears->speaker, mat_order_prepare(text));
        ears->sentence = json_object_iter_next(ears->sentences, ears->sentence);
    }
}

static bool
wants_marks(const struct mat_ears *ears)
{
    return ears->settings.chimes && is_heard(ears);
}

static void
play_marks(struct mat_ears *ears, const struct mat_schedule *schedule,
           const struct mat_state *state, mat_ms now)
{
    for (int i = 0; wants_marks(ears) && i < MARKS_MAX; i++) {
        enum mat_chime chime;
        struct mat_sound sound;
        mat_ms at = mat_score_next_mark(schedule, state, ears->marked, &chime);

        if (at > now)
            break;
        ears->marked = at;
        sound = mat_score_mark(schedule, chime);
        if (now - at <= MAT_EARS_MARK_LATE)
            play(ears, schedule, &sound);
    }
}

static void
on_frame(void *self, const struct mat_schedule *schedule,
         const struct mat_state *state, mat_ms now)
{
    struct mat_ears *ears = self;

    if (!ears->begun)
        return;
    if (ears->began == MAT_MS_NONE)
        ears->began = now;
    settle(ears, schedule, mat_ms_sub(now, state->began));
    play_marks(ears, schedule, state, now);
    hear(ears, now);
    prepare_more(ears);
}

static mat_ms
next_frame(void *self, const struct mat_schedule *schedule,
           const struct mat_state *state, mat_ms now)
{
    const struct mat_ears *ears = self;
    mat_ms wake = MAT_MS_NONE;
    enum mat_chime chime;

    if (!is_heard(ears))
        return MAT_MS_NONE;
    if (wants_marks(ears))
        wake = mat_score_next_mark(schedule, state, ears->marked, &chime);
    if (!ears->ready)
        wake = mat_ms_min(wake, now + LOOK_AGAIN);
    else if (ears->speaker.n_queue > 0)
        wake = mat_ms_min(wake, now + TELL_AGAIN);
    return wake;
}

struct mat_sink
mat_ears_sink(struct mat_ears *ears)
{
    static const struct mat_sink_ops ops = {
        .name = "sound",
        .on_fact = on_fact,
        .on_frame = on_frame,
        .next_frame = next_frame,
    };

    return (struct mat_sink){.ops = &ops, .self = ears};
}

/* Keeps a sentence to be prepared. */
struct gathering {
    const struct mat_schedule *schedule;
    json_t *sentences; /* a set: its keys, in the order in which they came */
};

static bool
gather(void *to, mat_ms at, const struct mat_sound *sound)
{
    struct gathering *gathering = to;
    char text[MAT_SPEECH_TEXT];

    (void)at;
    if (mat_score_text(gathering->schedule, sound, text, sizeof(text)) > 0)
        (void)json_object_set_new(gathering->sentences, text, json_null());
    return json_object_size(gathering->sentences) < MAT_EARS_PREPARED;
}

static void
prepare_all(struct mat_ears *ears, const struct mat_schedule *schedule)
{
    struct gathering gathering = {schedule, json_object()};

    if (!gathering.sentences)
        return;
    mat_score_play(schedule, gather, &gathering);
    mat_score_reserve(schedule, gather, &gathering);
    ears->sentences = gathering.sentences;
    ears->sentence = json_object_iter(ears->sentences);
    prepare_more(ears);
}

static void
start_speaker(struct mat_ears *ears)
{
    char *path = mat_speaker_path();
    int error;

    if (!path) {
        deafen(ears, "matsession-speaker is not installed");
        return;
    }
    error = mat_speaker_start(&ears->speaker, path, NULL);
    free(path);
    if (error)
        deafen(ears, strerror(error));
}

/* A command with a good many quotation marks in it fits into the settings, but
 * not into a line. */
static void
tell_settings(struct mat_ears *ears)
{
    struct mat_speaker_settings *settings = &ears->settings.speaker;
    char *line = mat_order_set(settings);

    if (!line) {
        lose_voice(ears, "the speech command is too long");
        ears->settings.voice = false;
        settings->voice = NULL;
        settings->cache = NULL;
        line = mat_order_set(settings);
    }
    mat_speaker_tell(&ears->speaker, line);
}

void
mat_ears_begin(struct mat_ears *ears, const struct mat_ears_settings *settings,
               const struct mat_schedule *schedule)
{
    ears->settings = *settings;
    ears->began = MAT_MS_NONE;
    ears->begun = true;
    start_speaker(ears);
    if (!has_speaker(ears))
        return;
    tell_settings(ears);
    if (ears->settings.voice)
        prepare_all(ears, schedule);
}

void
mat_ears_mute(struct mat_ears *ears, bool on)
{
    ears->muted = on;
    mat_speaker_tell(&ears->speaker, mat_order_mute(on));
}

void
mat_ears_end(struct mat_ears *ears, mat_ms patience)
{
    /* What it has said since the last frame counts, too. */
    if (patience > 0 && ears->ended)
        hear(ears, 0);
    if (!ears->ended || !ears->ready || ears->deaf)
        patience = 0;
    mat_speaker_end(&ears->speaker, patience);
    json_decref(ears->sentences);
    ears->sentences = NULL;
    ears->sentence = NULL;
}
