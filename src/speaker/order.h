/**
 * \file
 * Orders as they are read (speak/orders.h says how they are written). Whatever
 * comes in is not to be trusted.
 */
#ifndef MAT_SPEAKER_ORDER_H
#define MAT_SPEAKER_ORDER_H

#include <stdbool.h>

#include "matsession/time.h"
#include "matsession/words.h"

/** The longest line, with its newline: MAT_ORDER_MAX of speak/orders.h. */
#define MAT_ORDER_LINE 8192
/** The most words of a speech command. */
#define MAT_VOICE_ARGS_MAX 32
/** The level of who asks for none. */
#define MAT_ORDER_LEVEL 700
/** The latest moment of a file; a session is shorter. */
#define MAT_ORDER_AT_MAX MAT_MINUTES(24 * 60)
/** The highest gain of a chime. */
#define MAT_ORDER_GAIN_MAX 10000

enum mat_order_kind {
    MAT_ORDER_SET,
    MAT_ORDER_PREPARE,
    MAT_ORDER_PLAY,
    MAT_ORDER_MUTE,
    MAT_ORDER_OPEN,
    MAT_ORDER_END,
    MAT_ORDER__COUNT
};

/** An order. Texts are its own; freed with mat_order_done(). */
struct mat_order {
    enum mat_order_kind kind;
    mat_ms at; /**< 0 to MAT_ORDER_AT_MAX, or MAT_MS_NONE */
    /* set */
    char *voice[MAT_VOICE_ARGS_MAX + 1]; /**< NULL at its end; [0] NULL: none */
    char *cache;                         /**< an absolute path, or NULL */
    int level; /**< 0 to 1000; MAT_ORDER_LEVEL when missing */
    /* prepare, play */
    char *say; /**< or NULL; never "" */
    enum mat_chime chime;
    int gain; /**< 0 to MAT_ORDER_GAIN_MAX; 1000 when missing */
    bool loudest;
    bool safety;
    bool hush;
    /* mute */
    bool on;
    /* open */
    char *file;   /**< an absolute path */
    char *format; /**< wav, flac, ogg or opus */
    char *title;  /**< maybe "" */
};

/** Reads one line, with or without its newline. \param ret_order set on success
 *  only */
bool mat_order_read(const char *line, size_t size, struct mat_order *ret_order);

/** Frees its texts. */
void mat_order_done(struct mat_order *order);

#endif
