#include "cli/command.h"

const struct mat_key mat_keys[] = {
    {' ', MAT_WANT_PAUSE, "space", "space pause", "Pause, or go on."},
    {'n', MAT_WANT_NEXT, "n", "n next", "Go on to the next step."},
    {'p', MAT_WANT_PREVIOUS, "p", "", "Go back to the step before."},
    {'+', MAT_WANT_LONGER, "+ or =", "",
     "One minute more in this step, up to what the safety table allows."},
    {'=', MAT_WANT_LONGER, "", "", ""},
    {'-', MAT_WANT_SHORTER, "-", "", "One minute less in this step."},
    {'s', MAT_WANT_STOP, "s", "s stop",
     "Stop here; the way off the mat comes first."},
    {'x', MAT_WANT_UNWELL, "x", "x unwell",
     "You feel unwell: off the mat now, and what to watch for."},
    {'X', MAT_WANT_UNWELL, "", "", ""},
    {'d', MAT_WANT_DIGITS, "d", "d digits",
     "Show the time left in seconds, in minutes, or not at all."},
    {'?', MAT_WANT_HELP, "? or h", "? help", "Show the keys."},
    {'h', MAT_WANT_HELP, "", "", ""},
    {'q', MAT_WANT_QUIT, "q", "q quit", "Ask whether to stop."},
};

const int mat_n_keys = (int)(sizeof(mat_keys) / sizeof(mat_keys[0]));
