#include <stdio.h>
#include <stdlib.h>

#include "front/fact_json.h"
#include "front/out.h"
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

static bool
on_fact_in_time(void *self, const struct mat_schedule *schedule,
                const struct mat_fact *fact)
{
    return mat_out_ready(stdout, MAT_SINK_UNREAD_MS) &&
           on_fact(self, schedule, fact);
}

struct mat_sink
mat_json_sink(bool patient)
{
    static const struct mat_sink_ops in_time = {
        .name = "JSON",
        .on_fact = on_fact_in_time,
    };
    static const struct mat_sink_ops whenever = {
        .name = "JSON",
        .on_fact = on_fact,
    };

    return (struct mat_sink){.ops = patient ? &whenever : &in_time};
}
