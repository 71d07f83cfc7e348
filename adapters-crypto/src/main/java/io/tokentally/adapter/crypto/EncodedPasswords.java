package io.tokentally.adapter.crypto;

import com.nulabinc.zxcvbn.Zxcvbn;
import io.tokentally.application.port.out.access.Passwords;
import java.security.SecureRandom;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Passwords by Spring Security's encoder. */
final class EncodedPasswords implements Passwords {

    /** Without letters and digits that look alike: 54 signs, so that 20 of them carry 115 bits. */
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 20;

    private static final double FEW_GUESSES_LOG10 = 7;

    private final Zxcvbn guesses = new Zxcvbn();
    private final PasswordEncoder encoder;
    private final SecureRandom random = new SecureRandom();

    EncodedPasswords(PasswordEncoder encoder) {
        this.encoder = encoder;
    }

    @Override
    public String hash(String password) {
        return Objects.requireNonNull(encoder.encode(password));
    }

    @Override
    public boolean matches(String password, String passwordHash) {
        return encoder.matches(password, passwordHash);
    }

    /** By zxcvbn's dictionaries and patterns: fewer than ten million guesses are few. */
    @Override
    public boolean isCommon(String password) {
        return guesses.measure(password).getGuessesLog10() < FEW_GUESSES_LOG10;
    }

    @Override
    public String random() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }
}
