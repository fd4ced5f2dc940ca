#include "app/start_link.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/terminal.h"
#include "front/out.h"
#include "front/tui.h"
#include "store/paths.h"

static void
mention(void *to, const char *text)
{
    const struct mat_session *session = to;

    mat_keep_mention(session->keep, text);
}

/* --- notifications --- */

/* Without the screen nothing tells; who has no terminal sees none. */
static bool
in_view(void *to)
{
    const struct mat_session *session = to;

    if (session->on_screen)
        return mat_tui_in_view();
    return isatty(STDOUT_FILENO) || isatty(STDERR_FILENO);
}

/* Where the locale is not UTF-8 the terminal may not be, either. */
static void
make_ascii(char *text)
{
    char *to = text;

    for (; *text != '\0'; text++) {
        unsigned char byte = (unsigned char)*text;

        if (byte < 0x80 || byte >= 0xc0)
            *to++ = byte < 0x80 ? *text : '?';
    }
    *to = '\0';
}

void
mat_links_send(void *to, const char *bytes)
{
    char sequence[MAT_NOTIFY_ESCAPE];

    (void)to;
    strncpy(sequence, bytes, sizeof(sequence) - 1);
    sequence[sizeof(sequence) - 1] = '\0';
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        make_ascii(sequence);
    if (mat_tui_is_open()) {
        mat_tui_send(sequence);
    } else if (isatty(STDOUT_FILENO) && mat_out_ready(stdout, 0)) {
        fputs(sequence, stdout);
        fflush(stdout);
    }
}

struct mat_notify_settings
mat_links_notify_settings(const struct mat_config *config)
{
    const char *tmux = getenv("TMUX");

    return (struct mat_notify_settings){
        .by = (enum mat_notify_by)config->notify_by,
        .steps = (enum mat_notify_steps)config->notify_steps,
        .escape = (enum mat_escape)config->notify_escape,
        .tmux = tmux && tmux[0] != '\0',
    };
}

/* Whoever reads facts gets no bytes for a terminal among them. */
static void
begin_notify(struct mat_session *session, struct mat_links *links,
             struct mat_runner *runner)
{
    struct mat_notify_settings *settings = &links->notify.settings;

    *settings = mat_links_notify_settings(session->config);
    if (settings->by == MAT_NOTIFY_OFF)
        return;
    settings->bell = !session->options->quiet;
    settings->in_view = in_view;
    if (session->on_screen || session->options->show != MAT_SHOW_JSON)
        settings->send = mat_links_send;
    settings->to = session;
    mat_runner_add(runner, mat_notify_sink(&links->notify));
    if (session->on_screen && settings->steps == MAT_NOTIFY_AWAY)
        mat_tui_watch_view();
}

/* --- hooks --- */

static void
begin_hooks(struct mat_session *session, struct mat_links *links,
            struct mat_runner *runner)
{
    links->folder = mat_path(MAT_BASE_CONFIG, "hooks");
    if (!links->folder)
        return;
    links->hooks.folder = links->folder;
    links->hooks.complain = mention;
    links->hooks.to = session;
    mat_hooks_check(&links->hooks);
    mat_runner_add(runner, mat_hooks_sink(&links->hooks));
}

/* --- inhibition --- */

static void
begin_inhibit(struct mat_links *links, struct mat_runner *runner)
{
    runner->inhibit = &links->inhibit;
    mat_runner_add(runner, mat_inhibit_sink(&links->inhibit));
}

/* --- all of them --- */

void
mat_links_begin(struct mat_session *session, struct mat_links *links,
                struct mat_runner *runner)
{
    if (session->options->speed > 1)
        return;
    if (session->config->hooks)
        begin_hooks(session, links, runner);
    begin_notify(session, links, runner);
    if (session->config->inhibit)
        begin_inhibit(links, runner);
}

void
mat_links_over(struct mat_links *links)
{
    mat_inhibit_end(&links->inhibit);
    mat_hooks_over(&links->hooks);
    mat_notify_settle(&links->notify);
}

void
mat_links_end(struct mat_links *links)
{
    if (mat_hooks_busy(&links->hooks))
        mat_terminal_give_back();
    mat_hooks_end(&links->hooks);
    mat_notify_end(&links->notify);
    free(links->folder);
    *links = (struct mat_links){0};
}
