package io.tokentally.ui.usage.export;

import io.tokentally.domain.summary.Period;
import io.tokentally.ui.usage.frame.ShownUsage;
import io.tokentally.ui.usage.query.AddressWords;
import io.tokentally.ui.usage.query.FilterParameters;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
        if (period.since() == null) {
            parameters.put("from", List.of(period.firstDay().toString()));
            parameters.put("to", List.of(period.lastDay().toString()));
        } else {
            parameters.put("hours", List.of(Integer.toString(Period.MAX_HOURS)));
        }
        parameters.put("zone", List.of(period.zone().getId()));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
