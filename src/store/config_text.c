#include "store/config_text.h"

#include <stdlib.h>
#include <string.h>

/* Whether YAML takes a word in a list as it stands, for a text. */
static bool
is_plain(const char *word)
{
    static const char letters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    static const char inside[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
        "0123456789-_./+=";

    return strpbrk(word, letters) && word[strspn(word, inside)] == '\0';
}

/* What may be in a word was checked when it was read: no control characters,
 * nothing that ends a line. */
static char *
word_put(char *to, const char *word)
{
    if (is_plain(word))
        return stpcpy(to, word);
    *to++ = '"';
    for (; *word != '\0'; word++) {
        if (*word == '"' || *word == '\\')
            *to++ = '\\';
        *to++ = *word;
    }
    return stpcpy(to, "\"");
}

static char *
words_text(char *const *words)
{
    size_t size = sizeof("[]");
    char *text;
    char *to;

    /* Escaped it may be twice as long; marks around it, a comma behind. */
    for (int i = 0; words[i]; i++)
        size += 2 * strlen(words[i]) + strlen("\"\", ");
    to = text = malloc(size);
    if (!text)
        return NULL;
    *to++ = '[';
    for (int i = 0; words[i]; i++)
        to = word_put(i > 0 ? stpcpy(to, ", ") : to, words[i]);
    stpcpy(to, "]");
    return text;
}

char *
mat_config_text(const struct mat_config_key *key,
                const struct mat_config *config)
{
    const void *member = (const char *)config + key->offset;
    char number[MAT_NUMBER_TEXT];

    switch (key->kind) {
    case MAT_CONFIG_SWITCH:
        return strdup(*(const bool *)member ? "yes" : "no");
    case MAT_CONFIG_NUMBER:
        return strdup(mat_number_text(*(const int *)member, number));
    case MAT_CONFIG_TAG:
        return strdup(*(char *const *)member);
    case MAT_CONFIG_CHOICE:
        return strdup(mat_word(key->choices, *(const int *)member));
    case MAT_CONFIG_WORDS:
        return words_text(member);
    }
    return NULL;
}
