#include "front/areas.h"

#include "matsession/text.h"

const char *
mat_area_in_list(enum mat_area area)
{
    return area == MAT_AREA_FEET_STANDING ? "feet when standing"
                                          : mat_area_label(area);
}

char *
mat_areas_text(mat_area_set areas, char *buffer, size_t size)
{
    const char *comma = "";
    size_t used = 0;

    if (areas == 0) {
        mat_join(buffer, size, "everywhere", NULL);
        return buffer;
    }
    buffer[0] = '\0';
    for (int i = 0; i < MAT_AREA__COUNT; i++) {
        if ((areas & MAT_AREA_BIT(i)) == 0)
            continue;
        used += mat_join(buffer + used, size - used, comma,
                         mat_area_in_list((enum mat_area)i), NULL);
        comma = ", ";
    }
    return buffer;
}
