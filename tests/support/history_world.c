#include "history_world.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "store/paths.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

char folder[TEMP_FOLDER_BYTES];
struct mat_prepared prepared;
struct complaints complaints;

void
complain(void *to, const char *text)
{
    struct complaints *kept = to;

    snprintf(kept->last, sizeof(kept->last), "%s", text);
    kept->n++;
}

struct mat_history
begun(void)
{
    struct mat_history history = {
        .locked = true, .complain = complain, .to = &complaints};

    mat_history_begin(&history, &prepared);
    return history;
}

/* Every step's facts go to the history as the runner would publish them. */
void
play(struct mat_history *history, struct mat_state *state, mat_ms until)
{
    struct mat_sink sink = mat_history_sink(history);
    const struct mat_schedule *schedule = prepared.schedule;
    struct mat_event event = {.kind = MAT_EVENT_BEGIN};
    mat_ms now = 0;

    if (state->phase != MAT_PHASE_IDLE) {
        event = MAT_TICK;
        now = mat_engine_deadline(schedule, state);
    }
    while (now <= until && !mat_engine_over(state)) {
        struct mat_step_result result =
            mat_engine_step(schedule, *state, event, now);

        *state = result.state;
        for (int i = 0; i < result.n_facts; i++)
            assert_true(
                sink.ops->on_fact(sink.self, schedule, &result.facts[i]));
        event = MAT_TICK;
        now = mat_engine_deadline(schedule, state);
    }
}

void
play_from_start(struct mat_history *history, mat_ms until)
{
    struct mat_state state = mat_engine_init();

    play(history, &state, until);
}

/* A session that was killed: its journal is all there is. */
void
play_and_die(mat_ms until, char ret_id[MAT_ID_TEXT])
{
    struct mat_history history = begun();

    play_from_start(&history, until);
    memcpy(ret_id, history.id, MAT_ID_TEXT);
    mat_history_done(&history);
}

char *
path_of(enum mat_base base, const char *leaf)
{
    char *path = mat_path(base, leaf);

    assert_non_null(path);
    return path;
}

void
write_journal_at(mat_ms from_now)
{
    char *path = path_of(MAT_BASE_STATE, "journal.jsonl");
    struct timespec now;
    struct timespec times[2];

    clock_gettime(CLOCK_REALTIME, &now);
    now.tv_sec += (time_t)(from_now / 1000);
    times[0] = times[1] = now;
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
    free(path);
}

bool
is_there(enum mat_base base, const char *leaf)
{
    char *path = path_of(base, leaf);
    bool there = access(path, F_OK) == 0;

    free(path);
    return there;
}

/* Files of the state folder whose names begin so. */
int
count_named(const char *prefix)
{
    char *path = path_of(MAT_BASE_STATE, "");
    DIR *dir = opendir(path);
    int n = 0;

    if (dir) {
        for (struct dirent *entry = readdir(dir); entry; entry = readdir(dir))
            n += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
        closedir(dir);
    }
    free(path);
    return n;
}

void
put_file(enum mat_base base, const char *leaf, const char *text)
{
    char *path = path_of(base, leaf);

    assert_int_equal(mat_file_write(path, text, strlen(text), 0600), 0);
    free(path);
}

/* A file where our folder would be: nothing can be written there. */
void
block(enum mat_base base)
{
    char *path = path_of(base, "");

    assert_int_equal(mat_file_write(path, "", 0, 0600), 0);
    free(path);
}

void
unblock(enum mat_base base)
{
    char *path = path_of(base, "");

    assert_int_equal(unlink(path), 0);
    free(path);
}

static void
count_warning(void *to, const char *file, int line, const char *what)
{
    (void)file;
    (void)line;
    (void)what;
    ++*(int *)to;
}

struct mat_ledger
loaded(void)
{
    struct mat_ledger ledger;
    int warnings = 0;

    assert_int_equal(
        mat_ledger_load(MAT_LEDGER_WHOLE, count_warning, &warnings, &ledger),
        0);
    assert_int_equal(warnings, 0);
    return ledger;
}

static int
lines_in(const char *path, const char *id)
{
    char *text;
    size_t size;
    int n = 0;

    assert_int_equal(mat_file_read(path, 1 << 20, &text, &size), 0);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        n += strstr(line, "\"session\"") && strstr(line, id);
    free(text);
    return n;
}

/* In the files themselves: what reads them would merge what is there twice. */
int
lines_of(const char *id)
{
    char *pattern = path_of(MAT_BASE_DATA, "history/*.jsonl");
    glob_t files = {.gl_pathc = 0};
    int n = 0;

    if (glob(pattern, 0, NULL, &files) == 0) {
        for (size_t i = 0; i < files.gl_pathc; i++)
            n += lines_in(files.gl_pathv[i], id);
    }
    globfree(&files);
    free(pattern);
    return n;
}

void
assert_entered(const char *id, enum mat_outcome outcome)
{
    struct mat_ledger ledger = loaded();
    const struct mat_entry *entry = mat_ledger_find(&ledger, id);

    assert_non_null(entry);
    assert_int_equal(entry->past.outcome, outcome);
    assert_int_equal(lines_of(id), 1);
    mat_ledger_done(&ledger);
}

void
assert_complaint(const char *words)
{
    if (!strstr(complaints.last, words))
        fail_msg("\"%s\" is not in \"%s\"", words, complaints.last);
}

/* Whoever watches stderr while something runs. */
static char *
said_by(void (*run)(void))
{
    char *path = path_of(MAT_BASE_CACHE, "stderr");
    int kept = dup(STDERR_FILENO);
    char *text;
    size_t size;
    int file;

    put_file(MAT_BASE_CACHE, "stderr", "");
    file = open(path, O_WRONLY | O_TRUNC);
    assert_true(file >= 0 && dup2(file, STDERR_FILENO) >= 0);
    run();
    fflush(stderr);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(file);
    assert_int_equal(mat_file_read(path, 1 << 20, &text, &size), 0);
    free(path);
    return text;
}

void
sweep_all(void)
{
    assert_false(mat_history_sweep(0));
}

void
assert_said(void (*run)(void), const char *words)
{
    char *text = said_by(run);

    if (words ? !strstr(text, words) : text[0] != '\0')
        fail_msg("\"%s\" was said", text);
    free(text);
}

int
make_plan(void **state)
{
    (void)state;
    return prepared_make("first-touch", &prepared) ? 0 : -1;
}

int
free_plan(void **state)
{
    (void)state;
    prepared_free(&prepared);
    return 0;
}

int
make_home(void **state)
{
    static const char *const below[][2] = {
        {"XDG_DATA_HOME", "data"},
        {"XDG_STATE_HOME", "state"},
        {"XDG_CACHE_HOME", "cache"},
    };

    (void)state;
    complaints = (struct complaints){.n = 0};
    if (!temp_folder_make(folder))
        return -1;
    setenv("HOME", folder, 1);
    unsetenv("XDG_RUNTIME_DIR");
    for (size_t i = 0; i < COUNT(below); i++) {
        char path[TEMP_FOLDER_BYTES + 8];

        snprintf(path, sizeof(path), "%s/%s", folder, below[i][1]);
        setenv(below[i][0], path, 1);
    }
    return 0;
}

int
remove_home(void **state)
{
    (void)state;
    return temp_folder_remove(folder) ? 0 : -1;
}
