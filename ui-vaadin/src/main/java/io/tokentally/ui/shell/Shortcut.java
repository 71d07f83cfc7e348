package io.tokentally.ui.shell;

import java.util.List;

/**
 * Keys that do something, as people are told of them. The script of the page hears them.
 *
 * @param keys as they stand on a keyboard
 * @param textKey what they do
 */
record Shortcut(String keys, String textKey) {

    static final List<Shortcut> ALL = List.of(
            new Shortcut("Ctrl K, ⌘ K", "shell.go-to"),
            new Shortcut("?", "shell.shortcuts"),
            new Shortcut(SingleKeys.NEXT, "usage.call.next"),
            new Shortcut(SingleKeys.PREVIOUS, "usage.call.previous"),
            new Shortcut("Esc", "usage.call.close"));
}
