package io.tokentally.domain.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Role;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.access.VirtualKeyId;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

    private static final Viewer ADA = new Viewer(new UserId("ada"), new OrganizationId("acme"), Role.MEMBER);

    private static final String SECRET = "tt_abcdefghijABCDEFGHIJ0123456789abcdefghij";

    @Test
    void everySecretIsAnother() {
        SecureRandom random = new SecureRandom();
        Set<VirtualKeySecret> secrets = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            secrets.add(VirtualKeySecret.random(random));
        }
        assertThat(secrets).hasSize(1_000).allMatch(secret -> VirtualKeySecret.isOne(secret.value()));
    }

    @Test
    void aSuccessorUsesWhatTheKeysMadeThatItReplacedAndTheyWhatItMade() {
        VirtualKey first = KeyFixtures.keyOf(ADA, "laptop");
        VirtualKey second = KeyFixtures.successor(first, new VirtualKeyId(new UUID(0, 2)), "tt_22222222");
        VirtualKey third = KeyFixtures.successor(second, new VirtualKeyId(new UUID(0, 3)), "tt_33333333");
        VirtualKey other = KeyFixtures.keyOf(ADA, "phone");

        assertThat(Stream.of(first, second, third).map(ResourceOwner::of)).containsOnly(ResourceOwner.of(first));
        assertThat(KeyPolicy.STANDARD.judgeResource(ResourceOwner.of(third), ResourceOwner.of(first), false))
                .isEqualTo(KeyVerdict.ALLOWED);
        assertThat(KeyPolicy.STANDARD.judgeResource(ResourceOwner.of(other), ResourceOwner.of(first), false))
                .isNotEqualTo(KeyVerdict.ALLOWED);
    }

    @Test
    void everyLetterAndDigitOccurs() {
        Random random = new Random(7);
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            letters.append(VirtualKeySecret.random(random).value().substring(3));
        }
        assertThat(letters.chars().distinct()).hasSize(62);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tt_",
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghi",
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghijk",
                "TT_abcdefghijABCDEFGHIJ0123456789abcdefghij",
                "tt-abcdefghijABCDEFGHIJ0123456789abcdefghij",
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghi ",
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghi\n",
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghiä",
                "tt_abcdefghijABCDEFGHIJ0123456789abcdefghi٣",
                "sk-proj-abcdefghijABCDEFGHIJ0123456789abcde"
            })
    void whatIsNoVirtualKeyIsNotRepeated(String text) {
        assertThat(VirtualKeySecret.isOne(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VirtualKeySecret(text))
                .satisfies(refusal -> {
                    if (text.length() > 3) {
                        assertThat(refusal.getMessage()).doesNotContain(text);
                    }
                });
    }

    @Test
    void aSecretIsNeverWrittenOut() {
        VirtualKeySecret secret = new VirtualKeySecret(SECRET);

        assertThat(secret.prefix()).isEqualTo("tt_abcdefgh");
        assertThat(secret.toString()).isEqualTo("tt_abcdefgh…");
        assertThat(new ProviderSecret("sk-proj-secret").toString()).doesNotContain("secret");
        assertThat(new SealedSecret("c2VhbGVk").toString()).doesNotContain("c2VhbGVk");
        assertThat(new KeyHash(1, 4711, 4712, 4713, 4714).toString()).doesNotContain("471");
    }

    @Test
    void aProvidersKeyIsTakenWithoutTheSpacesAroundIt() {
        ProviderSecret secret = new ProviderSecret("  sk-proj-4711\n");

        assertThat(secret.value()).isEqualTo("sk-proj-4711");
        assertThat(secret.hint()).isEqualTo("4711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "sk-proj 4711", "sk-proj-4711\r\nX-Other: 1", "sk-pröj-4711", SECRET})
    void whatIsNoProvidersKeyIsNotRepeated(String text) {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> new ProviderSecret(text))
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(text));
    }

    @Test
    void aHashComesBackFromItsBytes() {
        KeyHash hash = new KeyHash(3, 1, -2, Long.MAX_VALUE, Long.MIN_VALUE);

        assertThat(hash.bytes()).hasSize(32);
        assertThat(KeyHash.of(3, hash.bytes())).isEqualTo(hash).isNotEqualTo(KeyHash.of(2, hash.bytes()));
        assertThatIllegalArgumentException().isThrownBy(() -> KeyHash.of(1, new byte[31]));
    }

    @ParameterizedTest
    @CsvSource({"0,", ",0", "-1,", "10000001,", ",100001"})
    void limitsThatLimitNothingOrEverythingAreRefused(
            @Nullable Integer requestsPerMinute, @Nullable Integer concurrentCalls) {
        assertThatExceptionOfType(KeyRefusedException.class)
                .isThrownBy(() -> new KeyLimits(requestsPerMinute, concurrentCalls))
                .withMessageContaining("must lie between");
    }

    @Test
    void aKeyExpiresAtItsInstantAndNotBefore() {
        VirtualKey key = KeyFixtures.key(
                ADA,
                "laptop",
                KeyHolder.user(ADA.userId()),
                KeyLimits.OF_THE_INSTALLATION,
                KeyFixtures.MADE,
                KeyFixtures.MADE.plusSeconds(60));

        assertThat(key.statusAt(KeyFixtures.MADE.plusSeconds(60).minusNanos(1))).isEqualTo(VirtualKey.Status.ACTIVE);
        assertThat(key.statusAt(KeyFixtures.MADE.plusSeconds(60))).isEqualTo(VirtualKey.Status.EXPIRED);
    }

    @Test
    void onlyServicesNameOthers() {
        assertThat(KeyHolder.service(ADA.userId()).mayNameOthers()).isTrue();
        assertThat(KeyHolder.user(ADA.userId()).mayNameOthers()).isFalse();
    }
}
