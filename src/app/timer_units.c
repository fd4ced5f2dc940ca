#include "app/timer_units.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "app/bedtime.h"
#include "app/local_time.h"
#include "front/out.h"
#include "matsession/text.h"

#define MARK "# Written by matsession; "
#define HEAD MARK "\"matsession bedtime --remove\" takes it away."
#define ABOUT "\n# Bedtime "
#define PLAN ", plan "
#define EVERY_DAY "\nOnCalendar=*-*-* "

const char *
mat_timer_units_problem(const struct mat_timer_order *order)
{
    if (!order->plan || !order->program)
        return "the system does not tell where the plan, or this program, is";
    if (mat_text_check(order->plan, PATH_MAX) != MAT_TEXT_FINE)
        return "the name of the plan has bytes that systemd does not take";
    if (mat_text_check(order->program, PATH_MAX) != MAT_TEXT_FINE ||
        order->program[strcspn(order->program, "\"'\\")] != '\0')
        return "the path of this program has characters that systemd does not "
               "take: quotation marks or backslashes";
    return NULL;
}

/* A word of ExecStart=. In the program's own path `$` stands for itself. */
static char *
quoted(const char *word, bool is_program)
{
    char *text = mat_xalloc(strlen(word) * 2 + 3);
    char *to = text;

    *to++ = '"';
    for (; *word != '\0'; word++) {
        if (*word == '"' || *word == '\\')
            *to++ = '\\';
        else if (*word == '%' || (*word == '$' && !is_program))
            *to++ = *word;
        *to++ = *word;
    }
    *to = '"';
    return text;
}

char *
mat_timer_units_timer(const struct mat_timer_order *order)
{
    char at[MAT_TIME_OF_DAY_TEXT];
    char bedtime[MAT_TIME_OF_DAY_TEXT];

    return mat_xprintf(
        HEAD ABOUT
        "%s" PLAN "%s\n"
        "\n"
        "[Unit]\n"
        "Description=Reminder to start an evening session\n"
        "\n"
        "[Timer]" EVERY_DAY "%s:00\n"
        "# Sessions grow and clocks change: at noon this file is seen to.\n"
        "OnCalendar=*-*-* 12:00:00\n"
        "AccuracySec=1s\n"
        "Persistent=false\n"
        "\n"
        "[Install]\n"
        "WantedBy=timers.target\n",
        mat_time_of_minute(order->bedtime, bedtime), order->plan,
        mat_time_of_minute(order->at, at));
}

char *
mat_timer_units_service(const struct mat_timer_order *order)
{
    char bedtime[MAT_TIME_OF_DAY_TEXT];
    char *program = quoted(order->program, true);
    char *plan = quoted(order->plan, false);
    char *text =
        mat_xprintf(HEAD "\n"
                         "\n"
                         "[Unit]\n"
                         "Description=Reminder to start an evening session\n"
                         "\n"
                         "[Service]\n"
                         "Type=oneshot\n"
                         "ExecStart=%s bedtime --remind -- %s %s\n"
                         "TimeoutStartSec=1min\n",
                    program, mat_time_of_minute(order->bedtime, bedtime), plan);

    free(plan);
    free(program);
    return text;
}

bool
mat_timer_units_is_ours(const char *text)
{
    return strncmp(text, MARK, strlen(MARK)) == 0;
}

/* Behind \p key in \p text: `HH:MM`. \return what follows it, or NULL */
static char *
read_time(char *text, const char *key, int *ret_minute)
{
    char *at = strstr(text, key);
    char word[MAT_TIME_OF_DAY_TEXT];

    if (!at)
        return NULL;
    at += strlen(key);
    mat_join(word, sizeof(word), at, NULL);
    return mat_bedtime_parse(word, ret_minute) ? at + strlen(word) : NULL;
}

bool
mat_timer_units_read(char *text, struct mat_timer_order *ret_order)
{
    struct mat_timer_order order = {0};
    char *rest;

    if (!mat_timer_units_is_ours(text))
        return false;
    rest = read_time(text, EVERY_DAY, &order.at);
    if (!rest || strncmp(rest, ":00\n", 4) != 0)
        return false;
    rest = read_time(text, ABOUT, &order.bedtime);
    if (!rest || strncmp(rest, PLAN, strlen(PLAN)) != 0)
        return false;
    rest += strlen(PLAN);
    rest[strcspn(rest, "\n")] = '\0';
    if (mat_text_check(rest, PATH_MAX) != MAT_TEXT_FINE)
        return false;
    order.plan = rest;
    *ret_order = order;
    return true;
}
