#include "link/control_request.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "matsession/text.h"

static const char *const verbs[MAT_VERB__COUNT] = {
    [MAT_VERB_STATUS] = "status",     [MAT_VERB_WATCH] = "watch",
    [MAT_VERB_PAUSE] = "pause",       [MAT_VERB_RESUME] = "resume",
    [MAT_VERB_TOGGLE] = "toggle",     [MAT_VERB_NEXT] = "next",
    [MAT_VERB_PREVIOUS] = "previous", [MAT_VERB_EXTEND] = "extend",
    [MAT_VERB_STOP] = "stop",
};

const struct mat_words mat_verbs = {"request", verbs, MAT_VERB__COUNT};

static bool
fail(char reterr[MAT_CONTROL_WHY], const char *why)
{
    mat_join(reterr, MAT_CONTROL_WHY, why, NULL);
    return false;
}

static bool
read_verb(const json_t *object, struct mat_control_request *request,
          char reterr[MAT_CONTROL_WHY])
{
    const char *name = json_string_value(json_object_get(object, "do"));
    int verb = mat_word_find(&mat_verbs, name);
    char shown[64];
    char advice[MAT_ADVICE_TEXT];

    if (!name)
        return fail(reterr,
                    "\"do\" is missing, or no text: {\"do\":\"status\"}");
    if (verb < 0) {
        mat_join(reterr, MAT_CONTROL_WHY, "nothing is called \"",
                 mat_text_shown(name, shown, sizeof(shown)), "\"",
                 mat_word_advice(verbs, MAT_VERB__COUNT, name, advice,
                                 sizeof(advice)),
                 NULL);
        return false;
    }
    request->verb = (enum mat_verb)verb;
    return true;
}

static bool
read_by(const json_t *object, struct mat_control_request *request,
        char reterr[MAT_CONTROL_WHY])
{
    const json_t *by = json_object_get(object, "by_ms");
    json_int_t ms = json_integer_value(by);

    request->by = 0;
    if (request->verb != MAT_VERB_EXTEND)
        return json_object_size(object) == 1 ||
               fail(reterr, "only \"do\" is allowed here");
    if (json_object_size(object) > 2)
        return fail(reterr, "only \"do\" and \"by_ms\" are allowed here");
    if (!json_is_integer(by) || ms == 0 || ms < -MAT_DURATION_MAX ||
        ms > MAT_DURATION_MAX)
        return fail(reterr, "\"by_ms\" is a whole number of milliseconds, not "
                            "0, at most three hours");
    request->by = ms;
    return true;
}

bool
mat_control_request_read(const char *line, size_t size,
                         struct mat_control_request *ret_request,
                         char reterr[MAT_CONTROL_WHY])
{
    json_t *object = json_loadb(line, size, JSON_REJECT_DUPLICATES, NULL);
    struct mat_control_request request;
    bool good = false;

    if (!json_is_object(object))
        fail(reterr, "a line is one JSON object: {\"do\":\"status\"}");
    else
        good = read_verb(object, &request, reterr) &&
               read_by(object, &request, reterr);
    if (good)
        *ret_request = request;
    json_decref(object);
    return good;
}

char *
mat_control_request_line(const struct mat_control_request *request)
{
    char *line;
    int size = request->verb == MAT_VERB_EXTEND
                   ? asprintf(&line, "{\"do\":\"extend\",\"by_ms\":%lld}\n",
                              (long long)request->by)
                   : asprintf(&line, "{\"do\":\"%s\"}\n", verbs[request->verb]);

    return size < 0 ? NULL : line;
}
