package io.tokentally.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingVectorTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 256, 3072})
    void lengthIsOne(int dimensions) {
        float[] vector = EmbeddingVector.of(List.of("java", "spring"), dimensions);

        assertThat(vector).hasSize(dimensions);
        assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
    }

    @Test
    void sameWordsSameVector() {
        assertThat(EmbeddingVector.of(List.of("java"), 64)).isEqualTo(EmbeddingVector.of(List.of("java"), 64));
    }

    @Test
    void commonWordsBringTextsNear() {
        float[] text = EmbeddingVector.of(List.of("java", "spring", "kafka"), 1536);
        float[] near = EmbeddingVector.of(List.of("java", "spring", "cobol"), 1536);
        float[] far = EmbeddingVector.of(List.of("cooking", "wine"), 1536);

        assertThat(product(text, near)).isBetween(0.4, 0.9);
        assertThat(product(text, far)).isBetween(-0.3, 0.3);
    }

    @Test
    void base64HoldsLittleEndianFloats() {
        float[] vector = EmbeddingVector.of(List.of("java"), 4);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(EmbeddingVector.toBase64(vector)))
                .order(ByteOrder.LITTLE_ENDIAN);

        for (float value : vector) {
            assertThat(bytes.getFloat()).isEqualTo(value);
        }
        assertThat(bytes.hasRemaining()).isFalse();
    }

    private static double product(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
