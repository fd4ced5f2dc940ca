#include "embed/emit.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

/* Characters of a literal in a line of source. */
#define LITERAL_LINE 60

/* A question mark is escaped for the sake of trigraphs; octal escapes have all
 * three digits, so that a digit behind one stays apart. */
static void
emit_char(FILE *out, unsigned char c)
{
    if (c == '"' || c == '\\' || c == '?')
        fprintf(out, "\\%c", c);
    else if (c == '\n')
        fputs("\\n", out);
    else if (c < 0x20 || c > 0x7e)
        fprintf(out, "\\%03o", (unsigned)c);
    else
        fputc(c, out);
}

/* \p size bytes as a literal, or several in lines of their own. */
static void
emit_bytes(FILE *out, const char *bytes, size_t size)
{
    size_t column = 0;

    fputc('"', out);
    for (size_t i = 0; i < size; i++) {
        emit_char(out, (unsigned char)bytes[i]);
        column++;
        if (i + 1 < size &&
            (bytes[i] == '\n' || (column >= LITERAL_LINE && bytes[i] == ' '))) {
            fputs("\"\n    \"", out);
            column = 0;
        }
    }
    fputc('"', out);
}

static void
emit_text(FILE *out, const char *field, const char *text)
{
    fprintf(out, " .%s = ", field);
    emit_bytes(out, text, strlen(text));
    fputs(",\n", out);
}

static void
emit_int(FILE *out, const char *field, int64_t value)
{
    if (value == INT64_MAX)
        fprintf(out, " .%s = INT64_MAX,\n", field);
    else
        fprintf(out, " .%s = %" PRId64 ",\n", field, value);
}

static void
emit_flag(FILE *out, const char *field, bool value)
{
    if (value)
        fprintf(out, " .%s = true,\n", field);
}

static void
emit_set(FILE *out, const char *field, uint32_t value)
{
    fprintf(out, " .%s = 0x%" PRIx32 "u,\n", field, value);
}

/* A cue that another names; the array may still be in the making. */
static void
emit_cue_link(FILE *out, const char *field, const struct mat_tables *tables,
              const struct mat_cue *cue)
{
    if (cue)
        fprintf(out, " .%s = &cues[%td],\n", field, cue - tables->cues);
}

static void
emit_basis(FILE *out, const struct mat_basis *basis)
{
    fputs(" .basis = {\n", out);
    emit_text(out, "sources", basis->sources);
    emit_text(out, "grade", basis->grade);
    fputs("},\n", out);
}

static void
emit_targets(FILE *out, const char *field, const struct mat_targets *targets)
{
    fprintf(out, " .%s = {\n", field);
    emit_set(out, "areas", targets->areas);
    emit_set(out, "positions", targets->positions);
    emit_set(out, "points", targets->points);
    emit_flag(out, "local", targets->local);
    fputs("},\n", out);
}

static void
emit_source(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_source *source = &tables->sources[index];

    emit_text(out, "id", source->id);
    emit_text(out, "what", source->what);
    emit_text(out, "where", source->where);
}

static void
emit_cue(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_cue *cue = &tables->cues[index];

    emit_text(out, "id", cue->id);
    emit_text(out, "text", cue->text);
    emit_flag(out, "safety", cue->safety);
    emit_flag(out, "breath", cue->breath);
    emit_cue_link(out, "covered", tables, cue->covered);
    emit_cue_link(out, "light", tables, cue->light);
    emit_basis(out, &cue->basis);
}

static void
emit_guidance(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_guidance *guidance = &tables->guidance[index];

    emit_int(out, "kind", guidance->kind);
    emit_set(out, "areas", guidance->areas);
    emit_int(out, "duration", guidance->duration);
    emit_int(out, "n_cues", guidance->n_cues);
    if (guidance->n_cues > 0)
        fprintf(out, " .cues = guidance_cues_%d,\n", index);
}

static void
emit_adaptation(FILE *out, const struct mat_adaptation *adapt)
{
    fputs(" .adapt = {\n", out);
    emit_targets(out, "on", &adapt->on);
    emit_targets(out, "no", &adapt->no);
    emit_int(out, "layer", adapt->layer);
    emit_int(out, "surface", adapt->surface);
    emit_int(out, "cap", adapt->cap);
    emit_int(out, "permille", adapt->permille);
    emit_int(out, "rise", adapt->rise);
    emit_flag(out, "breath_off", adapt->breath_off);
    emit_flag(out, "company", adapt->company);
    emit_flag(out, "light", adapt->light);
    fputs("},\n", out);
}

static void
emit_row(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_row *row = &tables->rows[index];

    emit_text(out, "id", row->id);
    emit_text(out, "title", row->title);
    emit_text(out, "group", row->group);
    emit_text(out, "question", row->question);
    emit_text(out, "today", row->today);
    emit_text(out, "follows", row->follows);
    emit_text(out, "implies", row->implies);
    emit_int(out, "severity", row->severity);
    emit_flag(out, "urgent", row->urgent);
    emit_flag(out, "transient", row->transient);
    emit_flag(out, "unstored", row->unstored);
    emit_flag(out, "clearable", row->clearable);
    emit_targets(out, "targets", &row->targets);
    emit_text(out, "why", row->why);
    emit_text(out, "say", row->say);
    emit_adaptation(out, &row->adapt);
    emit_basis(out, &row->basis);
    emit_text(out, "disagree", row->disagree);
    emit_text(out, "confidence", row->confidence);
    emit_flag(out, "own", row->own);
}

static void
emit_point(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_point *point = &tables->points[index];

    emit_text(out, "id", point->id);
    emit_text(out, "name", point->name);
    emit_text(out, "where", point->where);
    emit_text(out, "claim", point->claim);
    emit_text(out, "caution", point->caution);
    emit_flag(out, "paired", point->paired);
    emit_int(out, "region", point->region);
    emit_flag(out, "trunk", point->trunk);
    emit_basis(out, &point->basis);
}

static void
emit_claim(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_claim *claim = &tables->claims[index];

    emit_text(out, "id", claim->id);
    emit_text(out, "claim", claim->claim);
    emit_text(out, "evidence", claim->evidence);
    emit_text(out, "sentence", claim->sentence);
    emit_basis(out, &claim->basis);
}

static void
emit_helpline(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_helpline *line = &tables->helplines[index];

    emit_text(out, "region", line->region);
    emit_text(out, "name", line->name);
    emit_text(out, "contact", line->contact);
    emit_text(out, "checked", line->checked);
    emit_text(out, "source", line->source);
}

static void
emit_notice(FILE *out, const struct mat_tables *tables, int index)
{
    const struct mat_notice *notice = &tables->notices[index];

    emit_text(out, "id", notice->id);
    emit_text(out, "text", notice->text);
    emit_basis(out, &notice->basis);
}

/* One array an entry; an empty one is left out, since C has none. */
static const struct list {
    const char *name;
    const char *type;
    size_t count; /* offset in struct mat_tables */
    void (*emit)(FILE *out, const struct mat_tables *tables, int index);
} lists[] = {
#define LIST(name, type, emit)                                              \
    {                                                                       \
#name, "struct " #type, offsetof(struct mat_tables, n_##name), emit \
    }
    LIST(sources, mat_source, emit_source),
    LIST(cues, mat_cue, emit_cue),
    LIST(guidance, mat_guidance, emit_guidance),
    LIST(rows, mat_row, emit_row),
    LIST(points, mat_point, emit_point),
    LIST(claims, mat_claim, emit_claim),
    LIST(helplines, mat_helpline, emit_helpline),
    LIST(notices, mat_notice, emit_notice),
#undef LIST
};

static int
list_count(const struct list *list, const struct mat_tables *tables)
{
    int count;

    memcpy(&count, (const char *)tables + list->count, sizeof(count));
    return count;
}

static void
emit_list(FILE *out, const struct list *list, const struct mat_tables *tables)
{
    int count = list_count(list, tables);

    if (count == 0)
        return;
    fprintf(out, "\nstatic const %s %s[] = {\n", list->type, list->name);
    for (int i = 0; i < count; i++) {
        fputs("{\n", out);
        list->emit(out, tables, i);
        fputs("},\n", out);
    }
    fputs("};\n", out);
}

/* The places of cues come between the cues, to which they point, and the
 * guidance, which points to them. */
static void
emit_places(FILE *out, const struct mat_tables *tables)
{
    for (int i = 0; i < tables->n_guidance; i++) {
        const struct mat_guidance *guidance = &tables->guidance[i];

        if (guidance->n_cues == 0)
            continue;
        fprintf(out,
                "\nstatic const struct mat_cue_at guidance_cues_%d[] = {\n", i);
        for (int j = 0; j < guidance->n_cues; j++) {
            const struct mat_cue_at *cue = &guidance->cues[j];

            fprintf(out, "{%" PRId64 ", %s, %s, &cues[%td]},\n", cue->at,
                    cue->from_end ? "true" : "false",
                    cue->sparse ? "true" : "false", cue->cue - tables->cues);
        }
        fputs("};\n", out);
    }
}

static void
emit_names(FILE *out, const char *name, const char *const *names, int count)
{
    if (count == 0)
        return;
    fprintf(out, "\nstatic const char *const %s[] = {\n", name);
    for (int i = 0; i < count; i++) {
        emit_bytes(out, names[i], strlen(names[i]));
        fputs(",\n", out);
    }
    fputs("};\n", out);
}

static void
emit_caps(FILE *out, const char *field, const mat_ms *caps)
{
    fprintf(out, " .%s = {", field);
    for (int area = 0; area < MAT_AREA__COUNT; area++)
        fprintf(out, "%s%" PRId64, area > 0 ? ", " : "", caps[area]);
    fputs("},\n", out);
}

static void
emit_stage(FILE *out, const struct mat_stage_rule *rule)
{
    fputs("{\n", out);
    emit_text(out, "title", rule->title);
    emit_int(out, "sessions", rule->sessions);
    emit_int(out, "days", rule->days);
    emit_int(out, "calm", rule->calm);
    emit_int(out, "step", rule->step);
    emit_int(out, "total", rule->total);
    emit_int(out, "total_opt_in", rule->total_opt_in);
    emit_int(out, "layer", rule->layer);
    emit_int(out, "surface", rule->surface);
    emit_int(out, "surface_then", rule->surface_then);
    emit_int(out, "surface_after", rule->surface_after);
    emit_int(out, "surface_seated", rule->surface_seated);
    emit_flag(out, "firm_covered", rule->firm_covered);
    emit_caps(out, "caps", rule->caps);
    emit_int(out, "point", rule->point);
    emit_basis(out, &rule->basis);
    fputs("},\n", out);
}

static void
emit_ramp(FILE *out, const struct mat_ramp *ramp)
{
    fputs(" .ramp = {\n", out);
    emit_int(out, "easy", ramp->easy);
    emit_int(out, "stop", ramp->stop);
    emit_int(out, "back_days", ramp->back_days);
    emit_int(out, "restart_days", ramp->restart_days);
    emit_int(out, "permille", ramp->permille);
    emit_basis(out, &ramp->basis);
    fputs("},\n", out);
}

static void
emit_tables(FILE *out, const struct mat_tables *tables)
{
    fputs("\nconst struct mat_tables mat_tables_builtin = {\n", out);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        int count = list_count(&lists[i], tables);

        if (count > 0)
            fprintf(out, " .%s = %s,\n .n_%s = %d,\n", lists[i].name,
                    lists[i].name, lists[i].name, count);
    }
    if (tables->n_groups > 0)
        fprintf(out,
                " .groups = groups,\n .group_titles = group_titles,\n"
                " .n_groups = %d,\n",
                tables->n_groups);
    fputs(" .stages = {\n", out);
    for (int stage = 0; stage < MAT_STAGE__COUNT; stage++)
        emit_stage(out, &tables->stages[stage]);
    fputs("},\n", out);
    emit_ramp(out, &tables->ramp);
    emit_caps(out, "hard_caps", tables->hard_caps);
    emit_int(out, "hard_total", tables->hard_total);
    emit_int(out, "point_min", tables->point_min);
    emit_int(out, "step_min", tables->step_min);
    emit_set(out, "opt_in", tables->opt_in);
    fputs("};\n", out);
}

static void
emit_plan(FILE *out, const struct mat_embedded *plan)
{
    fputs("{\n", out);
    emit_text(out, "name", plan->name);
    fputs(" .text = ", out);
    emit_bytes(out, plan->text, plan->size);
    fprintf(out, ",\n .size = %zu,\n}", plan->size);
}

static void
emit_plans(FILE *out, const struct mat_embedded *plans, int count)
{
    fputs("\nconst struct mat_embedded mat_embedded_plans[] = {\n", out);
    for (int i = 0; i < count; i++) {
        emit_plan(out, &plans[i]);
        fputs(",\n", out);
    }
    if (count == 0)
        fputs("{0},\n", out);
    fprintf(out, "};\n\nconst int mat_n_embedded_plans = %d;\n", count);
}

void
mat_emit(FILE *out, const struct mat_tables *tables,
         const struct mat_embedded *plans, int n_plans,
         const struct mat_embedded *template)
{
    fputs("/* Made by matsession-embed from sessions/; change that. */\n"
          "#include \"store/embedded.h\"\n"
          "#include \"store/tables.h\"\n"
          "\n"
          "/* C99 asks for 4095 characters in a literal only; a plan may have "
          "more. */\n"
          "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n",
          out);
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        if (lists[i].emit == emit_guidance)
            emit_places(out, tables);
        emit_list(out, &lists[i], tables);
    }
    emit_names(out, "groups", tables->groups, tables->n_groups);
    emit_names(out, "group_titles", tables->group_titles, tables->n_groups);
    emit_tables(out, tables);
    emit_plans(out, plans, n_plans);
    fputs("\nconst struct mat_embedded mat_embedded_template = ", out);
    emit_plan(out, template);
    fputs(";\n", out);
}
