package io.tokentally.ui.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence with places for what differs from time to time, written as {@link java.util.Formatter} has them, and the same in
 * another language. What stands in a place may be anything that somebody typed: it is looked at by no pattern, and where it
 * could end in more than one way the sentence is not recognised.
 */
final class SentenceTemplate {

    private static final Pattern PLACE = Pattern.compile("%(?:(\\d+)\\$)?[,\\d]*([a-zA-Z])");

    /** Stands in a translation for a part that is translated itself. */
    private static final String WORDS = "w";

    private final List<String> literals = new ArrayList<>();
    private final List<String> kinds = new ArrayList<>();
    private final List<Object> translated = new ArrayList<>();
    private final String english;

    /** A part of the sentence in a translation. */
    private record Place(int part, boolean words) {}

    SentenceTemplate(String english, String translation) {
        this.english = english;
        Matcher place = PLACE.matcher(english);
        int from = 0;
        while (place.find()) {
            literals.add(english.substring(from, place.start()));
            kinds.add(place.group(2));
            from = place.end();
        }
        literals.add(english.substring(from));
        readTranslation(translation);
    }

    static boolean hasPlaces(String english) {
        return PLACE.matcher(english).find();
    }

    private void readTranslation(String translation) {
        Matcher place = PLACE.matcher(translation);
        int from = 0;
        int next = 0;
        while (place.find()) {
            translated.add(translation.substring(from, place.start()));
            int part = place.group(1) == null ? next++ : Integer.parseInt(place.group(1)) - 1;
            translated.add(new Place(part, place.group(2).equals(WORDS)));
            from = place.end();
        }
        translated.add(translation.substring(from));
    }

    /** What stands in the places of a sentence; empty if it is another sentence, or could be read in several ways. */
    Optional<List<String>> parts(String sentence) {
        if (!sentence.startsWith(literals.getFirst())
                || !sentence.endsWith(literals.getLast())
                || sentence.length()
                        < literals.getFirst().length() + literals.getLast().length()) {
            return Optional.empty();
        }
        List<Integer> starts = new ArrayList<>();
        int from = literals.getFirst().length();
        int end = sentence.length() - literals.getLast().length();
        for (String literal : literals.subList(1, literals.size() - 1)) {
            int found = sentence.indexOf(literal, from);
            if (found < 0 || found + literal.length() > end) {
                return Optional.empty();
            }
            starts.add(found);
            from = found + literal.length();
        }
        return isOnlyReading(sentence, starts, end) ? parts(sentence, starts, end) : Optional.empty();
    }

    /** Whether the first places of the literals, found from the left, are the last ones, too. */
    private boolean isOnlyReading(String sentence, List<Integer> starts, int end) {
        int until = end;
        for (int literal = starts.size(); literal > 0; literal--) {
            String text = literals.get(literal);
            int found = sentence.lastIndexOf(text, until - text.length());
            if (found != starts.get(literal - 1)) {
                return false;
            }
            until = found;
        }
        return true;
    }

    private Optional<List<String>> parts(String sentence, List<Integer> starts, int end) {
        List<String> parts = new ArrayList<>();
        int from = literals.getFirst().length();
        for (int place = 0; place < kinds.size(); place++) {
            boolean last = place == kinds.size() - 1;
            String part = sentence.substring(from, last ? end : starts.get(place));
            if (!isOf(kinds.get(place), part)) {
                return Optional.empty();
            }
            parts.add(part);
            from = last ? end : starts.get(place) + literals.get(place + 1).length();
        }
        return Optional.of(parts);
    }

    private static boolean isOf(String kind, String part) {
        return switch (kind) {
            case "d" -> !part.isEmpty() && part.chars().noneMatch(Character::isLetter);
            case "X" -> !part.isEmpty() && part.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            case "c" -> part.codePointCount(0, part.length()) == 1;
            default -> true;
        };
    }

    /** Whether all sentences of the other's are this one's, too. */
    boolean isWiderThan(SentenceTemplate other) {
        return parts(PLACE.matcher(other.english).replaceAll("0")).isPresent();
    }

    /** @param words translates a part that is ours and no data */
    String translate(List<String> parts, UnaryOperator<String> words) {
        StringBuilder sentence = new StringBuilder();
        for (Object piece : translated) {
            sentence.append(
                    piece instanceof Place(int part, boolean isWords)
                            ? isWords ? words.apply(parts.get(part)) : parts.get(part)
                            : piece);
        }
        return sentence.toString();
    }
}
