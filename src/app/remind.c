#include "app/remind.h"

#include <stdlib.h>
#include <unistd.h>

#include "app/local_time.h"
#include "app/start_link.h"
#include "front/out.h"
#include "link/notify.h"
#include "matsession/text.h"
#include "store/lock.h"

/* Whoever tries it by hand is to see what comes of it. */
static void
tell(const char *text)
{
    if (isatty(STDOUT_FILENO))
        mat_out_wrapped(stdout, text, 0, mat_out_width(stdout));
}

/* --- whether --- */

static bool
is_running(void)
{
    char holder[MAT_HOLDER_TEXT];

    return mat_lock_is_held(holder);
}

static bool
was_today(const struct mat_ledger *ledger, mat_ms now)
{
    mat_ms noon = mat_noon_before(now);

    for (int i = 0; i < ledger->n_entries; i++) {
        const struct mat_past *past = &ledger->entries[i].past;

        if (past->began.ms >= noon && past->began.ms <= now &&
            mat_past_mat_time(past) > 0)
            return true;
    }
    return false;
}

/* \return why nothing is to be said, or NULL */
static const char *
silence(const struct mat_tonight *tonight, enum mat_reminder due)
{
    if (due == MAT_REMINDER_NONE)
        return "No reminder: the start is not near.";
    if (was_today(&tonight->prepared.past.ledger, tonight->now))
        return "No reminder: there was a session on the mat today.";
    if (is_running())
        return "No reminder: a session is running.";
    return NULL;
}

/* --- what --- */

static void
make_body(const struct mat_night *night, enum mat_reminder due, int minutes,
          char body[MAT_NOTIFY_BODY])
{
    bool has_mat = night->left != MAT_MS_NONE;
    char start[MAT_TIME_OF_DAY_TEXT];
    char end[MAT_TIME_OF_DAY_TEXT];
    char number[MAT_NUMBER_TEXT];

    mat_wall_time(mat_wall_at(night->start), start);
    mat_wall_time(mat_wall_at(has_mat ? night->left : night->ends), end);
    mat_number_text(minutes, number);
    if (due == MAT_REMINDER_LATE)
        mat_join(body, MAT_NOTIFY_BODY, "Start now with --minutes ", number,
                 " to leave the mat by ", end, ".", NULL);
    else
        mat_join(body, MAT_NOTIFY_BODY, "Start ",
                 due == MAT_REMINDER_NOW ? "now" : "at ",
                 due == MAT_REMINDER_NOW ? "" : start,
                 has_mat ? " to leave the mat at " : " to be done at ", end,
                 ".", NULL);
}

/* \return MAT_EXIT_DONE or MAT_EXIT_FAILED */
static int
show(const struct mat_config *config, const struct mat_notify_text *notice)
{
    struct mat_notify chain = {.settings = mat_links_notify_settings(config)};
    bool terminal = isatty(STDOUT_FILENO);
    char *line = mat_xprintf("%s: %s", notice->title, notice->body);

    tell(line);
    free(line);
    chain.settings.bell = true;
    chain.settings.send = terminal ? mat_links_send : NULL;
    if (mat_notify_once(&chain, notice) || terminal)
        return MAT_EXIT_DONE;
    mat_problem("nothing here can show a reminder: no desktop answers, and "
                "there is no terminal");
    return MAT_EXIT_FAILED;
}

static int
notify(const struct mat_notify_text *notice)
{
    struct mat_config config;
    int status = mat_load_config(&config);

    if (status == MAT_EXIT_DONE)
        status = show(&config, notice);
    mat_config_done(&config);
    return status;
}

int
mat_remind(struct mat_tonight *tonight)
{
    struct mat_night night = tonight->due;
    enum mat_reminder due = mat_night_reminder(&night, tonight->now);
    const char *why = silence(tonight, due);
    struct mat_notify_text notice;
    int minutes = 0;

    if (!why && due == MAT_REMINDER_LATE) {
        minutes = mat_tonight_shorter(tonight, &night);
        if (minutes == 0)
            why = "No reminder: it is too late for this plan tonight.";
    }
    if (why) {
        tell(why);
        return MAT_EXIT_DONE;
    }
    mat_text_shown(tonight->prepared.schedule->title, notice.title,
                   sizeof(notice.title));
    make_body(&night, due, minutes, notice.body);
    return notify(&notice);
}
