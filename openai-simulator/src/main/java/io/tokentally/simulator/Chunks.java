package io.tokentally.simulator;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cuts a text into the pieces in which it is streamed: words, each with the space after it. */
final class Chunks {

    private static final Pattern PIECE = Pattern.compile("\\s*\\S{1,24}\\s*");

    private Chunks() {}

    /** The pieces; joined, they are the text. */
    static List<String> of(String text) {
        List<String> pieces =
                PIECE.matcher(text).results().map(MatchResult::group).toList();
        return pieces.isEmpty() && !text.isEmpty() ? List.of(text) : pieces;
    }
}
