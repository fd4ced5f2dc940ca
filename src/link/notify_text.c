#include "link/notify_text.h"

#include <assert.h>
#include <string.h>

#include "matsession/text.h"

/* How it ended is nobody else's business where it ended unwell. */
static const char *const ends[MAT_OUTCOME__COUNT] = {
    [MAT_OUTCOME_COMPLETED] = "The session is over.",
    [MAT_OUTCOME_STOPPED] = "The session has ended.",
    [MAT_OUTCOME_UNWELL] = "The session has ended.",
    [MAT_OUTCOME_INTERRUPTED] = "The session was interrupted.",
};

static void
say_step(const struct mat_schedule *schedule, const struct mat_fact *fact,
         struct mat_notify_text *notice)
{
    bool timed = fact->ms != MAT_MS_NONE;
    char step[MAT_NOTIFY_BODY - MAT_TIME_TEXT];
    char length[MAT_TIME_TEXT];

    mat_text_shown(schedule->segments[fact->segment].title, step, sizeof(step));
    mat_join(notice->body, sizeof(notice->body), step, timed ? ", " : "",
             timed ? mat_duration_text(fact->ms, length) : "", NULL);
}

static void
say(struct mat_notify_text *notice, const char *text)
{
    mat_join(notice->body, sizeof(notice->body), text, NULL);
}

bool
mat_notify_text_make(const struct mat_schedule *schedule,
                     const struct mat_fact *fact,
                     struct mat_notify_text *ret_notice)
{
    mat_text_shown(schedule->title, ret_notice->title,
                   sizeof(ret_notice->title));
    switch (fact->kind) {
    case MAT_FACT_STEP_BEGAN:
        /* Who has just started it knows. */
        if (fact->segment == 0 && fact->at == 0)
            return false;
        say_step(schedule, fact, ret_notice);
        return true;
    case MAT_FACT_ALARM:
        if (fact->attempt > 1 && !fact->last)
            return false;
        say(ret_notice, fact->last ? "Come off the mat now, please."
                                   : "Time to come off the mat.");
        return true;
    case MAT_FACT_SESSION_ENDED:
        say(ret_notice, ends[fact->outcome]);
        return true;
    default:
        return false;
    }
}

/* A semicolon parts the fields of a sequence. */
static void
replace_semicolons(char *text)
{
    while ((text = strchr(text, ';')))
        *text = ',';
}

/* What tmux hands on: every ESC in it twice. */
static void
wrap(const char *sequence, char buffer[MAT_NOTIFY_ESCAPE])
{
    size_t n = mat_join(buffer, MAT_NOTIFY_ESCAPE, "\033Ptmux;", NULL);

    for (; *sequence != '\0'; sequence++) {
        if (*sequence == '\033')
            buffer[n++] = '\033';
        buffer[n++] = *sequence;
        assert(n + 4 < MAT_NOTIFY_ESCAPE);
    }
    mat_join(buffer + n, MAT_NOTIFY_ESCAPE - n, "\033\\", NULL);
}

char *
mat_notify_text_escape(const struct mat_notify_text *notice,
                       enum mat_escape escape, bool tmux,
                       char buffer[MAT_NOTIFY_ESCAPE])
{
    struct mat_notify_text plain = *notice;
    char sequence[MAT_NOTIFY_TITLE + MAT_NOTIFY_BODY + 32];

    assert(escape == MAT_ESCAPE_OSC9 || escape == MAT_ESCAPE_OSC777);
    replace_semicolons(plain.title);
    replace_semicolons(plain.body);
    if (escape == MAT_ESCAPE_OSC9)
        mat_join(sequence, sizeof(sequence), "\033]9;", plain.title, ": ",
                 plain.body, "\a", NULL);
    else
        mat_join(sequence, sizeof(sequence), "\033]777;notify;", plain.title,
                 ";", plain.body, "\033\\", NULL);
    if (tmux)
        wrap(sequence, buffer);
    else
        mat_join(buffer, MAT_NOTIFY_ESCAPE, sequence, NULL);
    return buffer;
}

static const char *
markup_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\\':
        return "\\\\";
    default:
        return NULL;
    }
}

char *
mat_notify_text_markup(const struct mat_notify_text *notice, char *buffer,
                       size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    for (const char *c = notice->body; *c != '\0'; c++) {
        const char byte[2] = {*c, '\0'};
        const char *text = markup_of(*c) ? markup_of(*c) : byte;

        if (used + strlen(text) >= size)
            break;
        memcpy(buffer + used, text, strlen(text) + 1);
        used += strlen(text);
    }
    return buffer;
}
