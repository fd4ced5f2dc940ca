/**
 * \file
 * Where files are (design.md 13, the XDG base directory specification).
 */
#ifndef MAT_STORE_PATHS_H
#define MAT_STORE_PATHS_H

#include <stdbool.h>
#include <sys/types.h>

/** The base folders. */
enum mat_base {
    MAT_BASE_CONFIG,  /**< $XDG_CONFIG_HOME, else ~/.config */
    MAT_BASE_DATA,    /**< $XDG_DATA_HOME, else ~/.local/share */
    MAT_BASE_STATE,   /**< $XDG_STATE_HOME, else ~/.local/state */
    MAT_BASE_CACHE,   /**< $XDG_CACHE_HOME, else ~/.cache */
    MAT_BASE_RUNTIME, /**< $XDG_RUNTIME_DIR, else nowhere */
    MAT_BASE__COUNT
};

/**
 * The path of \p leaf in our folder under \p base. A relative or empty XDG
 * value is ignored; without HOME the password database is asked.
 *
 * \param leaf  "profile.yaml", "plans"; "" for the folder itself
 * \return a string that the caller frees, or NULL when there is no home, or no
 *         runtime folder
 */
char *mat_path(enum mat_base base, const char *leaf);

/** Makes every missing folder above the last slash of \p path, mode 0700.
 *  \return 0 or an errno value */
int mat_folders_make(const char *path);

/** Sees the names in the folder of \p path to the disk, where the file system
 *  can do that. */
void mat_folder_sync(const char *path);

/**
 * Writes a file whole: a temporary one beside it, fsync, rename, fsync of the
 * folder. Missing folders are made, mode 0700. Where the file is a symbolic
 * link, what it points to is written, so that kept dotfiles stay linked.
 *
 * \param mode  of a new file; that of an old one is narrowed to it
 * \return 0, or an errno value; the old file is then as it was. EISDIR and
 *         EINVAL: what stands there is a folder, or no regular file
 */
int mat_file_write(const char *path, const char *text, size_t size,
                   mode_t mode);

/**
 * Writes a new file whole, in the same way, and never over anything that
 * stands there.
 *
 * \return 0, or an errno value; nothing is left behind then. EEXIST: something
 *         of that name is there, were it a link that leads nowhere
 */
int mat_file_create(const char *path, const char *text, size_t size,
                    mode_t mode);

/** Whether \p path is a symbolic link. When there is nothing to read behind
 *  it, it leads nowhere. */
bool mat_path_is_link(const char *path);

/**
 * Reads a regular file of at most \p max bytes. A terminal, a pipe or a folder
 * is refused without waiting.
 *
 * \param ret_text  set on success: NUL-terminated, freed by the caller
 * \param ret_size  set on success: bytes without that NUL
 * \return 0, or an errno value; EFBIG: larger than \p max; EISDIR, EINVAL:
 *         a folder, or no regular file
 */
int mat_file_read(const char *path, size_t max, char **ret_text,
                  size_t *ret_size);

#endif
