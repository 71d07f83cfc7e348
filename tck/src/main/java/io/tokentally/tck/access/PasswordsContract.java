package io.tokentally.tck.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.Passwords;
import org.junit.jupiter.api.Test;

/** What every maker and checker of passwords does. */
public abstract class PasswordsContract {

    private static final String PASSWORD = "correct horse battery staple 4711";

    protected abstract Passwords passwords();

    @Test
    void aPasswordMatchesItsOwnHashAndNoOther() {
        String hash = passwords().hash(PASSWORD);

        assertThat(passwords().matches(PASSWORD, hash)).isTrue();
        assertThat(passwords().matches("Correct horse battery staple 4711", hash))
                .isFalse();
        assertThat(passwords().matches("", hash)).isFalse();
        assertThat(passwords().matches(PASSWORD, passwords().hash("another one 0815")))
                .isFalse();
    }

    @Test
    void aHashDoesNotShowThePassword() {
        assertThat(passwords().hash(PASSWORD)).doesNotContain(PASSWORD, "4711");
    }

    @Test
    void whatManyUseIsCommon() {
        assertThat(passwords().isCommon("password")).isTrue();
        assertThat(passwords().isCommon(PASSWORD)).isFalse();
    }

    @Test
    void aRandomOneIsAnotherEachTimeAndNotCommon() {
        String one = passwords().random();

        assertThat(one).isNotEqualTo(passwords().random());
        assertThat(passwords().isCommon(one)).isFalse();
        assertThat(passwords().matches(one, passwords().hash(one))).isTrue();
    }
}
