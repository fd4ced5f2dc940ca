#include <locale.h>

#include "cli/command.h"

int
main(int argc, char **argv)
{
    setlocale(LC_ALL, "");
    return mat_cli_main(argc, argv);
}
