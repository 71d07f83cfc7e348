package io.tokentally.adapter.persistence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.persistence.TestDatabase;
import io.tokentally.application.port.out.access.SignInAttempts;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.ViewerFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;

class JdbcSignInAttemptsIT {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UserId ADA = new UserId("ada");
    private static final String HERE = "192.0.2.1";
    private static final byte[] DEVICE = new byte[32];

    @BeforeEach
    void fill() {
        DATABASE.addMember(ViewerFixtures.viewer("ada", "acme", Role.MEMBER));
    }

    private static SignInAttempts attempts() {
        return DATABASE.bean(SignInAttempts.class);
    }

    private static Duration begin(String block) {
        return attempts().begin(ADA, block, null);
    }

    private static void age(String interval) {
        DATABASE.asOwner()
                .sql("UPDATE sign_in_attempts SET last_at = last_at - CAST(? AS interval)")
                .param(interval)
                .update();
    }

    @Test
    void fiveAreFreeAndEachAfterThatWaitsTwiceAsLong() {
        for (int i = 0; i < 5; i++) {
            assertThat(begin(HERE)).isZero();
        }
        for (int pause : new int[] {5, 10, 20, 40, 80, 160, 320, 640, 900, 900}) {
            assertThat(begin(HERE)).isBetween(Duration.ofSeconds(pause - 1), Duration.ofSeconds(pause));
            age(pause + " seconds");
            assertThat(begin(HERE)).isZero();
        }
    }

    @Test
    void ofManyAtOnceNoMoreThanFivePass() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(48)) {
            List<Future<Duration>> guesses = new ArrayList<>();
            for (int i = 0; i < 48; i++) {
                guesses.add(threads.submit(() -> begin(HERE)));
            }
            int passed = 0;
            for (Future<Duration> guess : guesses) {
                passed += guess.get().isZero() ? 1 : 0;
            }
            assertThat(passed).isEqualTo(5);
        }
    }

    @Test
    void nobodyLocksSomebodyElseOut() {
        for (int i = 0; i < 50; i++) {
            assertThat(begin("198.51.100." + i)).isZero();
        }
        assertThat(begin(HERE)).as("from a browser that is not known").isPositive();

        attempts().succeeded(ADA, HERE, DEVICE);
        for (int i = 50; i < 60; i++) {
            begin("198.51.100." + i);
        }
        assertThat(attempts().begin(ADA, HERE, DEVICE)).as("from one that is").isZero();
    }

    @Test
    void aGoodAttemptForgivesThoseBeforeFromThere() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 5; i++) {
                assertThat(begin(HERE)).isZero();
            }
            attempts().succeeded(ADA, HERE, null);
        }
    }

    @Test
    void namesThatNobodyHasCostNoRow() {
        assertThat(attempts().begin(new UserId("nobody"), HERE, null)).isZero();
        attempts().succeeded(new UserId("nobody"), HERE, DEVICE);

        assertThat(DATABASE.asOwner()
                        .sql("SELECT (SELECT count(*) FROM sign_in_attempts) + (SELECT count(*) FROM known_devices)")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{noop}demo", "demo", "{MD5}5f4dcc3b", "{bcrypt}short", "{bcrypt}$2a$04$" + "x"})
    void noPasswordIsKeptInClearOrBadlyEncoded(String hash) {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> DATABASE.asOwner()
                        .sql("UPDATE accounts SET password_hash = ?")
                        .param(hash)
                        .update());
    }
}
