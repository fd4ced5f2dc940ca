#include "cli/command.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof(*(array))))

const struct mat_key mat_keys[] = {
    {' ', MAT_WANT_PAUSE, "space", "space pause", "Pause, or go on."},
    {'x', MAT_WANT_UNWELL, "x", "x unwell",
     "You feel unwell: off the mat now, and what to watch for."},
    {'s', MAT_WANT_STOP, "s", "s stop",
     "Stop here; the way off the mat comes first."},
    {'n', MAT_WANT_NEXT, "n", "n next", "Go on to the next step."},
    {'p', MAT_WANT_PREVIOUS, "p", "", "Go back to the step before."},
    {'+', MAT_WANT_LONGER, "+ or =", "",
     "One minute more in this step, up to what the safety table allows."},
    {'=', MAT_WANT_LONGER, "", "", ""},
    {'-', MAT_WANT_SHORTER, "-", "", "One minute less in this step."},
    {'d', MAT_WANT_DIGITS, "d", "d digits",
     "Show the time left in seconds, in minutes, or not at all."},
    {'m', MAT_WANT_MUTE, "m", "m mute",
     "Mute all but the alarm, or sound again."},
    {'?', MAT_WANT_HELP, "? or h", "? help", "Show the keys."},
    {'h', MAT_WANT_HELP, "", "", ""},
    {'q', MAT_WANT_QUIT, "q", "q quit", "Ask whether to stop."},
};

const int mat_n_keys = COUNT(mat_keys);

static const struct mat_moment_key away[] = {
    {"r ", {0}, "r or space", "Go on where you were."},
    {"f", {0}, "f", "Finish here; the way off the mat comes first."},
    {"d", {0}, "d", "End at once; the session is forgotten."},
};

static const struct mat_moment_key question[] = {
    {"y", {0}, "y", "Stop; the way off the mat comes first."},
    {"", {MAT_KEY_OTHER}, "any other", "Go on with the session."},
};

static const struct mat_moment_key form[] = {
    {"k", {MAT_KEY_UP}, "up or k", "Move up."},
    {"j", {MAT_KEY_DOWN}, "down or j", "Move down."},
    {"", {MAT_KEY_PAGE_UP}, "page up", "Move up by several."},
    {"", {MAT_KEY_PAGE_DOWN}, "page down", "Move down by several."},
    {"", {MAT_KEY_HOME}, "home", "Move to the first question."},
    {"", {MAT_KEY_END}, "end", "Move to the last question."},
    {" x", {0}, "space or x", "Yes, this applies; once more takes it back."},
    {"?u", {0}, "? or u", "Not sure; once more takes it back."},
    {"1234567890",
     {0},
     "1 to 9, 0",
     "Yes to the question of that number; 0 is the tenth."},
    {"w", {0}, "w", "Say where, for a spot on the body that is ticked."},
    {"\nn", {MAT_KEY_RIGHT}, "enter, right or n", "Go on; empty means no."},
    {"b", {MAT_KEY_LEFT}, "left or b", "Go back a page."},
    {"q\033", {0}, "q or escape", "Leave, where that is possible."},
};

static const struct mat_moment_key where[] = {
    {"k", {MAT_KEY_UP}, "up or k", "Move up."},
    {"j", {MAT_KEY_DOWN}, "down or j", "Move down."},
    {" x", {0}, "space or x", "It is here; once more takes it back."},
    {"1234567890", {0}, "1 to 9, 0", "The area of that number."},
    {"\nwbnq\033",
     {MAT_KEY_LEFT, MAT_KEY_RIGHT},
     "enter",
     "Done; left, right, w, b, n, q and escape do the same."},
};

static const struct mat_moment_key leave[] = {
    {"y", {0}, "y", "Leave; nothing of this is saved."},
    {"n\033", {0}, "n or escape", "Stay."},
};

static const struct mat_moment_key take_up[] = {
    {"y", {0}, "y", "Go on with it."},
    {"n", {0}, "n", "It is over, and goes into the history as interrupted."},
    {"q\033", {0}, "q or escape", "Leave; it can still be taken up."},
};

static const struct mat_moment_key strength[] = {
    {"0123456789",
     {0},
     "0 to 9",
     "So strong; 0 is nothing. A 0 right behind a 1 makes it ten."},
    {"t", {0}, "t", "Ten: unbearable."},
    {"", {MAT_KEY_ENTER, MAT_KEY_OTHER}, "any other", "Leave it out."},
};

static const struct mat_moment_key skin[] = {
    {"n", {0}, "n", "Nothing, or redness and dots, which are normal."},
    {"m", {0}, "m", "Marks or soreness that stay."},
    {"b", {0}, "b", "Broken skin, a blister or a bruise."},
    {"", {MAT_KEY_ENTER, MAT_KEY_OTHER}, "any other", "Leave it out."},
};

static const struct mat_moment_key broken[] = {
    {"1234567890",
     {0},
     "1 to 9, 0",
     "The area of that number; once more takes it back."},
    {"",
     {MAT_KEY_ENTER, MAT_KEY_OTHER},
     "any other",
     "Done; with none ticked it is all of them."},
};

static const struct mat_moment_key healed[] = {
    {"y", {0}, "y", "It has healed."},
    {"", {MAT_KEY_ENTER, MAT_KEY_OTHER}, "any other", "Not yet."},
};

const struct mat_moment mat_moments[MAT_MOMENT__COUNT] = {
    [MAT_MOMENT_AWAY] = {"When you were away", away, COUNT(away)},
    [MAT_MOMENT_QUESTION] = {"When q asks whether to stop", question,
                             COUNT(question)},
    [MAT_MOMENT_FORM] = {"On a page of questions, or of text", form,
                         COUNT(form)},
    [MAT_MOMENT_WHERE] = {"On the list of areas", where, COUNT(where)},
    [MAT_MOMENT_LEAVE] = {"When a page asks whether to leave", leave,
                          COUNT(leave)},
    [MAT_MOMENT_TAKE_UP] = {"When a session was cut off", take_up,
                            COUNT(take_up)},
    [MAT_MOMENT_STRENGTH] = {"When it is asked how strong it was", strength,
                             COUNT(strength)},
    [MAT_MOMENT_SKIN] = {"When it is asked how the skin is", skin, COUNT(skin)},
    [MAT_MOMENT_BROKEN] = {"When it is asked where it is broken", broken,
                           COUNT(broken)},
    [MAT_MOMENT_HEALED] = {"When it is asked whether the skin has healed",
                           healed, COUNT(healed)},
};
