#include "speaker/report.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

void
mat_report_write(int output, const char *is, const char *why)
{
    json_t *report = why ? json_pack("{s:s, s:s}", "is", is, "why", why)
                         : json_pack("{s:s}", "is", is);
    char *text = report ? json_dumps(report, JSON_COMPACT) : NULL;
    size_t size = text ? strlen(text) : 0;

    json_decref(report);
    if (!text)
        return;
    /* One write, so that a reader never sees half a line. */
    text[size] = '\n';
    if (write(output, text, size + 1) < 0) {
        /* Nobody reads. */
    }
    free(text);
}
