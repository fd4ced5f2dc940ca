#include <string.h>
#include <unistd.h>

#include "speaker/file.h"
#include "speaker/live.h"

int
main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--file") == 0)
        return mat_file_run(STDIN_FILENO, STDOUT_FILENO);
    return mat_live_run(STDIN_FILENO, STDOUT_FILENO);
}
