#include "core/plan_fields.h"

#include <string.h>

#include "matsession/text.h"

/** The keys of a step beside `kind`. */
enum key {
    KEY_TITLE,
    KEY_AREA,
    KEY_POSITION,
    KEY_LAYER,
    KEY_SURFACE,
    KEY_DURATION,
    KEY_GUIDANCE,
    KEY_POINT,
    KEY_SIDE,
    KEY_INHALE,
    KEY_EXHALE,
    KEY_TIMEOUT,
    KEY_CUES,
    KEY__COUNT
};

static const char *const key_names[KEY__COUNT] = {
    [KEY_TITLE] = "title",       [KEY_AREA] = "area",
    [KEY_POSITION] = "position", [KEY_LAYER] = "layer",
    [KEY_SURFACE] = "surface",   [KEY_DURATION] = "duration",
    [KEY_GUIDANCE] = "guidance", [KEY_POINT] = "point",
    [KEY_SIDE] = "side",         [KEY_INHALE] = "inhale",
    [KEY_EXHALE] = "exhale",     [KEY_TIMEOUT] = "timeout",
    [KEY_CUES] = "cues",
};

#define KEY_BIT(key) (1u << (key))
#define TOLD (KEY_BIT(KEY_TITLE) | KEY_BIT(KEY_DURATION) | KEY_BIT(KEY_CUES))
#define GUIDED (TOLD | KEY_BIT(KEY_GUIDANCE))

/** What goes with a kind, and its title when there is none. */
static const struct {
    unsigned takes; /**< bit per key */
    unsigned needs; /**< of these, what must be there */
    const char *title;
} kind_facts[MAT_KIND__COUNT] = {
    [MAT_KIND_PREPARE] = {GUIDED, KEY_BIT(KEY_DURATION), "Prepare"},
    [MAT_KIND_ON] = {GUIDED, KEY_BIT(KEY_DURATION), "Get on the mat"},
    [MAT_KIND_MAT] = {GUIDED | KEY_BIT(KEY_AREA) | KEY_BIT(KEY_POSITION) |
                          KEY_BIT(KEY_LAYER) | KEY_BIT(KEY_SURFACE),
                      KEY_BIT(KEY_AREA) | KEY_BIT(KEY_DURATION), NULL},
    [MAT_KIND_OFF] = {GUIDED, KEY_BIT(KEY_DURATION), "Off the mat"},
    [MAT_KIND_REST] = {TOLD | KEY_BIT(KEY_POSITION), KEY_BIT(KEY_DURATION),
                       "Rest"},
    [MAT_KIND_BREATHE] = {TOLD | KEY_BIT(KEY_INHALE) | KEY_BIT(KEY_EXHALE),
                          KEY_BIT(KEY_DURATION), "Breathe"},
    [MAT_KIND_POINT] = {GUIDED | KEY_BIT(KEY_POINT) | KEY_BIT(KEY_SIDE),
                        KEY_BIT(KEY_POINT), NULL},
    [MAT_KIND_WAIT] = {KEY_BIT(KEY_TITLE) | KEY_BIT(KEY_TIMEOUT),
                       KEY_BIT(KEY_TITLE), "Wait"},
};

/** What a plan that leaves it open gets for an area. */
static const struct {
    const char *title;
    enum mat_layer layer;
    enum mat_surface surface;
} area_defaults[MAT_AREA__COUNT] = {
    [MAT_AREA_BACK] = {"Back", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
    [MAT_AREA_LOWER_BACK] = {"Lower back", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
    [MAT_AREA_SHOULDERS] = {"Shoulders", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
    [MAT_AREA_NECK] = {"Neck", MAT_LAYER_SHIRT, MAT_SURFACE_SOFT},
    [MAT_AREA_FEET] = {"Feet, seated", MAT_LAYER_SOCKS, MAT_SURFACE_MEDIUM},
    [MAT_AREA_FEET_STANDING] = {"Feet, standing", MAT_LAYER_SOCKS,
                                MAT_SURFACE_FIRM},
    [MAT_AREA_LEGS] = {"Legs", MAT_LAYER_SHIRT, MAT_SURFACE_MEDIUM},
    [MAT_AREA_BUTTOCKS] = {"Buttocks", MAT_LAYER_SHIRT, MAT_SURFACE_MEDIUM},
    [MAT_AREA_HANDS] = {"Hands", MAT_LAYER_SHIRT, MAT_SURFACE_MEDIUM},
    [MAT_AREA_BELLY] = {"Belly", MAT_LAYER_TOWEL, MAT_SURFACE_SOFT},
};

static const struct mat_duration_range step_range = {0, MAT_DURATION_MAX,
                                                     "a step"};
/* Ours (P), as is the 5 s of a breath that was not written: slow, and within
 * what anybody can follow. */
static const struct mat_duration_range breath_range = {
    MAT_SECONDS(1), MAT_SECONDS(20), "a breath"};
/* Ours (P): no nagging, and nobody is forgotten. */
static const struct mat_duration_range timeout_range = {
    MAT_SECONDS(5), MAT_MINUTES(30), "a timeout"};

/** A step being read. */
struct reading {
    struct mat_checker *check;
    const char *base;
    enum mat_kind kind;
    const char *values[KEY__COUNT]; /**< NULL: absent; "" for cues */
};

static struct reading
read_values(struct mat_checker *check, const struct mat_plan_doc_step *doc,
            const char *base)
{
    return (struct reading){
        .check = check,
        .base = base,
        .values =
            {
                [KEY_TITLE] = doc->title,
                [KEY_AREA] = doc->area,
                [KEY_POSITION] = doc->position,
                [KEY_LAYER] = doc->layer,
                [KEY_SURFACE] = doc->surface,
                [KEY_DURATION] = doc->duration,
                [KEY_GUIDANCE] = doc->guidance,
                [KEY_POINT] = doc->point,
                [KEY_SIDE] = doc->side,
                [KEY_INHALE] = doc->inhale,
                [KEY_EXHALE] = doc->exhale,
                [KEY_TIMEOUT] = doc->timeout,
                [KEY_CUES] = doc->cues_count > 0 ? "" : NULL,
            },
    };
}

/** A key that this kind does not take reads as absent: one error is enough. */
static struct mat_field
field_of(const struct reading *reading, enum key key)
{
    const bool taken = kind_facts[reading->kind].takes & KEY_BIT(key);

    return mat_field(reading->check, reading->base, key_names[key],
                     taken ? reading->values[key] : NULL);
}

/** Writes the names of a set of keys. */
static void
list_keys(unsigned set, char *buffer, size_t size)
{
    size_t used = 0;

    buffer[0] = '\0';
    for (unsigned key = 0; key < KEY__COUNT; key++)
        if (set & KEY_BIT(key))
            used += mat_join(buffer + used, size - used, used > 0 ? ", " : "",
                             key_names[key], NULL);
}

/** Says which keys are missing, and which do not go with the kind. */
static void
check_keys(const struct reading *reading)
{
    const unsigned takes = kind_facts[reading->kind].takes;
    const unsigned needs = kind_facts[reading->kind].needs;
    struct mat_diags *diags = reading->check->diags;
    const char *kind = mat_word(&mat_kinds, (int)reading->kind);
    char allowed[160], needed[80];

    list_keys(takes, allowed, sizeof(allowed));
    list_keys(needs, needed, sizeof(needed));
    for (unsigned key = 0; key < KEY__COUNT; key++) {
        struct mat_path path = mat_path_key(reading->base, key_names[key]);

        if (reading->values[key] && !(takes & KEY_BIT(key))) {
            struct mat_diag *diag = mat_diag_add(
                diags, MAT_DIAG_ERROR, path.text, "does not go with kind `",
                kind, "`; allowed are ", allowed, NULL);

            if (diag)
                diag->key = true;
        } else if (!reading->values[key] && (needs & KEY_BIT(key))) {
            mat_diag_add(diags, MAT_DIAG_ERROR, path.text, "is missing; kind `",
                         kind, "` needs ", needed, NULL);
        }
    }
}

static void
read_position(const struct reading *reading, struct mat_plan_step *step)
{
    struct mat_field field = field_of(reading, KEY_POSITION);
    char allowed[128] = "";
    size_t used = 0;

    step->position = (enum mat_position)mat_field_word(
        &field, &mat_positions, mat_area_position(step->area));
    if (step->area == MAT_AREA_NONE || step->position == MAT_POSITION_NONE ||
        mat_area_allows(step->area, step->position))
        return;
    for (int i = 0; i < MAT_POSITION__COUNT; i++)
        if (mat_area_allows(step->area, (enum mat_position)i))
            used += mat_join(allowed + used, sizeof(allowed) - used,
                             used > 0 ? ", " : "", mat_word(&mat_positions, i),
                             NULL);
    mat_diag_add(reading->check->diags, MAT_DIAG_ERROR, field.path.text,
                 mat_quote(field.text).text, " does not go with area ",
                 mat_word(&mat_areas, step->area), "; allowed: ", allowed,
                 NULL);
}

/* Layers that do not go with an area (domain.md 2.4, row belly-prone). */
static void
check_layer(const struct reading *reading, const struct mat_plan_step *step,
            const struct mat_field *layer)
{
    const mat_area_set footed = MAT_AREA_BIT(MAT_AREA_FEET) |
                                MAT_AREA_BIT(MAT_AREA_FEET_STANDING) |
                                MAT_AREA_BIT(MAT_AREA_LEGS);
    const char *rule = NULL;

    if (step->area < 0)
        return;
    if (step->layer == MAT_LAYER_SOCKS && !(MAT_AREA_BIT(step->area) & footed))
        rule = "; socks are for feet, feet-standing and legs";
    if (step->layer != MAT_LAYER_TOWEL && step->area == MAT_AREA_BELLY)
        rule = "; only a towel does";
    if (rule && layer->text)
        mat_diag_add(reading->check->diags, MAT_DIAG_ERROR, layer->path.text,
                     mat_quote(layer->text).text, " does not go with area ",
                     mat_word(&mat_areas, step->area), rule, NULL);
}

/* A soft ground wobbles under somebody who stands (domain.md 2.3, rule 8). */
static void
check_surface(const struct reading *reading, const struct mat_plan_step *step,
              const struct mat_field *surface)
{
    const bool known = mat_word_find(&mat_surfaces, surface->text) >= 0;

    if (known && step->surface != MAT_SURFACE_FIRM &&
        step->position == MAT_POSITION_STANDING)
        mat_diag_add(reading->check->diags, MAT_DIAG_ERROR, surface->path.text,
                     mat_quote(surface->text).text,
                     " does not go with standing; only firm does", NULL);
}

static void
read_mat(const struct reading *reading, struct mat_plan_step *step)
{
    struct mat_field area = field_of(reading, KEY_AREA);
    struct mat_field layer = field_of(reading, KEY_LAYER);
    struct mat_field surface = field_of(reading, KEY_SURFACE);
    const bool known = mat_word_find(&mat_areas, area.text) >= 0;

    step->area =
        (enum mat_area)mat_field_word(&area, &mat_areas, MAT_AREA_NONE);
    step->layer = (enum mat_layer)mat_field_word(
        &layer, &mat_layers,
        (int)(known ? area_defaults[step->area].layer : MAT_LAYER_SHIRT));
    step->surface = (enum mat_surface)mat_field_word(
        &surface, &mat_surfaces,
        (int)(known ? area_defaults[step->area].surface : MAT_SURFACE_SOFT));
    read_position(reading, step);
    check_layer(reading, step, &layer);
    check_surface(reading, step, &surface);
}

static void
read_side(const struct reading *reading, const struct mat_point *point,
          struct mat_plan_step *step)
{
    struct mat_field field = field_of(reading, KEY_SIDE);

    step->side = (enum mat_side)mat_field_word(
        &field, &mat_sides,
        (int)(point->paired ? MAT_SIDE_BOTH : MAT_SIDE_MIDLINE));
    if ((step->side != MAT_SIDE_MIDLINE) == point->paired)
        return;
    mat_diag_add(reading->check->diags, MAT_DIAG_ERROR, field.path.text,
                 mat_quote(field.text).text, " does not go with ", point->id,
                 point->paired
                     ? ", which is on both sides; allowed: left, right, both"
                     : ", which is on the midline; allowed: midline",
                 NULL);
}

static void
read_point(const struct reading *reading, struct mat_plan_step *step)
{
    const struct mat_tables *tables = reading->check->tables;
    struct mat_field field = field_of(reading, KEY_POINT);
    struct mat_field side = field_of(reading, KEY_SIDE);

    step->point = mat_tables_point(tables, field.text);
    if (step->point >= 0) {
        read_side(reading, &tables->points[step->point], step);
        return;
    }
    if (field.text)
        mat_field_unknown_id(&field, MAT_DIAG_ERROR, "point", tables->points,
                             sizeof(*tables->points), tables->n_points);
    mat_field_word(&side, &mat_sides, MAT_SIDE_BOTH);
}

static void
read_breathe(const struct reading *reading, struct mat_plan_step *step)
{
    struct mat_field inhale = field_of(reading, KEY_INHALE);
    struct mat_field exhale = field_of(reading, KEY_EXHALE);

    step->inhale = mat_field_duration(&inhale, &breath_range, MAT_SECONDS(5));
    step->exhale = mat_field_duration(&exhale, &breath_range, MAT_SECONDS(5));
}

/** Reads what every kind reads alike. */
static void
read_common(const struct reading *reading, struct mat_plan_step *step)
{
    struct mat_field title = field_of(reading, KEY_TITLE);
    struct mat_field duration = field_of(reading, KEY_DURATION);
    struct mat_field guidance = field_of(reading, KEY_GUIDANCE);
    struct mat_field timeout = field_of(reading, KEY_TIMEOUT);
    mat_ms usual = 0;

    if (step->kind == MAT_KIND_WAIT)
        usual = MAT_MS_NONE;
    else if (step->kind == MAT_KIND_POINT)
        usual = MAT_SECONDS(60); /* what every stage allows: domain.md 2.4 */
    step->title = mat_field_text(&title, MAT_PLAN_TITLE_MAX);
    step->duration = mat_field_duration(&duration, &step_range, usual);
    step->guidance = (enum mat_guidance_level)mat_field_word(
        &guidance, &mat_guidance_levels, MAT_GUIDANCE_FULL);
    step->timeout = mat_field_duration(&timeout, &timeout_range, MAT_MS_NONE);
}

/** The title of a step that was given none. */
static const char *
make_title(struct mat_checker *check, const struct mat_plan_step *step)
{
    char title[MAT_PLAN_TITLE_MAX + 1];

    if (step->area != MAT_AREA_NONE)
        return area_defaults[step->area].title;
    if (step->point < 0)
        return kind_facts[step->kind].title;
    mat_join(title, sizeof(title), check->tables->points[step->point].id, " ",
             check->tables->points[step->point].name, NULL);
    return mat_checker_copy(check, title);
}

bool
mat_plan_step_check(struct mat_checker *check,
                    const struct mat_plan_doc_step *doc, const char *base,
                    struct mat_plan_step *ret_step)
{
    const int errors = check->diags->errors;
    struct mat_field kind = mat_field(check, base, "kind", doc->kind);
    struct reading reading = read_values(check, doc, base);
    int value = mat_field_word(&kind, &mat_kinds, -1);

    *ret_step = (struct mat_plan_step){
        .area = MAT_AREA_NONE, .position = MAT_POSITION_NONE, .point = -1};
    if (!doc->kind)
        mat_diag_add(check->diags, MAT_DIAG_ERROR, kind.path.text,
                     "is missing; every step needs a kind, such as mat", NULL);
    if (value < 0)
        return false;
    reading.kind = ret_step->kind = (enum mat_kind)value;
    check_keys(&reading);
    read_common(&reading, ret_step);
    if (ret_step->kind == MAT_KIND_MAT)
        read_mat(&reading, ret_step);
    else if (ret_step->kind == MAT_KIND_REST)
        read_position(&reading, ret_step);
    else if (ret_step->kind == MAT_KIND_POINT)
        read_point(&reading, ret_step);
    else if (ret_step->kind == MAT_KIND_BREATHE)
        read_breathe(&reading, ret_step);
    if (kind_facts[value].takes & KEY_BIT(KEY_CUES))
        mat_plan_cues_check(check, doc, base, ret_step);
    if (check->diags->errors != errors)
        return false;
    if (!ret_step->title)
        ret_step->title = make_title(check, ret_step);
    return true;
}
