#include "front/bar.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "front/out.h"

/* A dumb terminal gets a line every so many percent. */
#define LINE_EVERY 10
#define WIDTH_MAX 80
/* "[", "]", " 100 %", and the last column, which some terminals wrap at. */
#define AROUND 9

struct mat_bar
mat_bar_on(FILE *file)
{
    const char *term = getenv("TERM");

    return (struct mat_bar){
        .file = isatty(fileno(file)) ? file : NULL,
        .lines = !term || !*term || strcmp(term, "dumb") == 0,
        .shown = -1,
    };
}

static int
width_of(const struct mat_bar *bar)
{
    int width = mat_out_width(bar->file);

    return width < WIDTH_MAX ? width : WIDTH_MAX;
}

static void
draw(const struct mat_bar *bar, int percent)
{
    int room = width_of(bar) - AROUND;
    int full = room * percent / 100;

    fputs("\r[", bar->file);
    for (int i = 0; i < room; i++)
        putc(i < full ? '=' : i == full ? '>' : ' ', bar->file);
    fprintf(bar->file, "] %3d %%", percent);
    fflush(bar->file);
}

void
mat_bar_show(struct mat_bar *bar, int64_t done, int64_t all)
{
    int percent = all <= 0 || done >= all ? 100 : (int)(done * 100 / all);

    if (bar->lines)
        percent -= percent % LINE_EVERY;
    if (!bar->file || percent == bar->shown || !mat_out_ready(bar->file, 0))
        return;
    bar->shown = percent;
    if (bar->lines)
        mat_out(bar->file, "%d %%\n", percent);
    else
        draw(bar, percent);
}

void
mat_bar_clear(struct mat_bar *bar)
{
    if (bar->file && bar->shown >= 0 && !bar->lines)
        fprintf(bar->file, "\r%*s\r", width_of(bar) - 1, "");
    if (bar->file)
        fflush(bar->file);
    if (!bar->lines)
        bar->shown = -1;
}
