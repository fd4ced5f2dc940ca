#include "front/diag_json.h"

#include <jansson.h>

#include "matsession/text.h"

char *
mat_diag_json(const char *file, const struct mat_diag *diag)
{
    char shown[512];
    json_t *object =
        json_pack("{s:s, s:i, s:i, s:s, s:s, s:s}", "file",
                  mat_text_shown(file, shown, sizeof(shown)), "line",
                  diag->line, "column", diag->column, "level",
                  diag->level == MAT_DIAG_WARNING ? "warning" : "error", "path",
                  diag->path, "message", diag->text);
    char *line = object ? json_dumps(object, JSON_COMPACT) : NULL;

    json_decref(object);
    return line;
}
