#include <locale.h>
#include <signal.h>

#include "cli/command.h"

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    /* A file that may not grow is an error like any other. */
    signal(SIGXFSZ, SIG_IGN);
    return mat_cli_main(argc, argv);
}
