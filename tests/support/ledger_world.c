#include "ledger_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/paths.h"
#include "temp_folder.h"

static char folder[TEMP_FOLDER_BYTES];
static char home[TEMP_FOLDER_BYTES + 64];

bool
ledger_world_make(void)
{
    if (!temp_folder_make(folder))
        return false;
    ledger_world_move("home");
    return true;
}

bool
ledger_world_remove(void)
{
    return temp_folder_remove(folder);
}

int
make_home(void **state)
{
    (void)state;
    return !ledger_world_make();
}

int
remove_home(void **state)
{
    (void)state;
    return !ledger_world_remove();
}

void
ledger_world_move(const char *name)
{
    static const struct {
        const char *variable;
        const char *leaf;
    } bases[] = {{"XDG_DATA_HOME", "data"}, {"XDG_STATE_HOME", "state"}};
    char path[sizeof(home) + 16];

    snprintf(home, sizeof(home), "%s/%s", folder, name);
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        snprintf(path, sizeof(path), "%s/%s", home, bases[i].leaf);
        setenv(bases[i].variable, path, 1);
    }
}

const char *
ledger_world_path(const char *leaf)
{
    static char paths[4][sizeof(home) + 320];
    static int next;
    char *path = paths[next++ % 4];

    snprintf(path, sizeof(paths[0]), "%s/data/matsession/history/%s", home,
             leaf);
    return path;
}

static void
put(const char *leaf, const char *text, const char *mode)
{
    const char *path = ledger_world_path(leaf);
    FILE *file;

    assert_int_equal(mat_folders_make(path), 0);
    file = fopen(path, mode);
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

void
ledger_world_write(const char *leaf, const char *text)
{
    put(leaf, text, "w");
}

void
ledger_world_append(const char *leaf, const char *text)
{
    put(leaf, text, "a");
}

const char *
world_id(int number)
{
    static char ids[4][MAT_ID_TEXT + 8];
    static int next;
    char *id = ids[next++ % 4];

    snprintf(id, sizeof(ids[0]), "%08x-0000-4000-8000-000000000000",
             (unsigned)number);
    return id;
}

char *
world_session(char line[WORLD_LINE], int number, const char *device,
              int64_t began)
{
    snprintf(line, WORLD_LINE,
             "{\"v\":1,\"event\":\"session\",\"id\":\"%s\",\"device\":\"%s\","
             "\"began_ms\":%lld,\"offset_min\":60,\"zone\":\"CET\","
             "\"plan\":\"evening\",\"stage\":\"week\","
             "\"outcome\":\"completed\",\"mat_ms\":120000,"
             "\"planned_ms\":180000,\"areas\":{\"back\":120000},\"steps\":[{"
             "\"kind\":\"mat\",\"title\":\"Back\",\"area\":\"back\","
             "\"position\":\"supine\",\"layer\":\"shirt\",\"surface\":\"soft\","
             "\"lasted_ms\":120000}],\"program\":\"0.1.0\"}\n",
             world_id(number), device, (long long)began);
    return line;
}

char *
world_saying(char line[WORLD_LINE], const char *event, int number, int64_t at,
             const char *rest)
{
    char id[64] = "";

    if (number >= 0)
        snprintf(id, sizeof(id), "\"id\":\"%s\",", world_id(number));
    snprintf(line, WORLD_LINE,
             "{\"v\":1,\"event\":\"%s\",%s\"device\":\"%s\",\"at_ms\":%lld,"
             "\"offset_min\":60%s}\n",
             event, id, DEVICE_A, (long long)at, rest);
    return line;
}

void
world_warn(void *to, const char *file, int line, const char *what)
{
    struct world_warnings *warnings = to;
    size_t used = strlen(warnings->text);

    warnings->count++;
    snprintf(warnings->text + used, sizeof(warnings->text) - used,
             "%s:%d: %s\n", file, line, what);
}

void
world_load(enum mat_ledger_depth depth, struct world_warnings *warnings,
           struct mat_ledger *ret_ledger)
{
    if (warnings)
        memset(warnings, 0, sizeof(*warnings));
    assert_int_equal(mat_ledger_load(depth, warnings ? world_warn : NULL,
                                     warnings, ret_ledger),
                     0);
}

char *
world_text(const struct mat_ledger *ledger)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    for (int i = 0; i < ledger->n_entries; i++) {
        const struct mat_entry *entry = &ledger->entries[i];
        const struct mat_past *past = &entry->past;

        fprintf(out, "%s %s %lld%+d d%d %d %d %lld %d %d %d %d %x", entry->id,
                entry->plan, (long long)past->began.ms, past->began.offset,
                past->device, (int)past->stage, (int)past->outcome,
                (long long)past->planned, past->layer, past->surface,
                past->strength, (int)past->skin, past->broken);
        for (int area = 0; area < MAT_AREA__COUNT; area++)
            fprintf(out, " %lld", (long long)past->used[area]);
        fprintf(out, "\n");
    }
    assert_int_equal(fclose(out), 0);
    return text;
}
