#include "journal_lines.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

bool
record_add(struct mat_record *record, const char *line)
{
    return mat_record_add(record, line, strlen(line));
}

struct mat_record *
record_of(const char *const *lines, int n_lines)
{
    struct mat_record *record = mat_record_new();

    assert_non_null(record);
    assert_true(record_add(record, HEAD));
    assert_true(record_add(record, BEGAN));
    for (int i = 0; i < n_lines && lines[i]; i++)
        (void)record_add(record, lines[i]);
    return record;
}

struct mat_line
record_read_back(const struct mat_record *record)
{
    char *text = mat_record_line(record);
    struct mat_line line;
    const char *wrong = "";

    assert_non_null(text);
    if (mat_line_parse(text, strlen(text), &line, NULL, &wrong) !=
        MAT_LINE_READ)
        fail_msg("%s: %s", wrong, text);
    free(text);
    return line;
}
