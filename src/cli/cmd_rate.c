#include "cli/command.h"

#include <string.h>

#include "app/history.h"
#include "app/local_time.h"
#include "app/past.h"
#include "front/areas.h"
#include "front/out.h"
#include "matsession/text.h"
#include "store/tables.h"

#define STRENGTH_MOST 10
#define AREAS_TEXT 160

/* What the command line says. */
struct saying {
    struct mat_rating rating;
    bool rates; /* the rating says something */
    bool forget;
    mat_area_set healed;
    mat_area_set unpaused; /* .. that were said to have, and are not paused */
    const char *note;      /* NULL: nothing; "": take the old one back */
    const char *id;        /* how it begins, or NULL: see last() */
};

static int
usage_strength(const char *text)
{
    mat_problem("\"%s\" is not a whole number from 0 to %d", text,
                STRENGTH_MOST);
    return MAT_EXIT_USAGE;
}

static bool
note_is_fine(const char *note)
{
    enum mat_text_fault fault = mat_text_check(note, MAT_NOTE_TEXT - 1);

    return *note == '\0' || fault == MAT_TEXT_FINE;
}

static int
check(const struct mat_call *call, const struct saying *saying)
{
    const char *problem = NULL;

    if (!saying->rates && !saying->forget && !saying->healed && !saying->note)
        problem = "rate needs something to say: how strong it was at the end, "
                  "0 to 10, or --fine, --marks, --broken AREA, --healed AREA, "
                  "--note TEXT or --forget";
    else if (saying->forget && call->n_arguments > 0)
        problem = "what is forgotten is not rated: leave N or --forget out";
    else if (saying->id && saying->id[0] == '\0')
        problem = "--id needs at least the first letter of an id";
    if (problem) {
        mat_problem("%s", problem);
        return MAT_EXIT_USAGE;
    }
    if (!saying->note || note_is_fine(saying->note))
        return MAT_EXIT_DONE;
    mat_problem(
        "--note: the text %s; one line of at most %d bytes is kept",
        mat_text_fault_label(mat_text_check(saying->note, MAT_NOTE_TEXT - 1)),
        MAT_NOTE_TEXT - 1);
    return MAT_EXIT_USAGE;
}

static int
saying_of(const struct mat_call *call, struct saying *ret_saying)
{
    struct saying saying = {
        .rating = {.strength = -1, .skin = MAT_SKIN_UNKNOWN},
        .forget = mat_call_has(call, MAT_OPTION_FORGET),
        .healed = mat_call_set(call, MAT_OPTION_HEALED),
        .note = mat_call_value(call, MAT_OPTION_NOTE),
        .id = mat_call_value(call, MAT_OPTION_ID),
    };
    int64_t strength;

    if (call->n_arguments > 0) {
        const char *text = call->arguments[0];

        if (!mat_number_parse(text, STRENGTH_MOST, &strength))
            return usage_strength(text);
        saying.rating.strength = (int)strength;
    }
    if (mat_call_has(call, MAT_OPTION_FINE))
        saying.rating.skin = MAT_SKIN_FINE;
    if (mat_call_has(call, MAT_OPTION_MARKS))
        saying.rating.skin = MAT_SKIN_MARKS;
    saying.rating.areas = mat_call_set(call, MAT_OPTION_BROKEN);
    if (saying.rating.areas)
        saying.rating.skin = MAT_SKIN_BROKEN;
    saying.rates =
        saying.rating.strength >= 0 || saying.rating.skin != MAT_SKIN_UNKNOWN;
    *ret_saying = saying;
    return check(call, &saying);
}

/* How it was on the mat can only be said of a session that was on it. */
static const struct mat_entry *
last(const struct mat_ledger *ledger, bool rates)
{
    for (int i = ledger->n_entries - 1; rates && i >= 0; i--) {
        if (mat_past_mat_time(&ledger->entries[i].past) > 0)
            return &ledger->entries[i];
    }
    return ledger->n_entries > 0 ? &ledger->entries[ledger->n_entries - 1]
                                 : NULL;
}

static const struct mat_entry *
find(const struct mat_ledger *ledger, const char *id, bool rates)
{
    const struct mat_entry *entry = NULL;

    if (id)
        entry = mat_ledger_find(ledger, id);
    else
        entry = last(ledger, rates);
    if (entry)
        return entry;
    if (id)
        mat_problem("no session has an id that begins with \"%s\", or more "
                    "than one has; \"matsession log --csv\" tells them",
                    id);
    else
        mat_problem("there is no session yet that could be rated");
    return NULL;
}

/* Writes everything down. \return 0 or an errno value */
static int
write_down(const struct saying *saying, const char *id)
{
    struct mat_wall now = mat_wall_now(NULL, 0);
    int error = 0;

    if (saying->healed)
        error = mat_ledger_heal(saying->healed, now);
    if (!error && saying->rates)
        error = mat_ledger_rate(id, &saying->rating, now);
    if (!error && saying->note)
        error = mat_ledger_note(id, saying->note, now);
    if (!error && saying->forget)
        error = mat_ledger_forget(id, now);
    return error;
}

static void
tell_rating(const struct saying *saying, const char *name)
{
    const struct mat_rating *rating = &saying->rating;
    char areas[AREAS_TEXT];
    const char *comma = "";

    mat_out(stdout, "Rated %s: ", name);
    if (rating->strength >= 0) {
        mat_out(stdout, "%d of %d", rating->strength, STRENGTH_MOST);
        comma = ", ";
    }
    if (rating->skin == MAT_SKIN_FINE)
        mat_out(stdout, "%sskin fine", comma);
    else if (rating->skin == MAT_SKIN_MARKS)
        mat_out(stdout, "%smarks that stay", comma);
    else if (rating->skin == MAT_SKIN_BROKEN)
        mat_out(stdout, "%sbroken skin (%s)", comma,
                mat_areas_text(rating->areas, areas, sizeof(areas)));
    mat_out(stdout, ".\n");
}

static void
tell(const struct saying *saying, const struct mat_entry *entry)
{
    char areas[AREAS_TEXT];
    char moment[MAT_WALL_TEXT];
    char name[MAT_ENTRY_PLAN_TEXT + MAT_WALL_TEXT + 8] = "";

    if (entry)
        mat_join(name, sizeof(name), entry->plan, " of ",
                 mat_wall_text(entry->past.began, moment), NULL);
    if (saying->healed)
        mat_out(stdout, "Healed: %s.\n",
                mat_areas_text(saying->healed, areas, sizeof(areas)));
    if (saying->unpaused)
        mat_out(stdout, "Not paused: %s.\n",
                mat_areas_text(saying->unpaused, areas, sizeof(areas)));
    if (saying->rates)
        tell_rating(saying, name);
    if (saying->note)
        mat_out(stdout, "%s %s.\n",
                *saying->note ? "Note kept with" : "No note any more with",
                name);
    if (saying->forget)
        mat_out(stdout, "Forgotten: %s.\n", name);
}

/* What the rating does to the sessions to come, by the same rules that will
 * make them. */
static void
tell_what_follows(const struct saying *saying, const char *id)
{
    int width = mat_out_width(stdout);
    struct mat_known_past past;
    struct mat_progress progress;

    mat_known_past_load(&past, MAT_LEDGER_BRIEF);
    mat_known_past_progress(&past, &mat_tables_builtin, MAT_ANSWER_UNSET,
                            &progress);
    if (progress.last == MAT_LAST_STOP && progress.last_index >= 0 &&
        strcmp(past.ledger.entries[progress.last_index].id, id) == 0)
        mat_out_wrapped(stdout, "The next session will be shorter and milder.",
                        0, width);
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        char text[160];

        if (!(saying->rating.areas & progress.paused & MAT_AREA_BIT(area)))
            continue;
        mat_join(text, sizeof(text), "No session uses ",
                 mat_area_in_list((enum mat_area)area),
                 " until you say \"matsession rate --healed ",
                 mat_word(&mat_areas, area), "\".", NULL);
        mat_out_wrapped(stdout, text, 0, width);
    }
    mat_known_past_done(&past);
}

static int
say(const struct saying *saying, const struct mat_entry *entry)
{
    const char *id = entry ? entry->id : "";
    int error = write_down(saying, id);

    if (error) {
        mat_problem("cannot write the history: %s", mat_history_why(error));
        return MAT_EXIT_FAILED;
    }
    tell(saying, entry);
    if (saying->rates)
        tell_what_follows(saying, id);
    return MAT_EXIT_DONE;
}

/* The paused areas whose skin lies on the spikes with that of \p area. */
static mat_area_set
paused_with(mat_area_set paused, enum mat_area area)
{
    mat_area_set with = 0;

    for (int other = 0; other < MAT_AREA__COUNT; other++) {
        if (mat_spot_as_it_lies(paused & MAT_AREA_BIT(other)) &
            MAT_AREA_BIT(area))
            with |= MAT_AREA_BIT(other);
    }
    return with;
}

static void
tell_paused(enum mat_area area, mat_area_set with)
{
    char areas[AREAS_TEXT];
    char words[AREAS_TEXT] = "";
    size_t used = 0;

    for (int other = 0; other < MAT_AREA__COUNT; other++) {
        if (with & MAT_AREA_BIT(other))
            used += mat_join(words + used, sizeof(words) - used,
                             used > 0 ? "," : "", mat_word(&mat_areas, other),
                             NULL);
    }
    mat_problem(
        "%s: it rests because the skin of your %s was broken or "
        "bruised; once that has healed: \"matsession rate --healed %s\"",
        mat_area_in_list(area), mat_areas_text(with, areas, sizeof(areas)),
        words);
}

/* Only what is paused can heal. \return MAT_EXIT_DONE; MAT_EXIT_NO_SUCH
 *  (said) where an area stays unused because of another one */
static int
check_healed(struct saying *saying, const struct mat_known_past *past)
{
    struct mat_progress progress;
    mat_area_set stays;
    int status = MAT_EXIT_DONE;

    mat_known_past_progress(past, &mat_tables_builtin, MAT_ANSWER_UNSET,
                            &progress);
    saying->unpaused = saying->healed & ~progress.paused;
    saying->healed &= progress.paused;
    stays = progress.paused & ~saying->healed;
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        mat_area_set with = paused_with(stays, (enum mat_area)area);

        if (!(saying->unpaused & MAT_AREA_BIT(area)) || !with)
            continue;
        tell_paused((enum mat_area)area, with);
        status = MAT_EXIT_NO_SUCH;
    }
    return status;
}

static int
find_and_say(struct saying *saying, const struct mat_known_past *past)
{
    const struct mat_entry *entry = NULL;
    int status = MAT_EXIT_DONE;

    if (past->unread)
        return MAT_EXIT_FAILED;
    if (saying->rates || saying->note || saying->forget) {
        entry = find(&past->ledger, saying->id, saying->rates);
        if (!entry)
            return MAT_EXIT_NO_SUCH;
    }
    if (saying->healed)
        status = check_healed(saying, past);
    return status == MAT_EXIT_DONE ? say(saying, entry) : status;
}

static int
run(const struct mat_call *call)
{
    struct saying saying;
    struct mat_known_past past;
    int status = saying_of(call, &saying);

    if (status != MAT_EXIT_DONE)
        return status;
    mat_history_tidy();
    mat_known_past_load(&past, MAT_LEDGER_BRIEF);
    status = find_and_say(&saying, &past);
    mat_known_past_done(&past);
    return status;
}

const struct mat_command mat_command_rate = {
    .name = "rate",
    .arguments = "[N]",
    .least = 0,
    .most = 1,
    .summary = "Say how the last session was.",
    .text =
        "N is how strong it was at the end, from 0, nothing, to 10, the worst "
        "there is. What you leave out stays as it was. The next session goes "
        "by what you say: it grows a step after an easy one and is shorter "
        "and milder after a stop signal.\n"
        "\n"
        "Redness and dots that fade are fine and need no word; --marks is for "
        "marks or soreness that stay. An area with --broken is left out of "
        "every session until --healed, and so is what lies on the mat with it: "
        "with the feet, standing; with the back, the lower back and the "
        "shoulders.\n"
        "\n"
        "What you say about the skin replaces what was said before about that "
        "session, areas too. So --fine takes a mistake back as if it had never "
        "been said; --healed ends the rest of an area, and the session stays "
        "the stop signal that it was.\n"
        "\n"
        "The session that is rated is the newest that was on the mat; --note "
        "or --forget alone go to the newest of all. Another one is named with "
        "--id; what \"matsession log\" prints for programs tells the ids. An "
        "empty text takes a note back.",
    .examples = "matsession rate 3\n"
                "matsession rate 5 --marks --note \"Slept well.\"\n"
                "matsession rate --broken back\n"
                "matsession rate --healed back,feet\n"
                "matsession rate --fine\n",
    .options =
        MAT_OPTION_BIT(MAT_OPTION_FINE) | MAT_OPTION_BIT(MAT_OPTION_MARKS) |
        MAT_OPTION_BIT(MAT_OPTION_BROKEN) | MAT_OPTION_BIT(MAT_OPTION_HEALED) |
        MAT_OPTION_BIT(MAT_OPTION_NOTE) | MAT_OPTION_BIT(MAT_OPTION_FORGET) |
        MAT_OPTION_BIT(MAT_OPTION_ID),
    .run = run,
};
