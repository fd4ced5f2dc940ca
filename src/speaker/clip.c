#include "speaker/clip.h"

#include <stdlib.h>

void
mat_clip_done(struct mat_clip *clip)
{
    free(clip->frames);
    *clip = (struct mat_clip){0};
}
