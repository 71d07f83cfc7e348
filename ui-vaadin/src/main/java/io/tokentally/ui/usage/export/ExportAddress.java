package io.tokentally.ui.usage.export;

import io.tokentally.domain.summary.Period;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.FilterParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where the calls that the page shows are to be had as a file. */
final class ExportAddress {

    private static final String API = "api/v1/usage/";

    private ExportAddress() {}

    /**
     * The address, relative to the application's.
     *
     * @param path below the usage's
     * @param options parameters that say how the file is written
     */
    static String of(String path, ShownUsage usage, Map<String, String> options) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        parameters.put("organization", List.of(usage.viewer().organizationId().value()));
        parameters.put("scope", List.of(AddressWords.word(usage.query().scope())));
        putPeriod(parameters, usage.period());
        parameters.putAll(FilterParameters.of(usage.query().filter()));
        options.forEach((name, value) -> parameters.put(name, List.of(value)));
        return API + path + "?"
                + parameters.entrySet().stream()
                        .flatMap(parameter ->
                                parameter.getValue().stream().map(value -> parameter.getKey() + "=" + encode(value)))
                        .collect(Collectors.joining("&"));
    }

    private static void putPeriod(Map<String, List<String>> parameters, Period period) {
        if (period.since() != null && period.end() == null) {
            parameters.put("hours", List.of(Integer.toString(Period.MAX_HOURS)));
        } else {
            parameters.put("from", List.of(word(period.firstDay(), period.since(), period.zone())));
            parameters.put("to", List.of(word(period.lastDay(), endWithin(period), period.zone())));
        }
        parameters.put("zone", List.of(period.zone().getId()));
    }

    /** The end of its last day is the day's own. */
    private static @Nullable Instant endWithin(Period period) {
        Instant end = period.end();
        return end == null || end.equals(endOfDay(period)) ? null : end;
    }

    private static Instant endOfDay(Period period) {
        return period.lastDay().plusDays(1).atStartOfDay(period.zone()).toInstant();
    }

    private static String word(LocalDate day, @Nullable Instant time, ZoneId zone) {
        return time == null
                ? day.toString()
                : LocalDateTime.ofInstant(time, zone).toString();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
