#include "cli/command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "app/history.h"
#include "front/out.h"
#include "store/ledger.h"

/* Where the lines go. */
struct output {
    bool people;
    int error; /* 0, or why it cannot be written */
};

/* A file or a program gets each line as it is, byte for byte. */
static bool
put_line(void *to, const char *line)
{
    struct output *output = to;

    errno = 0;
    if (output->people)
        mat_out(stdout, "%s\n", line);
    else
        puts(line);
    if (!ferror(stdout))
        return true;
    output->error = errno ? errno : EIO;
    return false;
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
    struct output output = {.people = isatty(STDOUT_FILENO)};
    int error;

    (void)call;
    mat_history_tidy();
    error = mat_ledger_export(put_line, &output, warn, NULL);
    if (output.error)
        mat_problem("cannot write the output: %s", strerror(output.error));
    else if (error)
        mat_problem("cannot read the history: %s", strerror(error));
    return error || output.error ? MAT_EXIT_FAILED : MAT_EXIT_DONE;
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
