#include "cli/man_recipes.h"

const struct mat_recipe mat_recipes[] = {
    {"Shell",
     "One key less for a pause, and what is left in the prompt. In zsh it "
     "needs \"setopt prompt_subst\".",
     {{"~/.bashrc",
       "alias mm='matsession toggle'\n"
       "mat_left() { matsession status --format '[{left}] ' 2>/dev/null; }\n"
       "PS1='$(mat_left)'$PS1\n"}}},
    {"tmux",
     "The step and what is left of it, on the right of the status line. "
     "Nothing stands there when nothing runs.",
     {{"~/.tmux.conf",
       "set -g status-interval 1\n"
       "set -g status-right \\\n"
       "    \"#(matsession status --format '{step_title} {left}')\"\n"}}},
    {"waybar",
     "The script prints a line when the text changes and ends with the "
     "session; ten seconds later waybar looks for another one.",
     {{"~/.local/bin/mat-waybar, executable",
       "#!/bin/sh\n"
       "format='{\"text\":{left:json},\"tooltip\":{detail:json}'\n"
       "format=$format',\"class\":{phase:json},\"percentage\":{percent:json}}'"
       "\n"
       "exec matsession status --watch --format \"$format\"\n"},
      {"~/.config/waybar/config", "\"custom/mat\": {\n"
                                  "    \"exec\": \"~/.local/bin/mat-waybar\",\n"
                                  "    \"return-type\": \"json\",\n"
                                  "    \"restart-interval\": 10,\n"
                                  "    \"escape\": true\n"
                                  "}\n"}}},
    {"i3status",
     "The script puts a block in front of those of i3status, whose own "
     "settings need output_format = \"i3bar\". In the settings of i3 the bar "
     "gets status_command ~/.local/bin/mat-i3.",
     {{"~/.local/bin/mat-i3, executable",
       "#!/bin/sh\n"
       "format='{\"name\":\"mat\",\"full_text\":{left:json}},'\n"
       "i3status | while read -r line; do\n"
       "    mat=$(matsession status --format \"$format\" 2>/dev/null)\n"
       "    case $line in\n"
       "    '[{'*) printf '%s\\n' \"[$mat${line#?}\" ;;\n"
       "    ',[{'*) printf '%s\\n' \",[$mat${line#??}\" ;;\n"
       "    *) printf '%s\\n' \"$line\" ;;\n"
       "    esac\n"
       "done\n"}}},
    {"systemd",
     "A reminder every evening, by a timer that keeps up with your stage. "
     "\"matsession bedtime --remove\" takes it away.",
     {{"a shell", "matsession bedtime 23:00 evening --install\n"}}},
    {"cron",
     "The same without systemd, up to an hour before the start that "
     "\"matsession bedtime 23:00 evening\" tells; the reminder then says when. "
     "Cron knows neither your PATH nor your desktop, so both are named; 1000 "
     "stands for what \"id -u\" says.",
     {{"what \"crontab -e\" opens",
       "PATH=/usr/local/bin:/usr/bin:/bin\n"
       "DBUS_SESSION_BUS_ADDRESS=unix:path=/run/user/1000/bus\n"
       "5 22 * * * matsession bedtime 23:00 evening --remind\n"}}},
    {"A session from cron",
     "Led by sound alone, without a terminal. --confirm states in advance that "
     "none of the questions asked at each start applies to you, on any of "
     "these mornings: only for somebody who has thought of each, and who takes "
     "the line out when that changes. It does not replace the screening. At "
     "the end of time on the mat the alarm sounds until \"matsession next\" "
     "in another shell answers it, or \"matsession stop\" ends the session. "
     "After three minutes it goes on without you and ends as completed, with "
     "exit status 0; unanswered in the last line of the file tells. Sound "
     "needs XDG_RUNTIME_DIR to reach your desktop; 1000 stands for what \"id "
     "-u\" says. What keeps it from starting is in cron's mail.",
     {{"what \"crontab -e\" opens",
       "PATH=/usr/local/bin:/usr/bin:/bin\n"
       "XDG_RUNTIME_DIR=/run/user/1000\n"
       "30 7 * * * matsession start morning --confirm --json >~/mat.jsonl\n"}}},
    {"Home Assistant",
     "A hook calls a webhook of yours when a session begins, and a link to it "
     "when one ends, so that lights can follow. It sends the JSON of the "
     "event: plan and stage, outcome and time on the mat, none of your answers "
     "about your health. It gives up after four seconds.",
     {{"~/.config/matsession/hooks/session-began, executable",
       "#!/bin/sh\n"
       "exec curl --silent --fail --max-time 4 \\\n"
       "    --header 'Content-Type: application/json' \\\n"
       "    --data-raw \"$MATSESSION_JSON\" \\\n"
       "    http://homeassistant.local:8123/api/webhook/mat\n"},
      {"a shell",
       "cd ~/.config/matsession/hooks && ln -s session-began session-ended"
       "\n"}}},
    {"The control socket",
     "Without matsession, for whatever can write to a socket.",
     {{"a shell",
       "echo '{\"do\":\"status\"}' |\n"
       "    socat -t 2 - \"$XDG_RUNTIME_DIR/matsession/control.sock\"\n"}}},
};

const int mat_n_recipes = (int)(sizeof(mat_recipes) / sizeof(mat_recipes[0]));
