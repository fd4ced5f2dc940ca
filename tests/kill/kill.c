/* Sessions that are killed with SIGKILL at random moments, and what the history
 * says of them afterwards: nothing that was finished is lost, nothing is
 * counted twice, and nobody was on the mat for longer, or for less, than they
 * were.
 *
 * Each session runs through the real loop in a process of its own, on a clock
 * that jumps, and tells in shared memory how far it has come; the files are
 * real ones. MAT_KILL_RUNS sets how many, MAT_KILL_SEED repeats a run. */
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "../support/prepared_world.h"
#include "../support/temp_folder.h"
#include "app/clock.h"
#include "app/history.h"
#include "kill.h"

#define RUNS 300
#define RUNS_MAX 10000
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* How long things take when nobody is killed, in nanoseconds. */
struct measure {
    int64_t begin, whole, finish, sweep;
    int facts;
};

static struct mat_prepared prepared[2];
static struct measure measured[COUNT(prepared)];
static unsigned seed;
static int run_now;

void
require(bool claim, const char *format, ...)
{
    va_list arguments;

    if (claim)
        return;
    va_start(arguments, format);
    fprintf(stderr, "seed %u, run %d: ", seed, run_now);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(EXIT_FAILURE);
}

static int64_t
real_now(void)
{
    return mat_clock_system(false);
}

/* In [0, most]. */
static int64_t
random_to(int64_t most)
{
    return (((int64_t)random() << 31) | random()) % (most + 1);
}

static void
wait_ns(int64_t ns)
{
    int64_t until = real_now() + ns;

    while (real_now() < until)
        sched_yield();
}

/* Half of the kills come at any time; the rest waits for a place where files
 * are written, or soon will be. */
static void
wait_to_kill(pid_t child, const struct measure *usual)
{
    int facts = (int)random_to(usual->facts);

    wait_up(child);
    switch (random_to(5)) {
    case 0:
        wait_ns(random_to(usual->begin));
        break;
    case 1:
        while (page->facts < facts && !is_over(child))
            sched_yield();
        wait_ns(random_to(usual->whole / usual->facts));
        break;
    case 2:
        while (page->stage < FINISHING && !is_over(child))
            sched_yield();
        wait_ns(random_to(usual->finish));
        break;
    default:
        wait_ns(random_to(usual->whole));
        break;
    }
}

static void
clear_page(void)
{
    memset(page, 0, sizeof(*page));
    virtual_now = random_to(INT64_C(1000000000000));
    virtual_jump = 1 + random_to(INT64_C(2000000000));
}

/* One that nobody kills, to know how long things take. */
static void
measure(const struct mat_prepared *what, struct measure *ret_usual)
{
    int64_t times[N_STAGES];
    pid_t child;

    clear_page();
    virtual_jump = INT64_C(1000000000);
    child = begin_process(run_session, what);
    wait_up(child);
    times[BEFORE] = real_now();
    for (int stage = RUNNING; stage < N_STAGES; stage++) {
        while (page->stage < stage && !is_over(child))
            sched_yield();
        times[stage] = real_now();
    }
    end_process(child);
    require(page->finished, "it was not entered");
    *ret_usual = (struct measure){
        .begin = times[RUNNING] - times[BEFORE],
        .whole = times[AFTER] - times[BEFORE],
        .finish = times[AFTER] - times[FINISHING],
        .facts = page->facts,
    };
    check_ledger();
    require(seen[n_seen - 1].outcome == MAT_OUTCOME_COMPLETED &&
                seen[n_seen - 1].mat == what->schedule->mat,
            "a whole session is not whole");
}

/* Enters what is left. Now and then that is killed too, more than once.
 * \return whether it was */
static bool
sweep(struct measure *usual)
{
    bool killed = false;
    int64_t began;

    while (usual->sweep > 0 && random_to(2) == 0) {
        pid_t child = begin_process(sweep_session, NULL);

        wait_up(child);
        wait_ns(random_to(usual->sweep));
        kill(child, SIGKILL);
        killed |= end_process(child);
    }
    began = real_now();
    mat_history_sweep(0);
    /* The longest so far: most sweeps of a finished one find nothing. */
    if (real_now() - began > usual->sweep)
        usual->sweep = real_now() - began;
    return killed;
}

/* \return how far it came */
static enum stage
kill_one(const struct mat_prepared *what, struct measure *usual,
         int *killed_again, int *ret_torn)
{
    pid_t child;
    enum stage stage;

    clear_page();
    child = begin_process(run_session, what);
    wait_to_kill(child, usual);
    kill(child, SIGKILL);
    stage = end_process(child) ? (enum stage)page->stage : AFTER;
    *killed_again += sweep(usual);
    *ret_torn = check_ledger();
    return stage;
}

static unsigned
number_of(const char *variable, unsigned otherwise)
{
    const char *value = getenv(variable);

    return value ? (unsigned)strtoul(value, NULL, 10) : otherwise;
}

static void
set_home(char folder[TEMP_FOLDER_BYTES])
{
    static const char *const variables[] = {
        "XDG_CONFIG_HOME", "XDG_DATA_HOME",   "XDG_STATE_HOME",
        "XDG_CACHE_HOME",  "XDG_RUNTIME_DIR",
    };

    require(temp_folder_make(folder), "no folder");
    setenv("HOME", folder, 1);
    for (size_t i = 0; i < COUNT(variables); i++)
        unsetenv(variables[i]);
}

static void
run_all(int runs)
{
    int stages[N_STAGES] = {0};
    int killed_again = 0;
    int torn = 0;

    for (run_now = 1; run_now <= runs; run_now++) {
        size_t i = (size_t)random_to(COUNT(prepared) - 1);

        stages[kill_one(&prepared[i], &measured[i], &killed_again, &torn)]++;
    }
    printf("seed %u: %d killed before the first fact, %d running, %d "
           "finishing, %d after; %d killed again while they were entered; %d "
           "sessions in the ledger, %d torn lines\n",
           seed, stages[BEFORE], stages[RUNNING], stages[FINISHING],
           stages[AFTER], killed_again, n_seen, torn);
    require(runs < RUNS || (stages[BEFORE] > 0 && stages[RUNNING] > 0 &&
                            stages[FINISHING] > 0 && killed_again > 0),
            "the kills did not hit");
}

int
main(void)
{
    static const char *const plans[COUNT(prepared)] = {"first-touch",
                                                       "evening"};
    unsigned runs = number_of("MAT_KILL_RUNS", RUNS);
    char folder[TEMP_FOLDER_BYTES];

    seed = number_of("MAT_KILL_SEED", (unsigned)time(NULL));
    srandom(seed);
    require(runs <= RUNS_MAX, "no more than %d runs", RUNS_MAX);
    page = mmap(NULL, sizeof(*page), PROT_READ | PROT_WRITE,
                MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    seen = calloc(runs + COUNT(plans), sizeof(*seen));
    require(page != MAP_FAILED && seen, "no memory");
    set_home(folder);
    for (size_t i = 0; i < COUNT(plans); i++) {
        require(prepared_make(plans[i], &prepared[i]), "no %s", plans[i]);
        measure(&prepared[i], &measured[i]);
    }
    run_all((int)runs);
    for (size_t i = 0; i < COUNT(plans); i++)
        prepared_free(&prepared[i]);
    free(seen);
    return temp_folder_remove(folder) ? EXIT_SUCCESS : EXIT_FAILURE;
}
