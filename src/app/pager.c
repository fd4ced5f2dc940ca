#include "app/pager.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/signals.h"
#include "app/terminal.h"
#include "front/ask.h"
#include "front/out.h"
#include "front/tui.h"

#define NS_PER_MS ((int64_t)1000000)

bool
mat_can_ask(void)
{
    return isatty(STDIN_FILENO) &&
           (isatty(STDERR_FILENO) || isatty(STDOUT_FILENO));
}

void
mat_pager_begin(struct mat_pager *pager, enum mat_ask how)
{
    memset(pager, 0, sizeof(*pager));
    pager->how = how;
    if (how == MAT_ASK_LINES)
        return;
    pager->page = mat_xalloc(sizeof(*pager->page));
    mat_signals_take();
    pager->signals = true;
    if (mat_tui_is_open())
        return;
    mat_terminal_guard();
    pager->opened = mat_tui_open(MAT_PALETTE_DAY);
    if (!pager->opened) {
        mat_pager_end(pager);
        pager->how = MAT_ASK_LINES;
    }
}

void
mat_pager_end(struct mat_pager *pager)
{
    if (pager->opened)
        mat_tui_close();
    if (pager->signals)
        mat_signals_give_back();
    free(pager->page);
    memset(pager, 0, sizeof(*pager));
}

/* Lays the form out, and lets it know whether it is in sight as a whole.
 * \return how far it can be scrolled */
static int
lay_out(struct mat_form_page *page, struct mat_form *form, int scroll)
{
    const struct mat_layout_style style = mat_tui_style();
    struct mat_grid *grid = mat_tui_grid();
    int rows = mat_layout_page_rows(grid->rows);
    int total;

    mat_form_page(form, page);
    page->page.scroll = scroll;
    total = mat_layout_page(&page->page, &style, grid);
    form->step = total <= rows ? 0 : rows < 6 ? 1 : rows / 3;
    return total > rows ? total - rows : 0;
}

/* Draws, and bounds the scroll of a page to read; the layout itself keeps a
 * cursor in sight. */
static void
draw(struct mat_form_page *page, struct mat_form *form, int *scroll)
{
    int step = form->step;
    int most = lay_out(page, form, *scroll);

    if (form->step != step)
        most = lay_out(page, form, *scroll); /* what Enter does has changed */
    if (*scroll > most)
        *scroll = most;
    mat_tui_draw();
}

static void
scroll_by(enum mat_form_event event, int *scroll)
{
    int screen = mat_layout_page_rows(mat_tui_grid()->rows) - 1;

    if (screen < 1)
        screen = 1;
    switch (event) {
    case MAT_FORM_SCROLL_UP:
        *scroll -= 1;
        break;
    case MAT_FORM_SCROLL_DOWN:
        *scroll += 1;
        break;
    case MAT_FORM_SCREEN_UP:
        *scroll -= screen;
        break;
    case MAT_FORM_SCREEN_DOWN:
        *scroll += screen;
        break;
    default:
        break;
    }
    if (*scroll < 0)
        *scroll = 0;
}

/* Takes the keys that are there. \return whether the form is answered */
static bool
take_keys(struct mat_form *form, int *scroll, enum mat_form_event *ret_event)
{
    int key;

    while ((key = mat_tui_key()) != MAT_KEY_NONE) {
        enum mat_form_event event = mat_form_key(form, key);

        if (event == MAT_FORM_NEXT || event == MAT_FORM_BACK ||
            event == MAT_FORM_LEAVE) {
            *ret_event = event;
            return true;
        }
        scroll_by(event, scroll);
    }
    return false;
}

/* Waits for keys and does what signals ask for.
 * \param ret_late set when the time was over first */
static int
wait_for_keys(int64_t timeout_ns, bool *ret_late)
{
    struct pollfd terminal = {.fd = STDIN_FILENO, .events = POLLIN};
    struct mat_signals signals;
    int ready = mat_signals_wait(&terminal, 1, timeout_ns, &signals);

    *ret_late = ready == 0 && !signals.resized && !signals.stop_asked &&
                !signals.continued;

    if (signals.ended == SIGHUP && mat_terminal_hung_up())
        return MAT_EXIT_INTERRUPTED;
    if (signals.ended != 0)
        return MAT_EXIT_SIGNAL + signals.ended;
    if (signals.stop_asked) {
        mat_tui_suspend();
        mat_signals_stop_here();
        mat_tui_resume();
    }
    if (signals.continued) {
        mat_terminal_take_again();
    }
    if (signals.resized || signals.stop_asked)
        mat_tui_resize();
    if (ready < 0 || (ready > 0 && mat_terminal_has_gone(&terminal)))
        return MAT_EXIT_INTERRUPTED;
    return MAT_EXIT_DONE;
}

static int
run_page(struct mat_form_page *page, struct mat_form *form,
         enum mat_form_event *ret_event)
{
    int scroll = 0;
    int status = MAT_EXIT_DONE;
    bool late;

    /* What was typed before the page could be seen is no answer to it. */
    mat_terminal_forget_typed();
    do {
        draw(page, form, &scroll);
        status = wait_for_keys(INT64_MAX, &late);
    } while (status == MAT_EXIT_DONE && !take_keys(form, &scroll, ret_event));
    return status;
}

static void
write_line(void *to, const char *text)
{
    FILE *file = to;
    size_t size = strlen(text);

    if (size > 0 && text[size - 1] == '\n')
        mat_out_wrapped(file, text, 0, mat_out_width(file));
    else
        mat_out(file, "%s", text);
    fflush(file);
}

int
mat_pager_run(struct mat_pager *pager, struct mat_form *form,
              enum mat_form_event *ret_event)
{
    if (pager->how == MAT_ASK_PAGES)
        return run_page(pager->page, form, ret_event);
    return mat_ask_form(form, stdin, write_line, stderr, ret_event)
               ? MAT_EXIT_DONE
               : MAT_EXIT_UNANSWERED;
}

int
mat_pager_show(const struct mat_page *page, mat_ms at_most)
{
    const struct mat_layout_style style = mat_tui_style();
    int status = MAT_EXIT_DONE;
    bool late = false;

    while (status == MAT_EXIT_DONE && !late && mat_tui_key() == MAT_KEY_NONE) {
        mat_layout_page(page, &style, mat_tui_grid());
        mat_tui_draw();
        status = wait_for_keys(at_most * NS_PER_MS, &late);
    }
    mat_terminal_forget_typed();
    return status;
}
