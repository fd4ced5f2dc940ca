#include "cli/about.h"

#include <stdlib.h>
#include <string.h>

#include "cli/entry.h"
#include "front/out.h"

#define TEXT_INDENT (MAT_ENTRY_INDENT + 4)

static const struct {
    const char *letter;
    const char *meaning;
} grades[] = {
    {"R", "randomised trials or reviews of them, small and unblinded"},
    {"U", "an uncontrolled study, or a trial's exclusion list"},
    {"C", "clinical guidance: hospital, health service, reviewed health page"},
    {"M", "a maker or seller says so"},
    {"T", "tradition says so"},
    {"S", "one of the texts that this program started from says so"},
    {"O", "some other page says so; weak"},
    {"P", "a precaution of this program, without a source"},
};

static const char *const severities[MAT_SEVERITY__COUNT] = {
    [MAT_SEVERITY_ADAPT] = "a session runs, changed",
    [MAT_SEVERITY_ASK] = "not until a health professional has agreed",
    [MAT_SEVERITY_AVOID] = "not on the mat, or not there",
};

/* Prints \p text, made by mat_xprintf(), and frees it. */
static void
put_made(FILE *file, char *text, int indent, int width)
{
    mat_out_wrapped(file, text, indent, width);
    free(text);
}

static void
put_basis(FILE *file, const struct mat_basis *basis, int width)
{
    put_made(file,
             mat_xprintf("Sources %s; grade %s", basis->sources, basis->grade),
             TEXT_INDENT, width);
}

static void
put_grades(FILE *file, int width)
{
    mat_out(file, "\nGrades\n");
    for (size_t i = 0; i < sizeof(grades) / sizeof(grades[0]); i++)
        mat_entry(file, grades[i].letter, grades[i].meaning,
                  mat_entry_column(1, width), width);
}

static void
put_claim(FILE *file, const struct mat_claim *claim, int width)
{
    mat_out(file, "\n");
    mat_out_wrapped(file, claim->claim, MAT_ENTRY_INDENT, width);
    put_made(file, mat_xprintf("Found: %s", claim->evidence), TEXT_INDENT,
             width);
    if (*claim->sentence)
        put_made(file, mat_xprintf("So: %s", claim->sentence), TEXT_INDENT,
                 width);
    put_basis(file, &claim->basis, width);
}

void
mat_about_evidence(FILE *file, const struct mat_tables *tables, int width)
{
    mat_out_wrapped(file,
                    "What is claimed for acupressure mats and points, what was "
                    "found, and what can honestly be said.\n"
                    "\n"
                    "Trials were read as abstracts or registry entries, not as "
                    "full papers, and web pages as stored excerpts. No study "
                    "that we found has looked at the risks of spike mats.",
                    0, width);
    for (int i = 0; i < tables->n_claims; i++)
        put_claim(file, &tables->claims[i], width);
    put_grades(file, width);
    mat_out(file, "\n");
    mat_out_wrapped(file, "See matsession about sources for the sources.", 0,
                    width);
}

void
mat_about_sources(FILE *file, const struct mat_tables *tables, int width)
{
    int column = mat_entry_column(3, width);

    mat_out_wrapped(file,
                    "Where the advice comes from. Public pages were seen as "
                    "stored excerpts, not live and not whole; trials as "
                    "abstracts or registry entries. The first four texts "
                    "come from people who sell mats or earn from sales.\n\n",
                    0, width);
    for (int i = 0; i < tables->n_sources; i++) {
        const struct mat_source *source = &tables->sources[i];

        mat_entry(file, source->id, source->what, column, width);
        if (*source->where)
            mat_out_wrapped(file, source->where, column, width);
    }
    put_grades(file, width);
}

static void
put_row(FILE *file, const struct mat_row *row, int width)
{
    const char *severity = row->urgent
                               ? "get help now"
                               : mat_word(&mat_severities, (int)row->severity);

    put_made(file,
             mat_xprintf("%s (%s): %s%s%s", row->title, row->id, severity,
                         row->transient ? ", asked at every start" : "",
                         row->own ? "; your own row" : ""),
             MAT_ENTRY_INDENT, width);
    mat_out_wrapped(file, row->why, TEXT_INDENT, width);
    if (*row->say)
        mat_out_wrapped(file, row->say, TEXT_INDENT, width);
    if (*row->disagree)
        mat_out_wrapped(file, row->disagree, TEXT_INDENT, width);
    put_basis(file, &row->basis, width);
}

static void
put_rows(FILE *file, const struct mat_tables *tables, int group, int width)
{
    mat_out(file, "\n%s\n", tables->group_titles[group]);
    for (int i = 0; i < tables->n_rows; i++) {
        if (strcmp(tables->rows[i].group, tables->groups[group]) == 0)
            put_row(file, &tables->rows[i], width);
    }
}

static void
put_helplines(FILE *file, const struct mat_tables *tables, int width)
{
    mat_out(file, "\nIf you are in danger, or close to hurting yourself\n");
    mat_out_wrapped(file,
                    "Call your local emergency number now. If you can, stay "
                    "with someone you trust.",
                    MAT_ENTRY_INDENT, width);
    for (int i = 0; i < tables->n_helplines; i++) {
        const struct mat_helpline *line = &tables->helplines[i];

        put_made(file,
                 mat_xprintf("%s, %s: %s (%s, checked %s)", line->region,
                             line->name, line->contact, line->source,
                             line->checked),
                 MAT_ENTRY_INDENT, width);
    }
    mat_out_wrapped(file, mat_tables_notice(tables, "coping"), MAT_ENTRY_INDENT,
                    width);
}

void
mat_about_safety(FILE *file, const struct mat_tables *tables, int width)
{
    mat_out_wrapped(file, mat_tables_notice(tables, "who-not"), 0, width);
    mat_out(file, "\nIf you feel unwell\n");
    mat_out_wrapped(file, mat_tables_notice(tables, "unwell"), MAT_ENTRY_INDENT,
                    width);
    put_helplines(file, tables, width);
    mat_out(file, "\nWhat the words mean\n");
    for (int i = MAT_SEVERITY__COUNT - 1; i >= 0; i--)
        mat_entry(file, mat_word(&mat_severities, i), severities[i],
                  mat_entry_column(5, width), width);
    for (int group = 0; group < tables->n_groups; group++)
        put_rows(file, tables, group, width);
    put_grades(file, width);
}
