/**
 * \file
 * The speaker as a child process: started, told, listened to, ended. Nothing
 * that it does or leaves undone keeps the caller waiting.
 */
#ifndef MAT_SPEAK_SPEAKER_H
#define MAT_SPEAK_SPEAKER_H

#include <sys/types.h>

#include "speak/orders.h"

/** Lines that the speaker has not read yet; what comes when they are full is
 *  dropped whole. */
#define MAT_SPEAKER_QUEUE 65536

/** A speaker. All zero but for what mat_speaker_start() set is none. */
struct mat_speaker {
    pid_t process; /**< 0: none */
    int file;      /**< both directions, non-blocking */
    char *queue;
    size_t n_queue;
    char line[MAT_ORDER_MAX]; /**< of a report, as far as it has come */
    size_t n_line;
    bool skipping; /**< the rest of a line that was too long */
    bool gone;     /**< it has ended, or broken off */
    bool stuck;    /**< the queue was full */
    mat_ms last;   /**< when it was told or said something, on a steady clock */
};

/** Whether $MATSESSION_SPEAKER is there and empty: no sound is wanted. */
bool mat_speaker_is_off(void);

/** The path of the program: $MATSESSION_SPEAKER; else `matsession-speaker`
 *  beside this program; else where it is installed, by the way from there to
 *  here, so that all may be moved. An empty variable is none.
 *  \return freed by the caller; NULL: there is none */
char *mat_speaker_path(void);

/**
 * Starts the program: a process group of its own that dies with this process,
 * its errors to nowhere.
 *
 * \param argument  NULL or one, "--file"
 * \return 0 or an errno value; one that cannot be executed is only `gone` later
 */
int mat_speaker_start(struct mat_speaker *speaker, const char *path,
                      const char *argument);

/** Queues a line and sends what can be sent. Takes over \p line, which may be
 *  NULL. */
void mat_speaker_tell(struct mat_speaker *speaker, char *line);

/** Sends what can be sent, and reads one report if there is one.
 *  \return whether \p ret_report was set */
bool mat_speaker_hear(struct mat_speaker *speaker,
                      struct mat_report *ret_report);

/** Ends it: waits for its end (after an `end` was told) until so long after it
 *  was told or said something last; for a second only once it says `done`, or
 *  where the system can tell that it does not even read. Then kills it and
 * whatever it has started, and reaps it. SIGINT, SIGTERM, SIGHUP and SIGQUIT
 * are let in while it waits, and cut that short. */
void mat_speaker_end(struct mat_speaker *speaker, mat_ms patience);

#endif
