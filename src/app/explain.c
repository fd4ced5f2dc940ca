#include "app/explain.h"

#include <string.h>

#include "front/areas.h"
#include "front/out.h"
#include "matsession/text.h"

#define INDENT 2

static void
say_basis(FILE *file, const struct mat_basis *basis, int width)
{
    char text[160];

    mat_join(text, sizeof(text), "(", basis->sources, "; grade ", basis->grade,
             ")", NULL);
    mat_out_wrapped(file, text, INDENT, width);
}

/* One row of the table that has a say tonight. */
static void
explain_finding(FILE *file, const struct mat_prepared *prepared,
                const struct mat_finding *finding, int width)
{
    const struct mat_row *row = &prepared->tables->rows[finding->row];
    const struct mat_answer *answer =
        &prepared->known.profile.answers[finding->row];

    mat_out(file, "%s%s%s\n", row->title, finding->unsure ? ", not sure" : "",
            !finding->refuses  ? ""
            : finding->cleared ? ": partly left out"
                               : ": refused");
    mat_out_wrapped(file, row->why, INDENT, width);
    mat_out_wrapped(file, row->say, INDENT, width);
    if (finding->cleared)
        mat_out(file, "  Cleared by %s on %s.\n", answer->cleared_by,
                answer->cleared_on);
    else if (finding->clearable)
        mat_out(file,
                "  If a health professional agrees: matsession screen --clear "
                "%s --by WHO\n",
                row->id);
    if (finding->unsure && !row->transient)
        mat_out(file,
                "  Not sure counts as ask first. If you find out: matsession "
                "screen --set %s=no, or yes\n",
                row->id);
    if (row->disagree[0] != '\0')
        mat_out_wrapped(file, row->disagree, INDENT, width);
    say_basis(file, &row->basis, width);
}

/* What grows in a note. */
static enum mat_growth
growth_of(const struct mat_note *note)
{
    switch (note->kind) {
    case MAT_NOTE_LAYER:
        return MAT_GROWTH_LAYER;
    case MAT_NOTE_SURFACE:
        return MAT_GROWTH_SURFACE;
    default:
        return MAT_GROWTH_MINUTES;
    }
}

static const char *
reach_text(const struct mat_prepared *prepared, const struct mat_note *note)
{
    if (prepared->growth != MAT_GROWTH_NONE &&
        prepared->growth != growth_of(note))
        return "one change at a time";
    if (prepared->progress.last == MAT_LAST_STOP)
        return growth_of(note) == MAT_GROWTH_MINUTES
                   ? "shorter after the stop signal last time"
                   : "milder after the stop signal last time";
    if (prepared->progress.last == MAT_LAST_EASY &&
        prepared->progress.turn != MAT_TURN_BACK)
        return "a step at a time";
    return "no more than before";
}

static const char *
cause_text(const struct mat_prepared *prepared, const struct mat_note *note)
{
    static const char *const texts[] = {
        [MAT_CAUSE_OPT_IN] = "it needs --opt-in; some makers forbid it",
        [MAT_CAUSE_SKIP] = "as you asked",
        [MAT_CAUSE_MINUTES] = "as short as you asked",
        [MAT_CAUSE_HARD] = "the most that is ever offered",
        [MAT_CAUSE_TOTAL] = "no more time on the mat at this stage",
        [MAT_CAUSE_STAGE] = "the most at this stage",
        [MAT_CAUSE_SAFETY] = "the way on and off is always led",
        [MAT_CAUSE_PAUSED] = "the skin there has not healed yet",
    };

    if (note->cause == MAT_CAUSE_ROW)
        return prepared->tables->rows[note->row].title;
    if (note->cause == MAT_CAUSE_REACH)
        return reach_text(prepared, note);
    if (note->cause == MAT_CAUSE_STAGE && note->kind == MAT_NOTE_LEFT_OUT)
        return "not offered yet at this stage";
    return texts[note->cause];
}

static void
change_text(const struct mat_note *note, char *buffer, size_t size)
{
    char from[MAT_TIME_TEXT];
    char to[MAT_TIME_TEXT];

    switch (note->kind) {
    case MAT_NOTE_LEFT_OUT:
        mat_join(buffer, size, "left out",
                 note->to > 0 ? ", as less than a minute would be left" : "",
                 NULL);
        break;
    case MAT_NOTE_SHORTENED:
    case MAT_NOTE_RISE:
        mat_join(buffer, size, mat_duration_text(note->from, from), " -> ",
                 mat_duration_text(note->to, to), NULL);
        break;
    case MAT_NOTE_LAYER:
        mat_join(buffer, size, mat_layer_label((enum mat_layer)note->from),
                 " -> ", mat_layer_label((enum mat_layer)note->to), NULL);
        break;
    case MAT_NOTE_SURFACE:
        mat_join(buffer, size, mat_surface_label((enum mat_surface)note->from),
                 " -> ", mat_surface_label((enum mat_surface)note->to), NULL);
        break;
    case MAT_NOTE_ADDED:
        mat_join(buffer, size, "a way on or off was added", NULL);
        break;
    }
}

static void
explain_note(FILE *file, const struct mat_prepared *prepared,
             const struct mat_note *note, int width)
{
    const struct mat_plan_step *step = &prepared->file.plan->steps[note->step];
    char change[128];
    char text[320];

    change_text(note, change, sizeof(change));
    mat_join(text, sizeof(text), step->title, ": ", change, " (",
             cause_text(prepared, note), ")", NULL);
    mat_out_wrapped(file, text, INDENT, width);
}

/* Where the advice behind a change comes from. Changes that a row made are told
 * with the row. */
static const struct mat_basis *
basis_of(const struct mat_prepared *prepared, const struct mat_note *note)
{
    switch (note->cause) {
    case MAT_CAUSE_STAGE:
    case MAT_CAUSE_TOTAL:
        return &prepared->tables->stages[prepared->standing.stage].basis;
    case MAT_CAUSE_REACH:
    case MAT_CAUSE_PAUSED:
        return &prepared->tables->ramp.basis;
    default:
        return NULL;
    }
}

/* What ends a pause. */
static void
explain_healing(FILE *file, const struct mat_prepared *prepared, int width)
{
    const char *between = "Once it has healed: matsession rate --healed ";
    char text[200] = "";
    size_t used = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if ((prepared->progress.paused & MAT_AREA_BIT(area)) == 0)
            continue;
        used += mat_join(text + used, sizeof(text) - used, between,
                         mat_word(&mat_areas, area), NULL);
        between = ",";
    }
    mat_out_wrapped(file, text, INDENT, width);
}

static void
explain_notes(FILE *file, const struct mat_prepared *prepared, int width)
{
    const struct mat_schedule *schedule = prepared->schedule;
    const struct mat_basis *told[2] = {NULL, NULL};
    bool paused = false;

    mat_out(file, "Changed from the plan as written:\n");
    for (int i = 0; i < schedule->n_notes; i++) {
        explain_note(file, prepared, &schedule->notes[i], width);
        paused = paused || schedule->notes[i].cause == MAT_CAUSE_PAUSED;
    }
    if (paused)
        explain_healing(file, prepared, width);
    for (int i = 0; i < schedule->n_notes; i++) {
        const struct mat_basis *basis = basis_of(prepared, &schedule->notes[i]);

        if (!basis || basis == told[0] || basis == told[1])
            continue;
        told[told[0] ? 1 : 0] = basis;
        say_basis(file, basis, width);
    }
}

/* Areas that were on the mat today and would be again. Nobody lies down for a
 * rehearsal. */
static mat_area_set
areas_again(const struct mat_prepared *prepared)
{
    const struct mat_schedule *schedule = prepared->schedule;
    mat_area_set areas = 0;

    if (!schedule || !prepared->verdict.may_start ||
        (prepared->wish.rehearsal && !prepared->wish.preview))
        return 0;
    for (int i = 0; i < schedule->n_segments; i++) {
        if (schedule->segments[i].kind == MAT_KIND_MAT)
            areas |= MAT_AREA_BIT(schedule->segments[i].area);
    }
    return areas & prepared->progress.today;
}

static void
explain_again(FILE *file, const struct mat_prepared *prepared, int width)
{
    static const char notice[] = "once-a-day";
    const struct mat_tables *tables = prepared->tables;
    mat_area_set areas = areas_again(prepared);
    char names[160];
    char text[200];

    if (areas == 0)
        return;
    mat_join(text, sizeof(text), "On the mat today already: ",
             mat_areas_text(areas, names, sizeof(names)), NULL);
    mat_out_wrapped(file, text, 0, width);
    mat_out_wrapped(file, mat_tables_notice(tables, notice), INDENT, width);
    for (int i = 0; i < tables->n_notices; i++) {
        if (strcmp(tables->notices[i].id, notice) == 0)
            say_basis(file, &tables->notices[i].basis, width);
    }
}

bool
mat_explain_has(const struct mat_prepared *prepared)
{
    return prepared->verdict.n_findings > 0 ||
           (prepared->schedule && prepared->schedule->n_notes > 0) ||
           areas_again(prepared) != 0;
}

void
mat_explain(FILE *file, const struct mat_prepared *prepared, int width)
{
    const struct mat_verdict *verdict = &prepared->verdict;

    explain_again(file, prepared, width);
    for (int i = 0; i < verdict->n_findings; i++)
        explain_finding(file, prepared, &verdict->findings[i], width);
    if (prepared->schedule && prepared->schedule->n_notes > 0)
        explain_notes(file, prepared, width);
}

void
mat_explain_refused(const struct mat_prepared *prepared)
{
    int width = mat_out_width(stderr);

    mat_problem("\"%s\" would not start", prepared->file.plan->title);
    mat_explain(stderr, prepared, width);
    mat_explain_profile(stderr, prepared, width);
}

void
mat_explain_profile(FILE *file, const struct mat_prepared *prepared, int width)
{
    if (!prepared->known.exists)
        mat_out_wrapped(file,
                        "No profile was taken into account: the health "
                        "questions have not been answered yet; see "
                        "matsession screen.",
                        0, width);
    else if (prepared->known.due)
        mat_out_wrapped(file, prepared->known.due, 0, width);
}

void
mat_explain_points(FILE *file, const struct mat_prepared *prepared, int width)
{
    const struct mat_tables *tables = prepared->tables;
    uint32_t told = 0;

    for (int i = 0; i < prepared->schedule->n_segments; i++) {
        int index = prepared->schedule->segments[i].point;
        const struct mat_point *point;

        if (index < 0 || (told & (1u << index)) != 0)
            continue;
        point = &tables->points[index];
        told |= 1u << index;
        mat_out(file, "%s %s\n", point->id, point->name);
        mat_out_wrapped(file, point->where, INDENT, width);
        mat_out_wrapped(file, point->caution, INDENT, width);
    }
}

bool
mat_explain_is_mood(const struct mat_prepared *prepared)
{
    int depression = mat_tables_row(prepared->tables, "depression");

    for (int i = 0; i < prepared->verdict.n_findings; i++) {
        if (prepared->verdict.findings[i].row == depression)
            return true;
    }
    for (int i = 0; i < prepared->schedule->n_segments; i++) {
        if (prepared->schedule->segments[i].kind == MAT_KIND_POINT)
            return true;
    }
    return false;
}
