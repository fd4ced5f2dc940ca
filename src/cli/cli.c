#include "cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "cli/help.h"
#include "cli/parse.h"
#include "front/out.h"

static int
print_help(const struct mat_command *command)
{
    int width = mat_out_width(stdout);

    if (command)
        mat_help_command(stdout, width, command);
    else
        mat_help_overview(stdout, width);
    return MAT_EXIT_DONE;
}

static int
take(enum mat_parsed parsed, const struct mat_call *call, const char *error)
{
    switch (parsed) {
    case MAT_PARSED_CALL:
        return call->command->run(call);
    case MAT_PARSED_HELP:
        return print_help(call->command);
    case MAT_PARSED_VERSION:
        mat_out(stdout, "matsession %s\n", MATSESSION_VERSION);
        return MAT_EXIT_DONE;
    case MAT_PARSED_NOTHING:
        mat_help_short(stderr, mat_out_width(stderr));
        mat_out(stderr, "\n");
        return mat_help_try(NULL);
    case MAT_PARSED_WRONG:
        break;
    }
    mat_problem("%s", error);
    return mat_help_try(call->command);
}

/* What was printed may only fail now, on a full disk for instance. */
static int
finish(int status)
{
    bool failed = fflush(stdout) != 0;
    int error = errno;

    /* Of what failed already something was said. */
    if (status == MAT_EXIT_FAILED || (!failed && !ferror(stdout)))
        return status;
    mat_problem("cannot write the output%s%s", failed ? ": " : "",
                failed ? strerror(error) : "");
    return status == MAT_EXIT_DONE ? MAT_EXIT_FAILED : status;
}

int
mat_cli_main(int argc, char **argv)
{
    char error[MAT_USAGE_TEXT] = "";
    struct mat_call call;
    enum mat_parsed parsed = mat_parse(argc, argv, &call, error);
    int status = finish(take(parsed, &call, error));

    mat_call_done(&call);
    return status;
}
