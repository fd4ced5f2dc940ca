/* Contraindication rows: ours, and a user's behind them. */
#include "store/tables_reader.h"

#include <string.h>

#include "matsession/text.h"

#define OWN_GROUP "general"
#define OWN_CONFIDENCE "med"

static const char *const confidence_names[] = {"hi", "med", "lo"};
static const struct mat_words confidences = {"confidence", confidence_names, 3};
static const char *const clearance_names[] = {"none", "possible"};
static const struct mat_words clearances = {"clearance", clearance_names, 2};
static const char *const breath_names[] = {"off"};
static const struct mat_words breaths = {"word for breath", breath_names, 1};

static int
find_group(const struct mat_tables *tables, const char *id)
{
    for (int i = 0; i < tables->n_groups; i++)
        if (strcmp(tables->groups[i], id) == 0)
            return i;
    return -1;
}

/* Appends the groups of \p list to those that are there. */
static void
convert_groups(struct mat_reader *reader, const struct mat_rows_doc *list)
{
    struct mat_tables *tables = reader->tables;
    size_t before = (size_t)tables->n_groups;
    size_t count = before + list->groups_count;
    const char **ids = mat_reader_take(reader, count, sizeof(*ids));
    const char **titles = mat_reader_take(reader, count, sizeof(*titles));

    if (!ids || !titles)
        return;
    for (size_t i = 0; i < before; i++) {
        ids[i] = tables->groups[i];
        titles[i] = tables->group_titles[i];
    }
    tables->groups = ids;
    tables->group_titles = titles;
    for (unsigned i = 0; i < list->groups_count; i++) {
        const struct mat_group_doc *doc = &list->groups[i];

        mat_reader_enter(reader, "groups", (int)i);
        if (find_group(tables, doc->id) >= 0)
            mat_reader_wrong(reader, MAT_AT("id", doc->id), "is there twice",
                             "");
        ids[before + i] = mat_reader_id(reader, MAT_AT("id", doc->id));
        titles[before + i] =
            mat_reader_text(reader, MAT_AT("title", doc->title), MAT_TEXT_LINE);
        tables->n_groups++;
    }
}

static const char *
read_group(struct mat_reader *reader, const char *group)
{
    const struct mat_tables *tables = reader->tables;
    struct mat_table_field field = MAT_AT("group", group);
    int found;

    if (!group && !reader->own) {
        mat_reader_missing(reader, "group");
        return "";
    }
    if (!group)
        field.value = OWN_GROUP;
    found = find_group(tables, field.value);
    if (found >= 0)
        return tables->groups[found];
    mat_reader_unknown(reader, field, "is not a group", tables->groups,
                       tables->n_groups);
    return "";
}

static bool
has_targets(const struct mat_targets *targets)
{
    return targets->areas || targets->positions || targets->points ||
           targets->local;
}

/* Whether \p a reaches something that \p b does not. */
static bool
reaches_beyond(const struct mat_targets *a, const struct mat_targets *b)
{
    return (a->areas & ~b->areas) || (a->positions & ~b->positions) ||
           (a->points & ~b->points) || (a->local && !b->local);
}

static bool
asks_for_something(const struct mat_adapt_doc *doc)
{
    return doc->no_count > 0 || doc->layer || doc->surface || doc->cap ||
           doc->factor || doc->rise || doc->breath || doc->company ||
           doc->light;
}

static void
convert_adapt(struct mat_reader *reader, const struct mat_adapt_doc *doc,
              struct mat_adaptation *adapt)
{
    if (doc->on_count > 0)
        adapt->on =
            mat_reader_targets(reader, "adapt.on", doc->on, doc->on_count);
    adapt->no = mat_reader_targets(reader, "adapt.no", doc->no, doc->no_count);
    adapt->layer =
        mat_reader_word(reader, MAT_AT("adapt.layer", doc->layer), &mat_layers);
    adapt->surface = mat_reader_word(
        reader, MAT_AT("adapt.surface", doc->surface), &mat_surfaces);
    adapt->cap =
        mat_reader_duration(reader, MAT_AT("adapt.cap", doc->cap), MAT_MS_NONE);
    adapt->permille =
        mat_reader_factor(reader, MAT_AT("adapt.factor", doc->factor));
    adapt->rise =
        mat_reader_duration(reader, MAT_AT("adapt.rise", doc->rise), 0);
    adapt->breath_off =
        mat_reader_word(reader, MAT_AT("adapt.breath", doc->breath),
                        &breaths) == 0;
    adapt->company =
        mat_reader_flag(reader, MAT_AT("adapt.company", doc->company));
    adapt->light = mat_reader_flag(reader, MAT_AT("adapt.light", doc->light));
}

static void
convert_texts(struct mat_reader *reader, const struct mat_row_doc *doc,
              struct mat_row *row)
{
    row->title =
        mat_reader_text(reader, MAT_AT("title", doc->title), MAT_TEXT_LINE);
    row->question = mat_reader_maybe(reader, MAT_AT("question", doc->question),
                                     MAT_TEXT_LINE);
    row->today =
        mat_reader_maybe(reader, MAT_AT("today", doc->today), MAT_TEXT_LINE);
    row->why =
        mat_reader_text(reader, MAT_AT("why", doc->why), MAT_TEXT_LONG_MAX);
    row->say =
        mat_reader_text(reader, MAT_AT("say", doc->say), MAT_TEXT_LONG_MAX);
    row->disagree = mat_reader_maybe(reader, MAT_AT("disagree", doc->disagree),
                                     MAT_TEXT_LONG_MAX);
}

static const char *
read_confidence(struct mat_reader *reader, const char *confidence)
{
    struct mat_table_field field = MAT_AT("confidence", confidence);
    int found;

    if (!confidence && reader->own)
        return OWN_CONFIDENCE;
    if (!confidence)
        mat_reader_missing(reader, "confidence");
    found = mat_reader_word(reader, field, &confidences);
    return found < 0 ? "" : confidence_names[found];
}

static void
convert_decision(struct mat_reader *reader, const struct mat_row_doc *doc,
                 struct mat_row *row)
{
    int severity = mat_reader_word(reader, MAT_AT("severity", doc->severity),
                                   &mat_severities);
    int clearance = mat_reader_word(reader, MAT_AT("clearance", doc->clearance),
                                    &clearances);

    row->severity =
        severity < 0 ? MAT_SEVERITY_AVOID : (enum mat_severity)severity;
    row->urgent = mat_reader_flag(reader, MAT_AT("urgent", doc->urgent));
    row->transient =
        mat_reader_flag(reader, MAT_AT("transient", doc->transient));
    row->unstored = mat_reader_flag(reader, MAT_AT("unstored", doc->unstored));
    row->clearable =
        clearance < 0 ? row->severity == MAT_SEVERITY_ASK : clearance == 1;
    row->targets =
        mat_reader_targets(reader, "areas", doc->areas, doc->areas_count);
    row->adapt = (struct mat_adaptation){
        .on = row->targets,
        .layer = -1,
        .surface = -1,
        .cap = MAT_MS_NONE,
        .permille = 1000,
    };
    if (doc->adapt)
        convert_adapt(reader, doc->adapt, &row->adapt);
}

/* With a question of its own for today, only today's yes is urgent: what was
 * said before may be cleared like any other row's. */
static void
check_urgent(struct mat_reader *reader, const struct mat_row_doc *doc,
             const struct mat_row *row)
{
    bool today = doc->today && doc->today[0];
    struct mat_table_field severity = MAT_AT("severity", doc->severity);

    if (!row->urgent)
        return;
    if (today && row->severity == MAT_SEVERITY_ADAPT)
        mat_reader_wrong(reader, severity, "does not fit an urgent row; ",
                         "write avoid or ask");
    if (!today && row->severity != MAT_SEVERITY_AVOID)
        mat_reader_wrong(reader, severity, "does not fit an urgent row; ",
                         "write avoid");
    if (!today && row->severity == MAT_SEVERITY_AVOID && row->clearable)
        mat_reader_wrong(reader, MAT_AT("clearance", doc->clearance),
                         "does not fit an urgent row; ", "write none");
}

/* Words that do not go together, so that one of them would be ignored. */
static void
check_decision(struct mat_reader *reader, const struct mat_row_doc *doc,
               const struct mat_row *row)
{
    struct mat_table_field clearance = MAT_AT("clearance", doc->clearance);

    if (row->severity == MAT_SEVERITY_ADAPT && row->clearable)
        mat_reader_wrong(reader, clearance, "does not fit severity adapt; ",
                         "nothing is refused that could be cleared");
    if (row->severity == MAT_SEVERITY_ASK && !row->clearable)
        mat_reader_wrong(reader, clearance, "does not fit severity ask; ",
                         "write avoid where no clearance helps");
    if (row->severity != MAT_SEVERITY_ADAPT && !has_targets(&row->targets) &&
        doc->areas_count == 0)
        mat_reader_wrong(reader, MAT_AT("areas", NULL),
                         "are missing; write what the row refuses", "");
}

static void
check_adapt(struct mat_reader *reader, const struct mat_row_doc *doc,
            const struct mat_row *row)
{
    struct mat_table_field field = MAT_AT("adapt", NULL);

    if (!doc->adapt)
        return;
    if (!asks_for_something(doc->adapt))
        mat_reader_wrong(reader, field, "changes nothing", "");
    else if (row->severity == MAT_SEVERITY_AVOID && !row->clearable &&
             !reaches_beyond(&row->adapt.on, &row->targets))
        mat_reader_wrong(reader, field, "never comes to bear: ",
                         "the row refuses all of it, without clearance");
}

static void
check_questions(struct mat_reader *reader, const struct mat_row_doc *doc,
                const struct mat_row *row)
{
    bool asked = doc->question && doc->question[0];

    if (row->transient && !asked)
        mat_reader_wrong(reader, MAT_AT("transient", NULL),
                         "needs a question to ask today", "");
    if (row->transient && doc->today)
        mat_reader_wrong(reader, MAT_AT("today", NULL),
                         "does not fit a transient row; its question is asked "
                         "today",
                         "");
    if (!row->transient && doc->today && !asked)
        mat_reader_wrong(reader, MAT_AT("today", NULL),
                         "needs a question for the screening", "");
    if (row->urgent && !asked)
        mat_reader_wrong(reader, MAT_AT("urgent", NULL), "needs a question",
                         "");
    if (doc->follows && (asked || row->transient))
        mat_reader_wrong(reader, MAT_AT("follows", NULL),
                         "does not fit a row with a question of its own", "");
}

static void
convert_row(struct mat_reader *reader, const struct mat_row_doc *doc,
            struct mat_row *row)
{
    int known = mat_tables_row(reader->tables, doc->id);
    bool ours = known >= 0 && !reader->tables->rows[known].own;

    if (known >= 0)
        mat_reader_wrong(reader, MAT_AT("id", doc->id),
                         reader->own && ours ? "is a built-in row; "
                                             : "is there twice",
                         reader->own && ours ? "choose another id" : "");
    row->id = mat_reader_id(reader, MAT_AT("id", doc->id));
    row->own = reader->own;
    row->group = read_group(reader, doc->group);
    row->follows = "";
    row->implies = "";
    convert_texts(reader, doc, row);
    convert_decision(reader, doc, row);
    row->basis = mat_reader_basis(reader, &doc->basis);
    row->confidence = read_confidence(reader, doc->confidence);
    if (mat_word_find(&mat_severities, doc->severity) >= 0) {
        check_decision(reader, doc, row);
        check_urgent(reader, doc, row);
        check_adapt(reader, doc, row);
    }
    check_questions(reader, doc, row);
}

static const struct mat_row *
find_row(struct mat_reader *reader, struct mat_table_field field)
{
    const struct mat_tables *tables = reader->tables;
    int known = mat_tables_row(tables, field.value);
    const char *names[MAT_ROWS_MAX];

    if (known >= 0)
        return &tables->rows[known];
    for (int i = 0; i < tables->n_rows; i++)
        names[i] = tables->rows[i].id;
    mat_reader_unknown(reader, field, "is not a row", names, tables->n_rows);
    return NULL;
}

static void
resolve_follows(struct mat_reader *reader, const char *follows,
                struct mat_row *row)
{
    struct mat_table_field field = MAT_AT("follows", follows);
    const struct mat_row *other = find_row(reader, field);

    if (!other)
        return;
    if (!other->question[0] || other->transient)
        mat_reader_wrong(reader, field, "is not asked by the screening", "");
    else
        row->follows = other->id;
}

static void
resolve_implies(struct mat_reader *reader, const char *implies,
                struct mat_row *row)
{
    struct mat_table_field field = MAT_AT("implies", implies);
    const struct mat_row *other = find_row(reader, field);

    if (!other)
        return;
    if (other == row)
        mat_reader_wrong(reader, field, "is the row itself", "");
    else
        row->implies = other->id;
}

/* A row may name one further down, so this comes when all are there. */
static void
resolve_row(struct mat_reader *reader, const struct mat_row_doc *doc,
            struct mat_row *row)
{
    if (doc->follows)
        resolve_follows(reader, doc->follows, row);
    if (doc->implies)
        resolve_implies(reader, doc->implies, row);
}

void
mat_tables_convert_rows(struct mat_reader *reader, const void *doc)
{
    const struct mat_rows_doc *list = doc;
    struct mat_tables *tables = reader->tables;
    size_t before = (size_t)tables->n_rows;
    struct mat_row *made =
        mat_reader_take(reader, before + list->rows_count, sizeof(*made));

    if (!made)
        return;
    convert_groups(reader, list);
    mat_reader_enter(reader, "", -1);
    if (before + list->rows_count > MAT_ROWS_MAX) {
        mat_reader_wrong(reader, MAT_AT("rows", NULL),
                         "are too many; at most 160 with the built-in ones",
                         "");
        return;
    }
    if (before > 0)
        memcpy(made, tables->rows, before * sizeof(*made));
    tables->rows = made;
    for (unsigned i = 0; i < list->rows_count; i++) {
        mat_reader_enter(reader, "rows", (int)i);
        convert_row(reader, &list->rows[i], &made[before + i]);
        tables->n_rows++;
    }
    for (unsigned i = 0; i < list->rows_count; i++) {
        mat_reader_enter(reader, "rows", (int)i);
        resolve_row(reader, &list->rows[i], &made[before + i]);
    }
}
