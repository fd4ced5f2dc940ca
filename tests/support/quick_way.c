#include "quick_way.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ledger_quick.h"

bool
is_taken(const char *text, size_t size)
{
    struct mat_line quick, slow;
    const char *wrong = "another line";
    char *note = NULL, *other = NULL;
    char *bytes = malloc(size + (size == 0));
    bool taken;

    assert_non_null(bytes);
    memcpy(bytes, text, size);
    taken = mat_line_quick(bytes, size, &quick, &note);
    if (taken &&
        (mat_line_judge(bytes, size, &slow, &other, &wrong) != MAT_LINE_READ ||
         memcmp(&quick, &slow, sizeof(quick)) != 0 ||
         strcmp(note ? note : "-", other ? other : "-") != 0))
        fail_msg("%s: %.*s", wrong, (int)size, text);
    free(note);
    free(other);
    free(bytes);
    return taken;
}
