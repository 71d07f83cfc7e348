package io.tokentally.adapter.gateway.admission;

import io.tokentally.adapter.gateway.http.PercentEncoding;
import io.tokentally.domain.text.ParsesOutsideInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The parameters of a query in which callers present keys. */
@ParsesOutsideInput
final class QueryKeys {

    private QueryKeys() {}

    /**
     * The values of parameters of these names, as they were sent.
     *
     * @param query with its question mark, or empty
     */
    static List<String> values(String query, List<String> names) {
        List<String> values = new ArrayList<>(1);
        if (!names.isEmpty() && !query.isEmpty()) {
            for (String parameter : query.substring(1).split("&", -1)) {
                if (names.contains(name(parameter))) {
                    values.add(value(parameter));
                }
            }
        }
        return values;
    }

    /** The query without parameters of these names whose values are such; else as it was sent. */
    static String without(String query, List<String> names, Predicate<String> values) {
        if (names.isEmpty() || query.isEmpty()) {
            return query;
        }
        List<String> parameters = List.of(query.substring(1).split("&", -1));
        List<String> kept = parameters.stream()
                .filter(parameter -> !names.contains(name(parameter)) || !values.test(value(parameter)))
                .toList();
        if (kept.size() == parameters.size()) {
            return query;
        }
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    /** As the provider reads it. */
    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return PercentEncoding.decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    }

    private static String value(String parameter) {
        return parameter.substring(parameter.indexOf('=') + 1);
    }
}
