/**
 * \file
 * Plans from files: the user's, then the built-in ones.
 */
#ifndef MAT_STORE_PLANS_H
#define MAT_STORE_PLANS_H

#include "matsession/plan.h"

/** How finding and loading a plan went. */
enum mat_plan_load {
    MAT_PLAN_LOADED,
    MAT_PLAN_UNKNOWN, /**< no plan of that name, no such file */
    MAT_PLAN_WRONG,   /**< see `diags` */
    MAT_PLAN_UNREAD,  /**< see `error` */
};

/** A plan and where it came from. */
struct mat_plan_file {
    struct mat_plan *plan;  /**< NULL unless loaded */
    struct mat_diags diags; /**< errors and warnings, placed and sorted */
    char *file;             /**< path, or "evening.yaml" for a built-in one */
    bool own;               /**< the user's */
    bool shadows;           /**< the user's, of a built-in one's name */
    int error;              /**< errno value when unread; ENOLINK: a link that
                                 leads nowhere */
};

/** A plan as it is written, and where it came from. */
struct mat_plan_text {
    char *text; /**< with a NUL behind it; NULL unless loaded */
    size_t size;
    char *file;   /**< path, or "evening.yaml" for a built-in one */
    bool builtin; /**< there is no such file */
    bool own;     /**< the user's, found by its name */
    bool shadows; /**< the same, of a built-in one's name */
    int error;    /**< errno value when unread; EFBIG: over MAT_YAML_BYTES_MAX
                   */
};

/**
 * Finds a plan and reads its text, which may be anything.
 *
 * \param name  without a slash and not ending in `.yaml` or `.yml`: looked up
 *              among the user's plans, then the built-in ones; else a file
 * \param ret_text  always set; release it with mat_plan_text_done()
 * \return never WRONG
 */
enum mat_plan_load mat_plan_find(const char *name,
                                 struct mat_plan_text *ret_text);

/** Releases what it holds. All zero is fine. */
void mat_plan_text_done(struct mat_plan_text *text);

/**
 * Finds a plan as mat_plan_find() does, and checks it.
 *
 * \param ret_file  always set; release it with mat_plan_file_done()
 */
enum mat_plan_load mat_plan_open(const char *name,
                                 const struct mat_tables *tables,
                                 struct mat_plan_file *ret_file);

/** Checks a text that is a plan; \p name is used for messages. For fuzzing,
 *  tests and editors. */
enum mat_plan_load mat_plan_read(const char *text, size_t size,
                                 const char *name,
                                 const struct mat_tables *tables,
                                 struct mat_plan_file *ret_file);

/** Releases what it holds. All zero is fine. */
void mat_plan_file_done(struct mat_plan_file *file);

/** One line of the list of plans. */
struct mat_plan_entry {
    char *name;
    bool own;
    bool shadows;
};

/** Why the folder of the user's own plans cannot be listed: an errno value; 0:
 *  it can, or there is none. \param ret_path  set when not 0; freed by the
 *  caller */
int mat_plan_folder_error(char **ret_path);

/**
 * The names of all plans, sorted: the user's and the built-in ones that they
 * do not hide.
 *
 * \param ret_entries   set; freed with mat_plan_list_free()
 * \return how many; an unreadable folder counts as empty
 */
int mat_plan_list(struct mat_plan_entry **ret_entries);

/** Frees a list. */
void mat_plan_list_free(struct mat_plan_entry *entries, int count);

/** The text of a built-in plan, or NULL. Static. */
const char *mat_plan_builtin(const char *name);

/** The nearest plan name for a "did you mean", or NULL; freed by the
 *  caller. */
char *mat_plan_nearest(const char *name);

#endif
