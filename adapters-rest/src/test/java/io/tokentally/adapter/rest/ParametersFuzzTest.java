package io.tokentally.adapter.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.application.port.in.usage.CallQuery;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UsageScope;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.report.Grain;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.summary.Period;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whatever a parameter or a text of a body says, it is understood or refused in a sentence that can be sent. With {@code JAZZER_FUZZ=1}
 * the fuzzer looks for texts of which that is not so, from those under {@code ParametersFuzzTestInputs} on; otherwise it tries these.
 */
class ParametersFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void aTextIsUnderstoodOrRefused(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);

        TextType.ALL.forEach(type -> understood(() -> type.reader().apply(text)));
        understood(() -> DayOrTime.valueOf(text));
        understood(() -> new TagFilters(List.of(text.split("&", -1))).values());
        understood(() -> ReportParameters.several("measures", Measure.class, text));
        understood(() -> ReportParameters.one("grain", Grain.class, text));
        understood(() -> DimensionWords.dimension("by", text))
                .ifPresent(dimension -> assertThat(DimensionWords.dimension("by", DimensionWords.word(dimension)))
                        .isEqualTo(dimension));
        understood(() -> BudgetAmounts.read("amount", text))
                .ifPresent(amount -> assertThat(BudgetAmounts.read("amount", BudgetAmounts.write(amount)))
                        .isEqualByComparingTo(amount));
        CallCursor cursor = cursor();
        understood(() -> cursor.read(text));
        CallCursor.id(text)
                .ifPresent(id -> assertThat(cursor.read(cursor.behind(id))).isEqualTo(id));
    }

    private static <T> Optional<T> understood(Supplier<T> reading) {
        try {
            return Optional.ofNullable(reading.get());
        } catch (InvalidParameterException refused) {
            requireSendable(refused.detail());
        } catch (IllegalArgumentException | KeyRefusedException refused) {
            requireSendable(Objects.requireNonNull(refused.getMessage()));
        }
        return Optional.empty();
    }

    private static void requireSendable(String message) {
        assertThat(message).isNotBlank();
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(message))
                .as("no half of a character in: %s", message)
                .isTrue();
    }

    private static CallCursor cursor() {
        Period period = new Period(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31), ZoneOffset.UTC);
        return new CallCursor(new OrganizationId("acme"), CallQuery.of(UsageScope.ORGANIZATION, period));
    }
}
