package io.tokentally.ui.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A browser as people call it, read from what it says of itself. Browsers name those that they descend from, too, so that the
 * first that is found counts.
 */
record BrowserName(String browser, String system) {

    private static final Map<String, String> BROWSERS = ordered(
            "Edg", "Edge",
            "OPR", "Opera",
            "Vivaldi", "Vivaldi",
            "SamsungBrowser", "Samsung Internet",
            "Firefox", "Firefox",
            "FxiOS", "Firefox",
            "Chrome", "Chrome",
            "CriOS", "Chrome",
            "Safari", "Safari");

    private static final Map<String, String> SYSTEMS = ordered(
            "Windows", "Windows",
            "Android", "Android",
            "iPhone", "iPhone",
            "iPad", "iPad",
            "Mac OS X", "macOS",
            "CrOS", "ChromeOS",
            "Linux", "Linux");

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** Empty if it says nothing that is known. */
    static Optional<BrowserName> in(@Nullable String userAgent) {
        return userAgent == null
                ? Optional.empty()
                : first(BROWSERS, userAgent)
                        .flatMap(browser -> first(SYSTEMS, userAgent).map(system -> new BrowserName(browser, system)));
    }

    private static Optional<String> first(Map<String, String> names, String userAgent) {
        return names.entrySet().stream()
                .filter(name -> userAgent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
