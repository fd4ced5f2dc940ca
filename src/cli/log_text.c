#include "cli/log_text.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "app/local_time.h"
#include "front/out.h"
#include "matsession/text.h"

#define GAP 2
#define INDENT 4
#define OUTCOME 11 /* "interrupted" */
#define STAGE 8    /* "building", "habitual" */
#define STRENGTH 5 /* "10/10" */
/* A plan's name is cut where it would be longer; bytes, which are no fewer than
 * columns. */
#define PLAN_MOST 24
#define PLAN_LEAST 8

/* How wide the columns are; what stands behind them fills the line. */
struct table {
    FILE *file;
    int width;
    int plan_most;
    int plan;
    int time;
    bool wide; /* outcome, stage and strength fit behind them */
};

static int
longer(int length, int other)
{
    return length > other ? length : other;
}

static int
columns(const char *text)
{
    size_t size = strlen(text);
    int sum = 0;
    uint32_t c;

    while (size > 0) {
        size_t n = mat_utf8_next(text, size, &c);
        int width = c < 0x7f ? 1 : wcwidth((wchar_t)c);

        sum += width < 0 ? 1 : width; /* shown as ? */
        text += n;
        size -= n;
    }
    return sum;
}

static const char *
plan_shown(const struct table *table, const struct mat_entry *entry,
           char buffer[PLAN_MOST + 1])
{
    return mat_text_shown(entry->plan, buffer, (size_t)table->plan_most + 1);
}

/* "completed    building  3/10", or without blanks "completed, building,
 * 3/10". */
static void
put_facts(char *buffer, size_t size, const struct mat_past *past, bool wide)
{
    const char *outcome = mat_word(&mat_outcomes, (int)past->outcome);
    const char *stage = mat_word(&mat_stages, (int)past->stage);
    char strength[16] = "";

    if (past->strength >= 0)
        snprintf(strength, sizeof(strength), "%d/10", past->strength);
    if (wide)
        snprintf(buffer, size, "%-*s  %-*s  %-*s", OUTCOME, outcome, STAGE,
                 stage, STRENGTH, strength);
    else
        snprintf(buffer, size, "%s, %s%s%s", outcome, stage,
                 *strength ? ", " : "", strength);
}

/* What was said of the skin, and the note. \return freed by the caller */
static char *
said(const struct mat_entry *entry)
{
    static const char *const skins[MAT_SKIN__COUNT] = {
        [MAT_SKIN_FINE] = "skin fine",
        [MAT_SKIN_MARKS] = "marks stay",
        [MAT_SKIN_BROKEN] = "broken skin",
    };
    int skin = (int)entry->past.skin;
    const char *text = skin >= 0 && skin < MAT_SKIN__COUNT ? skins[skin] : "";
    const char *note = entry->note ? entry->note : "";

    return mat_xprintf("%s%s%s", text, *text && *note ? "; " : "", note);
}

static void
put_wide(const struct table *table, const char *head, int used,
         const struct mat_past *past, const char *rest)
{
    char facts[OUTCOME + STAGE + STRENGTH + 2 * GAP + 1];
    size_t end;

    put_facts(facts, sizeof(facts), past, true);
    used += GAP + (int)strlen(facts);
    if (*rest && used + GAP + columns(rest) <= table->width) {
        mat_out(table->file, "%s  %s  %s\n", head, facts, rest);
        return;
    }
    for (end = strlen(facts); end > 0 && facts[end - 1] == ' ';)
        facts[--end] = '\0';
    mat_out(table->file, "%s  %s\n", head, facts);
    if (*rest)
        mat_out_wrapped(table->file, rest, INDENT, table->width);
}

static void
put_narrow(const struct table *table, const char *head,
           const struct mat_past *past, const char *rest)
{
    char facts[64];
    char *text;

    put_facts(facts, sizeof(facts), past, false);
    text = mat_xprintf("%s%s%s", facts, *rest ? ", " : "", rest);
    mat_out(table->file, "%s\n", head);
    mat_out_wrapped(table->file, text, INDENT, table->width);
    free(text);
}

static void
put_entry(const struct table *table, const struct mat_entry *entry)
{
    char plan[PLAN_MOST + 1];
    char moment[MAT_WALL_TEXT];
    char time[MAT_TIME_TEXT];
    char *rest = said(entry);
    char *head;
    int pad;

    plan_shown(table, entry, plan);
    pad = table->plan - columns(plan);
    mat_wall_text(entry->past.began, moment);
    mat_duration_text(mat_past_mat_time(&entry->past), time);
    head =
        mat_xprintf("%s  %s%*s  %*s", moment, plan, pad, "", table->time, time);
    if (table->wide)
        put_wide(table, head,
                 (int)strlen(moment) + table->plan + table->time + 2 * GAP,
                 &entry->past, rest);
    else
        put_narrow(table, head, &entry->past, rest);
    free(head);
    free(rest);
}

/* Columns as wide as the longest that stands in them. */
static void
measure(struct table *table, const struct mat_entry *entries, int count)
{
    int date = MAT_WALL_TEXT - 1;
    int room = table->width - date - 2 * GAP - 6; /* "1h5m5s" */
    char buffer[PLAN_MOST + MAT_TIME_TEXT];

    table->plan_most = room < PLAN_LEAST  ? PLAN_LEAST
                       : room > PLAN_MOST ? PLAN_MOST
                                          : room;
    for (int i = 0; i < count; i++) {
        const struct mat_entry *entry = &entries[i];

        table->plan =
            longer(table->plan, columns(plan_shown(table, entry, buffer)));
        mat_duration_text(mat_past_mat_time(&entry->past), buffer);
        table->time = longer(table->time, (int)strlen(buffer));
    }
    table->wide = date + table->plan + table->time + OUTCOME + STAGE +
                      STRENGTH + 5 * GAP <=
                  table->width;
}

void
mat_log_text(FILE *file, const struct mat_entry *entries, int count, int width)
{
    struct table table = {.file = file, .width = width};

    measure(&table, entries, count);
    for (int i = count - 1; i >= 0; i--)
        put_entry(&table, &entries[i]);
}
