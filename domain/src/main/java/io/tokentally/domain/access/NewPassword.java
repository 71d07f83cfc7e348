package io.tokentally.domain.access;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A password that somebody wants to use from now on. */
public record NewPassword(String value) {

    public static final int MIN_LENGTH = 12;

    /** What bcrypt looks at; anything beyond would not count. */
    public static final int MAX_BYTES = 72;

    private static final String PRODUCT = "tokentally";

    /** Shorter ones stand in any text by chance. */
    private static final int MIN_NAME = 3;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();

    /** @throws PasswordRefusedException if it is too short or too long */
    public NewPassword {
        if (value.codePointCount(0, value.length()) < MIN_LENGTH) {
            throw new PasswordRefusedException("The new password needs %d characters or more.".formatted(MIN_LENGTH));
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new PasswordRefusedException(
                    "The new password is too long: it may have %d characters.".formatted(MAX_BYTES));
        }
    }

    /**
     * Refuses what whoever knows the person and the place tries first: neither address nor names count for anything in it.
     *
     * @param names of the organizations that it is for
     * @throws PasswordRefusedException if not much is left without them
     */
    public void requireUnlike(String login, Collection<String> names) {
        String address = normal(login);
        int at = address.indexOf('@');
        String rest = normal(value).replace(address, "");
        Stream<String> known = Stream.concat(
                Stream.of(
                        at < 0 ? address : address.substring(0, at), at < 0 ? "" : address.substring(at + 1), PRODUCT),
                names.stream().flatMap(NewPassword::words));
        for (String name : known.filter(name -> name.length() >= MIN_NAME)
                .sorted(LONGEST_FIRST)
                .toList()) {
            rest = rest.replace(name, "");
        }
        if (rest.length() < MIN_LENGTH / 2) {
            throw new PasswordRefusedException(
                    "The new password is not much more than your address or names that everybody here knows. Choose another.");
        }
    }

    /** A name as a whole, and each word of it. */
    private static Stream<String> words(String name) {
        String normal = normal(name);
        return Stream.concat(Stream.of(normal, normal.replaceAll("\\s", "")), BETWEEN_WORDS.splitAsStream(normal));
    }

    private static String normal(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "NewPassword";
    }
}
