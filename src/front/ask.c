#include "front/ask.h"

#include <assert.h>
#include <string.h>

#include "front/areas.h"
#include "matsession/text.h"

#define LINE_MAX_BYTES 256
#define BLANKS " \t,\r\n"

/* The two streams of one question, and the line that is being said. */
struct talk {
    FILE *in;
    mat_ask_writer *write;
    void *to;
    size_t used;
    char line[4096];
};

static void
flush(struct talk *talk)
{
    if (talk->used > 0)
        talk->write(talk->to, talk->line);
    talk->used = 0;
}

static void
say(struct talk *talk, const char *text)
{
    talk->used += mat_join(talk->line + talk->used,
                           sizeof(talk->line) - talk->used, text, NULL);
    if (text[0] == '\n')
        flush(talk);
}

/* Reads one line; what does not fit makes it no answer ("!"). */
static bool
read_line(struct talk *talk, char line[LINE_MAX_BYTES])
{
    int c = 0;
    size_t size;

    flush(talk);
    if (fgets(line, LINE_MAX_BYTES, talk->in) == NULL) {
        say(talk, "\n");
        return false;
    }
    size = strlen(line);
    if (size + 1 < LINE_MAX_BYTES || line[size - 1] == '\n')
        return true;
    while (c != '\n' && c != EOF)
        c = getc(talk->in);
    memcpy(line, "!", 2); /* a line that is no answer */
    return true;
}

static void
say_question(struct talk *talk, const struct mat_form *form, int index)
{
    const struct mat_form_mark *mark = &form->marks[index];
    char number[MAT_NUMBER_TEXT], areas[160], line[160 + 40];

    say(talk, mat_number_text(index + 1, number));
    say(talk, ". ");
    say(talk, form->items[index].question);
    if (mark->kind != MAT_ANSWER_UNSET) {
        mat_join(line, sizeof(line), " (so far: ",
                 mark->kind == MAT_ANSWER_YES ? "yes" : "not sure",
                 form->items[index].local ? ", " : "",
                 form->items[index].local
                     ? mat_areas_text(mark->where, areas, sizeof(areas))
                     : "",
                 ")", NULL);
        say(talk, line);
    }
    say(talk, "\n");
}

static void
say_form(struct talk *talk, const struct mat_form *form)
{
    say(talk, "\n");
    say(talk, form->title);
    say(talk, "\n");
    for (int i = 0; i < form->n_text; i++) {
        say(talk, form->text[i]);
        say(talk, "\n");
    }
    for (int i = 0; i < form->n_items; i++)
        say_question(talk, form, i);
}

static void
say_prompt(struct talk *talk, const struct mat_form *form)
{
    char line[240];

    if (form->n_items == 0)
        mat_join(line, sizeof(line), "Enter: ", mat_form_enter(form), NULL);
    else
        mat_join(line, sizeof(line), "Which apply? Numbers, 3? for not sure, ",
                 mat_form_has_marks(form) ? "Enter to keep, 0 for none"
                                          : "Enter for none",
                 NULL);
    say(talk, line);
    mat_join(line, sizeof(line), form->can_back ? ", b back" : "",
             form->can_leave ? ", q leave" : "", ": ", NULL);
    say(talk, line);
}

/* `3`, `3?` or `0` in `word`. */
static bool
take_number(const struct mat_form *form, char *word,
            struct mat_form_mark marks[])
{
    size_t size = strlen(word);
    bool unsure = size > 1 && word[size - 1] == '?';
    int64_t number;

    if (unsure)
        word[size - 1] = '\0';
    if (!mat_number_parse(word, form->n_items, &number))
        return false;
    if (number == 0)
        return !unsure;
    marks[number - 1].kind = unsure ? MAT_ANSWER_UNSURE : MAT_ANSWER_YES;
    marks[number - 1].where = form->marks[number - 1].where;
    return true;
}

/* Replaces what was ticked by the numbers of `line`, or changes nothing. */
static bool
take_numbers(struct mat_form *form, char *line)
{
    struct mat_form_mark marks[MAT_ROWS_MAX] = {0};
    char *rest = NULL;

    for (char *word = strtok_r(line, BLANKS, &rest); word != NULL;
         word = strtok_r(NULL, BLANKS, &rest))
        if (!take_number(form, word, marks))
            return false;
    memcpy(form->marks, marks, sizeof(marks));
    return true;
}

static bool
take_areas(char *line, mat_area_set *ret_areas)
{
    mat_area_set areas = 0;
    char *rest = NULL;

    for (char *word = strtok_r(line, BLANKS, &rest); word != NULL;
         word = strtok_r(NULL, BLANKS, &rest)) {
        int area = mat_word_find(&mat_areas, word);

        if (area < 0)
            return false;
        areas |= MAT_AREA_BIT(area);
    }
    *ret_areas = areas;
    return true;
}

/* Where a ticked local one is. \return false at the end of the input */
static bool
ask_where(struct talk *talk, struct mat_form *form, int index)
{
    char line[LINE_MAX_BYTES];

    for (;;) {
        say(talk, "Where? ");
        say(talk, form->items[index].question);
        say(talk, "\n");
        say(talk, "Areas:");
        for (int i = 0; i < MAT_AREA__COUNT; i++) {
            say(talk, " ");
            say(talk, mat_word(&mat_areas, i));
        }
        say(talk, "\n");
        say(talk, "Which, with blanks between? Enter for everywhere: ");
        if (!read_line(talk, line))
            return false;
        if (take_areas(line, &form->marks[index].where))
            return true;
        say(talk, "Please write areas of that list, blanks between.");
        say(talk, "\n");
    }
}

static bool
ask_every_where(struct talk *talk, struct mat_form *form)
{
    for (int i = 0; i < form->n_items; i++)
        if (form->items[i].local && form->marks[i].kind != MAT_ANSWER_UNSET &&
            !ask_where(talk, form, i))
            return false;
    return true;
}

/* What a line asks for: an event, or STAY when it is no answer. */
static enum mat_form_event
take_line(struct mat_form *form, char *line)
{
    char *end = line + strlen(line);

    while (end > line && strchr(BLANKS, end[-1]) != NULL)
        *--end = '\0';
    line += strspn(line, BLANKS);
    if (line[0] == '\0')
        return MAT_FORM_NEXT;
    if (strcmp(line, "b") == 0 || strcmp(line, "back") == 0)
        return form->can_back ? MAT_FORM_BACK : MAT_FORM_STAY;
    if (strcmp(line, "q") == 0 || strcmp(line, "quit") == 0)
        return form->can_leave ? MAT_FORM_LEAVE : MAT_FORM_STAY;
    return form->n_items > 0 && take_numbers(form, line) ? MAT_FORM_NEXT
                                                         : MAT_FORM_STAY;
}

static bool
confirm_leave(struct talk *talk, bool *ret_leave)
{
    char line[LINE_MAX_BYTES];

    say(talk, "Leave now? Nothing of this is saved then. y or n: ");
    if (!read_line(talk, line))
        return false;
    *ret_leave = line[0] == 'y' || line[0] == 'Y';
    return true;
}

bool
mat_ask_form(struct mat_form *form, FILE *in, mat_ask_writer *write, void *to,
             enum mat_form_event *ret_event)
{
    struct talk talk = {.in = in, .write = write, .to = to};
    char line[LINE_MAX_BYTES];
    enum mat_form_event event;
    bool leave = true;

    assert(form->n_items <= MAT_ROWS_MAX);
    say_form(&talk, form);
    for (;;) {
        say_prompt(&talk, form);
        if (!read_line(&talk, line))
            return false;
        event = take_line(form, line);
        if (event == MAT_FORM_STAY) {
            say(&talk, "That is no answer here.");
            say(&talk, "\n");
            continue;
        }
        /* A bare Enter keeps what was said before, and where. */
        if (event == MAT_FORM_NEXT && line[0] != '\0' &&
            !ask_every_where(&talk, form))
            return false;
        if (event == MAT_FORM_LEAVE && form->confirms &&
            !confirm_leave(&talk, &leave))
            return false;
        if (event != MAT_FORM_LEAVE || leave) {
            *ret_event = event;
            return true;
        }
    }
}
