#include "app/pager.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/signals.h"
#include "app/terminal.h"
#include "front/ask.h"
#include "front/out.h"
#include "front/raw_keys.h"
#include "front/tui.h"

#define NS_PER_MS ((int64_t)1000000)

/* How long the second digit of a ten is waited for. */
#define MORE_FOR MAT_SECONDS(1)

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
    if (how != MAT_ASK_PAGES)
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

static void
stop_here(enum mat_ask how)
{
    if (how == MAT_ASK_PAGES)
        mat_tui_suspend();
    else
        mat_raw_keys_close();
    mat_signals_stop_here();
    if (how == MAT_ASK_PAGES)
        mat_tui_resume();
    else
        (void)mat_raw_keys_open();
}

/* Waits for keys and does what signals ask for.
 * \param ret_late set when the time was over first */
static int
wait_for_keys(enum mat_ask how, int64_t timeout_ns, bool *ret_late)
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
    if (signals.stop_asked)
        stop_here(how);
    if (signals.continued && how == MAT_ASK_PAGES)
        mat_terminal_take_again();
    if ((signals.resized || signals.stop_asked) && how == MAT_ASK_PAGES)
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
        status = wait_for_keys(MAT_ASK_PAGES, INT64_MAX, &late);
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

static int64_t
in_ns(mat_ms at_most)
{
    return at_most == MAT_MS_NONE ? INT64_MAX : at_most * NS_PER_MS;
}

static int
lower(int key)
{
    return key >= 'A' && key <= 'Z' ? key + ('a' - 'A') : key;
}

/* Whether a key moves a page by \p most lines at most. */
static bool
moves(int key, int most, int *scroll)
{
    switch (most > 0 ? key : MAT_KEY_NONE) {
    case MAT_KEY_UP:
        scroll_by(MAT_FORM_SCROLL_UP, scroll);
        return true;
    case MAT_KEY_DOWN:
        scroll_by(MAT_FORM_SCROLL_DOWN, scroll);
        return true;
    case MAT_KEY_PAGE_UP:
        scroll_by(MAT_FORM_SCREEN_UP, scroll);
        return true;
    case MAT_KEY_PAGE_DOWN:
        scroll_by(MAT_FORM_SCREEN_DOWN, scroll);
        return true;
    default:
        return false;
    }
}

/* \return how far the page can be moved */
static int
draw_page(const struct mat_page *page, int *scroll)
{
    const struct mat_layout_style style = mat_tui_style();
    struct mat_grid *grid = mat_tui_grid();
    struct mat_page moved = *page;
    int most;

    moved.scroll = *scroll;
    most = mat_layout_page(&moved, &style, grid) -
           mat_layout_page_rows(grid->rows);
    if (most < 0)
        most = 0;
    if (*scroll > most)
        *scroll = most;
    mat_tui_draw();
    return most;
}

static int
key_on_page(const struct mat_page *page, mat_ms at_most, int *ret_key)
{
    int scroll = page->scroll;
    int status;
    bool late;

    *ret_key = MAT_KEY_NONE;
    do {
        int most = draw_page(page, &scroll);
        int key;

        status = wait_for_keys(MAT_ASK_PAGES, in_ns(at_most), &late);
        if (status != MAT_EXIT_DONE)
            return status;
        do
            key = mat_tui_key();
        while (moves(key, most, &scroll));
        *ret_key = key;
    } while (*ret_key == MAT_KEY_NONE && !late);
    return status;
}

/* Once the terminal is others', nobody answers any more. */
static int
raw_key(mat_ms at_most, int *ret_key)
{
    int status;
    bool late;

    *ret_key = MAT_KEY_NONE;
    do {
        status = wait_for_keys(MAT_ASK_KEYS, in_ns(at_most), &late);
        if (status == MAT_EXIT_DONE && mat_raw_keys_open())
            *ret_key = mat_raw_keys_read();
        else
            return status;
    } while (*ret_key == MAT_KEY_NONE && !late);
    return status;
}

static void
print_page(const struct mat_page *page)
{
    int width = mat_out_width(stderr);

    mat_out(stderr, "\n");
    for (int i = 0; i < page->n_lines; i++) {
        if (page->lines[i][0] == '\0')
            mat_out(stderr, "\n");
        else
            mat_out_wrapped(stderr, page->lines[i], 0, width);
    }
    mat_out(stderr, "%s: ", page->keys);
    fflush(stderr);
}

/* Takes a line that was typed; what does not fit is no part of it. */
static int
read_line(struct mat_pager *pager)
{
    int c = 0;

    pager->read = 0;
    if (!fgets(pager->line, sizeof(pager->line), stdin)) {
        pager->line[0] = '\0';
        return MAT_EXIT_UNANSWERED;
    }
    while (!strchr(pager->line, '\n') && c != '\n' && c != EOF)
        c = getc(stdin);
    return MAT_EXIT_DONE;
}

/* The next character of the line, blanks left out. */
static int
typed_key(struct mat_pager *pager)
{
    pager->read += strspn(pager->line + pager->read, " \t\r\n");
    return pager->line[pager->read] == '\0'
               ? MAT_KEY_NONE
               : (unsigned char)pager->line[pager->read++];
}

static int
key_of_line(struct mat_pager *pager, const struct mat_page *page, int *ret_key)
{
    int status;

    *ret_key = MAT_KEY_NONE;
    print_page(page);
    status = read_line(pager);
    if (status != MAT_EXIT_DONE)
        return status;
    *ret_key = typed_key(pager);
    if (*ret_key == MAT_KEY_NONE)
        *ret_key = MAT_KEY_ENTER;
    return status;
}

int
mat_pager_show(struct mat_pager *pager, const struct mat_page *page,
               mat_ms at_most, int *ret_key)
{
    int status;

    if (pager->how == MAT_ASK_LINES) {
        status = key_of_line(pager, page, ret_key);
    } else {
        mat_terminal_forget_typed();
        if (pager->how == MAT_ASK_KEYS)
            print_page(page);
        status = pager->how == MAT_ASK_KEYS
                     ? raw_key(at_most, ret_key)
                     : key_on_page(page, at_most, ret_key);
        if (pager->how == MAT_ASK_KEYS)
            mat_out(stderr, "\n");
    }
    *ret_key = lower(*ret_key);
    return status;
}

int
mat_pager_more(struct mat_pager *pager, const struct mat_page *page,
               int *ret_key)
{
    int status = MAT_EXIT_DONE;

    if (pager->how == MAT_ASK_LINES)
        *ret_key = typed_key(pager);
    else
        status = pager->how == MAT_ASK_KEYS
                     ? raw_key(MORE_FOR, ret_key)
                     : key_on_page(page, MORE_FOR, ret_key);
    *ret_key = lower(*ret_key);
    return status;
}
