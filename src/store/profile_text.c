#include "store/profile_yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

/* As a quoted scalar. Checked text holds no control characters; what YAML
 * still refuses to read is written by number. */
static void
write_quoted(FILE *file, const char *text)
{
    size_t size = strlen(text);
    uint32_t c;

    putc('"', file);
    while (size > 0) {
        size_t n = mat_utf8_next(text, size, &c);

        if (c == '"' || c == '\\')
            fprintf(file, "\\%c", (char)c);
        else if (c == 0xfffe || c == 0xffff)
            fprintf(file, "\\u%04X", (unsigned)c);
        else
            fwrite(text, 1, n, file);
        text += n;
        size -= n;
    }
    putc('"', file);
}

static void
write_answer(FILE *file, const struct mat_row *row,
             const struct mat_answer *answer)
{
    const char *comma = "";

    fprintf(file, "  - id: %s\n    answer: %s\n", row->id,
            mat_word(&mat_answers, (int)answer->kind));
    if (row->targets.local && answer->where != 0) {
        fputs("    where: [", file);
        for (int i = 0; i < MAT_AREA__COUNT; i++) {
            if ((answer->where & MAT_AREA_BIT(i)) == 0)
                continue;
            fprintf(file, "%s%s", comma, mat_word(&mat_areas, i));
            comma = ", ";
        }
        fputs("]\n", file);
    }
    if (!answer->cleared)
        return;
    fputs("    cleared-by: ", file);
    write_quoted(file, answer->cleared_by);
    fprintf(file, "\n    cleared-on: %s\n", answer->cleared_on);
}

char *
mat_profile_text(const struct mat_tables *tables,
                 const struct mat_profile *profile)
{
    char *text = NULL;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    const char *head = "answers:\n";

    if (!file)
        return NULL;
    fputs("# What you told matsession about your health, so that it knows "
          "what to leave\n"
          "# out. It stays on this machine; nobody else is shown it.\n"
          "# To change it: matsession screen\n"
          "# An answer is no, unsure or yes.\n"
          "profile: 1\n",
          file);
    if (profile->screened[0] != '\0')
        fprintf(file, "screened: %s\n", profile->screened);
    for (int i = 0; i < tables->n_rows; i++) {
        if (!mat_row_is_stored(&tables->rows[i]) ||
            profile->answers[i].kind == MAT_ANSWER_UNSET)
            continue;
        fputs(head, file);
        head = "";
        write_answer(file, &tables->rows[i], &profile->answers[i]);
    }
    if (fclose(file) == 0)
        return text;
    free(text);
    return NULL;
}
