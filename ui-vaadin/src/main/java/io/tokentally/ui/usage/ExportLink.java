package io.tokentally.ui.usage;

import com.vaadin.flow.component.html.Anchor;
import io.tokentally.domain.summary.Period;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Downloads the calls that the filter shows, as CSV. That it is a download the answer says: a refusal, which is none, is
 * then shown and not saved under the name of one.
 */
class ExportLink extends Anchor {

    private static final String PATH = "api/v1/usage/export.csv";

    private final Map<String, String> options;

    /** @param options parameters that say how the file is written */
    ExportLink(Map<String, String> options) {
        this.options = options;
        setRouterIgnore(true);
    }

    void show(UsageFigures figures) {
        Period period = figures.shown().period();
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("organization", figures.viewer().organizationId().value());
        parameters.put("scope", DashboardQuery.nameOf(figures.query().scope()));
        parameters.put("from", period.firstDay().toString());
        parameters.put("to", period.lastDay().toString());
        parameters.put("zone", period.zone().getId());
        parameters.putAll(figures.query().filterParameters());
        parameters.putAll(options);
        setHref(PATH + "?"
                + parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&")));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
