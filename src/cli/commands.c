#include "cli/command.h"

const struct mat_command *const mat_commands[] = {
    &mat_command_start,  &mat_command_preview, &mat_command_render,
    &mat_command_list,   &mat_command_show,    &mat_command_check,
    &mat_command_new,    &mat_command_edit,    &mat_command_screen,
    &mat_command_status, &mat_command_pause,   &mat_command_resume,
    &mat_command_toggle, &mat_command_next,    &mat_command_previous,
    &mat_command_extend, &mat_command_stop,    &mat_command_log,
    &mat_command_stats,  &mat_command_rate,    &mat_command_export,
    &mat_command_import, &mat_command_bedtime, &mat_command_config,
    &mat_command_doctor, &mat_command_about,   &mat_command_completion,
    &mat_command_help,
};

const int mat_n_commands =
    (int)(sizeof(mat_commands) / sizeof(mat_commands[0]));

const struct mat_command *const mat_inner_commands[] = {
    &mat_command_describe,
};

const int mat_n_inner_commands =
    (int)(sizeof(mat_inner_commands) / sizeof(mat_inner_commands[0]));
