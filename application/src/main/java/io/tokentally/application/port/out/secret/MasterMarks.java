package io.tokentally.application.port.out.secret;

import java.util.Optional;

/**
 * Which master keys an installation uses, by their marks.
 *
 * @param current the mark of the one that secrets are sealed under
 * @param previous the mark of the one before, as long as secrets may still be sealed under it
 * @param nameless the mark of the one that secrets of the first form are sealed under, which does not tell it itself
 */
public record MasterMarks(String current, Optional<String> previous, Optional<String> nameless) {

    public MasterMarks {
        if (current.isBlank() || previous.filter(current::equals).isPresent()) {
            throw new IllegalArgumentException(
                    "A master key has a mark, and another than the one before: '%s'".formatted(current));
        }
    }
}
