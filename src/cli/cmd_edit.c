#include "cli/command.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/editor.h"
#include "app/own_plan.h"
#include "app/pager.h"
#include "app/plan_problem.h"
#include "app/terminal.h"
#include "cli/check_text.h"
#include "front/out.h"
#include "store/plan_names.h"
#include "store/plans.h"
#include "store/tables.h"

/* A plan that is edited. */
struct edit {
    const char *name;         /* as the user calls it */
    const char *path;         /* a file; always taken for one */
    struct mat_own_plan made; /* a copy of a built-in plan; path NULL: none */
    bool taken;               /* .. which is no more, for nobody changed it */
};

/* Whether the two are files that could be read, and the same. */
static bool
is_same(const struct mat_plan_text *before, const struct mat_plan_text *after)
{
    return before->text && after->text && before->size == after->size &&
           memcmp(before->text, after->text, before->size) == 0;
}

/* \param ret_changed   always set; what cannot be read counts as changed */
static int
edit_once(const struct edit *edit, bool *ret_changed)
{
    struct mat_plan_text before, after;
    int status;

    mat_plan_find(edit->path, &before);
    status = mat_editor_run(edit->path);
    mat_plan_find(edit->path, &after);
    *ret_changed = !is_same(&before, &after);
    mat_plan_text_done(&before);
    mat_plan_text_done(&after);
    return status;
}

/* Says what the plan is like now. \return MAT_EXIT_DONE, MAT_EXIT_WRONG_FILE
 * or MAT_EXIT_FAILED */
static int
judge(const struct edit *edit)
{
    struct mat_plan_file file;
    int status = MAT_EXIT_DONE;

    switch (mat_plan_open(edit->path, &mat_tables_builtin, &file)) {
    case MAT_PLAN_UNKNOWN:
        mat_problem("%s is gone: the editor has left no file of that name",
                    edit->path);
        status = MAT_EXIT_FAILED;
        break;
    case MAT_PLAN_UNREAD:
        status = mat_problem_unread(edit->path, file.error);
        break;
    case MAT_PLAN_WRONG:
    case MAT_PLAN_LOADED:
        mat_check_text(edit->name, edit->path, &file.diags);
        if (file.diags.errors)
            status = MAT_EXIT_WRONG_FILE;
        break;
    }
    mat_plan_file_done(&file);
    return status;
}

/* Enter is yes; whoever is not there says no. */
static bool
wants_again(void)
{
    const struct mat_page page = {.keys = "Open it again? [Y/n]"};
    struct mat_pager pager;
    int status;
    int key;

    if (!mat_can_ask())
        return false;
    fflush(stdout);
    mat_terminal_forget_typed();
    mat_pager_begin(&pager, MAT_ASK_LINES);
    do
        status = mat_pager_show(&pager, &page, MAT_MS_NONE, &key);
    while (status == MAT_EXIT_DONE && key != 'y' && key != 'n' &&
           key != MAT_KEY_ENTER);
    mat_pager_end(&pager);
    if (status != MAT_EXIT_DONE)
        mat_out(stderr, "\n");
    return status == MAT_EXIT_DONE && key != 'n';
}

/* \return what to exit with */
static int
edit_until_fine(struct edit *edit)
{
    bool changed;
    int status;

    do {
        status = edit_once(edit, &changed);
        edit->taken = edit->made.path && mat_own_plan_take_back(&edit->made);
        if (status != MAT_EXIT_DONE || edit->taken)
            return status;
        if (!changed)
            mat_out(stdout, "%s: not changed\n", edit->name);
        status = judge(edit);
    } while (status == MAT_EXIT_WRONG_FILE && wants_again());
    if (status == MAT_EXIT_WRONG_FILE)
        mat_problem("%s stays as you left it; start refuses it until it checks",
                    edit->name);
    return status;
}

/* A built-in plan is no file that could be edited: a copy is. */
static int
edit_builtin(const char *name, const struct mat_plan_text *builtin)
{
    struct edit edit = {.name = name};
    int status =
        mat_own_plan_write(name, builtin->text, builtin->size, &edit.made);

    if (status != MAT_EXIT_DONE)
        return status;
    edit.path = edit.made.path;
    status = edit_until_fine(&edit);
    if (edit.taken)
        mat_out(stdout, "%s: not changed; the built-in plan stays\n", name);
    else if (access(edit.path, F_OK) == 0)
        mat_out(stdout, "Yours now stands in for the built-in \"%s\": %s\n",
                name, edit.path);
    mat_own_plan_done(&edit.made);
    return status;
}

/* The plan that somebody means who has seen its file being written. Freed by
 * the caller; NULL: none. */
static char *
without_ending(const char *name)
{
    char *stem = mat_xprintf("%.*s", (int)mat_plan_stem(name), name);
    struct mat_plan_text text = {0};

    if (!mat_plan_name_good(stem) ||
        mat_plan_find(stem, &text) == MAT_PLAN_UNKNOWN) {
        free(stem);
        stem = NULL;
    }
    mat_plan_text_done(&text);
    return stem;
}

static int
say_unknown(const char *name)
{
    int status = mat_problem_no_plan(name);
    char *meant = without_ending(name);

    if (meant)
        mat_problem("a plan is called \"%s\"; edit it with: matsession edit %s",
                    meant, meant);
    else
        mat_problem("a plan of your own begins with: matsession new %s",
                    mat_plan_name_good(name) ? name : "NAME");
    free(meant);
    return status;
}

static int
run(const struct mat_call *call)
{
    const char *name = call->arguments[0];
    struct edit edit = {.name = name};
    struct mat_plan_text text;
    enum mat_plan_load load = mat_plan_find(name, &text);
    int status;

    if (load == MAT_PLAN_UNKNOWN)
        status = say_unknown(name);
    else if (text.builtin && load == MAT_PLAN_LOADED)
        status = edit_builtin(name, &text);
    else if (load == MAT_PLAN_LOADED || (text.file && text.error == EFBIG)) {
        edit.path = text.file; /* too large: the editor is what can help */
        status = edit_until_fine(&edit);
    } else
        status = mat_problem_unread(text.file ? text.file : name, text.error);
    mat_plan_text_done(&text);
    return status;
}

const struct mat_command mat_command_edit = {
    .name = "edit",
    .arguments = "PLAN",
    .least = 1,
    .most = 1,
    .summary = "Open a plan in your editor, and check it.",
    .text =
        "The editor is the one that the environment variable VISUAL names, "
        "else EDITOR, else \"editor\" or \"vi\". When you leave it the plan is "
        "checked. If something is wrong, it is said where, and at a terminal "
        "you are asked whether to open it again; otherwise it stays as you "
        "left it, and start refuses it until it checks.\n"
        "\n"
        "A built-in plan is copied to your plans first, where it stands in for "
        "the built-in one; the copy is taken away again if you change "
        "nothing.\n"
        "\n"
        "If your editor opens a window of its own, tell it to wait until you "
        "close it, as with VISUAL=\"code -w\" or VISUAL=\"gvim -f\".",
    .examples = "matsession edit mine\n"
                "matsession edit ./mine.yaml\n",
    .options = 0,
    .run = run,
};
