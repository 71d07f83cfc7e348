package io.tokentally.tck.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.key.KeyHashing;
import io.tokentally.application.port.out.key.KeyHashing.DatedHash;
import io.tokentally.domain.key.VirtualKeySecret;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every hashing of virtual keys does. */
public abstract class KeyHashingContract {

    private static final VirtualKeySecret KEY = new VirtualKeySecret("tt_abcdefghijABCDEFGHIJ0123456789abcdefghij");
    private static final VirtualKeySecret OTHER = new VirtualKeySecret("tt_abcdefghijABCDEFGHIJ0123456789abcdefghiJ");

    /** One that knows a current hashing key, and one before that is valid until a deadline. */
    protected abstract KeyHashing hashing();

    /** One that knows no hashing key yet. */
    protected abstract KeyHashing hashingWithoutKeys();

    @Test
    void theHashUnderTheCurrentKeyComesFirstAndThatUnderTheOneBeforeIsDated() {
        List<DatedHash> hashes = hashing().hashes(KEY);

        assertThat(hashes).hasSize(2);
        assertThat(hashes.getFirst().validUntil()).isNull();
        assertThat(hashes.getLast().validUntil()).isNotNull();
        assertThat(hashes.getFirst().hash()).isNotEqualTo(hashes.getLast().hash());
        assertThat(hashing().hash(KEY)).isEqualTo(hashes.getFirst().hash());
    }

    @Test
    void aKeyHasTheSameHashesEachTimeAndNoOtherHasThem() {
        assertThat(hashing().hashes(KEY)).isEqualTo(hashing().hashes(KEY));
        assertThat(hashing().hashes(OTHER))
                .doesNotContainAnyElementsOf(hashing().hashes(KEY));
    }

    @Test
    void aHashDoesNotShowTheKey() {
        assertThat(hashing().hashes(KEY))
                .allSatisfy(dated -> assertThat(new String(dated.hash().bytes(), StandardCharsets.ISO_8859_1))
                        .doesNotContain("abcdefghij"));
    }

    @Test
    void withoutAHashingKeyThereIsNoHash() {
        assertThat(hashingWithoutKeys().hashes(KEY)).isEmpty();
    }
}
