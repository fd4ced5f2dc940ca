#include "app/tonight.h"

#include "app/exit.h"
#include "app/explain.h"

int
mat_tonight_prepare(struct mat_tonight *tonight)
{
    const struct mat_wish wish = {
        .plan = tonight->plan,
        .minutes = MAT_MS_NONE,
        .stage = -1,
        .preview = true,
    };
    int status = mat_prepare_load(&tonight->prepared, &wish);

    if (status == MAT_EXIT_DONE)
        status = mat_prepare_schedule(&tonight->prepared);
    if (status == MAT_EXIT_REFUSED)
        mat_explain_refused(&tonight->prepared);
    if (status != MAT_EXIT_DONE)
        return status;
    mat_evening_of(tonight->prepared.schedule, &tonight->evening);
    mat_night_find(tonight->minute, &tonight->evening, tonight->now,
                   &tonight->due);
    mat_night_find_next(tonight->minute, &tonight->evening, tonight->now,
                        &tonight->next);
    tonight->late = mat_night_is_late(&tonight->due, tonight->now);
    return MAT_EXIT_DONE;
}

int
mat_tonight_shorter(struct mat_tonight *tonight, struct mat_night *ret_night)
{
    struct mat_prepared *prepared = &tonight->prepared;
    int most = (int)(tonight->evening.mat / MAT_MINUTES(1));

    for (int n = most; n > 0; n--) {
        struct mat_evening evening;
        struct mat_night night;

        prepared->wish.minutes = MAT_MINUTES(n);
        if (mat_prepare_schedule(prepared) != MAT_EXIT_DONE)
            return 0;
        mat_evening_of(prepared->schedule, &evening);
        if (evening.mat == 0)
            return 0;
        mat_night_find(tonight->minute, &evening, tonight->now, &night);
        if (night.start > tonight->now) {
            *ret_night = night;
            return n;
        }
    }
    return 0;
}
