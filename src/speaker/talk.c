#include "speaker/talk.h"

#include <stdlib.h>
#include <string.h>

static void
forget(struct mat_talk *talk, int which)
{
    free(talk->waiting[which].text);
    talk->n--;
    memmove(&talk->waiting[which], &talk->waiting[which + 1],
            (size_t)(talk->n - which) * sizeof(*talk->waiting));
}

static void
make_room(struct mat_talk *talk)
{
    int which = 0;

    while (which < talk->n && talk->waiting[which].safety)
        which++;
    forget(talk, which < talk->n ? which : 0);
}

void
mat_talk_say(struct mat_talk *talk, struct mat_voice *voice, const char *text,
             bool safety, mat_ms now)
{
    char *copy = strdup(text);

    if (!copy)
        return;
    if (talk->n == MAT_TALK_WAITING)
        make_room(talk);
    mat_voice_want(voice, text, true);
    talk->waiting[talk->n++] = (struct mat_talk_sentence){
        .text = copy,
        .ordered = now,
        .safety = safety,
    };
}

const struct mat_clip *
mat_talk_take(struct mat_talk *talk, struct mat_voice *voice, mat_ms now,
              bool *ret_safety)
{
    int i = 0;

    while (i < talk->n) {
        const struct mat_talk_sentence *one = &talk->waiting[i];
        const struct mat_clip *clip;
        enum mat_voice_state state = mat_voice_find(voice, one->text, &clip);
        bool late = !one->safety && now - one->ordered > MAT_TALK_LATE;

        if (state == MAT_VOICE_WAITS && !late) {
            i++;
            continue;
        }
        *ret_safety = one->safety;
        forget(talk, i);
        if (state == MAT_VOICE_READY && !late)
            return clip;
    }
    return NULL;
}

void
mat_talk_forget(struct mat_talk *talk)
{
    while (talk->n > 0)
        forget(talk, talk->n - 1);
}
