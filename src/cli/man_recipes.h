/**
 * \file
 * Recipes of the manual: matsession together with other programs. Each is run,
 * as it stands here, by tests/cli/test_recipes.py.
 */
#ifndef MAT_CLI_MAN_RECIPES_H
#define MAT_CLI_MAN_RECIPES_H

#define MAT_RECIPE_PARTS 2

/** What goes into one place. */
struct mat_recipe_part {
    const char *place; /**< "~/.tmux.conf", "a shell" */
    const char *lines; /**< as they are, each with its line break; at most 68
                            characters wide */
};

/** One recipe. */
struct mat_recipe {
    const char *title;                              /**< a few words */
    const char *text;                               /**< sentences */
    struct mat_recipe_part parts[MAT_RECIPE_PARTS]; /**< NULL: no more */
};

extern const struct mat_recipe mat_recipes[];
extern const int mat_n_recipes;

#endif
