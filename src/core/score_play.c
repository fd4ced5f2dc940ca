#include "matsession/score.h"

#include <assert.h>

/* A schedule being played. */
struct play {
    const struct mat_schedule *schedule;
    struct mat_state state;
    mat_score_take *take;
    void *to;
    mat_ms marked;   /* marks up to here have sounded */
    bool waits;      /* the last step was a `wait` */
    bool had_enough; /* whoever takes the sounds has */
};

static void
give(struct play *play, mat_ms at, const struct mat_sound *sound)
{
    play->had_enough = play->had_enough || !play->take(play->to, at, sound);
}

static void
give_marks(struct play *play, mat_ms until)
{
    enum mat_chime chime = MAT_CHIME_NONE;
    mat_ms at =
        mat_score_next_mark(play->schedule, &play->state, play->marked, &chime);

    while (at < until && !play->had_enough) {
        struct mat_sound sound = mat_score_mark(play->schedule, chime);

        give(play, at - play->state.began, &sound);
        play->marked = at;
        at = mat_score_next_mark(play->schedule, &play->state, play->marked,
                                 &chime);
    }
}

static void
give_fact(struct play *play, const struct mat_fact *fact)
{
    struct mat_sound sound;

    if (!mat_score_fact(play->schedule, fact, &sound))
        return;
    if (fact->kind == MAT_FACT_STEP_BEGAN) {
        sound.safety = sound.safety || play->waits;
        sound.hush = sound.hush && !play->waits;
        play->waits =
            play->schedule->segments[fact->segment].kind == MAT_KIND_WAIT;
    }
    give(play, fact->at, &sound);
}

/* What happens next, and when. */
static struct mat_event
next_event(struct play *play, mat_ms *now)
{
    if (play->state.phase == MAT_PHASE_IDLE)
        return (struct mat_event){.kind = MAT_EVENT_BEGIN};
    if (play->state.phase == MAT_PHASE_WAITING)
        return (struct mat_event){.kind = MAT_EVENT_ACKNOWLEDGE};
    *now = mat_engine_deadline(play->schedule, &play->state);
    assert(*now != MAT_MS_NONE);
    give_marks(play, *now);
    return MAT_TICK;
}

void
mat_score_play(const struct mat_schedule *schedule, mat_score_take *take,
               void *to)
{
    struct play play = {
        .schedule = schedule,
        .state = mat_engine_init(),
        .take = take,
        .to = to,
    };
    mat_ms now = 0;

    while (!play.had_enough && !mat_engine_over(&play.state)) {
        struct mat_event event = next_event(&play, &now);
        struct mat_step_result result =
            mat_engine_step(schedule, play.state, event, now);

        play.state = result.state;
        for (int i = 0; i < result.n_facts && !play.had_enough; i++)
            give_fact(&play, &result.facts[i]);
    }
}

static bool
give_reserve(const struct mat_schedule *schedule, mat_score_take *take,
             void *to, struct mat_fact fact)
{
    struct mat_sound sound;

    return !mat_score_fact(schedule, &fact, &sound) || take(to, 0, &sound);
}

void
mat_score_reserve(const struct mat_schedule *schedule, mat_score_take *take,
                  void *to)
{
    const struct mat_segment *unwell = &schedule->segments[schedule->unwell];
    const struct mat_fact facts[] = {
        {.kind = MAT_FACT_STEP_BEGAN,
         .segment = schedule->unwell,
         .ms = unwell->duration},
        {.kind = MAT_FACT_PAUSED},
        {.kind = MAT_FACT_RESUMED},
        {.kind = MAT_FACT_HELD},
        {.kind = MAT_FACT_SESSION_ENDED, .outcome = MAT_OUTCOME_INTERRUPTED},
    };
    bool more = true;

    for (int i = 0; more && i < unwell->n_cues; i++)
        more = give_reserve(schedule, take, to,
                            (struct mat_fact){.kind = MAT_FACT_CUE,
                                              .segment = schedule->unwell,
                                              .cue = i});
    for (size_t i = 0; more && i < sizeof(facts) / sizeof(facts[0]); i++)
        more = give_reserve(schedule, take, to, facts[i]);
}
