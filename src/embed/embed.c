/* matsession-embed SESSIONS_DIR OUT.c: checks the tables and plans with the
 * very code that reads a user's, and turns them into C. A warning fails the
 * build like an error: ours are to be clean. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "embed/emit.h"
#include "store/folder.h"
#include "store/paths.h"
#include "store/plans.h"
#include "store/tables_yaml.h"
#include "store/yaml.h"

/* Read by a test, not part of the program. */
#define SEEDS_FILE "seeds.yaml"
#define TEMPLATE_FILE "templates/plan.yaml"

/* mat_plan_read() lives beside what looks built-in plans up; here are none. */
const struct mat_embedded mat_embedded_plans[] = {{0}};
const int mat_n_embedded_plans = 0;

/* Everything that is on its way from the folder to the source file. */
struct embed {
    const char *sessions;
    struct mat_arena *arena;
    struct mat_tables tables;
    struct mat_embedded *plans;
    int n_plans;
    struct mat_embedded template;
};

static bool
complain(const char *file, const char *what)
{
    fprintf(stderr, "matsession-embed: %s%s%s\n", file, file[0] ? ": " : "",
            what);
    return false;
}

static void
print_diag(const char *file, const struct mat_diag *diag)
{
    fprintf(stderr, "%s:%d:%d: %s%s%s%s\n", file, diag->line, diag->column,
            diag->level == MAT_DIAG_WARNING ? "warning: " : "", diag->path,
            diag->path[0] ? ": " : "", diag->text);
}

/* \return whether there was nothing to print */
static bool
print_diags(const char *file, const struct mat_diags *diags)
{
    int more = diags->errors + diags->warnings - diags->count;

    for (int i = 0; i < diags->count; i++)
        print_diag(file, &diags->items[i]);
    if (more > 0)
        fprintf(stderr, "%s: and %d more\n", file, more);
    return diags->errors + diags->warnings == 0;
}

/* A plan that needs --opt-in is warned about by its nature: for its area, or
 * for a back longer than the stage gives without. */
static bool
is_opt_in(const struct embed *embed, const struct mat_plan *plan,
          const struct mat_diag *diag)
{
    const struct mat_stage_rule *rule = &embed->tables.stages[plan->full_at];
    char path[sizeof(diag->path)];

    if (diag->level != MAT_DIAG_WARNING)
        return false;
    if (strstr(diag->text, "--opt-in"))
        return true;
    for (int i = 0; i < plan->n_steps; i++) {
        const struct mat_plan_step *step = &plan->steps[i];

        snprintf(path, sizeof(path), "steps[%d].duration", i);
        if (step->kind == MAT_KIND_MAT && step->area == MAT_AREA_BACK &&
            step->duration > rule->total &&
            step->duration <= rule->total_opt_in &&
            strcmp(path, diag->path) == 0)
            return true;
    }
    return false;
}

/* \return whether the plan is there, with no warning but that */
static bool
judge_plan(const struct embed *embed, const char *file,
           const struct mat_plan_file *plan)
{
    bool good = true;

    if (!plan->plan)
        return print_diags(file, &plan->diags) &&
               complain(file, "cannot be loaded");
    for (int i = 0; i < plan->diags.count; i++)
        if (!is_opt_in(embed, plan->plan, &plan->diags.items[i])) {
            print_diag(file, &plan->diags.items[i]);
            good = false;
        }
    return good;
}

static bool
read_text(const char *file, char **ret_text, size_t *ret_size)
{
    int error = mat_file_read(file, MAT_YAML_BYTES_MAX, ret_text, ret_size);

    return error ? complain(file, strerror(error)) : true;
}

static bool
read_part(struct embed *embed, enum mat_tables_part part)
{
    struct mat_diags diags = {0};
    char *file;
    char *text;
    size_t size;
    bool good = false;

    if (asprintf(&file, "%s/tables/%s", embed->sessions,
                 mat_tables_file(part)) < 0)
        return complain("", "out of memory");
    if (read_text(file, &text, &size)) {
        mat_tables_read(part, text, size, embed->arena, &embed->tables, &diags);
        good = print_diags(file, &diags);
        free(text);
    }
    free(file);
    return good;
}

/* The first wrong part ends it: those behind would only echo its mistakes. */
static bool
read_tables(struct embed *embed)
{
    bool good = true;

    for (int part = 0; part < MAT_TABLES_OWN && good; part++)
        good = read_part(embed, (enum mat_tables_part)part);
    return good;
}

/* A table that nobody reads would look as if it counted. */
static bool
check_strays(const struct embed *embed)
{
    struct dirent **entries = NULL;
    bool good = true;
    char *folder;
    int count;

    if (asprintf(&folder, "%s/tables", embed->sessions) < 0)
        return complain("", "out of memory");
    count = mat_folder_yaml(folder, &entries);
    for (int i = 0; i < count; i++) {
        bool known = strcmp(entries[i]->d_name, SEEDS_FILE) == 0;

        for (int part = 0; part < MAT_TABLES_OWN && !known; part++)
            known = strcmp(entries[i]->d_name,
                           mat_tables_file((enum mat_tables_part)part)) == 0;
        if (!known)
            good =
                complain(entries[i]->d_name, "no table of that name is read");
    }
    mat_folder_free(entries, count);
    free(folder);
    return good;
}

/* The text of the plan goes into \p ret_plan, which owns it. */
static bool
read_plan(const struct embed *embed, const char *entry,
          struct mat_embedded *ret_plan)
{
    struct mat_plan_file plan = {0};
    size_t length = strlen(entry) - strlen(MAT_YAML_ENDING);
    char *file = NULL;
    char *text = NULL;
    char *name = strndup(entry, length);
    size_t size;
    bool good = false;

    if (!name || asprintf(&file, "%s/%s", embed->sessions, entry) < 0) {
        free(name);
        return complain("", "out of memory");
    }
    if (read_text(file, &text, &size)) {
        mat_plan_read(text, size, name, &embed->tables, &plan);
        good = judge_plan(embed, file, &plan);
        mat_plan_file_done(&plan);
    }
    free(file);
    if (!good) {
        free(name);
        free(text);
        return false;
    }
    *ret_plan = (struct mat_embedded){name, text, size};
    return true;
}

static int
plan_order(const void *a, const void *b)
{
    return strcmp(((const struct mat_embedded *)a)->name,
                  ((const struct mat_embedded *)b)->name);
}

static bool
read_plans(struct embed *embed)
{
    struct dirent **entries = NULL;
    bool good = true;
    int count = mat_folder_yaml(embed->sessions, &entries);

    if (count < 0)
        return complain(embed->sessions, "cannot be read");
    embed->plans = calloc((size_t)count + 1, sizeof(*embed->plans));
    if (!embed->plans)
        good = complain("", "out of memory");
    for (int i = 0; embed->plans && i < count; i++) {
        struct mat_embedded *plan = &embed->plans[embed->n_plans];

        if (read_plan(embed, entries[i]->d_name, plan))
            embed->n_plans++;
        else
            good = false;
    }
    mat_folder_free(entries, count);
    if (embed->plans)
        qsort(embed->plans, (size_t)embed->n_plans, sizeof(*embed->plans),
              plan_order);
    return good;
}

/* What everybody begins with warns of nothing, not even for --opt-in. */
static bool
read_template(struct embed *embed)
{
    struct mat_plan_file plan;
    bool good = read_plan(embed, TEMPLATE_FILE, &embed->template);

    if (!good)
        return false;
    mat_plan_read(embed->template.text, embed->template.size, TEMPLATE_FILE,
                  &embed->tables, &plan);
    good = print_diags(TEMPLATE_FILE, &plan.diags);
    mat_plan_file_done(&plan);
    return good;
}

static bool
write_source(const struct embed *embed, const char *path)
{
    FILE *out = fopen(path, "w");
    bool good;

    if (!out)
        return complain(path, "cannot be written");
    mat_emit(out, &embed->tables, embed->plans, embed->n_plans,
             &embed->template);
    good = !ferror(out);
    if (fclose(out) != 0 || !good)
        return complain(path, "cannot be written");
    return true;
}

/* Only what can be ours: OUT.c might be named /dev/full. */
static void
remove_source(const char *path)
{
    struct stat status;

    if (lstat(path, &status) == 0 && S_ISREG(status.st_mode))
        unlink(path);
}

static void
embed_done(struct embed *embed)
{
    for (int i = 0; i < embed->n_plans; i++) {
        free((char *)embed->plans[i].name);
        free((char *)embed->plans[i].text);
    }
    free(embed->plans);
    free((char *)embed->template.name);
    free((char *)embed->template.text);
    mat_arena_free(embed->arena);
}

int
main(int argc, char **argv)
{
    struct embed embed = {0};
    bool good;

    if (argc != 3) {
        fputs("usage: matsession-embed SESSIONS_DIR OUT.c\n", stderr);
        return 2;
    }
    embed.sessions = argv[1];
    embed.arena = mat_arena_new();
    good = embed.arena || complain("", "out of memory");
    good = good && read_tables(&embed) && check_strays(&embed) &&
           read_plans(&embed) && read_template(&embed) &&
           write_source(&embed, argv[2]);
    embed_done(&embed);
    if (good)
        return 0;
    remove_source(argv[2]);
    complain(argv[2], "was not made");
    return 1;
}
