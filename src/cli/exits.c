#include "cli/exits.h"

#include "app/exit.h"

const struct mat_exit_row mat_exits[] = {
    {MAT_EXIT_DONE, "0", "done"},
    {MAT_EXIT_FAILED, "1",
     "could not: a file cannot be read or written, or no memory"},
    {MAT_EXIT_USAGE, "2", "the command line is wrong"},
    {MAT_EXIT_REFUSED, "3", "refused by the safety table"},
    {MAT_EXIT_UNANSWERED, "4",
     "an answer is needed (screening, today's questions) and nobody is there "
     "to give it"},
    {MAT_EXIT_WRONG_FILE, "5",
     "a plan, table, profile or config.yaml is wrong, or a line of an import"},
    {MAT_EXIT_NO_SUCH, "6",
     "there is no such plan, nothing is running, or nothing to take up, rate "
     "or show"},
    {MAT_EXIT_STOPPED, "7", "stopped early by choice"},
    {MAT_EXIT_UNWELL, "8", "stopped unwell"},
    {MAT_EXIT_INTERRUPTED, "9",
     "interrupted: the machine slept and nobody answered, or the terminal "
     "went away"},
    {MAT_EXIT_BUSY, "10", "another session is running"},
    {MAT_EXIT_SIGNAL, "128+N", "ended by signal N"},
};

const int mat_n_exits = (int)(sizeof(mat_exits) / sizeof(mat_exits[0]));
