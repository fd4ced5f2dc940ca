#include "cli/command.h"

#include <string.h>

#include "cli/complete.h"
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
    mat_out(stderr, "Try \"matsession help completion\".\n");
    return MAT_EXIT_USAGE;
}

const struct mat_command mat_command_completion = {
    .name = "completion",
    .arguments = "bash|zsh|fish",
    .least = 1,
    .most = 1,
    .summary = "Print what makes a shell complete commands.",
    .text =
        "With it the tab key completes commands, options and their words, the "
        "names of your plans, and files. Installing and the packages put it "
        "where each shell looks, so this is for a program that was not "
        "installed or a shell that looks elsewhere: in ~/.bashrc, or in "
        "~/.zshrc behind compinit, \"source <(matsession completion bash)\", "
        "with zsh for bash there; in config.fish \"matsession completion fish "
        "| source\". It asks the matsession in your PATH for the names.",
    .examples = "matsession completion bash > matsession.bash  to be sourced\n"
                "matsession completion zsh > _matsession  into a folder of "
                "fpath\n"
                "matsession completion fish > matsession.fish\n",
    .run = run,
};
