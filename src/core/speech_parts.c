#include "core/speech_parts.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"

/* From weak to strong. */
static const char pauses[] = ",;:.!?";

static bool
ends_sentence(char c)
{
    return c == '.' || c == '!' || c == '?';
}

void
mat_spoken_begin(struct mat_spoken *spoken, char *buffer, size_t size)
{
    assert(size > 0);
    *spoken = (struct mat_spoken){.buffer = buffer, .size = size};
}

/* Whole characters only. */
static void
append(struct mat_spoken *spoken, const char *bytes, size_t size)
{
    size_t at = 0;

    while (at < size && !spoken->full) {
        uint32_t c;
        size_t length = mat_utf8_next(bytes + at, size - at, &c);

        if (length >= spoken->size - spoken->used) {
            spoken->full = true;
            return;
        }
        memcpy(spoken->buffer + spoken->used, bytes + at, length);
        spoken->used += length;
        at += length;
    }
}

/* Nothing comes before the first word. Only a point or a colon may stand inside
 * a word, as in a name on the net. */
static void
flush(struct mat_spoken *spoken)
{
    bool inside = spoken->pause == '.' || spoken->pause == ':';

    if (spoken->used > 0) {
        if (spoken->pause != '\0')
            append(spoken, &spoken->pause, 1);
        if (spoken->gap || (spoken->pause != '\0' && !inside))
            append(spoken, " ", 1);
    }
    spoken->pause = '\0';
    spoken->gap = false;
}

void
mat_spoken_put(struct mat_spoken *spoken, const char *bytes, size_t size)
{
    flush(spoken);
    append(spoken, bytes, size);
}

void
mat_spoken_words(struct mat_spoken *spoken, const char *words)
{
    size_t at;

    spoken->gap = true;
    flush(spoken);
    at = spoken->used;
    append(spoken, words, strlen(words));
    if (at >= 2 && at < spoken->used && spoken->buffer[at - 1] == ' ' &&
        ends_sentence(spoken->buffer[at - 2]) && spoken->buffer[at] >= 'a' &&
        spoken->buffer[at] <= 'z')
        spoken->buffer[at] = (char)(spoken->buffer[at] - 'a' + 'A');
}

void
mat_spoken_pause(struct mat_spoken *spoken, char pause)
{
    if (spoken->pause == '\0') {
        spoken->pause = pause;
        return;
    }
    spoken->gap = true;
    if (strchr(pauses, pause) > strchr(pauses, spoken->pause))
        spoken->pause = pause;
}

/* Where a text that was cut off can end: behind a sentence, or else a word. */
static size_t
end_of_whole(const char *text, size_t size)
{
    size_t word = 0;

    for (size_t i = size; i > 1; i--) {
        if (text[i - 1] != ' ')
            continue;
        if (ends_sentence(text[i - 2]))
            return i - 1;
        if (word == 0)
            word = i - 1;
    }
    return word > 0 ? word : size;
}

size_t
mat_spoken_end(struct mat_spoken *spoken)
{
    size_t used;

    if (spoken->used > 0 && ends_sentence(spoken->pause))
        append(spoken, &spoken->pause, 1);
    used = spoken->used;
    if (spoken->full)
        used = end_of_whole(spoken->buffer, used);
    while (used > 0 && strchr(" ,;:-'", spoken->buffer[used - 1]) != NULL)
        used--;
    spoken->buffer[used] = '\0';
    return used;
}
