package io.tokentally.ui.shell;

import java.util.List;

/**
 * Keys that do something on every page. The script of the page hears them.
 *
 * @param event that the script fires on the frame
 * @param keys as they are told
 * @param textKey what they do
 */
record Shortcut(String event, String keys, String textKey) {

    static final Shortcut GO_TO = new Shortcut("tt-go-to", "Ctrl K, ⌘ K", "shell.go-to");
    static final Shortcut HELP = new Shortcut("tt-shortcuts", "?", "shell.shortcuts");
    static final List<Shortcut> ALL = List.of(GO_TO, HELP);
}
