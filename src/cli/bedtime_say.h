/**
 * \file
 * What `bedtime` says of a night: for people, and as JSON.
 */
#ifndef MAT_CLI_BEDTIME_SAY_H
#define MAT_CLI_BEDTIME_SAY_H

#include "app/tonight.h"

/** Says it on stdout. \param tonight  prepared; its schedule may become a
 *  shorter one */
void mat_bedtime_say(struct mat_tonight *tonight);

/** Says it as an object in a line. */
void mat_bedtime_say_json(const struct mat_tonight *tonight);

#endif
