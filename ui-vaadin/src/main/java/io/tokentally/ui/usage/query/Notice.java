package io.tokentally.ui.usage.query;

import java.util.List;

/**
 * What is told of something that gave way.
 *
 * @param key of the text
 * @param arguments of the text
 */
public record Notice(String key, List<String> arguments) {

    public Notice {
        arguments = List.copyOf(arguments);
    }

    static Notice of(String key, String... arguments) {
        return new Notice(key, List.of(arguments));
    }
}
