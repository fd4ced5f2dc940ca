#include "cli/parse_value.h"

#include <stdio.h>
#include <string.h>

#include "matsession/text.h"

static bool
take_word(const struct mat_option *option, const char *word, int *ret_value,
          char reterr[MAT_USAGE_TEXT])
{
    int value = mat_word_find(option->words, word);
    char advice[MAT_ADVICE_TEXT];
    char list[320];
    char shown[64];

    if (value >= 0) {
        *ret_value = value;
        return true;
    }
    mat_word_advice(option->words->names, option->words->count, word, advice,
                    sizeof(advice));
    mat_words_list(option->words, list, sizeof(list));
    mat_text_shown(word, shown, sizeof(shown));
    snprintf(reterr, MAT_USAGE_TEXT, "--%s: \"%s\" is no %s%s%s", option->name,
             shown, option->words->what, *advice ? advice : "; use ",
             *advice ? "" : list);
    return false;
}

static bool
take_words(const struct mat_option *option, const char *value, int *ret_set,
           char reterr[MAT_USAGE_TEXT])
{
    int set = 0;

    for (const char *at = value;; at++) {
        size_t length = strcspn(at, ",");
        char word[64];
        int index = 0;

        snprintf(word, sizeof(word), "%.*s", length < 63 ? (int)length : 63,
                 at);
        if (!take_word(option, word, &index, reterr))
            return false;
        set |= 1 << index;
        at += length;
        if (!*at)
            break;
    }
    *ret_set = set;
    return true;
}

static bool
take_number(const struct mat_option *option, const char *value, int *ret_number,
            char reterr[MAT_USAGE_TEXT])
{
    int64_t number;
    char shown[64];

    if (mat_number_parse(value, option->most, &number) &&
        number >= option->least) {
        *ret_number = (int)number;
        return true;
    }
    snprintf(reterr, MAT_USAGE_TEXT,
             "--%s: \"%s\" is not a whole number from %d to %d", option->name,
             mat_text_shown(value, shown, sizeof(shown)), option->least,
             option->most);
    return false;
}

bool
mat_parse_value(const struct mat_option *option, const char *value,
                int *ret_number, char reterr[MAT_USAGE_TEXT])
{
    if (option->most)
        return take_number(option, value, ret_number, reterr);
    if (!option->words)
        return true;
    return option->list ? take_words(option, value, ret_number, reterr)
                        : take_word(option, value, ret_number, reterr);
}
