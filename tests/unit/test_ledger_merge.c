#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/ledger_world.h"

#define MINUTE 60000

/*
 * A word of a script is a line of the ledger; the number behind the letter is
 * the session, the one behind the @ the minute of the year:
 *   =FILE  the file that follows    S1@5  a session (s1@5: of device B)
 *   R1@9:{"skin":"fine"}'s members without braces: a rating
 *   N1@9:TEXT  a note   F1@9:  forgotten   H@9:"back"  healed
 */
static void
write_word(const char *file, const char *word)
{
    char line[WORLD_LINE];
    char rest[512] = "";
    char letter = word[0];
    const char *at = strchr(word, '@');
    const char *colon = strchr(word, ':');
    int number = atoi(word + 1);
    int64_t minute;

    assert_non_null(at);
    minute = NEW_YEAR + (int64_t)atoi(at + 1) * MINUTE;
    if (letter == 'S' || letter == 's')
        world_session(line, number, letter == 'S' ? DEVICE_A : DEVICE_B,
                      minute);
    else if (letter == 'R')
        world_saying(line, "rated", number, minute,
                     (snprintf(rest, sizeof(rest), ",%s", colon + 1), rest));
    else if (letter == 'N')
        world_saying(
            line, "noted", number, minute,
            (snprintf(rest, sizeof(rest), ",\"note\":\"%s\"", colon + 1),
             rest));
    else if (letter == 'F')
        world_saying(line, "forgotten", number, minute, "");
    else
        world_saying(
            line, "healed", -1, minute,
            (snprintf(rest, sizeof(rest), ",\"areas\":[%s]", colon + 1), rest));
    ledger_world_append(file, line);
}

static void
write_script(const char *script)
{
    char *words = strdup(script);
    char file[64] = "a.jsonl";

    assert_non_null(words);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        if (word[0] == '=')
            snprintf(file, sizeof(file), "%s.jsonl", word + 1);
        else
            write_word(file, word);
    }
    free(words);
}

/* What came out: SESSION:STRENGTH:SKIN:BROKEN:NOTE, with - for nothing. */
static void
describe(const struct mat_ledger *ledger, char *text, size_t size)
{
    text[0] = '\0';
    for (int i = 0; i < ledger->n_entries; i++) {
        const struct mat_entry *entry = &ledger->entries[i];
        const char *skin = mat_word(&mat_skins, entry->past.skin);
        size_t used = strlen(text);

        snprintf(text + used, size - used, "%s%ld:%d:%s:%x:%s",
                 i > 0 ? " " : "", strtol(entry->id, NULL, 16),
                 entry->past.strength, skin[0] ? skin : "-", entry->past.broken,
                 entry->note ? entry->note : "-");
    }
}

static const struct {
    const char *claim;
    const char *script;
    const char *entries;
} merges[] = {
    {"nothing said", "S1@5", "1:-1:-:0:-"},
    {"the order is that of beginning", "S2@9 s1@5", "1:-1:-:0:- 2:-1:-:0:-"},
    {"across files, too", "=b S2@9 =a s3@10 =c s1@5",
     "1:-1:-:0:- 2:-1:-:0:- 3:-1:-:0:-"},
    {"one device stays as it was written", "S1@5 S2@90000 S3@7",
     "1:-1:-:0:- 2:-1:-:0:- 3:-1:-:0:-"},
    {"others go in between", "S1@5 S2@90000 S3@7 s4@6 s5@8",
     "1:-1:-:0:- 4:-1:-:0:- 2:-1:-:0:- 3:-1:-:0:- 5:-1:-:0:-"},
    {"a clock that was reset leads nowhere", "S1@5 S2@-29000000 S3@9 s4@7",
     "1:-1:-:0:- 4:-1:-:0:- 2:-1:-:0:- 3:-1:-:0:-"},
    {"not at the end either", "S1@5 S2@-29000000 s4@7",
     "1:-1:-:0:- 4:-1:-:0:- 2:-1:-:0:-"},
    {"of two files of one device nobody knows the order",
     "=a S1@5 S3@9 =a-conflict S1@5 S2@7", "1:-1:-:0:- 2:-1:-:0:- 3:-1:-:0:-"},
    {"one id is one session", "S1@5 S1@5 =b S1@5", "1:-1:-:0:-"},
    {"the later line wins", "S1@5 S2@7 S1@9", "1:-1:-:0:- 2:-1:-:0:-"},
    {"a rating", "S1@5 R1@6:\"strength\":3", "1:3:-:0:-"},
    {"of strength and skin", "S1@5 R1@6:\"strength\":0,\"skin\":\"fine\"",
     "1:0:fine:0:-"},
    {"a later one overrides what it says",
     "S1@5 R1@6:\"strength\":3,\"skin\":\"marks\" R1@7:\"skin\":\"fine\"",
     "1:3:fine:0:-"},
    {"by time, not by place", "S1@5 R1@7:\"strength\":2 R1@6:\"strength\":3",
     "1:2:-:0:-"},
    {"by place at the same time",
     "S1@5 R1@6:\"strength\":2 =b R1@6:\"strength\":3", "1:3:-:0:-"},
    {"a rating may be read before its session",
     "=a R1@9:\"strength\":4 =b S1@5", "1:4:-:0:-"},
    {"a rating of nobody's session", "S1@5 R7@6:\"strength\":3", "1:-1:-:0:-"},
    {"broken is broken where it was used", "S1@5 R1@6:\"skin\":\"broken\"",
     "1:-1:broken:1:-"},
    {"or where it is said",
     "S1@5 R1@6:\"skin\":\"broken\",\"areas\":[\"neck\",\"feet\"]",
     "1:-1:broken:18:-"},
    {"said later on", "S1@5 R1@6:\"skin\":\"broken\" R1@7:\"areas\":[\"neck\"]",
     "1:-1:broken:8:-"},
    {"areas alone break nothing", "S1@5 R1@6:\"areas\":[\"neck\"]",
     "1:-1:-:0:-"},
    {"fine again is not broken",
     "S1@5 R1@6:\"skin\":\"broken\" R1@7:\"skin\":\"fine\"", "1:-1:fine:0:-"},
    {"strength leaves the skin as it is",
     "S1@5 R1@6:\"skin\":\"broken\" R1@7:\"strength\":2", "1:2:broken:1:-"},
    {"healed after it", "S1@5 R1@6:\"skin\":\"broken\" H@7:\"back\"",
     "1:-1:broken:0:-"},
    {"healed at once", "S1@5 R1@6:\"skin\":\"broken\" H@6:\"back\"",
     "1:-1:broken:0:-"},
    {"healed before it", "S1@5 H@6:\"back\" R1@7:\"skin\":\"broken\"",
     "1:-1:broken:1:-"},
    {"healed, and broken again",
     "S1@5 R1@6:\"skin\":\"broken\" H@7:\"back\" R1@8:\"skin\":\"broken\"",
     "1:-1:broken:1:-"},
    {"healed stays healed when something else is said",
     "S1@5 R1@6:\"skin\":\"broken\" H@7:\"back\" R1@8:\"strength\":2",
     "1:2:broken:0:-"},
    {"another place has not healed",
     "S1@5 R1@6:\"skin\":\"broken\",\"areas\":[\"back\",\"neck\"] H@7:\"neck\"",
     "1:-1:broken:1:-"},
    {"a healed line is for all sessions",
     "S1@5 S2@6 R1@7:\"skin\":\"broken\" R2@9:\"skin\":\"broken\" H@8:\"back\"",
     "1:-1:broken:0:- 2:-1:broken:1:-"},
    {"two places heal one after the other",
     "S1@5 R1@6:\"skin\":\"broken\",\"areas\":[\"back\",\"neck\"] "
     "H@7:\"neck\" H@8:\"back\"",
     "1:-1:broken:0:-"},
    {"forgotten", "S1@5 S2@6 F1@7", "2:-1:-:0:-"},
    {"forgotten, whatever comes", "=a F1@4 =b S1@5 R1@6:\"strength\":3 S2@6",
     "2:-1:-:0:-"},
    {"the last note", "S1@5 N1@8:late N1@6:early", "1:-1:-:0:late"},
    {"an empty note takes it back", "S1@5 N1@6:x N1@7:", "1:-1:-:0:-"},
};

static void
lines_are_merged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(merges) / sizeof(merges[0]); i++) {
        char home[32];
        char text[1024];
        struct mat_ledger ledger;

        snprintf(home, sizeof(home), "merge-%zu", i);
        ledger_world_move(home);
        write_script(merges[i].script);
        world_load(MAT_LEDGER_WHOLE, NULL, &ledger);
        describe(&ledger, text, sizeof(text));
        if (strcmp(text, merges[i].entries) != 0)
            fail_msg("%s: %s", merges[i].claim, text);
        mat_ledger_done(&ledger);
    }
}

/* BRIEF says the same but for texts and notes. */
static void
brief_is_whole_without_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(merges) / sizeof(merges[0]); i++) {
        char home[32];
        struct mat_ledger whole, brief;
        char *a, *b;

        snprintf(home, sizeof(home), "merge-%zu", i);
        ledger_world_move(home);
        write_script(merges[i].script);
        world_load(MAT_LEDGER_WHOLE, NULL, &whole);
        world_load(MAT_LEDGER_BRIEF, NULL, &brief);
        a = world_text(&whole);
        b = world_text(&brief);
        assert_string_equal(a, b);
        for (int k = 0; k < brief.n_entries; k++) {
            assert_non_null(whole.entries[k].text);
            assert_null(brief.entries[k].text);
            assert_null(brief.entries[k].note);
        }
        free(a);
        free(b);
        mat_ledger_done(&whole);
        mat_ledger_done(&brief);
    }
}

static void
a_later_line_brings_its_text(void **state)
{
    char line[WORLD_LINE];
    struct mat_ledger ledger;

    (void)state;
    write_script("S1@5 S1@9");
    world_load(MAT_LEDGER_WHOLE, NULL, &ledger);
    assert_int_equal(ledger.n_entries, 1);
    assert_int_equal(ledger.entries[0].past.began.ms, NEW_YEAR + 9 * MINUTE);
    world_session(line, 1, DEVICE_A, NEW_YEAR + 9 * MINUTE);
    line[strlen(line) - 1] = '\0';
    assert_string_equal(ledger.entries[0].text, line);
    mat_ledger_done(&ledger);
}

static void
the_past_stands_in_the_order_of_entries(void **state)
{
    struct mat_ledger ledger;
    struct mat_past *past;

    (void)state;
    write_script("S1@5 S2@90000 S3@7 s4@6");
    world_load(MAT_LEDGER_BRIEF, NULL, &ledger);
    past = mat_ledger_past(&ledger);
    assert_int_equal(ledger.n_entries, 4);
    assert_non_null(past);
    for (int i = 0; i < 4; i++)
        assert_int_equal(past[i].began.ms, ledger.entries[i].past.began.ms);
    /* 1, 4, 2, 3: what one device wrote is never turned round */
    assert_int_equal(past[0].device, past[2].device);
    assert_int_equal(past[0].device, past[3].device);
    assert_int_not_equal(past[0].device, past[1].device);
    free(past);
    mat_ledger_done(&ledger);
    assert_null(mat_ledger_past(&ledger));
}

static void
an_entry_is_found_by_how_its_id_begins(void **state)
{
    struct mat_ledger ledger;

    (void)state;
    write_script("S16@5 S17@6 S32@7");
    world_load(MAT_LEDGER_BRIEF, NULL, &ledger);
    assert_ptr_equal(mat_ledger_find(&ledger, world_id(17)),
                     &ledger.entries[1]);
    assert_ptr_equal(mat_ledger_find(&ledger, "0000002"), &ledger.entries[2]);
    assert_null(mat_ledger_find(&ledger, "0000001"));
    assert_null(mat_ledger_find(&ledger, ""));
    assert_null(mat_ledger_find(&ledger, "f"));
    mat_ledger_done(&ledger);
}

static void
an_entry_is_shown_with_what_was_said(void **state)
{
    struct mat_ledger ledger;
    char *text;

    (void)state;
    write_script("S1@5 S2@6 R1@6:\"strength\":7,\"skin\":\"broken\" N1@7:ouch");
    world_load(MAT_LEDGER_WHOLE, NULL, &ledger);
    text = mat_entry_json(&ledger.entries[0]);
    assert_non_null(strstr(text, "\"program\":\"0.1.0\",\"strength\":7,"
                                 "\"skin\":\"broken\",\"broken\":[\"back\"],"
                                 "\"note\":\"ouch\"}"));
    free(text);
    text = mat_entry_json(&ledger.entries[1]);
    assert_string_equal(text, ledger.entries[1].text);
    free(text);
    mat_ledger_done(&ledger);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        IN_HOME(lines_are_merged),
        IN_HOME(brief_is_whole_without_texts),
        IN_HOME(a_later_line_brings_its_text),
        IN_HOME(the_past_stands_in_the_order_of_entries),
        IN_HOME(an_entry_is_found_by_how_its_id_begins),
        IN_HOME(an_entry_is_shown_with_what_was_said),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
