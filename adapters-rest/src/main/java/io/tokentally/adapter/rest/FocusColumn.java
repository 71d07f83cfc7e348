package io.tokentally.adapter.rest;

import io.tokentally.domain.access.VirtualKeyId;
import io.tokentally.domain.text.CsvText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A column of a FOCUS dataset.
 *
 * @param <R> what a row is made of
 * @param id its name in the first line; one that the specification does not know begins with {@code x_}
 * @param cell what it holds; null is an empty cell
 * @see <a href="https://focus.finops.org/focus-specification/v1-4/">FOCUS 1.4</a>
 */
record FocusColumn<R>(String id, Function<R, @Nullable Object> cell) {

    private static final String CUSTOM = "x_";
    private static final JsonMapper JSON = new JsonMapper();

    /** A text that somebody chose, made harmless. */
    static <R> FocusColumn<R> text(String id, Function<R, @Nullable String> text) {
        return new FocusColumn<>(id, row -> {
            String value = text.apply(row);
            return value == null ? null : CsvText.harmless(value);
        });
    }

    /** Texts by name, as a JSON object; nothing where there are none. */
    static <R> FocusColumn<R> json(String id, Function<R, Map<String, ?>> object) {
        return new FocusColumn<>(id, row -> {
            Map<String, ?> value = object.apply(row);
            return value.isEmpty() ? null : CsvText.harmlessJson(JSON.writeValueAsString(value));
        });
    }

    /** What both datasets tell of who used what. */
    static <R> List<FocusColumn<R>> ofSource(Function<R, FocusSource> source) {
        return List.of(
                text("BillingAccountId", row -> source.apply(row).organization().value()),
                new FocusColumn<>("BillingAccountName", row -> null),
                new FocusColumn<>(
                        "BillingPeriodStart", row -> month(source.apply(row).hour())),
                new FocusColumn<>(
                        "BillingPeriodEnd",
                        row -> month(source.apply(row).hour())
                                .atZone(ZoneOffset.UTC)
                                .plusMonths(1)
                                .toInstant()),
                new FocusColumn<>("ChargePeriodStart", row -> source.apply(row).hour()),
                new FocusColumn<>(
                        "ChargePeriodEnd", row -> source.apply(row).hour().plus(1, ChronoUnit.HOURS)),
                text("HostProviderName", row -> source.apply(row).provider().value()),
                text("InvoiceIssuerName", row -> source.apply(row).provider().value()),
                text("RegionId", row -> region(source.apply(row))),
                text("RegionName", row -> region(source.apply(row))),
                new FocusColumn<>("ServiceCategory", row -> "AI and Machine Learning"),
                text("ServiceName", row -> source.apply(row).provider() + " API"),
                text("ServiceProviderName", row -> source.apply(row).provider().value()),
                new FocusColumn<>("ServiceSubcategory", row -> "Generative AI"),
                json("Tags", row -> source.apply(row).tags().values()),
                text("x_EndpointName", row -> source.apply(row).endpoint().value()),
                text("x_ModelName", row -> source.apply(row).model().value()),
                text("x_ServiceTierName", row -> source.apply(row).tier().value()),
                text("x_UserId", row -> source.apply(row).user().value()),
                new FocusColumn<>("x_VirtualKeyId", row -> key(source.apply(row))));
    }

    /** As the specification orders them: its own first, each kind by the alphabet. */
    static <R> List<FocusColumn<R>> ordered(List<FocusColumn<R>> one, List<FocusColumn<R>> other) {
        List<FocusColumn<R>> all = new ArrayList<>(one);
        all.addAll(other);
        all.sort(Comparator.comparing((FocusColumn<R> column) -> column.id().startsWith(CUSTOM))
                .thenComparing(FocusColumn::id));
        return List.copyOf(all);
    }

    private static Instant month(Instant hour) {
        return ZonedDateTime.ofInstant(hour, ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .toInstant();
    }

    private static @Nullable String region(FocusSource source) {
        return source.region() == null ? null : source.region().value();
    }

    private static @Nullable VirtualKeyId key(FocusSource source) {
        return source.key();
    }
}
