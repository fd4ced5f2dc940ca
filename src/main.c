#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "cli/command.h"

/* What is opened must not come to stand where something is read or printed: the
 * lock, the journal or a socket, behind a stdout that was closed. What stands
 * there instead fails like a closed file. */
static void
fill_closed_files(void)
{
    for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++) {
        if (fcntl(file, F_GETFD) < 0)
            (void)open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

int
main(int argc, char **argv)
{
    fill_closed_files();
    setlocale(LC_ALL, "");
    /* A file that may not grow is an error like any other. */
    signal(SIGXFSZ, SIG_IGN);
    return mat_cli_main(argc, argv);
}
