#include "cli/command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/history.h"
#include "app/local_time.h"
#include "app/past.h"
#include "app/resume.h"
#include "cli/log_csv.h"
#include "cli/log_text.h"
#include "front/out.h"
#include "matsession/text.h"
#include "store/date.h"

/* The longest span that --since takes: a hundred years. */
#define DAYS_MOST 36500

/* Reads "30d" or "4w" as days. */
static bool
span_parse(const char *text, int64_t *ret_days)
{
    size_t length = strlen(text);
    char digits[8] = "";
    int days = 1;
    int64_t count;

    if (length < 2 || length > sizeof(digits))
        return false;
    if (text[length - 1] == 'w')
        days = 7;
    else if (text[length - 1] != 'd')
        return false;
    memcpy(digits, text, length - 1);
    if (!mat_number_parse(digits, DAYS_MOST / days, &count))
        return false;
    *ret_days = count * days;
    return true;
}

/* The first day that is wanted. */
static bool
since_parse(const char *text, int64_t *ret_day)
{
    int64_t back;

    if (mat_date_parse(text, ret_day))
        return true;
    if (!span_parse(text, &back))
        return false;
    *ret_day = mat_wall_day(mat_wall_now(NULL, 0)) - back;
    return true;
}

/* Names a session that was cut off and can be taken up. Where one runs, the
 * journal is its own. */
static void
tell_of_cut_off(void)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];
    struct mat_resume resume = {0};
    char text[MAT_RESUME_TEXT];
    bool found;

    (void)mat_lock_take(&lock, "matsession log", holder);
    found = lock.journal && mat_resume_find(&resume);
    mat_lock_release(&lock);
    if (found) {
        mat_resume_text(&resume, text, sizeof(text));
        mat_problem("%s can be taken up with \"matsession start --resume\". %s",
                    mat_resume_wish(&resume).plan, text);
    }
    mat_resume_done(&resume);
}

/* Brings those that began on \p first_day or later together, in their order.
 * \return how many */
static int
choose(struct mat_ledger *ledger, int64_t first_day)
{
    int kept = 0;

    for (int i = 0; i < ledger->n_entries; i++) {
        struct mat_entry entry = ledger->entries[i];

        if (mat_wall_day(entry.past.began) < first_day)
            continue;
        ledger->entries[i] = ledger->entries[kept];
        ledger->entries[kept++] = entry;
    }
    return kept;
}

/* A program gets each object as it is; on a terminal, what would steer it is
 * shown as question marks. */
static void
put_json(const struct mat_entry *entries, int count)
{
    bool people = isatty(STDOUT_FILENO);

    for (int i = count - 1; i >= 0; i--) {
        char *line = mat_entry_json(&entries[i]);

        if (!line)
            mat_no_memory();
        if (people)
            mat_out(stdout, "%s\n", line);
        else
            puts(line);
        free(line);
    }
}

static void
put(const struct mat_call *call, const struct mat_entry *entries, int count)
{
    if (mat_call_has(call, MAT_OPTION_JSON))
        put_json(entries, count);
    else if (mat_call_has(call, MAT_OPTION_CSV))
        mat_log_csv(stdout, entries, count);
    else if (count > 0)
        mat_log_text(stdout, entries, count, mat_out_width(stdout));
    else
        mat_out(stdout, "No sessions%s.\n",
                mat_call_has(call, MAT_OPTION_SINCE) ? " since that day"
                                                     : " yet");
}

static int
run(const struct mat_call *call)
{
    const char *since = mat_call_value(call, MAT_OPTION_SINCE);
    int most = mat_call_number(call, MAT_OPTION_COUNT, INT32_MAX);
    int64_t first_day = INT64_MIN;
    struct mat_known_past past;
    bool unread;
    int kept;

    if (since && !since_parse(since, &first_day)) {
        mat_problem("--since: \"%s\" is no day; write it as YYYY-MM-DD, or as "
                    "so many days or weeks: 30d, 4w",
                    since);
        return MAT_EXIT_USAGE;
    }
    mat_history_tidy();
    if (!mat_call_has(call, MAT_OPTION_JSON) &&
        !mat_call_has(call, MAT_OPTION_CSV))
        tell_of_cut_off();
    mat_known_past_load(&past, MAT_LEDGER_WHOLE);
    unread = past.unread;
    kept = choose(&past.ledger, first_day);
    if (!unread)
        put(call, past.ledger.entries + (kept > most ? kept - most : 0),
            kept < most ? kept : most);
    mat_known_past_done(&past);
    return unread ? MAT_EXIT_FAILED : MAT_EXIT_DONE;
}

const struct mat_command mat_command_log = {
    .name = "log",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "List past sessions, the newest first.",
    .text =
        "A session is a line: when it began by the clock of that place, the "
        "plan, the time on the mat, how it ended, the stage, how strong it "
        "was, how the skin was, and your note. What nobody has said is left "
        "out.\n"
        "\n"
        "With --json each session is the whole record, one object a line; "
        "with --csv it is a row with a title for each column, and a ' stands "
        "before text that a spreadsheet would take for a formula. Both tell "
        "the id of a session.",
    .examples = "matsession log -n 10\n"
                "matsession log --since 4w\n"
                "matsession log --csv > sessions.csv\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_COUNT) |
               MAT_OPTION_BIT(MAT_OPTION_SINCE) |
               MAT_OPTION_BIT(MAT_OPTION_JSON) | MAT_OPTION_BIT(MAT_OPTION_CSV),
    .run = run,
};
