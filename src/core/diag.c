#include "matsession/diag.h"

#include <stdarg.h>
#include <string.h>

#include "matsession/text.h"

/** A place in the list for one more, or NULL when it is full for \p level. */
static struct mat_diag *
find_place(struct mat_diags *diags, enum mat_diag_level level)
{
    if (diags->count < MAT_DIAG_MAX)
        return &diags->items[diags->count++];
    if (level != MAT_DIAG_ERROR)
        return NULL;
    for (int i = diags->count - 1; i >= 0; i--)
        if (diags->items[i].level == MAT_DIAG_WARNING)
            return &diags->items[i];
    return NULL;
}

struct mat_diag *
mat_diag_add(struct mat_diags *diags, enum mat_diag_level level,
             const char *path, ...)
{
    /* Twice the room, so that what does not fit is cut with dots. */
    char joined[2 * sizeof(diags->items[0].text)];
    struct mat_diag *diag = find_place(diags, level);
    size_t used = 0;
    const char *piece;
    va_list pieces;

    if (level == MAT_DIAG_ERROR)
        diags->errors++;
    else
        diags->warnings++;
    if (!diag)
        return NULL;
    joined[0] = '\0';
    va_start(pieces, path);
    while ((piece = va_arg(pieces, const char *)))
        used += mat_join(joined + used, sizeof(joined) - used, piece, NULL);
    va_end(pieces);
    *diag = (struct mat_diag){.level = level};
    mat_text_shown(path, diag->path, sizeof(diag->path));
    mat_text_shown(joined, diag->text, sizeof(diag->text));
    return diag;
}

static bool
goes_before(const struct mat_diag *a, const struct mat_diag *b)
{
    if (a->line == 0 || b->line == 0)
        return a->line != 0 && b->line == 0;
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

void
mat_diags_sort(struct mat_diags *diags)
{
    /* The first i are in order; equal ones keep theirs. */
    for (int i = 1; i < diags->count; i++) {
        struct mat_diag moved = diags->items[i];
        int to = i;

        while (to > 0 && goes_before(&moved, &diags->items[to - 1])) {
            diags->items[to] = diags->items[to - 1];
            to--;
        }
        diags->items[to] = moved;
    }
}
