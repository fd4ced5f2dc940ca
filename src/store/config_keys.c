#include "store/config_keys.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* All words of a command together: it travels to the speaker in one line. */
#define COMMAND_BYTES_MAX 4096

static const char *const default_command[] = {
    "espeak-ng",  "--stdin", "--stdout", "-v",
    "{language}", "-s",      "{rate}",   NULL,
};

#define MEMBER(member) .offset = offsetof(struct mat_config, member)

const struct mat_config_key mat_config_keys[] = {
    {"sound", "chimes", MAT_CONFIG_SWITCH, MEMBER(chimes), .text = "yes",
     .meaning = "Whether a chime marks steps, the half, the last minute and "
                "the end."},
    {"sound", "voice", MAT_CONFIG_SWITCH, MEMBER(voice), .text = "yes",
     .meaning = "Whether what there is to do is spoken."},
    {"sound", "level", MAT_CONFIG_NUMBER, MEMBER(level), 0, 100, .text = "70",
     .meaning = "How loud chimes and voice are, in percent."},
    {"sound", "night-level", MAT_CONFIG_NUMBER, MEMBER(night_level), 0, 100,
     .text = "40",
     .meaning = "How loud they are with a plan for the evening, in percent."},
    {"speech", "command", MAT_CONFIG_WORDS, MEMBER(command),
     .words = default_command,
     .meaning = "The command that speaks: a program and its arguments, a word "
                "each. It is run without a shell, reads a text on its standard "
                "input and writes a WAV file to its standard output, within "
                "five seconds a sentence. "
                "{language} and {rate} in a word become the two settings "
                "below; such a word stands in quotation marks, for bare braces "
                "are a mapping to YAML."},
    {"speech", "language", MAT_CONFIG_TAG, MEMBER(language), .text = "en",
     .meaning = "What {language} becomes: a voice of the command."},
    {"speech", "rate", MAT_CONFIG_NUMBER, MEMBER(rate), 80, 300, .text = "150",
     .meaning = "What {rate} becomes: words a minute."},
    {"notify", "by", MAT_CONFIG_CHOICE, MEMBER(notify_by), .text = "auto",
     .choices = &mat_notify_bys,
     .meaning = "By what you are told of a change: desktop is notify-send, "
                "terminal is the escape set below, or the bell where none is "
                "set, bell is the terminal's bell. With auto it is the desktop "
                "where there is one, else the terminal, and off is nothing."},
    {"notify", "steps", MAT_CONFIG_CHOICE, MEMBER(notify_steps), .text = "away",
     .choices = &mat_notify_steps,
     .meaning = "When the steps of a session are told: away is while the "
                "terminal is not in view. The end is told in any case."},
    {"notify", "escape", MAT_CONFIG_CHOICE, MEMBER(notify_escape),
     .text = "none", .choices = &mat_escapes,
     .meaning = "The escape sequence with which your terminal shows a "
                "notification: osc9 in iTerm2, kitty, WezTerm and Ghostty, "
                "osc777 in foot, Konsole, WezTerm and Ghostty. In tmux it "
                "needs allow-passthrough on."},
    {"session", "hooks", MAT_CONFIG_SWITCH, MEMBER(hooks), .text = "yes",
     .meaning = "Whether the executables in the folder hooks run."},
    {"session", "inhibit", MAT_CONFIG_SWITCH, MEMBER(inhibit), .text = "yes",
     .meaning = "Whether the machine is kept from going to sleep during a "
                "session."},
};

const int mat_n_config_keys =
    (int)(sizeof(mat_config_keys) / sizeof(mat_config_keys[0]));

char *
mat_config_key_name(const struct mat_config_key *key,
                    char buffer[MAT_CONFIG_NAME_TEXT])
{
    mat_join(buffer, MAT_CONFIG_NAME_TEXT, key->section, ".", key->name, NULL);
    return buffer;
}

enum placeholder { LANGUAGE, RATE, PLACEHOLDER__COUNT };

static const char *const placeholders[PLACEHOLDER__COUNT] = {
    [LANGUAGE] = "{language}",
    [RATE] = "{rate}",
};

/* One value on its way into the settings. */
struct put {
    const struct mat_config_key *key;
    struct mat_diags *diags;
    char path[MAT_CONFIG_NAME_TEXT];
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

static void
put_choice(const struct put *put, const char *text, int *choice)
{
    const struct mat_words *words = put->key->choices;
    int found = mat_word_find(words, text);
    char list[96];
    char advice[MAT_ADVICE_TEXT];
    char why[sizeof(list) + 64];

    if (found >= 0) {
        *choice = found;
        return;
    }
    mat_words_list(words, list, sizeof(list));
    mat_word_advice(words->names, words->count, text, advice, sizeof(advice));
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
    bool good = size > 0 && size <= MAT_CONFIG_TAG_MAX && is_tag_char(text[0]);
    char most[MAT_NUMBER_TEXT];
    char why[96];

    for (size_t i = 0; i < size && good; i++)
        good = is_tag_char(text[i]) || text[i] == '-';
    if (good) {
        *tag = text;
        return;
    }
    mat_join(why, sizeof(why), "is no language; write letters, digits and -, ",
             mat_number_text(MAT_CONFIG_TAG_MAX, most), " at most", NULL);
    refuse(put, text, why, ", as in en or pt-br");
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

    mat_config_key_name(key, put.path);
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
