#include "link/status_text.h"

#include "matsession/text.h"

static const char *
prefix_of(const struct mat_status *status)
{
    switch (status->phase) {
    case MAT_STATUS_PAUSED:
        return "Paused: ";
    case MAT_STATUS_HELD:
        return "The computer slept; \"matsession resume\" goes on: ";
    case MAT_STATUS_WAITING:
        return "Waits for you: ";
    case MAT_STATUS_ALARM:
        return "Time to come off: ";
    default:
        return "";
    }
}

/* ": 02:31 left", or "" where the step is open, or over. */
static void
left_text(const struct mat_status *status, bool minutes,
          char text[MAT_TIME_TEXT + 16])
{
    mat_ms left = status->left;
    char span[MAT_TIME_TEXT];

    text[0] = '\0';
    if (left == MAT_MS_NONE || status->phase == MAT_STATUS_ALARM)
        return;
    if (minutes)
        mat_status_minutes(left, span);
    else
        mat_clock_text(left, span);
    mat_join(text, MAT_TIME_TEXT + 16, ": ", span,
             minutes ? " min left" : " left", NULL);
}

const char *
mat_status_text(const struct mat_status *status, bool minutes,
                char buffer[MAT_STATUS_TEXT])
{
    char left[MAT_TIME_TEXT + 16];
    char step[MAT_NUMBER_TEXT];
    char steps[MAT_NUMBER_TEXT];
    size_t used;

    if (status->phase == MAT_STATUS_ENDED) {
        mat_join(buffer, MAT_STATUS_TEXT, "Over: ", status->title, NULL);
        return buffer;
    }
    left_text(status, minutes, left);
    used = mat_join(buffer, MAT_STATUS_TEXT, prefix_of(status),
                    status->step_title, left, NULL);
    if (status->step <= status->steps)
        mat_join(buffer + used, MAT_STATUS_TEXT - used, " (step ",
                 mat_number_text(status->step, step), " of ",
                 mat_number_text(status->steps, steps), ")", NULL);
    return buffer;
}

const char *
mat_status_text_whole(const struct mat_status *status,
                      char buffer[MAT_STATUS_TEXT])
{
    char mat[MAT_TIME_TEXT];
    size_t used = mat_join(buffer, MAT_STATUS_TEXT, status->title, NULL);

    if (status->mat >= MAT_SECONDS(1))
        used += mat_join(buffer + used, MAT_STATUS_TEXT - used, ", ",
                         mat_duration_text(status->mat, mat),
                         " on the mat so far", NULL);
    if (*status->ends)
        used += mat_join(buffer + used, MAT_STATUS_TEXT - used, ", ends ",
                         status->ends, NULL);
    if (*status->next)
        mat_join(buffer + used, MAT_STATUS_TEXT - used, ", then ", status->next,
                 NULL);
    return buffer;
}
