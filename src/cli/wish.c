#include "cli/wish.h"

struct mat_wish
mat_wish_of(const struct mat_call *call, bool rehearsal)
{
    int minutes = mat_call_number(call, MAT_OPTION_MINUTES, 0);

    return (struct mat_wish){
        .plan = call->arguments[0],
        .minutes = minutes ? MAT_MINUTES(minutes) : MAT_MS_NONE,
        .stage = mat_call_number(call, MAT_OPTION_STAGE, -1),
        .skip = mat_call_set(call, MAT_OPTION_SKIP),
        .opt_in = mat_call_has(call, MAT_OPTION_OPT_IN),
        .rehearsal = rehearsal,
    };
}
