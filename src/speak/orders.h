/**
 * \file
 * What the speaker is told, a JSON object a line.
 *
 *     {"do":"set","voice":["espeak-ng","--stdin",..],"cache":PATH,"level":700}
 *     {"do":"prepare","say":TEXT}
 *     {"do":"play","at_ms":N,"chime":"step","gain":1000,"loudest":false,
 *      "say":TEXT,"safety":false,"hush":true}
 *     {"do":"mute","on":true}
 *     {"do":"open","file":PATH,"format":"opus","title":TEXT}
 *     {"do":"end","at_ms":N}
 *
 * `set` comes first: `voice` is the speech command with everything filled in,
 * missing: no voice; `cache` the folder of spoken cues, missing: none is kept;
 * `level`, of chimes and speech, in thousandths. `play` has a chime, a
 * sentence, or both. `at_ms`, `open` and what `end` says with it are of a file
 * that is written; live sound is played when the line comes. `end` lets what is
 * being played come to its end, and nothing that follows counts; the end of the
 * input ends all at once. Lines that are not understood are passed over.
 *
 * The speaker says, a line each:
 *
 *     {"is":"ready"}              it can be heard
 *     {"is":"silent","why":TEXT}  no sound can be heard, and will not be
 *     {"is":"voiceless","why":TEXT} sentences cannot, chimes can
 *     {"is":"done","ms":N}        of a file: so much is written
 *     {"is":"done"}               live, after `end`: all has been heard
 *     {"is":"failed","why":TEXT}  of a file: it cannot be written
 *
 * `done` of a file comes from time to time, with an N that is less than what
 * `end` says; and once more with all that was written, which is no less than
 * that, when the file is whole and closed. After that, and after `failed`, the
 * speaker ends.
 */
#ifndef MAT_SPEAK_ORDERS_H
#define MAT_SPEAK_ORDERS_H

#include "matsession/score.h"

/** The longest line in either direction, with its newline. */
#define MAT_ORDER_MAX 8192

/** What `set` says. */
struct mat_speaker_settings {
    const char *const *voice; /**< argv, NULL at its end; NULL: no voice */
    const char *cache;        /**< or NULL */
    int level;                /**< in thousandths */
};

/* Each writes a line with its newline; freed by the caller; NULL without
 * memory, or when it would be too long. */
char *mat_order_set(const struct mat_speaker_settings *settings);
char *mat_order_prepare(const char *text);
/** \param at  MAT_MS_NONE: now. \param text  what is said, or "" */
char *mat_order_play(mat_ms at, const struct mat_sound *sound,
                     const char *text);
char *mat_order_mute(bool on);
char *mat_order_open(const char *file, const char *format, const char *title);
/** \param at  MAT_MS_NONE: now */
char *mat_order_end(mat_ms at);

/** What the speaker says. */
enum mat_report_kind {
    MAT_REPORT_READY,
    MAT_REPORT_SILENT,
    MAT_REPORT_VOICELESS,
    MAT_REPORT_DONE,
    MAT_REPORT_FAILED,
};

/** A report. */
struct mat_report {
    enum mat_report_kind kind;
    char why[200]; /**< may be shown as it is */
    mat_ms ms;
};

/** Reads a report; whatever a broken speaker writes is passed over.
 *  \param ret_report set on success only */
bool mat_report_read(const char *line, size_t size,
                     struct mat_report *ret_report);

#endif
