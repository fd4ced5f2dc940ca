#include "cli/screen_edit.h"

#include <stdio.h>
#include <stdlib.h>

#include "app/meaning.h"
#include "front/out.h"

static void
print_wrapped(int indent, char *text)
{
    mat_out_wrapped(stdout, text, indent, mat_out_width(stdout));
    free(text);
}

void
mat_screen_tell(const struct mat_tables *tables, int row,
                const struct mat_answer *answer)
{
    const struct mat_row *it = &tables->rows[row];
    const char *word = answer->kind == MAT_ANSWER_UNSURE
                           ? "not sure"
                           : mat_word(&mat_answers, (int)answer->kind);
    char meaning[MAT_MEANING_TEXT];

    if (answer->kind <= MAT_ANSWER_NO)
        mat_out(stdout, "%s: %s\n", it->title, word);
    else
        print_wrapped(0, mat_xprintf("%s: %s. %s", it->title, word,
                                     mat_meaning(tables, it, answer, meaning)));
}

static void
show_answer(const struct mat_tables *tables, int index,
            const struct mat_answer *answer)
{
    const struct mat_row *row = &tables->rows[index];
    char meaning[MAT_MEANING_TEXT];

    mat_out(stdout, "\n%s (%s): %s\n", row->title, row->id,
            answer->kind == MAT_ANSWER_UNSURE ? "not sure" : "yes");
    mat_out_wrapped(stdout, mat_meaning(tables, row, answer, meaning), 2,
                    mat_out_width(stdout));
    print_wrapped(2, mat_xprintf("%s [%s; grade %s]", row->why,
                                 row->basis.sources, row->basis.grade));
    mat_out_wrapped(stdout, row->say, 2, mat_out_width(stdout));
    if (!answer->cleared && mat_row_can_be_cleared(row, answer->kind))
        print_wrapped(2, mat_xprintf("If a professional agrees: matsession "
                                     "screen --clear %s --by WHO",
                                     row->id));
}

void
mat_screen_show(const struct mat_tables *tables,
                const struct mat_profile *profile, const char *path,
                const char *due)
{
    int n_no = 0;
    int n_open = 0;

    mat_out(stdout, "%s\n", path);
    mat_out(stdout, "Last screening: %s\n",
            profile->screened[0] != '\0' ? profile->screened : "never");
    if (due)
        mat_out(stdout, "%s The next start asks again.\n", due);
    for (int i = 0; i < tables->n_rows; i++) {
        const struct mat_answer *answer = &profile->answers[i];

        if (!mat_row_is_stored(&tables->rows[i]))
            continue;
        n_no += answer->kind == MAT_ANSWER_NO;
        n_open += answer->kind == MAT_ANSWER_UNSET;
        if (answer->kind > MAT_ANSWER_NO)
            show_answer(tables, i, answer);
    }
    mat_out(stdout, "\nAnswered no: %d. Never asked: %d.\n", n_no, n_open);
}
