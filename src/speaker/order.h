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

/** The most words of a speech command. */
#define MAT_VOICE_ARGS_MAX 32

enum mat_order_kind {
    MAT_ORDER_SET,
    MAT_ORDER_PREPARE,
    MAT_ORDER_PLAY,
    MAT_ORDER_MUTE,
    MAT_ORDER_OPEN,
    MAT_ORDER_END,
};

/** An order. Texts are its own; freed with mat_order_done(). */
struct mat_order {
    enum mat_order_kind kind;
    mat_ms at; /**< or MAT_MS_NONE */
    /* set */
    char *voice[MAT_VOICE_ARGS_MAX + 1]; /**< NULL at its end; [0] NULL: none */
    char *cache;                         /**< or NULL */
    int level;                           /**< -1: no chimes */
    /* prepare, play */
    char *say; /**< or NULL */
    enum mat_chime chime;
    int gain;
    bool loudest;
    bool safety;
    bool hush;
    /* mute */
    bool on;
    /* open */
    char *file;
    char *format;
    char *title;
};

/** Reads one line. \param ret_order set on success only */
bool mat_order_read(const char *line, size_t size, struct mat_order *ret_order);

/** Frees its texts. */
void mat_order_done(struct mat_order *order);

#endif
