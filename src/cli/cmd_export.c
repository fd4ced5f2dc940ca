#include "cli/command.h"

#include <string.h>
#include <unistd.h>

#include "app/history.h"
#include "front/out.h"
#include "store/ledger.h"

/* A file or a program gets each line as it is, byte for byte. */
static bool
put_line(void *to, const char *line)
{
    const bool *people = to;

    if (*people)
        mat_out(stdout, "%s\n", line);
    else
        puts(line);
    return !ferror(stdout);
}

static void
warn(void *to, const char *file, int line, const char *what)
{
    (void)to;
    if (line > 0)
        mat_problem("%s:%d: %s; the line is left out", file, line, what);
    else
        mat_problem("%s: %s; it is left out", file, what);
}

static int
run(const struct mat_call *call)
{
    bool people = isatty(STDOUT_FILENO);
    int error;

    (void)call;
    mat_history_tidy();
    error = mat_ledger_export(put_line, &people, warn, NULL);
    /* What could not be written is said when the program ends. */
    if (error == 0 || ferror(stdout))
        return MAT_EXIT_DONE;
    mat_problem("cannot read the history: %s", strerror(error));
    return MAT_EXIT_FAILED;
}

const struct mat_command mat_command_export = {
    .name = "export",
    .arguments = "",
    .least = 0,
    .most = 0,
    .summary = "Print the whole history, for a copy or another computer.",
    .text =
        "One JSON object a line: every session, and what was said about it "
        "afterwards. A session that was forgotten is in it as well, with the "
        "line that says so. \"matsession import\" takes it in again.",
    .examples = "matsession export > history.jsonl\n",
    .run = run,
};
