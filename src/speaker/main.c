#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "speaker/file.h"
#include "speaker/live.h"

int
main(int argc, char **argv)
{
    bool to_file = argc == 2 && strcmp(argv[1], "--file") == 0;
    struct mat_guard guard = {0};
    int status;

    signal(SIGPIPE, SIG_IGN);
    (void)mat_guard_start(&guard); /* without one there is sound, too */
    status = (to_file ? mat_file_run : mat_live_run)(STDIN_FILENO,
                                                     STDOUT_FILENO, &guard);
    mat_guard_end(&guard);
    return status;
}
