package io.tokentally.provider.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.domain.metering.Outcome.Failure;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.provider.ProviderResponse;
import io.tokentally.provider.ResponseReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorResponseTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "429|{\"error\": {\"message\": \"no\", \"type\": \"quota\", \"code\": \"spent\"}}|quota|spent",
                "400|[{\"error\": {\"type\": \"first\", \"code\": 7}}, {\"error\": {\"type\": \"second\"}}]|first|7",
                "500|{\"error\": \"text\"}||",
                "502|<html>Bad gateway</html>||",
                "503|``||",
                "529|{\"error\": {\"type\": \"quota\"|quota|",
                "302|{\"error\": {\"type\": \"moved\"}}|moved|",
                "100|{}||",
                "599|{}||",
            })
    void anErrorIsToldByItsTypeAndCodeAndIsNotBilled(
            int status, String body, @Nullable String type, @Nullable String code) {
        for (int piece : new int[] {1, 7, 1_000}) {
            ResponseReader reader = SpokenCall.answer(status, "application/json");
            SpokenCall.feed(reader, body, piece);

            assertThat(reader.hasUsage()).isTrue();
            assertThat(reader.ended())
                    .as("in pieces of %d", piece)
                    .extracting(ProviderResponse::outcome, ProviderResponse::reading, ProviderResponse::isFree)
                    .containsExactly(
                            new Failure(Failure.Kind.PROVIDER_ERROR, status, type, code),
                            new UsageReading.NotBilled(),
                            false);
        }
    }

    @Test
    void oneOfAnUnheardOfStatusIsAnErrorWithoutIt() {
        for (int status : new int[] {99, 600}) {
            assertThat(SpokenCall.ended(SpokenCall.answer(status, null), "").outcome())
                    .isEqualTo(Failure.of(Failure.Kind.PROVIDER_ERROR));
        }
    }

    @Test
    void oneThatBreaksOffIsTheProvidersErrorAllTheSame() {
        ResponseReader reader = SpokenCall.answer(429, "application/json");
        SpokenCall.feed(reader, "{\"error\": {\"type\": \"quota\"}, \"more\": ", 5);

        assertThat(reader.isComplete()).isFalse();
        assertThat(reader.broken(Failure.Kind.CANCELLED).outcome())
                .isEqualTo(new Failure(Failure.Kind.PROVIDER_ERROR, 429, "quota", null));
    }

    @Test
    void itIsCompleteWithItsObject() {
        ResponseReader reader = SpokenCall.answer(429, "application/json");

        SpokenCall.feed(reader, "[{\"error\": {}}", 5);

        assertThat(reader.isComplete()).isTrue();
    }
}
