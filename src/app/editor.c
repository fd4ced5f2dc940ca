#include "app/editor.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "app/exit.h"
#include "front/out.h"
#include "link/child.h"

/* What a shell ends with when there is no such program, and when it is none. */
#define NOT_FOUND 127
#define NOT_RUN 126

/* Who is called, and where that is written. */
struct editor {
    char *command;
    const char *from; /* "VISUAL"; NULL: nowhere */
};

static struct editor
choose(void)
{
    static const char *const variables[] = {"VISUAL", "EDITOR"};
    static const char *const usual[] = {"editor", "vi"};

    for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
        const char *value = getenv(variables[i]);

        /* A blank alone would make a command of the plan. */
        if (value && value[strspn(value, " \t\n")] != '\0')
            return (struct editor){mat_xcopy(value), variables[i]};
    }
    for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
        char *path = mat_child_find(usual[i]);

        free(path);
        if (path)
            return (struct editor){mat_xcopy(usual[i]), NULL};
    }
    return (struct editor){0};
}

/* Signals of the keyboard, which reach us as well as the editor. */
static const int keyboard[] = {SIGINT, SIGQUIT};

#define N_KEYBOARD (sizeof(keyboard) / sizeof(*keyboard))

static void
ignore_keyboard(struct sigaction ret_before[N_KEYBOARD])
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigemptyset(&ignore.sa_mask);
    for (size_t i = 0; i < N_KEYBOARD; i++)
        sigaction(keyboard[i], &ignore, &ret_before[i]);
}

static void
mind_keyboard(const struct sigaction before[N_KEYBOARD])
{
    for (size_t i = 0; i < N_KEYBOARD; i++)
        sigaction(keyboard[i], &before[i], NULL);
}

/* \param ret_status    set on success, as waitpid() tells it
 * \return 0 or an errno value */
static int
run(const char *command, const char *path, int *ret_status)
{
    char *script = mat_xprintf("%s \"$@\"", command);
    struct sigaction before[N_KEYBOARD];
    int error = 0;
    pid_t child;

    ignore_keyboard(before);
    child = fork();
    if (child == 0) {
        mind_keyboard(before);
        execl("/bin/sh", "sh", "-c", script, "sh", path, (char *)NULL);
        _exit(NOT_FOUND);
    }
    if (child < 0)
        error = errno;
    while (child > 0 && waitpid(child, ret_status, 0) < 0) {
        if (errno == EINTR)
            continue;
        error = errno;
        break;
    }
    mind_keyboard(before);
    free(script);
    return error;
}

/* A killed editor leaves the terminal as it used it. In the background this
 * would stop us. */
static void
put_right(const struct termios *before)
{
    if (tcgetpgrp(STDIN_FILENO) == getpgrp())
        tcsetattr(STDIN_FILENO, TCSANOW, before);
}

/* The signal that ended it; 0: none. The shell has a number of its own for one
 * that ended what it ran. */
static int
signal_of(int status)
{
    int code;

    if (WIFSIGNALED(status))
        return WTERMSIG(status);
    code = WEXITSTATUS(status) - MAT_EXIT_SIGNAL;
    return code > 0 && code < NSIG ? code : 0;
}

static int
say_end(const struct editor *editor, int status)
{
    const char *variable = editor->from ? editor->from : "VISUAL or EDITOR";
    int ended = signal_of(status);
    int code = WEXITSTATUS(status);

    if (ended > 0)
        mat_problem("the editor \"%s\" was ended by signal %d", editor->command,
                    ended);
    else if (code == NOT_FOUND || code == NOT_RUN)
        mat_problem("the editor \"%s\" %s; set %s to another", editor->command,
                    code == NOT_FOUND ? "was not found" : "cannot be run",
                    variable);
    else if (code > 0)
        mat_problem("the editor \"%s\" failed with status %d", editor->command,
                    code);
    else
        return MAT_EXIT_DONE;
    return MAT_EXIT_FAILED;
}

int
mat_editor_run(const char *path)
{
    struct editor editor = choose();
    struct termios before;
    bool terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    int exit_status = MAT_EXIT_FAILED;
    char *file;
    int status = 0;
    int error;

    if (!editor.command) {
        mat_problem("there is no editor; name yours in VISUAL or EDITOR");
        return exit_status;
    }
    file = mat_xprintf("%s%s", path[0] == '-' ? "./" : "", path);
    fflush(NULL);
    error = run(editor.command, file, &status);
    if (terminal)
        put_right(&before);
    if (error)
        mat_problem("cannot start the editor: %s", strerror(error));
    else
        exit_status = say_end(&editor, status);
    free(file);
    free(editor.command);
    return exit_status;
}
