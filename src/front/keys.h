/**
 * \file
 * Keys as the front reports them, and what the session's keys ask for. The
 * table of keys is in cli/keys.c; nothing below it knows a key by heart.
 */
#ifndef MAT_FRONT_KEYS_H
#define MAT_FRONT_KEYS_H

/** Keys beyond characters, which are their code points. */
enum mat_key_code {
    MAT_KEY_NONE = -1, /**< nothing to read */
    MAT_KEY_ENTER = '\n',
    MAT_KEY_ESCAPE = 27,
    MAT_KEY_UP = 0x110000, /**< beyond Unicode */
    MAT_KEY_DOWN,
    MAT_KEY_LEFT,
    MAT_KEY_RIGHT,
    MAT_KEY_PAGE_UP,
    MAT_KEY_PAGE_DOWN,
    MAT_KEY_HOME,
    MAT_KEY_END,
    MAT_KEY_OTHER, /**< some key without a meaning */
};

/** What a key of the session asks for. */
enum mat_want {
    MAT_WANT_NOTHING,
    MAT_WANT_PAUSE, /**< or to go on */
    MAT_WANT_NEXT,
    MAT_WANT_PREVIOUS,
    MAT_WANT_LONGER,
    MAT_WANT_SHORTER,
    MAT_WANT_STOP,
    MAT_WANT_UNWELL,
    MAT_WANT_DIGITS, /**< seconds, minutes, hidden */
    MAT_WANT_MUTE,   /**< all but the alarm, or to sound again */
    MAT_WANT_HELP,
    MAT_WANT_QUIT, /**< stop, with a question */
    MAT_WANT__COUNT
};

/** One row of the key table. */
struct mat_key {
    int code;
    enum mat_want want;
    const char *label; /**< how it is written: "space"; "" for a second key of
                            the same kind, which the help leaves out */
    const char *brief; /**< one or two words for the key line; "" to leave it
                            out there */
    const char *help;  /**< a sentence */
};

#endif
