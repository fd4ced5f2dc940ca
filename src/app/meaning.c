#include "app/meaning.h"

#include <string.h>

#include "front/areas.h"
#include "matsession/text.h"
#include "store/profile.h"

/* A list with commas, growing in a buffer. */
struct list {
    char *text;
    size_t size;
    size_t used;
};

static struct list
list_in(char *buffer, size_t size)
{
    buffer[0] = '\0';
    return (struct list){.text = buffer, .size = size};
}

/* Joins the strings, up to NULL, behind what is there. */
#define say(list, ...)                                     \
    ((list)->used += mat_join((list)->text + (list)->used, \
                              (list)->size - (list)->used, __VA_ARGS__))

static void
add(struct list *list, const char *before, const char *item)
{
    say(list, list->used > 0 ? ", " : "", before, item, NULL);
}

static void
add_areas(struct list *list, mat_area_set areas)
{
    char text[200];

    if (areas != 0)
        add(list, "", mat_areas_text(areas, text, sizeof(text)));
}

static void
add_positions(struct list *list, uint32_t positions)
{
    for (int i = 0; i < MAT_POSITION__COUNT; i++)
        if ((positions & (1u << i)) != 0)
            add(list, "", mat_position_label(i));
}

static void
add_points(struct list *list, const struct mat_tables *tables, uint32_t points)
{
    for (int i = 0; i < tables->n_points; i++)
        if ((points & (1u << i)) != 0)
            add(list, "point ", tables->points[i].id);
}

static bool
every_point(const struct mat_tables *tables, uint32_t points)
{
    uint32_t all = (uint32_t)(((uint64_t)1 << tables->n_points) - 1);

    return tables->n_points > 0 && (points & all) == all;
}

static void
add_targets(struct list *list, const struct mat_tables *tables,
            const struct mat_targets *targets, mat_area_set where)
{
    bool points = every_point(tables, targets->points);

    if (targets->areas == MAT_AREA_ALL && points) {
        add(list, "", "mat and points");
        return;
    }
    if (targets->areas == MAT_AREA_ALL)
        add(list, "", "the mat");
    else
        add_areas(list, targets->areas);
    add_positions(list, targets->positions);
    if (points)
        add(list, "", "points");
    else
        add_points(list, tables, targets->points);
    if (targets->local && where == 0)
        add(list, "", "everything, as it was not said where");
    else if (targets->local)
        add_areas(list, where & ~targets->areas);
}

static void
add_times(struct list *list, const struct mat_adaptation *adapt)
{
    char number[MAT_NUMBER_TEXT], time[MAT_TIME_TEXT];

    if (adapt->permille == 500)
        add(list, "half the time", "");
    else if (adapt->permille > 0 && adapt->permille < 1000)
        add(list, mat_number_text(adapt->permille / 10, number),
            " % of the time");
    if (adapt->cap > 0 && adapt->cap != MAT_MS_NONE)
        add(list, "at most ", mat_duration_text(adapt->cap, time));
    if (adapt->rise > 0)
        add(list, mat_duration_text(adapt->rise, time), " to get up");
}

static void
add_changes(struct list *list, const struct mat_adaptation *adapt)
{
    if (adapt->layer >= 0)
        add(list, "", mat_layer_label((enum mat_layer)adapt->layer));
    if (adapt->surface >= 0)
        add(list, "", mat_surface_label((enum mat_surface)adapt->surface));
    add_times(list, adapt);
    if (adapt->breath_off)
        add(list, "", "no words about breathing");
    if (adapt->company)
        add(list, "", "somebody with you");
}

/* "Goes on with shirt on, half the time. Left out: legs." */
static void
tell_changes(struct list *list, const struct mat_tables *tables,
             const struct mat_row *row, mat_area_set where)
{
    char changes[200], no[300], place[200];
    struct list change_list = list_in(changes, sizeof(changes));
    struct list no_list = list_in(no, sizeof(no));
    bool local = row->targets.local && where != 0;

    add_changes(&change_list, &row->adapt);
    add_targets(&no_list, tables, &row->adapt.no, where);
    say(list, changes[0] != '\0' ? "Goes on with " : "Goes on as usual",
        changes, local ? ", on " : "",
        local ? mat_areas_text(where, place, sizeof(place)) : "", ".",
        no[0] != '\0' ? " Left out: " : "", no, no[0] != '\0' ? "." : "", NULL);
}

/* What changes beside that which is left out: "On feet: half the time." */
static void
tell_beside(struct list *list, const struct mat_row *row)
{
    mat_area_set beside = row->adapt.on.areas & ~row->targets.areas;
    char changes[200], place[200];
    struct list change_list = list_in(changes, sizeof(changes));

    add_changes(&change_list, &row->adapt);
    if (beside != 0 && changes[0] != '\0')
        say(list, " On ", mat_areas_text(beside, place, sizeof(place)), ": ",
            changes, ".", NULL);
}

char *
mat_meaning(const struct mat_tables *tables, const struct mat_row *row,
            const struct mat_answer *answer, char buffer[MAT_MEANING_TEXT])
{
    struct list list = list_in(buffer, MAT_MEANING_TEXT), targets;
    bool can_clear = mat_row_can_be_cleared(row, answer->kind);
    char places[400];

    if (answer->cleared && can_clear) {
        say(&list, answer->cleared_by, " agreed on ", answer->cleared_on, ". ",
            NULL);
        tell_changes(&list, tables, row, answer->where);
        return buffer;
    }
    if (row->severity == MAT_SEVERITY_ADAPT && answer->kind == MAT_ANSWER_YES) {
        tell_changes(&list, tables, row, answer->where);
        return buffer;
    }
    targets = list_in(places, sizeof(places));
    add_targets(&targets, tables, &row->targets, answer->where);
    say(&list,
        can_clear ? "Left out until a professional agrees: " : "Left out: ",
        places, ".", NULL);
    tell_beside(&list, row);
    return buffer;
}
