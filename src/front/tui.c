#include "front/tui.h"

#include <curses.h>
#include <langinfo.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "front/palette.h"
#include "front/term_name.h"

#define ROWS_DEFAULT 24
#define COLUMNS_DEFAULT 80
#define SIDE_MAX 500
#define ESCAPE_DELAY 25

/* How long giving the terminal back waits for one that does not read. */
#define STUCK_MS 200

/* Focus reports of xterm's: switched on and off, and codes for what they tell,
 * beyond those that curses gives to keys. */
#define VIEW_ON "\033[?1004h"
#define VIEW_OFF "\033[?1004l"
#define KEY_SEEN (KEY_MAX + 0x400)
#define KEY_UNSEEN (KEY_MAX + 0x401)

/* No cell looks like this, so it is always different. */
#define CELL_UNKNOWN UINT32_MAX

static struct {
    SCREEN *screen; /* NULL: not open */
    WINDOW *keys;   /* reads keys and is never drawn */
    bool suspended;
    bool colours;
    bool watches; /* whether it is in view */
    bool unseen;
    struct termios before;
    struct mat_grid grid;
    struct mat_cell *sent; /* what the terminal shows, of the grid's size */
} tui;

bool
mat_tui_is_open(void)
{
    return tui.screen != NULL;
}

/* Whether the terminal takes something within `ms`. One that is stopped
 * (Ctrl-S), stuck or gone must not hold up the session. */
static bool
takes_output(int ms)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

    return poll(&out, 1, ms) == 1 && out.revents == POLLOUT;
}

static void
forget_sent(void)
{
    size_t count = (size_t)tui.grid.rows * (size_t)tui.grid.columns;

    for (size_t i = 0; i < count; i++)
        tui.sent[i].ch = CELL_UNKNOWN;
    (void)clearok(stdscr, TRUE);
}

static int
side(int asked, int otherwise)
{
    if (asked <= 0)
        return otherwise;
    return asked < SIDE_MAX ? asked : SIDE_MAX;
}

/* Takes on a size. Without memory for it the old one stays. */
static bool
take_size(int rows, int columns)
{
    size_t count = (size_t)rows * (size_t)columns;
    struct mat_cell *cells = calloc(count, sizeof(*cells));
    struct mat_cell *sent = calloc(count, sizeof(*sent));

    if (!cells || !sent) {
        free(cells);
        free(sent);
        return tui.grid.cells != NULL;
    }
    free(tui.grid.cells);
    free(tui.sent);
    tui.grid =
        (struct mat_grid){.rows = rows, .columns = columns, .cells = cells};
    tui.sent = sent;
    return true;
}

static bool
fit_terminal(void)
{
    struct winsize size = {0};
    int rows;
    int columns;

    (void)ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
    rows = side(size.ws_row, ROWS_DEFAULT);
    columns = side(size.ws_col, COLUMNS_DEFAULT);
    if (rows != tui.grid.rows || columns != tui.grid.columns)
        if (!take_size(rows, columns))
            return false;
    /* resizeterm() would leave a KEY_RESIZE to be taken for a key. */
    (void)resize_term(tui.grid.rows, tui.grid.columns);
    forget_sent();
    return true;
}

/* newterm() installs handlers that end the program by themselves; they are
 * taken out before any of these signals is let through. */
static SCREEN *
new_screen(const char *name)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
    enum { COUNT = sizeof(signals) / sizeof(signals[0]) };
    struct sigaction actions[COUNT];
    sigset_t blocked;
    sigset_t mask;
    SCREEN *screen;

    (void)sigemptyset(&blocked);
    for (int i = 0; i < COUNT; i++)
        (void)sigaddset(&blocked, signals[i]);
    (void)sigprocmask(SIG_BLOCK, &blocked, &mask);
    for (int i = 0; i < COUNT; i++)
        (void)sigaction(signals[i], NULL, &actions[i]);
    screen = newterm(name, stdout, stdin);
    for (int i = 0; i < COUNT; i++)
        (void)sigaction(signals[i], &actions[i], NULL);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
    return screen;
}

/* Ctrl-S in the dark must not stop the screen and silence the alarm. */
static void
take_flow_control_out(void)
{
    struct termios modes;

    if (tcgetattr(STDIN_FILENO, &modes) != 0)
        return;
    modes.c_iflag &= ~(tcflag_t)IXON;
    (void)tcsetattr(STDIN_FILENO, TCSANOW, &modes);
    (void)def_prog_mode(); /* what comes back after a stop */
}

static void
set_modes(void)
{
    (void)set_escdelay(ESCAPE_DELAY);
    (void)cbreak();
    (void)noecho();
    (void)nonl();
    take_flow_control_out();
    (void)typeahead(-1); /* a draw is sent whole */
    (void)leaveok(stdscr, TRUE);
    (void)curs_set(0);
    /* A pad: reading from a window would refresh it. */
    tui.keys = newpad(1, 1);
    if (!tui.keys)
        return;
    (void)keypad(tui.keys, TRUE);
    (void)nodelay(tui.keys, TRUE);
}

bool
mat_tui_open(enum mat_palette palette)
{
    const char *name;

    if (tui.screen)
        return true;
    if (!isatty(STDIN_FILENO) || tcgetattr(STDOUT_FILENO, &tui.before) != 0)
        return false;
    name = mat_term_name(STDOUT_FILENO);
    if (!name)
        return false;
    /* The size is asked of the terminal; LINES and COLUMNS may be stale. */
    use_env(FALSE);
    use_tioctl(TRUE);
    tui.screen = new_screen(name);
    if (!tui.screen)
        return false;
    set_modes();
    if (!tui.keys || !fit_terminal()) {
        mat_tui_close();
        return false;
    }
    tui.colours = mat_palette_has_colours() && start_color() == OK;
    mat_palette_use(tui.colours ? palette : MAT_PALETTE_MONO);
    return true;
}

void
mat_tui_send(const char *sequence)
{
    if (tui.screen && !tui.suspended && takes_output(0))
        (void)!write(STDOUT_FILENO, sequence, strlen(sequence));
}

void
mat_tui_watch_view(void)
{
    if (!tui.screen)
        return;
    tui.watches = true;
    (void)define_key("\033[I", KEY_SEEN);
    (void)define_key("\033[O", KEY_UNSEEN);
    mat_tui_send(VIEW_ON);
}

bool
mat_tui_in_view(void)
{
    return !tui.unseen;
}

/* Each step on its own: one that fails must not keep the next from being
 * done. In the background SIGTTOU would stop us half-way. */
static void
give_back(void)
{
    sigset_t blocked;
    sigset_t mask;

    (void)sigemptyset(&blocked);
    (void)sigaddset(&blocked, SIGTTOU);
    (void)sigprocmask(SIG_BLOCK, &blocked, &mask);
    /* Output that Ctrl-S stopped goes on only where it was stopped by us. */
    (void)tcflow(STDOUT_FILENO, TCOOFF);
    (void)tcflow(STDOUT_FILENO, TCOON);
    if (takes_output(STUCK_MS)) {
        if (tui.watches)
            (void)!write(STDOUT_FILENO, VIEW_OFF, strlen(VIEW_OFF));
        (void)endwin();
    }
    (void)tcsetattr(STDOUT_FILENO, TCSANOW, &tui.before);
    (void)sigprocmask(SIG_SETMASK, &mask, NULL);
}

void
mat_tui_close(void)
{
    if (!tui.screen)
        return;
    if (!tui.suspended)
        give_back();
    if (tui.keys)
        (void)delwin(tui.keys);
    delscreen(tui.screen);
    free(tui.grid.cells);
    free(tui.sent);
    memset(&tui, 0, sizeof(tui));
}

void
mat_tui_suspend(void)
{
    if (!tui.screen || tui.suspended)
        return;
    give_back();
    tui.suspended = true;
}

void
mat_tui_resume(void)
{
    if (!tui.screen || !tui.suspended)
        return;
    tui.suspended = false;
    (void)reset_prog_mode();
    tui.unseen = false;
    if (tui.watches)
        mat_tui_send(VIEW_ON);
    mat_tui_resize();
}

void
mat_tui_resize(void)
{
    if (tui.screen && !tui.suspended)
        (void)fit_terminal();
}

struct mat_grid *
mat_tui_grid(void)
{
    return &tui.grid;
}

static int
char_width(uint32_t c)
{
    return wcwidth((wchar_t)c);
}

struct mat_layout_style
mat_tui_style(void)
{
    return (struct mat_layout_style){
        .ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0,
        .width = char_width,
        .keys = "",
    };
}

static bool
is_sent(const struct mat_cell *cell, const struct mat_cell *sent)
{
    return cell->ch == sent->ch && cell->role == sent->role;
}

static void
draw_row(int row)
{
    size_t columns = (size_t)tui.grid.columns;
    size_t start = (size_t)row * columns;

    /* Most rows are as they were. Padding may differ where cells do not: that
     * row is then looked at. */
    if (memcmp(&tui.grid.cells[start], &tui.sent[start],
               columns * sizeof(*tui.sent)) == 0)
        return;
    for (int column = 0; column < tui.grid.columns; column++) {
        const struct mat_cell *cell = &tui.grid.cells[start + (size_t)column];
        struct mat_cell *sent = &tui.sent[start + (size_t)column];
        cchar_t shown;

        if (is_sent(cell, sent))
            continue;
        *sent = *cell;
        /* The second half of a wide character comes with the first. */
        if (cell->ch == 0)
            continue;
        mat_palette_cell(cell, &shown);
        (void)mvadd_wch(row, column, &shown);
    }
}

void
mat_tui_draw(void)
{
    if (!tui.screen || tui.suspended || !takes_output(0))
        return;
    for (int row = 0; row < tui.grid.rows; row++)
        draw_row(row);
    (void)wnoutrefresh(stdscr);
    (void)doupdate();
}

static int
key_of_curses(wint_t code)
{
    switch (code) {
    case KEY_UP:
        return MAT_KEY_UP;
    case KEY_DOWN:
        return MAT_KEY_DOWN;
    case KEY_LEFT:
        return MAT_KEY_LEFT;
    case KEY_RIGHT:
        return MAT_KEY_RIGHT;
    case KEY_PPAGE:
        return MAT_KEY_PAGE_UP;
    case KEY_NPAGE:
        return MAT_KEY_PAGE_DOWN;
    case KEY_HOME:
        return MAT_KEY_HOME;
    case KEY_END:
        return MAT_KEY_END;
    case KEY_ENTER:
        return MAT_KEY_ENTER;
    default:
        return MAT_KEY_OTHER;
    }
}

/* What follows an escape: nothing, or a sequence that curses does not know,
 * which is read to its end. */
static int
key_of_escape(void)
{
    wint_t c;

    if (wget_wch(tui.keys, &c) == ERR)
        return MAT_KEY_ESCAPE;
    if (c == 'O')
        (void)wget_wch(tui.keys, &c);
    if (c == '[')
        do {
            if (wget_wch(tui.keys, &c) == ERR)
                break;
        } while (c < '@' || c > '~');
    return MAT_KEY_OTHER;
}

static int
key_of_char(wint_t c)
{
    switch (c) {
    case '\r':
        return MAT_KEY_ENTER;
    case MAT_KEY_ESCAPE:
        return key_of_escape();
    default:
        return (int)c;
    }
}

static bool
tells_view(wint_t code)
{
    if (code != KEY_SEEN && code != KEY_UNSEEN)
        return false;
    tui.unseen = code == KEY_UNSEEN;
    return true;
}

int
mat_tui_key(void)
{
    wint_t c;
    int got;

    if (!tui.screen || tui.suspended)
        return MAT_KEY_NONE;
    do {
        got = wget_wch(tui.keys, &c);
    } while (got == KEY_CODE_YES && (c == KEY_RESIZE || tells_view(c)));
    if (got == ERR)
        return MAT_KEY_NONE;
    return got == KEY_CODE_YES ? key_of_curses(c) : key_of_char(c);
}

void
mat_tui_bell(void)
{
    /* beep() would flash where a terminal has no bell. */
    mat_tui_send("\a");
}
