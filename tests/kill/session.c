/* The process of a session, and what it tells of itself. */
#include "kill.h"

#include <sched.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/history.h"
#include "app/runner.h"
#include "app/signals.h"

struct page *page;
int64_t virtual_now;
int64_t virtual_jump;

/* Every look at the clock is a little later; no time is waited for. */
static int64_t
read_clock(bool with_sleep)
{
    if (!with_sleep)
        virtual_now += virtual_jump;
    return virtual_now;
}

static mat_ms
mat_at(const struct mat_runner *runner, const struct mat_fact *fact)
{
    return mat_engine_mat_time(runner->schedule, &runner->state,
                               runner->state.began + fact->at);
}

static bool
before_history(void *self, const struct mat_schedule *schedule,
               const struct mat_fact *fact)
{
    const struct mat_runner *runner = self;

    (void)schedule;
    page->most = mat_at(runner, fact);
    page->ended = fact->kind == MAT_FACT_SESSION_ENDED;
    return true;
}

static bool
behind_history(void *self, const struct mat_schedule *schedule,
               const struct mat_fact *fact)
{
    const struct mat_runner *runner = self;

    (void)schedule;
    page->least = mat_at(runner, fact);
    page->told = fact->kind == MAT_FACT_SESSION_ENDED;
    page->stage = RUNNING;
    page->facts++;
    return true;
}

static mat_ms
at_once(void *self, const struct mat_schedule *schedule,
        const struct mat_state *state, mat_ms now)
{
    (void)self;
    (void)schedule;
    (void)state;
    return now;
}

void
run_session(const struct mat_prepared *what)
{
    static const struct mat_sink_ops before = {
        .name = "before",
        .on_fact = before_history,
        .next_frame = at_once,
    };
    static const struct mat_sink_ops behind = {
        .name = "behind",
        .on_fact = behind_history,
    };
    struct mat_history history = {.complain = NULL};
    struct mat_runner runner = {.schedule = what->schedule, .n_sinks = 3};

    mat_history_begin(&history, what);
    memcpy(page->id, history.id, sizeof(page->id));
    page->begun = true;
    runner.sinks[0] = (struct mat_sink){&before, &runner};
    runner.sinks[1] = mat_history_sink(&history);
    runner.sinks[2] = (struct mat_sink){&behind, &runner};
    mat_clock_start(&runner.clock, 1, read_clock);
    mat_signals_take();
    mat_runner_run(&runner);
    mat_signals_give_back();
    page->stage = FINISHING;
    page->finished = mat_history_finish(&history, false);
    page->stage = AFTER;
}

void
sweep_session(const struct mat_prepared *what)
{
    (void)what;
    mat_history_sweep(0);
}

pid_t
begin_process(void (*act)(const struct mat_prepared *),
              const struct mat_prepared *what)
{
    struct mat_lock lock = {0};
    char holder[MAT_HOLDER_TEXT];
    pid_t child;
    int error;

    page->up = false;
    child = fork();
    require(child >= 0, "no process");
    if (child > 0)
        return child;
    error = mat_lock_take(&lock, "killed soon", holder);
    require(error == 0, "no lock: %s (%s)", strerror(error), holder);
    page->up = true;
    act(what);
    mat_lock_release(&lock);
    _exit(0);
}

bool
end_process(pid_t child)
{
    int status;

    require(waitpid(child, &status, 0) == child, "no such process");
    if (WIFSIGNALED(status)) {
        require(WTERMSIG(status) == SIGKILL, "ended by signal %d",
                WTERMSIG(status));
        return true;
    }
    require(WEXITSTATUS(status) == 0, "it failed: %d", WEXITSTATUS(status));
    return false;
}

bool
is_over(pid_t child)
{
    siginfo_t info = {.si_pid = 0};

    return waitid(P_PID, (id_t)child, &info, WEXITED | WNOHANG | WNOWAIT) ==
               0 &&
           info.si_pid == child;
}

void
wait_up(pid_t child)
{
    while (!page->up && !is_over(child))
        sched_yield();
}
