package io.tokentally.ui.usage.query;

import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.report.Figures;
import io.tokentally.domain.report.Measure;
import io.tokentally.domain.summary.UsageTotals;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A figure that people choose to look at. */
public enum UsageMeasure {
    COST(Kind.COST, Measure.COST),
    /** Of those whose cost is known. */
    COST_PER_REQUEST(Kind.COST, Measure.COST),
    REQUESTS(Kind.COUNT, Measure.REQUESTS),
    FAILURES(Kind.COUNT, Measure.FAILURES),
    /** Of all requests. */
    FAILURE_RATE(Kind.SHARE, Measure.FAILURES),
    TOTAL_TOKENS(Kind.COUNT, Measure.TOTAL_TOKENS),
    INPUT_TOKENS(Kind.COUNT, Measure.INPUT_TOKENS),
    CACHED_INPUT_TOKENS(Kind.COUNT, Measure.INPUT_TOKENS, true),
    CACHE_WRITE_TOKENS(Kind.COUNT, Measure.INPUT_TOKENS, true),
    OUTPUT_TOKENS(Kind.COUNT, Measure.OUTPUT_TOKENS),
    REASONING_TOKENS(Kind.COUNT, Measure.OUTPUT_TOKENS, true),
    /** Of all input tokens, those that were read from a cache. */
    CACHE_SHARE(Kind.SHARE, Measure.INPUT_TOKENS, true),
    RESPONSE_TIME_P50(Kind.MILLISECONDS, Measure.RESPONSE_TIME),
    RESPONSE_TIME_P95(Kind.MILLISECONDS, Measure.RESPONSE_TIME),
    RESPONSE_TIME_P99(Kind.MILLISECONDS, Measure.RESPONSE_TIME),
    FIRST_TOKEN_P50(Kind.MILLISECONDS, Measure.TIME_TO_FIRST_TOKEN),
    FIRST_TOKEN_P95(Kind.MILLISECONDS, Measure.TIME_TO_FIRST_TOKEN),
    FIRST_TOKEN_P99(Kind.MILLISECONDS, Measure.TIME_TO_FIRST_TOKEN),
    OUTPUT_RATE_P50(Kind.TOKENS_PER_SECOND, Measure.OUTPUT_RATE),
    /** What all but five of a hundred calls reach. */
    OUTPUT_RATE_P5(Kind.TOKENS_PER_SECOND, Measure.OUTPUT_RATE),
    /** What all but one of a hundred calls reach. */
    OUTPUT_RATE_P1(Kind.TOKENS_PER_SECOND, Measure.OUTPUT_RATE);

    /** How a figure is written. */
    public enum Kind {
        /** In US dollars. */
        COST,
        COUNT,
        /** Of one. */
        SHARE,
        MILLISECONDS,
        TOKENS_PER_SECOND
    }

    private static final MathContext DIGITS = MathContext.DECIMAL64;
    private static final int MEDIAN = 50;
    private static final int MOST = 95;
    private static final int NEARLY_ALL = 99;
    private static final int ALL = 100;

    private final Kind kind;
    private final Measure measure;
    private final boolean isOfUnits;

    UsageMeasure(Kind kind, Measure measure) {
        this(kind, measure, false);
    }

    /** @param isOfUnits whether it is told by units, in the order of the measure */
    UsageMeasure(Kind kind, Measure measure, boolean isOfUnits) {
        this.kind = kind;
        this.measure = measure;
        this.isOfUnits = isOfUnits;
    }

    /** The one that an address calls so. */
    public static Optional<UsageMeasure> ofWord(String word) {
        return Arrays.stream(values())
                .filter(measure -> measure.name().equalsIgnoreCase(word))
                .findAny();
    }

    public Kind kind() {
        return kind;
    }

    /** What a report is asked for; its groups are ordered by the first. */
    public List<Measure> measures() {
        return isOfUnits ? List.of(measure, Measure.UNITS) : List.of(measure);
    }

    /** Whether the figures of parts add up to that of the whole. */
    public boolean isSum() {
        return kind == Kind.COUNT || this == COST;
    }

    /** Nothing where there is nothing to tell, as the cost of no request. */
    public Optional<BigDecimal> of(Figures figures) {
        UsageTotals totals = figures.totals();
        return switch (this) {
            case COST, REQUESTS, FAILURES, TOTAL_TOKENS, INPUT_TOKENS, OUTPUT_TOKENS ->
                Optional.of(measure.of(figures));
            case COST_PER_REQUEST -> ratio(totals.cost().amount(), totals.requests() - totals.unpriced());
            case FAILURE_RATE -> ratio(BigDecimal.valueOf(totals.failures()), totals.requests());
            case CACHED_INPUT_TOKENS -> Optional.of(quantity(figures, CACHED));
            case CACHE_WRITE_TOKENS -> Optional.of(quantity(figures, List.of(UsageUnit.CACHE_WRITE_TOKENS)));
            case REASONING_TOKENS -> Optional.of(quantity(figures, List.of(UsageUnit.REASONING_TOKENS)));
            case CACHE_SHARE -> ratio(quantity(figures, CACHED), totals.inputTokens());
            case RESPONSE_TIME_P50, FIRST_TOKEN_P50 -> percentile(figures, MEDIAN);
            case RESPONSE_TIME_P95, FIRST_TOKEN_P95 -> percentile(figures, MOST);
            case RESPONSE_TIME_P99, FIRST_TOKEN_P99 -> percentile(figures, NEARLY_ALL);
            case OUTPUT_RATE_P50 -> rate(figures, MEDIAN);
            case OUTPUT_RATE_P5 -> rate(figures, ALL - MOST);
            case OUTPUT_RATE_P1 -> rate(figures, ALL - NEARLY_ALL);
        };
    }

    private static final List<UsageUnit> CACHED = List.of(
            UsageUnit.CACHED_INPUT_TOKENS, UsageUnit.CACHED_AUDIO_INPUT_TOKENS, UsageUnit.CACHED_IMAGE_INPUT_TOKENS);

    /** The port tells it of 1,000 seconds. */
    private Optional<BigDecimal> rate(Figures figures, int percent) {
        return percentile(figures, percent).map(rate -> rate.movePointLeft(3));
    }

    private Optional<BigDecimal> percentile(Figures figures, int percent) {
        return figures.distribution(measure).percentile(percent);
    }

    private static BigDecimal quantity(Figures figures, List<UsageUnit> units) {
        return units.stream()
                .flatMap(unit -> Stream.ofNullable(figures.units().get(unit)))
                .map(sum -> BigDecimal.valueOf(sum.quantity()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Optional<BigDecimal> ratio(BigDecimal part, long whole) {
        return whole == 0 ? Optional.empty() : Optional.of(part.divide(BigDecimal.valueOf(whole), DIGITS));
    }
}
