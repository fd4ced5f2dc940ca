#include "store/config_keys.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "matsession/text.h"
#include "matsession/words.h"

/* All words of a command together: it travels to the speaker in one line. */
#define COMMAND_BYTES_MAX 4096
#define LANGUAGE_BYTES_MAX 35

static const char *const default_command[] = {
    "espeak-ng",  "--stdin", "--stdout", "-v",
    "{language}", "-s",      "{rate}",   NULL,
};

static const char *const notify_bys[] = {
    [MAT_CONFIG_NOTIFY_AUTO] = "auto",
    [MAT_CONFIG_NOTIFY_DESKTOP] = "desktop",
    [MAT_CONFIG_NOTIFY_TERMINAL] = "terminal",
    [MAT_CONFIG_NOTIFY_BELL] = "bell",
    [MAT_CONFIG_NOTIFY_OFF] = "off",
    NULL,
};

static const char *const notify_steps[] = {
    [MAT_CONFIG_STEPS_AWAY] = "away",
    [MAT_CONFIG_STEPS_ALWAYS] = "always",
    [MAT_CONFIG_STEPS_NEVER] = "never",
    NULL,
};

static const char *const notify_escapes[] = {
    [MAT_CONFIG_ESCAPE_NONE] = "none",
    [MAT_CONFIG_ESCAPE_OSC9] = "osc9",
    [MAT_CONFIG_ESCAPE_OSC777] = "osc777",
    NULL,
};

#define MEMBER(member) .offset = offsetof(struct mat_config, member)

const struct mat_config_key mat_config_keys[] = {
    {"sound", "chimes", MAT_CONFIG_SWITCH, MEMBER(chimes), .text = "yes"},
    {"sound", "voice", MAT_CONFIG_SWITCH, MEMBER(voice), .text = "yes"},
    {"sound", "level", MAT_CONFIG_NUMBER, MEMBER(level), 0, 100, .text = "70"},
    {"sound", "night-level", MAT_CONFIG_NUMBER, MEMBER(night_level), 0, 100,
     .text = "40"},
    {"speech", "command", MAT_CONFIG_WORDS, MEMBER(command),
     .words = default_command},
    {"speech", "language", MAT_CONFIG_TAG, MEMBER(language), .text = "en"},
    {"speech", "rate", MAT_CONFIG_NUMBER, MEMBER(rate), 80, 300, .text = "150"},
    {"notify", "by", MAT_CONFIG_CHOICE, MEMBER(notify_by), .text = "auto",
     .words = notify_bys},
    {"notify", "steps", MAT_CONFIG_CHOICE, MEMBER(notify_steps), .text = "away",
     .words = notify_steps},
    {"notify", "escape", MAT_CONFIG_CHOICE, MEMBER(notify_escape),
     .text = "none", .words = notify_escapes},
    {"session", "hooks", MAT_CONFIG_SWITCH, MEMBER(hooks), .text = "yes"},
    {"session", "inhibit", MAT_CONFIG_SWITCH, MEMBER(inhibit), .text = "yes"},
};

const int mat_n_config_keys =
    (int)(sizeof(mat_config_keys) / sizeof(mat_config_keys[0]));

enum placeholder { LANGUAGE, RATE, PLACEHOLDER__COUNT };

static const char *const placeholders[PLACEHOLDER__COUNT] = {
    [LANGUAGE] = "{language}",
    [RATE] = "{rate}",
};

/* One value on its way into the settings. */
struct put {
    const struct mat_config_key *key;
    struct mat_diags *diags;
    char path[96];
};

/* Complains of what is written as `text`. */
static void
refuse(const struct put *put, const char *text, const char *why,
       const char *more)
{
    char shown[64];

    mat_diag_add(put->diags, MAT_DIAG_ERROR, put->path, "\"",
                 mat_text_shown(text, shown, sizeof(shown)), "\" ", why, more,
                 NULL);
}

static void
put_switch(const struct put *put, const char *text, bool *on)
{
    static const struct {
        const char *word;
        bool on;
    } known[] = {
        {"yes", true},  {"no", false},  {"on", true},
        {"off", false}, {"true", true}, {"false", false},
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(text, known[i].word) == 0) {
            *on = known[i].on;
            return;
        }
    }
    refuse(put, text, "is no switch; write yes or no", "");
}

static void
put_number(const struct put *put, const char *text, int *number)
{
    const struct mat_config_key *key = put->key;
    char least[MAT_NUMBER_TEXT];
    char most[MAT_NUMBER_TEXT];
    char range[2 * MAT_NUMBER_TEXT + 8];
    int64_t read;

    if (mat_number_parse(text, key->most, &read) && read >= key->least) {
        *number = (int)read;
        return;
    }
    mat_join(range, sizeof(range), mat_number_text(key->least, least), " to ",
             mat_number_text(key->most, most), NULL);
    refuse(put, text, "does not fit; write a whole number, ", range);
}

/* "auto, desktop or bell" */
static void
list_choices(const char *const *words, char *list, size_t size)
{
    size_t used = mat_join(list, size, words[0], NULL);

    for (size_t i = 1; words[i]; i++)
        used += mat_join(list + used, size - used, words[i + 1] ? ", " : " or ",
                         words[i], NULL);
}

static void
put_choice(const struct put *put, const char *text, int *choice)
{
    const char *const *words = put->key->words;
    char list[96];
    char advice[MAT_ADVICE_TEXT];
    char why[sizeof(list) + 64];
    int n = 0;

    for (; words[n]; n++) {
        if (strcmp(words[n], text) == 0) {
            *choice = n;
            return;
        }
    }
    list_choices(words, list, sizeof(list));
    mat_word_advice(words, n, text, advice, sizeof(advice));
    mat_join(why, sizeof(why), "is not known here; write ", list, NULL);
    refuse(put, text, why, advice);
}

static bool
is_tag_char(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

/* It never begins with `-`: it would be an option of the command. */
static void
put_tag(const struct put *put, char *text, char **tag)
{
    size_t size = strlen(text);
    bool good = size > 0 && size <= LANGUAGE_BYTES_MAX && is_tag_char(text[0]);

    for (size_t i = 0; i < size && good; i++)
        good = is_tag_char(text[i]) || text[i] == '-';
    if (good)
        *tag = text;
    else
        refuse(put, text, "is no language; write letters, digits and -, ",
               "35 at most, as in en or pt-br");
}

static bool
is_placeholder_char(char c)
{
    return is_tag_char(c) || c == '-' || c == '_';
}

size_t
mat_config_placeholder(const char *word)
{
    size_t size = 1;

    if (word[0] != '{')
        return 0;
    while (is_placeholder_char(word[size]))
        size++;
    return word[size] == '}' ? size + 1 : 0;
}

const char *
mat_config_filling(const struct mat_config *config, const char *word,
                   size_t size, char buffer[MAT_NUMBER_TEXT])
{
    int found = PLACEHOLDER__COUNT;

    for (int i = 0; i < PLACEHOLDER__COUNT; i++)
        if (strlen(placeholders[i]) == size &&
            memcmp(placeholders[i], word, size) == 0)
            found = i;
    switch (found) {
    case LANGUAGE:
        return config->language;
    case RATE:
        return mat_number_text(config->rate, buffer);
    default:
        return NULL;
    }
}

/* Complains of a placeholder that nothing fills in. */
static bool
check_placeholders(const struct put *put, const char *word)
{
    /* Nothing of it is read. */
    static const struct mat_config none = {.language = (char *)""};
    char buffer[MAT_NUMBER_TEXT];
    char name[48];
    char advice[MAT_ADVICE_TEXT];

    for (; *word != '\0'; word++) {
        size_t size = mat_config_placeholder(word);

        if (size == 0 || mat_config_filling(&none, word, size, buffer))
            continue;
        snprintf(name, sizeof(name), "%.*s", (int)size, word);
        mat_word_advice(placeholders, PLACEHOLDER__COUNT, name, advice,
                        sizeof(advice));
        refuse(put, name,
               "is filled in with nothing; write {language} or "
               "{rate}",
               advice);
        return false;
    }
    return true;
}

static bool
check_word(const struct put *put, const char *word, bool program)
{
    enum mat_text_fault fault = mat_text_check(word, COMMAND_BYTES_MAX);

    if (fault == MAT_TEXT_EMPTY && !program)
        return true;
    if (fault == MAT_TEXT_FINE)
        return check_placeholders(put, word);
    mat_diag_add(put->diags, MAT_DIAG_ERROR, put->path,
                 mat_text_fault_label(fault),
                 fault == MAT_TEXT_EMPTY  ? "; write the name of a program"
                 : fault == MAT_TEXT_LONG ? "; 4096 bytes at most are allowed"
                                          : "; write plain text",
                 NULL);
    return false;
}

static void
put_words(struct put *put, const struct mat_config_value *value, char **command)
{
    char path[sizeof(put->path)];
    char number[MAT_NUMBER_TEXT];
    size_t bytes = 0;
    bool good = true;

    assert(value->n_words > 0 && value->n_words <= MAT_CONFIG_ARGS_MAX);
    memcpy(path, put->path, sizeof(path));
    for (unsigned i = 0; i < value->n_words; i++) {
        mat_join(put->path, sizeof(put->path), path, "[",
                 mat_number_text(i, number), "]", NULL);
        bytes += strlen(value->words[i]);
        good = check_word(put, value->words[i], i == 0) && good;
    }
    if (good && bytes > COMMAND_BYTES_MAX)
        mat_diag_add(put->diags, MAT_DIAG_ERROR, path,
                     "is too long; 4096 bytes at most are allowed in all",
                     NULL);
    else if (good)
        memcpy(command, value->words,
               (value->n_words + 1) * sizeof(value->words[0]));
}

void
mat_config_put(const struct mat_config_key *key,
               const struct mat_config_value *value, struct mat_diags *diags,
               struct mat_config *config)
{
    struct put put = {.key = key, .diags = diags};
    void *member = (char *)config + key->offset;

    mat_join(put.path, sizeof(put.path), key->section, ".", key->name, NULL);
    switch (key->kind) {
    case MAT_CONFIG_SWITCH:
        put_switch(&put, value->text, member);
        break;
    case MAT_CONFIG_NUMBER:
        put_number(&put, value->text, member);
        break;
    case MAT_CONFIG_TAG:
        put_tag(&put, value->text, member);
        break;
    case MAT_CONFIG_CHOICE:
        put_choice(&put, value->text, member);
        break;
    case MAT_CONFIG_WORDS:
        put_words(&put, value, member);
        break;
    }
}

void
mat_config_defaults(struct mat_config *ret_config)
{
    struct mat_diags diags = {0};

    memset(ret_config, 0, sizeof(*ret_config));
    for (int i = 0; i < mat_n_config_keys; i++) {
        const struct mat_config_key *key = &mat_config_keys[i];
        struct mat_config_value value = {
            .text = (char *)key->text,
            .words = (char **)key->words,
        };

        while (key->words && key->words[value.n_words])
            value.n_words++;
        mat_config_put(key, &value, &diags, ret_config);
    }
    assert(diags.errors == 0);
}
