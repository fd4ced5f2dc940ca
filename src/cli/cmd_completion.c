#include "cli/command.h"

#include <string.h>

#include "cli/complete.h"
#include "cli/help.h"
#include "front/out.h"

#define SHELLS_MAX 8

static int
run(const struct mat_call *call)
{
    const char *name = call->arguments[0];
    const char *names[SHELLS_MAX];
    char advice[MAT_ADVICE_TEXT];
    int count = mat_n_shells < SHELLS_MAX ? mat_n_shells : SHELLS_MAX;

    for (int i = 0; i < count; i++) {
        names[i] = mat_shells[i].name;
        if (strcmp(name, names[i]) == 0) {
            mat_shells[i].print(stdout);
            return MAT_EXIT_DONE;
        }
    }
    mat_word_advice(names, count, name, advice, sizeof(advice));
    mat_problem("completion: no script for \"%s\"%s%s", name,
                *advice ? advice : "; use ",
                *advice ? "" : call->command->arguments);
    return mat_help_try(call->command);
}

const struct mat_command mat_command_completion = {
    .name = "completion",
    .arguments = "bash|zsh|fish",
    .least = 1,
    .most = 1,
    .summary = "Print what makes a shell complete commands.",
    .text =
        "With it the tab key completes commands, options and their words, the "
        "names of your plans, and files. It asks the matsession in your PATH "
        "for the names.\n"
        "\n"
        "An installed matsession has put it where each shell looks. For one "
        "that is not installed, or a shell that looks elsewhere, add a line to "
        "what your shell reads when it starts:\n"
        "- ~/.bashrc: source <(matsession completion bash)\n"
        "- ~/.zshrc, below compinit: source <(matsession completion zsh)\n"
        "- config.fish: matsession completion fish | source",
    .examples = "matsession completion bash > matsession.bash  to be sourced\n"
                "matsession completion zsh > _matsession  into a folder of "
                "fpath\n"
                "matsession completion fish > matsession.fish\n",
    .run = run,
};
