"""Values for the keys of a plan."""

# A step of each kind that is fine, and a value that fits each key.
STEPS = {
    "prepare": {"duration": "1m"}, "on": {"duration": "10s"},
    "mat": {"area": "back", "duration": "3m"}, "off": {"duration": "1m"},
    "rest": {"duration": "1m"}, "breathe": {"duration": "1m"},
    "point": {"point": "HT7"}, "wait": {"title": "Change"},
}
VALUES = {
    "title": "T", "area": "back", "position": "supine", "layer": "shirt",
    "surface": "soft", "duration": "1m", "guidance": "none", "point": "HT7",
    "side": "left", "inhale": "4s", "exhale": "4s", "timeout": "1m",
    "cues": "[{at: 1s, say: Hm.}]",
}
