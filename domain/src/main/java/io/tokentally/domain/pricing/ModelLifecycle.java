package io.tokentally.domain.pricing;

import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.text.PlainText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The day on which a provider shuts a model down, and the model that it names in its place. A shutdown never ends a price:
 * a call that is answered all the same costs what calls cost last.
 *
 * @param matches the names by which the model is asked for
 * @param shutDown the first day, in UTC, on which it does not answer any more
 * @param replacement the provider's first choice; absent where it names none
 * @param source the provider's page that says so
 */
public record ModelLifecycle(
        Provider provider,
        List<ModelPattern> matches,
        LocalDate shutDown,
        @Nullable ModelName replacement,
        String source) {

    public ModelLifecycle {
        matches = List.copyOf(matches);
        source = PlainText.require("lifecycle source", source, Provenance.MAX_LENGTH);
        if (matches.isEmpty()) {
            throw new IllegalArgumentException("The shutdown on " + shutDown + " is of no model");
        }
    }

    /** Whether the model has been shut down by then. */
    public boolean isOverAt(Instant instant) {
        return !instant.isBefore(shutDown.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** How much of the name the best of the patterns says; -1 if none matches. */
    int specificityFor(ModelName model) {
        return matches.stream()
                .filter(pattern -> pattern.matches(model.value()))
                .mapToInt(ModelPattern::specificity)
                .max()
                .orElse(-1);
    }
}
