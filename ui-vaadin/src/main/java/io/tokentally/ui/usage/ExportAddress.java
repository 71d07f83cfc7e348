package io.tokentally.ui.usage;

import io.tokentally.domain.summary.Period;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the calls that the filter shows are to be had as a file. */
final class ExportAddress {

    private static final String API = "api/v1/usage/";

    private ExportAddress() {}

    /**
     * The address, relative to the application's.
     *
     * @param path below the usage's
     * @param options parameters that say how the file is written
     */
    static String of(String path, UsageFigures figures, Map<String, String> options) {
        Period period = figures.shown().period();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("organization", figures.viewer().organizationId().value());
        parameters.put("scope", DashboardQuery.nameOf(figures.query().scope()));
        parameters.put("from", period.firstDay().toString());
        parameters.put("to", period.lastDay().toString());
        parameters.put("zone", period.zone().getId());
        parameters.putAll(figures.query().filterParameters());
        parameters.putAll(options);
        return API + path + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
