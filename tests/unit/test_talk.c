#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include <string.h>

#include "speaker/talk.h"

/* A voice that says what a test has set: nothing is spoken here. */
struct mat_voice {
    enum mat_voice_state state[128]; /* by the text's first byte */
    struct mat_clip clips[128];
    char wanted[64];
};

static struct mat_voice voice;
static struct mat_talk talk;

void
mat_voice_want(struct mat_voice *of, const char *text, bool soon)
{
    assert_ptr_equal(&voice, of);
    assert_true(soon);
    strncat(of->wanted, text, sizeof(of->wanted) - strlen(of->wanted) - 1);
}

enum mat_voice_state
mat_voice_find(struct mat_voice *of, const char *text,
               const struct mat_clip **ret_clip)
{
    int which = text[0];

    if (of->state[which] == MAT_VOICE_READY)
        *ret_clip = &of->clips[which];
    return of->state[which];
}

/** Begins anew: nothing is spoken yet. */
static int
begin(void **state)
{
    (void)state;
    memset(&voice, 0, sizeof(voice));
    for (int i = 0; i < 128; i++)
        voice.state[i] = MAT_VOICE_WAITS;
    return 0;
}

static int
end(void **state)
{
    (void)state;
    mat_talk_forget(&talk);
    return 0;
}

static void
say(const char *text, bool safety, mat_ms now)
{
    mat_talk_say(&talk, &voice, text, safety, now);
}

/** \return the text that is said at a moment; 0: none */
static int
said(mat_ms now)
{
    bool safety = false;
    const struct mat_clip *clip = mat_talk_take(&talk, &voice, now, &safety);

    return clip ? (int)(clip - voice.clips) : 0;
}

static void
what_is_spoken_is_said_at_once(void **state)
{
    (void)state;
    voice.state['a'] = MAT_VOICE_READY;
    say("a", false, 100);
    assert_string_equal("a", voice.wanted);
    assert_int_equal('a', said(100));
    assert_int_equal(0, said(100));
    assert_int_equal(0, talk.n);
}

static void
what_is_not_is_waited_for(void **state)
{
    (void)state;
    say("a", false, 100);
    assert_int_equal(0, said(3099));
    assert_int_equal(1, talk.n);
    voice.state['a'] = MAT_VOICE_READY;
    assert_int_equal('a', said(3100));
}

static void
but_not_for_too_long(void **state)
{
    (void)state;
    say("a", false, 100);
    say("b", false, 100);
    voice.state['a'] = MAT_VOICE_READY;
    assert_int_equal(0, said(3101));
    assert_int_equal(0, talk.n);
}

static void
unless_it_is_for_safety(void **state)
{
    bool safety = false;

    (void)state;
    say("a", true, 100);
    assert_int_equal(0, said(MAT_MINUTES(60)));
    voice.state['a'] = MAT_VOICE_READY;
    assert_ptr_equal(&voice.clips['a'],
                     mat_talk_take(&talk, &voice, MAT_MINUTES(61), &safety));
    assert_true(safety);
}

static void
what_never_will_be_spoken_is_forgotten(void **state)
{
    (void)state;
    say("a", true, 100);
    say("b", true, 100);
    voice.state['a'] = MAT_VOICE_NEVER;
    voice.state['b'] = MAT_VOICE_READY;
    assert_int_equal('b', said(101));
    assert_int_equal(0, talk.n);
}

static void
what_is_spoken_waits_for_nothing_else(void **state)
{
    (void)state;
    say("a", true, 100);
    say("b", false, 100);
    say("c", false, 100);
    voice.state['b'] = voice.state['c'] = MAT_VOICE_READY;
    assert_int_equal('b', said(101));
    assert_int_equal('c', said(101));
    assert_int_equal(0, said(101));
    voice.state['a'] = MAT_VOICE_READY;
    assert_int_equal('a', said(102));
}

static void
when_too_many_wait_safety_stays(void **state)
{
    (void)state;
    for (int i = 0; i < MAT_TALK_WAITING; i++)
        say(i == 0 ? "a" : "b", i == 0, 100);
    say("c", false, 100);
    assert_int_equal(MAT_TALK_WAITING, talk.n);
    voice.state['a'] = voice.state['c'] = MAT_VOICE_READY;
    assert_int_equal('a', said(100));
    assert_int_equal('c', said(100));
    assert_int_equal(MAT_TALK_WAITING - 2, talk.n);
}

static void
all_safety_the_newest_stays(void **state)
{
    char text[2] = "a";

    (void)state;
    for (int i = 0; i <= MAT_TALK_WAITING; i++, text[0]++)
        say(text, true, 100);
    voice.state['a'] = voice.state['b'] = MAT_VOICE_READY;
    assert_int_equal('b', said(100));
}

int
main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        CASE(what_is_spoken_is_said_at_once),
        CASE(what_is_not_is_waited_for),
        CASE(but_not_for_too_long),
        CASE(unless_it_is_for_safety),
        CASE(what_never_will_be_spoken_is_forgotten),
        CASE(what_is_spoken_waits_for_nothing_else),
        CASE(when_too_many_wait_safety_stays),
        CASE(all_safety_the_newest_stays),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
