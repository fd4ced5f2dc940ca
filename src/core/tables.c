#include "matsession/tables.h"

#include <string.h>

/* Ids may be absent in what a user wrote: an absent one is found nowhere. */

const struct mat_cue *
mat_tables_cue(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; id && i < tables->n_cues; i++)
        if (strcmp(tables->cues[i].id, id) == 0)
            return &tables->cues[i];
    return NULL;
}

int
mat_tables_row(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; id && i < tables->n_rows; i++)
        if (strcmp(tables->rows[i].id, id) == 0)
            return i;
    return -1;
}

int
mat_tables_point(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; id && i < tables->n_points; i++)
        if (strcmp(tables->points[i].id, id) == 0)
            return i;
    return -1;
}

const struct mat_source *
mat_tables_source(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; id && i < tables->n_sources; i++)
        if (strcmp(tables->sources[i].id, id) == 0)
            return &tables->sources[i];
    return NULL;
}

const char *
mat_tables_notice(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; id && i < tables->n_notices; i++)
        if (strcmp(tables->notices[i].id, id) == 0)
            return tables->notices[i].text;
    return "";
}

const struct mat_guidance *
mat_tables_guidance(const struct mat_tables *tables, enum mat_kind kind,
                    enum mat_area area)
{
    const mat_area_set bit = area == MAT_AREA_NONE ? 0 : MAT_AREA_BIT(area);
    const struct mat_guidance *general = NULL;

    for (int i = 0; i < tables->n_guidance; i++) {
        const struct mat_guidance *row = &tables->guidance[i];

        if (row->kind != kind)
            continue;
        if (row->areas & bit)
            return row;
        if (row->areas == 0 && !general)
            general = row;
    }
    return general;
}
