#include <stdio.h>
#include <stdlib.h>

#include "front/fact_json.h"
#include "front/sink.h"

static bool
on_fact(void *self, const struct mat_schedule *schedule,
        const struct mat_fact *fact)
{
    char *line = mat_fact_json(schedule, fact);
    bool good = line && puts(line) >= 0 && fflush(stdout) == 0;

    (void)self;
    free(line);
    return good;
}

struct mat_sink
mat_json_sink(void)
{
    static const struct mat_sink_ops ops = {
        .name = "JSON",
        .on_fact = on_fact,
    };

    return (struct mat_sink){.ops = &ops};
}
