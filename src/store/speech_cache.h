/**
 * \file
 * The folder of spoken sentences, which the speaker fills: emptied here.
 */
#ifndef MAT_STORE_SPEECH_CACHE_H
#define MAT_STORE_SPEECH_CACHE_H

#include <stdint.h>

/** What was removed. */
struct mat_speech_freed {
    int files;      /**< so many */
    uint64_t bytes; /**< as the files' sizes say */
};

/** The folder, `speech` in the cache folder. \return freed by the caller; NULL
 *  without a home */
char *mat_speech_cache_path(void);

/**
 * Removes sentences and what was left of unfinished ones, known by their names;
 * whatever else is there stays, as the folder does. A link in its place is not
 * followed.
 *
 * \param ret_freed always set
 * \return 0, also when there is no folder, or an errno value; what was removed
 *         before it stays so
 */
int mat_speech_cache_clear(const char *path,
                           struct mat_speech_freed *ret_freed);

#endif
