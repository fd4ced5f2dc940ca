#include "app/rating.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/local_time.h"
#include "front/areas.h"
#include "front/out.h"
#include "front/tui.h"
#include "matsession/text.h"

#define STRENGTH_KEYS "0 to 9  t ten  enter leave out"
#define SKIN_KEYS "n  m  b  enter leave out"
/* Keys of the session that may still come when its last question stands. */
#define KEYS_TOO_LATE 3
#define SCALE "0 nothing .. 10 unbearable"

/* A question under way. */
struct asking {
    struct mat_pager pager;
    const char *title;
    mat_ms at_most;
    int next; /* a key that was pressed too early, or MAT_KEY_NONE */
};

int
mat_rating_strength(int key)
{
    if (key == 't')
        return 10;
    return key >= '0' && key <= '9' ? key - '0' : -1;
}

enum mat_skin
mat_rating_skin(int key)
{
    switch (key) {
    case 'n':
        return MAT_SKIN_FINE;
    case 'm':
        return MAT_SKIN_MARKS;
    case 'b':
        return MAT_SKIN_BROKEN;
    default:
        return MAT_SKIN_UNKNOWN;
    }
}

enum mat_area
mat_rating_area(mat_area_set used, int key)
{
    int number = key == '0' ? 10 : key - '0';

    if (key < '0' || key > '9')
        return MAT_AREA_NONE;
    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if ((used & MAT_AREA_BIT(area)) != 0 && --number == 0)
            return (enum mat_area)area;
    }
    return MAT_AREA_NONE;
}

bool
mat_rating_healed(int key)
{
    return key == 'y';
}

/* Printed on the usual screen, where it stays. */
static void
say_unkept(int error)
{
    bool open = mat_tui_is_open();

    if (error == 0)
        return;
    if (open)
        mat_tui_suspend();
    mat_problem("your answer could not be kept: %s", mat_history_why(error));
    if (open)
        mat_tui_resume();
}

static int
show(struct asking *asking, const char *const *lines, int n_lines,
     const char *keys, int *ret_key)
{
    const struct mat_page page = {
        .title = asking->title,
        .lines = lines,
        .n_lines = n_lines,
        .keys = keys,
        .scroll = MAT_FORM_TEXT_MAX, /* the question stands at the end */
    };

    *ret_key = asking->next;
    asking->next = MAT_KEY_NONE;
    if (*ret_key != MAT_KEY_NONE)
        return MAT_EXIT_DONE;
    return mat_pager_show(&asking->pager, &page, asking->at_most, ret_key);
}

static struct mat_page
strength_page(const struct asking *asking, const char *const *lines,
              int n_lines, const char *keys)
{
    return (struct mat_page){
        .title = asking->title,
        .lines = lines,
        .n_lines = n_lines,
        .keys = keys,
        .scroll = MAT_FORM_TEXT_MAX,
    };
}

/* Whoever has just pressed a key of the session, maybe twice, has not seen the
 * question: for a moment only an answer counts. */
static int
wait_for_eyes(struct asking *asking, const char *const *lines, int n_lines)
{
    const struct mat_page page =
        strength_page(asking, lines, n_lines, STRENGTH_KEYS);
    bool late = asking->at_most != MAT_MS_NONE;
    int status = MAT_EXIT_DONE;
    int key = late ? MAT_KEY_OTHER : MAT_KEY_NONE;

    if (asking->pager.how != MAT_ASK_PAGES)
        return status;
    for (int i = 0; status == MAT_EXIT_DONE && key != MAT_KEY_NONE &&
                    asking->next == MAT_KEY_NONE && i < KEYS_TOO_LATE;
         i++) {
        status = mat_pager_more(&asking->pager, &page, &key);
        if (mat_rating_strength(key) >= 0)
            asking->next = key;
    }
    return status;
}

/* Who reads "10" types 1 and 0, and that must never be a one. */
static int
wait_for_zero(struct asking *asking, const char *const *lines, int n_lines,
              int *strength)
{
    const struct mat_page page =
        strength_page(asking, lines, n_lines, "1  0 makes it ten");
    int key;
    int status = mat_pager_more(&asking->pager, &page, &key);

    if (key == '0')
        *strength = 10;
    else if (mat_rating_strength(key) > 0)
        *strength = mat_rating_strength(key); /* not one, then */
    else if (key != MAT_KEY_ENTER)
        asking->next = key;
    return status;
}

/* \param text  paragraphs before the question
 * \param ret_strength always set */
static int
ask_strength(struct asking *asking, const char *const *text, int n_text,
             const char *question, int *ret_strength)
{
    int n_lines = n_text > 0 ? n_text + 3 : 2;
    const char **lines = mat_xalloc((size_t)n_lines * sizeof(*lines));
    int key = MAT_KEY_NONE;
    int status;

    for (int i = 0; i < n_text; i++)
        lines[i] = text[i];
    if (n_text > 0)
        lines[n_text] = "";
    lines[n_lines - 2] = question;
    lines[n_lines - 1] = SCALE;
    status = wait_for_eyes(asking, lines, n_lines);
    if (status == MAT_EXIT_DONE)
        status = show(asking, lines, n_lines, STRENGTH_KEYS, &key);
    *ret_strength = mat_rating_strength(key);
    if (status == MAT_EXIT_DONE && *ret_strength == 1)
        status = wait_for_zero(asking, lines, n_lines, ret_strength);
    free(lines);
    return status;
}

/* \param ret_skin always set */
static int
ask_skin(struct asking *asking, enum mat_skin *ret_skin)
{
    static const char *const lines[] = {
        "And the skin?",
        "",
        "  n  nothing, or redness and dots, which are normal",
        "  m  marks or soreness that stay",
        "  b  broken skin, a blister or a bruise",
    };
    int key;
    int status =
        show(asking, lines, sizeof(lines) / sizeof(lines[0]), SKIN_KEYS, &key);

    *ret_skin = mat_rating_skin(key);
    return status;
}

/* "  1 [x] back" */
static char *
area_line(int number, bool ticked, enum mat_area area)
{
    return mat_xprintf("  %d [%c] %s", number % 10, ticked ? 'x' : ' ',
                       mat_area_in_list(area));
}

static int
show_areas(struct asking *asking, mat_area_set used, mat_area_set ticked,
           int *ret_key)
{
    const char *lines[MAT_AREA__COUNT + 2] = {"Where is it broken or bruised?",
                                              ""};
    char *texts[MAT_AREA__COUNT];
    int n = 0;
    int status;

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if ((used & MAT_AREA_BIT(area)) == 0)
            continue;
        texts[n] = area_line(n + 1, (ticked & MAT_AREA_BIT(area)) != 0,
                             (enum mat_area)area);
        lines[n + 2] = texts[n];
        n++;
    }
    status = show(asking, lines, n + 2,
                  ticked ? "1 2 ..  enter done" : "1 2 ..  enter everywhere",
                  ret_key);
    while (n > 0)
        free(texts[--n]);
    return status;
}

/* \param ret_areas always set; 0: all of them */
static int
ask_areas(struct asking *asking, mat_area_set used, mat_area_set *ret_areas)
{
    bool several = (used & (used - 1)) != 0;
    enum mat_area area = MAT_AREA_NONE;
    int status = MAT_EXIT_DONE;
    int key;

    *ret_areas = 0;
    do {
        if (!several)
            break;
        status = show_areas(asking, used, *ret_areas, &key);
        area = mat_rating_area(used, key);
        if (area != MAT_AREA_NONE)
            *ret_areas ^= MAT_AREA_BIT(area);
    } while (status == MAT_EXIT_DONE && area != MAT_AREA_NONE);
    return status;
}

static bool
keep(const char *id, const struct mat_rating *rating)
{
    int error;

    if (rating->strength < 0 && rating->skin == MAT_SKIN_UNKNOWN)
        return false;
    error = mat_ledger_rate(id, rating, mat_wall_now(NULL, 0));
    say_unkept(error);
    return error == 0;
}

int
mat_rating_ask(enum mat_ask how, const char *title, const char *const *text,
               int n_text, const char *id, mat_area_set used, mat_ms at_most)
{
    struct asking asking = {
        .title = title, .at_most = at_most, .next = MAT_KEY_NONE};
    struct mat_rating rating = {.strength = -1, .skin = MAT_SKIN_UNKNOWN};
    int status;

    mat_pager_begin(&asking.pager, how);
    status = ask_strength(&asking, text, n_text,
                          "How strong was it at the end?", &rating.strength);
    if (status == MAT_EXIT_DONE)
        status = ask_skin(&asking, &rating.skin);
    if (status == MAT_EXIT_DONE && rating.skin == MAT_SKIN_BROKEN)
        status = ask_areas(&asking, used, &rating.areas);
    keep(id, &rating); /* what was said counts, whatever ended it */
    mat_pager_end(&asking.pager);
    return status;
}

/* "Thu 2026-11-19 22:10" */
static char *
day_text(struct mat_wall wall)
{
    static const char *const days[] = {"Thu", "Fri", "Sat", "Sun",
                                       "Mon", "Tue", "Wed"};
    int day = (int)(mat_wall_day(wall) % 7); /* 1970 began on a Thursday */
    char text[MAT_WALL_TEXT];

    return mat_xprintf("%s %s", days[day < 0 ? day + 7 : day],
                       mat_wall_text(wall, text));
}

/* \param ret_said set when something was */
static int
ask_last(struct asking *asking, const struct mat_entry *entry, bool *ret_said)
{
    struct mat_rating rating = {.strength = -1, .skin = MAT_SKIN_UNKNOWN};
    char *day = day_text(entry->past.began);
    char *question = mat_xprintf(
        "Last time, %s, %s: how strong was it at the end?", day, entry->plan);
    int status = ask_strength(asking, NULL, 0, question, &rating.strength);

    *ret_said |= keep(entry->id, &rating);
    free(question);
    free(day);
    return status;
}

/* The last session that left the area broken. */
static const struct mat_entry *
breaker(const struct mat_known_past *past, enum mat_area area)
{
    for (int i = past->ledger.n_entries - 1; i >= 0; i--) {
        if ((past->ledger.entries[i].past.broken & MAT_AREA_BIT(area)) != 0)
            return &past->ledger.entries[i];
    }
    return NULL;
}

static int
ask_healed(struct asking *asking, const struct mat_known_past *past,
           enum mat_area area, bool *ret_said)
{
    const struct mat_entry *entry = breaker(past, area);
    char day[MAT_WALL_TEXT] = "";
    char *question;
    const char *lines[1];
    int status;
    int error;
    int key;

    if (entry)
        mat_wall_text(entry->past.began, day);
    question = mat_xprintf("The skin of your %s was broken or bruised after "
                           "%s%.10s. Has it healed?",
                           mat_area_in_list(area),
                           entry ? "the session of " : "a session", day);
    lines[0] = question;
    status =
        show(asking, lines, 1, "y it has healed  any other key not yet", &key);
    free(question);
    if (status != MAT_EXIT_DONE || !mat_rating_healed(key))
        return status;
    error = mat_ledger_heal(MAT_AREA_BIT(area), mat_wall_now(NULL, 0));
    say_unkept(error);
    *ret_said |= error == 0;
    return status;
}

static int
ask_before(struct asking *asking, const struct mat_known_past *past,
           const struct mat_progress *progress, mat_area_set paused, bool last,
           bool *ret_said)
{
    int status = MAT_EXIT_DONE;

    if (last)
        status = ask_last(asking, &past->ledger.entries[progress->last_index],
                          ret_said);
    asking->title = "Skin";
    asking->next = MAT_KEY_NONE;
    for (int area = 0; status == MAT_EXIT_DONE && area < MAT_AREA__COUNT;
         area++) {
        if ((paused & MAT_AREA_BIT(area)) != 0)
            status = ask_healed(asking, past, (enum mat_area)area, ret_said);
    }
    return status;
}

/* The paused areas that keep one of \p areas from being used. */
static mat_area_set
paused_for(mat_area_set paused, mat_area_set areas)
{
    mat_area_set wanted = 0;

    for (int area = 0; area < MAT_AREA__COUNT; area++) {
        if (mat_spot_as_it_lies(paused & MAT_AREA_BIT(area)) & areas)
            wanted |= MAT_AREA_BIT(area);
    }
    return wanted;
}

int
mat_rating_ask_before(enum mat_ask how, const struct mat_tables *tables,
                      struct mat_known_past *past, mat_area_set areas)
{
    struct asking asking = {
        .title = "Last time", .at_most = MAT_MS_NONE, .next = MAT_KEY_NONE};
    struct mat_progress progress;
    mat_area_set paused;
    bool said = false;
    bool last;
    int status;

    mat_known_past_progress(past, tables, MAT_ANSWER_UNSET, &progress);
    last = progress.last == MAT_LAST_UNRATED && progress.last_index >= 0 &&
           progress.gap <= tables->ramp.back_days;
    paused = paused_for(progress.paused, areas);
    if (!last && paused == 0)
        return MAT_EXIT_DONE;
    mat_pager_begin(&asking.pager, how);
    status = ask_before(&asking, past, &progress, paused, last, &said);
    mat_pager_end(&asking.pager);
    if (said) {
        mat_known_past_done(past);
        mat_known_past_load(past, MAT_LEDGER_BRIEF);
    }
    return status;
}

void
mat_rating_note_marks(const struct mat_tables *tables,
                      struct mat_known_past *past, enum mat_answer_kind marks)
{
    struct mat_rating rating = {.strength = -1, .skin = MAT_SKIN_UNKNOWN};
    struct mat_progress progress;
    const struct mat_entry *entry;

    mat_known_past_progress(past, tables, MAT_ANSWER_UNSET, &progress);
    if (progress.last_index < 0)
        return;
    entry = &past->ledger.entries[progress.last_index];
    if (marks == MAT_ANSWER_NO && entry->past.skin == MAT_SKIN_MARKS)
        rating.skin = MAT_SKIN_FINE;
    if (marks == MAT_ANSWER_YES && (entry->past.skin == MAT_SKIN_FINE ||
                                    entry->past.skin == MAT_SKIN_UNKNOWN))
        rating.skin = MAT_SKIN_MARKS;
    keep(entry->id, &rating);
}
