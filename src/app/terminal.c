#include "app/terminal.h"

#include "front/out.h"
#include "front/raw_keys.h"
#include "front/tui.h"

void
mat_terminal_guard(void)
{
    mat_out_of_memory = mat_terminal_give_back;
}

void
mat_terminal_give_back(void)
{
    mat_tui_close();
    mat_raw_keys_close();
}
