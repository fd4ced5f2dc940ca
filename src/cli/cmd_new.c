#include "cli/command.h"

#include "app/own_plan.h"
#include "app/plan_problem.h"
#include "front/out.h"
#include "store/embedded.h"
#include "store/plans.h"
#include "store/tables.h"

static void
say_written(const char *name, const struct mat_own_plan *plan)
{
    struct mat_plan_file file;

    mat_out(stdout, "Written: %s\n", plan->path);
    if (plan->shadows)
        mat_out(stdout, "Yours now stands in for the built-in \"%s\".\n", name);
    mat_out(stdout,
            "Next: matsession edit %s\n"
            "      matsession preview %s\n",
            name, name);
    if (mat_plan_read(plan->text, plan->size, plan->path, &mat_tables_builtin,
                      &file) != MAT_PLAN_LOADED)
        mat_problem("%s does not check yet; see matsession check %s", name,
                    name);
    mat_plan_file_done(&file);
}

static int
write_plan(const char *name, const char *text, size_t size)
{
    struct mat_own_plan plan;
    int status = mat_own_plan_write(name, text, size, &plan);

    if (status != MAT_EXIT_DONE)
        return status;
    say_written(name, &plan);
    mat_own_plan_done(&plan);
    return status;
}

/* \param from  the plan to begin with */
static int
write_copy(const char *name, const char *from)
{
    struct mat_plan_text text;
    int status;

    switch (mat_plan_find(from, &text)) {
    case MAT_PLAN_LOADED:
        status = write_plan(name, text.text, text.size);
        break;
    case MAT_PLAN_UNKNOWN:
        status = mat_problem_no_plan(from);
        break;
    default:
        status = mat_problem_unread(text.file ? text.file : from, text.error);
        break;
    }
    mat_plan_text_done(&text);
    return status;
}

static int
run(const struct mat_call *call)
{
    const char *name = call->arguments[0];
    const char *from = mat_call_value(call, MAT_OPTION_FROM);
    int status = mat_own_plan_judge(name);

    if (status != MAT_EXIT_DONE)
        return status;
    if (from)
        return write_copy(name, from);
    return write_plan(name, mat_embedded_template.text,
                      mat_embedded_template.size);
}

const struct mat_command mat_command_new = {
    .name = "new",
    .arguments = "NAME",
    .least = 1,
    .most = 1,
    .summary = "Write a plan of your own to begin with.",
    .text =
        "It is a short plan that runs as it is, with notes that tell what can "
        "be changed, and goes to your plans as NAME.yaml. NAME is made of "
        "letters, digits, - and _. A plan of yours that is there already stays "
        "untouched. One that has the name of a built-in plan stands in for "
        "it.\n"
        "\n"
        "With --from it is a copy, notes included, of a built-in plan, one of "
        "yours, or a file.\n"
        "\n"
        "The line on top tells editors that know yaml-language-server where "
        "the schema of plans is, so that they complete and check as you type.",
    .examples = "matsession new mine\n"
                "matsession new late --from evening\n"
                "matsession new hers --from ./hers.yaml\n",
    .options = MAT_OPTION_BIT(MAT_OPTION_FROM),
    .run = run,
};
