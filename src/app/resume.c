#include "app/resume.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/local_time.h"
#include "front/out.h"
#include "matsession/text.h"

/* Room for a date and a time of day. */
#define WHEN_TEXT MAT_WALL_TEXT

/* The record of the session that was cut off last, or NULL. */
static const struct mat_record *
last_record(const struct mat_resume *resume)
{
    if (resume->n_found == 0 || !mat_found_journal_is_last(&resume->found[0]) ||
        !resume->found[0].record || !mat_record_head(resume->found[0].record))
        return NULL;
    return resume->found[0].record;
}

static const struct mat_record_head *
last_head(const struct mat_resume *resume)
{
    return mat_record_head(last_record(resume));
}

bool
mat_resume_find(struct mat_resume *ret_resume)
{
    int64_t now = mat_wall_now(NULL, 0).ms;
    const struct mat_record *record;
    int64_t written;

    *ret_resume = (struct mat_resume){0};
    ret_resume->n_found = mat_journals_find(ret_resume->found);
    record = last_record(ret_resume);
    if (!record)
        return false;
    written = ret_resume->found[0].written_ms;
    if (written > now || now - written >= MAT_RESUME_WITHIN)
        return false;
    ret_resume->away = now - written;
    return mat_record_cut(record, &ret_resume->cut);
}

/* "22:10" of today, else with the date. */
static char *
when_text(struct mat_wall began, char buffer[WHEN_TEXT])
{
    char text[MAT_WALL_TEXT];
    bool today = mat_wall_day(began) == mat_wall_day(mat_wall_now(NULL, 0));

    mat_wall_text(began, text);
    mat_join(buffer, WHEN_TEXT, today && strlen(text) > 11 ? text + 11 : text,
             NULL);
    return buffer;
}

char *
mat_resume_why_not(const struct mat_resume *resume,
                   char buffer[MAT_RESUME_TEXT])
{
    const struct mat_record *record = last_record(resume);
    const char *why = " was cut off more than 10 minutes ago";
    struct mat_record_cut cut;
    enum mat_outcome outcome;
    char when[WHEN_TEXT];

    if (!record) {
        mat_join(buffer, MAT_RESUME_TEXT, "no session was cut off", NULL);
        return buffer;
    }
    if (mat_record_ended(record, &outcome))
        why = " had come to its end";
    else if (!mat_record_cut(record, &cut))
        why = " had hardly begun, or was about to end";
    else if (resume->found[0].written_ms > mat_wall_now(NULL, 0).ms)
        why = " was cut off, and the clock was set back since";
    mat_join(buffer, MAT_RESUME_TEXT, "the session of ",
             when_text(mat_record_head(record)->began, when), why, NULL);
    return buffer;
}

struct mat_wish
mat_resume_wish(const struct mat_resume *resume)
{
    const struct mat_record_head *head = last_head(resume);

    return (struct mat_wish){
        .plan = head->plan,
        .minutes = head->minutes,
        .stage = head->chosen,
        .skip = head->skip,
        .opt_in = head->opt_in,
    };
}

bool
mat_resume_is_of(const struct mat_resume *resume, const char *plan)
{
    const struct mat_record_head *head = last_head(resume);
    char *whole;
    bool same;

    if (strcmp(head->plan, plan) == 0)
        return true;
    whole = realpath(plan, NULL);
    same = whole && strcmp(head->plan, whole) == 0;
    free(whole);
    return same;
}

static void
ago_text(mat_ms away, char buffer[MAT_NUMBER_TEXT + 16])
{
    bool seconds = away < MAT_MINUTES(1);
    int64_t count = away / (seconds ? MAT_SECONDS(1) : MAT_MINUTES(1));
    char number[MAT_NUMBER_TEXT];

    if (count == 0)
        mat_join(number, sizeof(number), "less than a", NULL);
    else
        mat_number_text(count, number);
    mat_join(buffer, MAT_NUMBER_TEXT + 16, number,
             seconds ? " second" : " minute", count > 1 ? "s" : "", " ago",
             NULL);
}

void
mat_resume_text(const struct mat_resume *resume, char *buffer, size_t size)
{
    const struct mat_record_cut *cut = &resume->cut;
    char step[MAT_NUMBER_TEXT];
    char place[MAT_TIME_TEXT];
    char ago[MAT_NUMBER_TEXT + 16];

    ago_text(resume->away, ago);
    if (cut->cut.between)
        mat_join(buffer, size, "Cut off ", ago, ", before step ",
                 mat_number_text(cut->cut.segment + 1, step), ", after ",
                 cut->title, ".", NULL);
    else
        mat_join(buffer, size, "Cut off ", ago, " in step ",
                 mat_number_text(cut->cut.segment + 1, step), ", ", cut->title,
                 ", after ", mat_duration_text(cut->cut.place, place), ".",
                 NULL);
}

static bool
is_step(const struct mat_resume *resume, const struct mat_schedule *schedule,
        int segment)
{
    return segment >= 0 && segment < schedule->n_segments &&
           schedule->segments[segment].kind == resume->cut.kind &&
           strcmp(schedule->segments[segment].title, resume->cut.title) == 0;
}

bool
mat_resume_fits(const struct mat_resume *resume,
                const struct mat_schedule *schedule)
{
    int segment = resume->cut.cut.segment;

    if (schedule->n_segments != resume->cut.steps || segment < 0 ||
        segment >= schedule->n_segments)
        return false;
    return is_step(resume, schedule,
                   resume->cut.cut.between ? segment - 1 : segment);
}

enum mat_resume_answer
mat_resume_answer(int key)
{
    switch (key) {
    case 'y':
        return MAT_RESUME_TAKE_UP;
    case 'n':
        return MAT_RESUME_LEAVE;
    case 'q':
    case MAT_KEY_ESCAPE:
        return MAT_RESUME_QUIT;
    default:
        return MAT_RESUME_UNANSWERED;
    }
}

int
mat_resume_ask(enum mat_ask how, const struct mat_resume *resume,
               const char *instead, enum mat_resume_answer *ret_answer)
{
    char text[MAT_RESUME_TEXT];
    char *leave = mat_xprintf("If not, it goes into the history as "
                              "interrupted%s%s%s.",
                              instead ? ", and \"" : "", instead ? instead : "",
                              instead ? "\" begins" : "");
    const char *const lines[] = {text, "", "Take it up?", "", leave};
    const struct mat_page page = {
        .title = "A session was cut off",
        .lines = lines,
        .n_lines = sizeof(lines) / sizeof(lines[0]),
        .keys = "y take it up  n no  q quit",
    };
    enum mat_resume_answer answer = MAT_RESUME_UNANSWERED;
    struct mat_pager pager;
    int status = MAT_EXIT_DONE;
    int key;

    mat_resume_text(resume, text, sizeof(text));
    mat_pager_begin(&pager, how);
    while (status == MAT_EXIT_DONE && answer == MAT_RESUME_UNANSWERED) {
        status = mat_pager_show(&pager, &page, MAT_MS_NONE, &key);
        answer = mat_resume_answer(key);
    }
    mat_pager_end(&pager);
    free(leave);
    if (status == MAT_EXIT_DONE)
        *ret_answer = answer;
    return status;
}

static bool
is_among(const struct mat_record_head *head,
         const struct mat_found_journal *found, int n)
{
    for (int i = 0; i < n; i++) {
        const struct mat_record_head *other = mat_record_head(found[i].record);

        if (other && strcmp(other->id, head->id) == 0)
            return true;
    }
    return false;
}

/* Tells of a session that was found before a sweep and has gone since. */
static void
tell(const struct mat_record *record, const struct mat_found_journal *after,
     int n_after)
{
    const struct mat_record_head *head = mat_record_head(record);
    enum mat_outcome outcome;
    char when[WHEN_TEXT];
    bool ended;

    if (!head || is_among(head, after, n_after))
        return;
    ended = mat_record_ended(record, &outcome);
    mat_problem("the session of %s %s; it is in the history as %s",
                when_text(head->began, when),
                ended ? "had come to its end" : "was cut off",
                mat_word(&mat_outcomes, (int)outcome));
}

bool
mat_resume_sweep(mat_ms keep_ms)
{
    struct mat_found_journal before[MAT_JOURNALS_MAX];
    struct mat_found_journal after[MAT_JOURNALS_MAX];
    int n_before = mat_journals_find(before);
    int n_after;
    bool left;

    if (n_before == 0)
        return false;
    left = mat_history_sweep(keep_ms);
    n_after = mat_journals_find(after);
    for (int i = 0; i < n_before; i++)
        tell(before[i].record, after, n_after);
    mat_found_journals_done(after, n_after);
    mat_found_journals_done(before, n_before);
    return left;
}

void
mat_resume_done(struct mat_resume *resume)
{
    mat_found_journals_done(resume->found, resume->n_found);
    *resume = (struct mat_resume){0};
}
