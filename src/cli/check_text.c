#include "cli/check_text.h"

#include <stdio.h>

#include "front/out.h"

static void
put_summary(const char *name, const struct mat_diags *diags)
{
    if (!diags->errors && !diags->warnings) {
        mat_out(stdout, "%s: fine\n", name);
        return;
    }
    mat_out(stdout, "%s: ", name);
    if (diags->errors)
        mat_out(stdout, "%d error%s", diags->errors,
                diags->errors == 1 ? "" : "s");
    else
        mat_out(stdout, "can be used");
    if (diags->warnings)
        mat_out(stdout, ", %d warning%s", diags->warnings,
                diags->warnings == 1 ? "" : "s");
    mat_out(stdout, "\n");
}

void
mat_check_text(const char *name, const char *file,
               const struct mat_diags *diags)
{
    mat_out_diags(stdout, file, diags);
    put_summary(name, diags);
}
