#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "front/out.h"
#include "store/ledger.h"
#include "store/paths.h"

#define BYTES_MAX ((size_t)64 * 1024 * 1024)
#define CHUNK ((size_t)16 * 1024)

static void
warn(void *to, const char *file, int line, const char *what)
{
    (void)to;
    if (line > 0)
        mat_problem("%s:%d: %s", file, line, what);
    else
        mat_problem("%s: %s", file, what);
}

/* Reads stdin to its end. \return 0 or an errno value */
static int
read_stdin(char **ret_text, size_t *ret_size)
{
    char chunk[CHUNK];
    char *text = NULL;
    size_t size = 0;
    size_t total = 0;
    size_t got;
    int error = 0;
    FILE *memory = open_memstream(&text, &size);

    if (!memory)
        mat_no_memory();
    while (total <= BYTES_MAX &&
           (got = fread(chunk, 1, sizeof(chunk), stdin)) > 0)
        total += fwrite(chunk, 1, got, memory);
    if (ferror(stdin))
        error = errno != 0 ? errno : EIO;
    else if (total > BYTES_MAX)
        error = EFBIG;
    if (fclose(memory) != 0)
        mat_no_memory();
    if (error) {
        free(text);
        return error;
    }
    *ret_text = text;
    *ret_size = size;
    return 0;
}

static int
fail_read(const char *file, int error)
{
    mat_problem("cannot read %s: %s", file,
                error == EFBIG    ? "it is larger than 64 MiB"
                : error == EINVAL ? "it is no regular file; \"-\" is stdin"
                                  : strerror(error));
    return MAT_EXIT_FAILED;
}

static void
put_summary(const struct mat_import *import)
{
    mat_out(stdout, "%d line%s added, %d %s here already", import->added,
            import->added == 1 ? "" : "s", import->known,
            import->known == 1 ? "was" : "were");
    if (import->wrong > 0)
        mat_out(stdout, ", %d left out", import->wrong);
    mat_out(stdout, ".\n");
}

static int
run(const struct mat_call *call)
{
    bool from_stdin = strcmp(call->arguments[0], "-") == 0;
    const char *file = from_stdin ? "stdin" : call->arguments[0];
    struct mat_import import = {0};
    char *text = NULL;
    size_t size = 0;
    int error;

    error = from_stdin ? read_stdin(&text, &size)
                       : mat_file_read(file, BYTES_MAX, &text, &size);
    if (error)
        return fail_read(file, error);
    mat_history_tidy();
    error = mat_ledger_import(text, size, file, warn, NULL, &import);
    free(text);
    if (!error || import.added > 0)
        put_summary(&import);
    if (error) {
        mat_problem("cannot write the history: %s%s", mat_history_why(error),
                    import.added > 0 ? "; what was added stays" : "");
        return MAT_EXIT_FAILED;
    }
    return import.wrong > 0 ? MAT_EXIT_WRONG_FILE : MAT_EXIT_DONE;
}

const struct mat_command mat_command_import = {
    .name = "import",
    .arguments = "FILE",
    .least = 1,
    .most = 1,
    .summary = "Take in what \"matsession export\" has printed.",
    .text =
        "What is here already is not added again, so it does no harm to do it "
        "twice. A line that is wrong is told with its place and left out; the "
        "good ones are taken. FILE may be - for stdin, and holds at most 64 "
        "MiB.",
    .examples = "matsession import history.jsonl\n"
                "matsession import -  reads what a pipe brings\n",
    .run = run,
};
