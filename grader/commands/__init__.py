"""One file a command, each with a `command`. They read options and ask other rooms; no grade is decided here."""
