/**
 * \file
 * Runs a transcript: commands to the core, and below each one the facts that
 * must come out, in order, nothing more.
 *
 *     # a comment
 *     plan first-touch              a built-in plan, or `plan` alone: the YAML
 *                                   in the indented lines below
 *     set stage building            before the first `>`: stage S, sessions N,
 *                                   minutes N, opt-in, skip AREA, yes ROW
 *     > at 00:00 begin              an event; facts due before it come first
 *     > until 01:30                 time passes
 *     {"event":...}                 a fact, as `start --json` writes it
 *
 * Events: begin pause resume next previous stop unwell acknowledge interrupt,
 * and with seconds: extend N, slept N. A session that was cut off: `take-up
 * STEP N` goes on N seconds into a step, `take-up STEP` in front of it.
 * Moments: MM:SS or MM:SS.mmm.
 *
 * With MAT_GOLDEN_UPDATE=1 the file is printed as it should be, for a reader
 * to judge.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front/fact_json.h"
#include "matsession/engine.h"
#include "store/plans.h"
#include "store/tables.h"

#define LINE_BYTES 1024
#define YAML_BYTES 65536

struct transcript {
    const char *name;
    int line;
    int failures;
    bool update;
    char yaml[YAML_BYTES];
    char plan[LINE_BYTES];
    bool inline_plan;
    struct mat_plan_file file;
    struct mat_answer profile[MAT_ROWS_MAX];
    struct mat_gate_input input;
    struct mat_schedule_options options;
    struct mat_verdict verdict;
    struct mat_schedule *schedule;
    struct mat_state state;
    char **facts; /* that came out and were not looked for yet */
    int n_facts;
    int looked;
};

static void
fail(struct transcript *t, const char *what, const char *line)
{
    fprintf(stderr, "%s:%d: %s\n    %s\n", t->name, t->line, what, line);
    t->failures++;
}

static void
keep_fact(struct transcript *t, const struct mat_fact *fact)
{
    t->facts = realloc(t->facts, (size_t)(t->n_facts + 1) * sizeof(*t->facts));
    if (!t->facts)
        abort();
    t->facts[t->n_facts++] = mat_fact_json(t->schedule, fact);
}

static void
step(struct transcript *t, struct mat_event event, mat_ms now)
{
    struct mat_step_result result =
        mat_engine_step(t->schedule, t->state, event, now);

    t->state = result.state;
    for (int i = 0; i < result.n_facts; i++)
        keep_fact(t, &result.facts[i]);
}

static void
until(struct transcript *t, mat_ms now)
{
    while (mat_engine_deadline(t->schedule, &t->state) <= now)
        step(t, MAT_TICK, now);
}

static bool
make_schedule(struct transcript *t)
{
    enum mat_plan_load load =
        t->inline_plan ? mat_plan_read(t->yaml, strlen(t->yaml), "test",
                                       &mat_tables_builtin, &t->file)
                       : mat_plan_open(t->plan, &mat_tables_builtin, &t->file);

    if (load != MAT_PLAN_LOADED) {
        for (int i = 0; i < t->file.diags.count; i++)
            fail(t, t->file.diags.items[i].path, t->file.diags.items[i].text);
        fail(t, "the plan does not load", t->plan);
        return false;
    }
    t->input.plan = t->file.plan;
    t->input.tables = &mat_tables_builtin;
    t->input.profile = t->profile;
    mat_gate(&t->input, &t->verdict);
    t->schedule = mat_schedule_new(&t->input, &t->verdict, &t->options);
    t->state = mat_engine_init();
    if (!t->schedule || t->schedule->n_segments == 0)
        fail(t, "nothing is left to run", t->plan);
    return t->schedule && t->schedule->n_segments > 0;
}

static void
set(struct transcript *t, char *words)
{
    char *word = strtok(words, " ");
    char *value = strtok(NULL, " ");
    int found = -1;

    if (!word || (!value && strcmp(word, "opt-in") != 0)) {
        fail(t, "set what?", words);
    } else if (strcmp(word, "stage") == 0) {
        found = mat_word_find(&mat_stages, value);
        t->input.standing.stage = (enum mat_stage)found;
        t->input.standing.sessions =
            mat_tables_builtin.stages[found < 0 ? 0 : found].sessions;
    } else if (strcmp(word, "sessions") == 0) {
        t->input.standing.sessions = found = atoi(value);
    } else if (strcmp(word, "minutes") == 0) {
        t->options.minutes = MAT_MINUTES(found = atoi(value));
    } else if (strcmp(word, "opt-in") == 0) {
        t->input.opt_in = true;
        found = 0;
    } else if (strcmp(word, "skip") == 0) {
        found = mat_word_find(&mat_areas, value);
        t->input.skip |= MAT_AREA_BIT(found < 0 ? 0 : found);
    } else if (strcmp(word, "yes") == 0) {
        found = mat_tables_row(&mat_tables_builtin, value);
        t->profile[found < 0 ? 0 : found].kind = MAT_ANSWER_YES;
    }
    if (found < 0)
        fail(t, "cannot set that", value ? value : "");
}

static bool
moment(const char *text, mat_ms *ret)
{
    int minutes, seconds, ms = 0;

    if (!text || sscanf(text, "%d:%d.%d", &minutes, &seconds, &ms) < 2)
        return false;
    *ret = MAT_MINUTES(minutes) + MAT_SECONDS(seconds) + ms;
    return true;
}

static bool
event_of(const char *word, const char *seconds, struct mat_event *ret)
{
    static const struct {
        const char *word;
        enum mat_event_kind kind;
    } events[] = {
        {"begin", MAT_EVENT_BEGIN},
        {"pause", MAT_EVENT_PAUSE},
        {"resume", MAT_EVENT_RESUME},
        {"next", MAT_EVENT_NEXT},
        {"previous", MAT_EVENT_PREVIOUS},
        {"extend", MAT_EVENT_EXTEND},
        {"stop", MAT_EVENT_STOP},
        {"unwell", MAT_EVENT_UNWELL},
        {"acknowledge", MAT_EVENT_ACKNOWLEDGE},
        {"slept", MAT_EVENT_SLEPT},
        {"interrupt", MAT_EVENT_INTERRUPT},
    };

    for (size_t i = 0; word && i < sizeof(events) / sizeof(events[0]); i++) {
        if (strcmp(word, events[i].word) != 0)
            continue;
        *ret =
            (struct mat_event){.kind = events[i].kind,
                               .by = seconds ? MAT_SECONDS(atoi(seconds)) : 0};
        return true;
    }
    return false;
}

/* The session was cut off at that moment, and no time has passed since. */
static bool
take_up(struct transcript *t, const char *step, const char *place, mat_ms now)
{
    struct mat_cut cut = {
        .segment = step ? atoi(step) - 1 : -1,
        .between = !place,
        .at = now,
        .place = place ? MAT_SECONDS(atoi(place)) : 0,
    };

    if (cut.segment < (cut.between ? 1 : 0) ||
        cut.segment >= t->schedule->n_segments)
        return false;
    t->state = mat_engine_take_up(t->schedule, &cut, now);
    until(t, now);
    return true;
}

/* Facts that came out of the command before and that nobody looked for. */
static void
expect_no_more(struct transcript *t)
{
    for (; t->looked < t->n_facts; t->looked++) {
        if (t->update)
            puts(t->facts[t->looked]);
        else
            fail(t, "nobody expects this fact", t->facts[t->looked]);
    }
}

static void
command(struct transcript *t, char *words)
{
    char *verb = strtok(words, " ");
    mat_ms now = 0;
    struct mat_event event;

    if (!t->schedule && !make_schedule(t))
        exit(EXIT_FAILURE);
    if (!verb || !moment(strtok(NULL, " "), &now)) {
        fail(t, "not a command", words);
        return;
    }
    until(t, now);
    if (strcmp(verb, "until") == 0)
        return;
    char *word = strtok(NULL, " ");
    char *value = strtok(NULL, " ");
    if (word && strcmp(word, "take-up") == 0) {
        if (!take_up(t, value, strtok(NULL, " "), now))
            fail(t, "not a place to take up", value ? value : "");
    } else if (strcmp(verb, "at") == 0 && event_of(word, value, &event))
        step(t, event, now);
    else
        fail(t, "not an event", word ? word : "");
}

static void
expect(struct transcript *t, const char *line)
{
    if (t->update)
        return;
    if (t->looked == t->n_facts)
        fail(t, "this fact did not come", line);
    else if (strcmp(t->facts[t->looked], line) != 0)
        fail(t, line, t->facts[t->looked]);
    if (t->looked < t->n_facts)
        t->looked++;
}

static void
read_line(struct transcript *t, char *line)
{
    char copy[LINE_BYTES];

    snprintf(copy, sizeof(copy), "%s", line);
    if (line[0] == '{') {
        expect(t, line);
        return;
    }
    if (line[0] == '>')
        expect_no_more(t);
    if (t->update)
        puts(line);
    if (line[0] == '\0' || line[0] == '#')
        return;
    if (line[0] == '>')
        command(t, copy + 1);
    else if (strncmp(line, "set ", 4) == 0)
        set(t, copy + 4);
    else if (strcmp(line, "plan") == 0)
        t->inline_plan = true;
    else if (strncmp(line, "plan ", 5) == 0)
        snprintf(t->plan, sizeof(t->plan), "%s", line + 5);
    else if (strncmp(line, "  ", 2) == 0 && t->inline_plan)
        strncat(strncat(t->yaml, line + 2, YAML_BYTES - strlen(t->yaml) - 2),
                "\n", 2);
    else
        fail(t, "not a line of a transcript", line);
}

int
main(int argc, char **argv)
{
    static struct transcript t;
    char line[LINE_BYTES];
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;

    if (!file) {
        fprintf(stderr, "usage: transcript FILE\n");
        return EXIT_FAILURE;
    }
    t.name = argv[1];
    t.update = getenv("MAT_GOLDEN_UPDATE") != NULL;
    t.options.minutes = MAT_MS_NONE;
    while (fgets(line, sizeof(line), file)) {
        t.line++;
        line[strcspn(line, "\n")] = '\0';
        read_line(&t, line);
    }
    fclose(file);
    expect_no_more(&t);
    if (t.n_facts == 0)
        fail(&t, "a transcript without facts claims nothing", "");
    mat_schedule_free(t.schedule);
    mat_plan_file_done(&t.file);
    for (int i = 0; i < t.n_facts; i++)
        free(t.facts[i]);
    free(t.facts);
    return t.failures > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
