package io.tokentally.architecture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rules that a layout has, by name. */
final class ArchitectureRules {

    private ArchitectureRules() {}

    static Map<String, Rule> of(Layout layout) {
        Map<String, Rule> rules = new LinkedHashMap<>();
        Stream.of(
                        LayerRules.of(layout),
                        AdapterRules.of(layout),
                        VendorRules.of(layout),
                        CoreRules.of(layout),
                        PortRules.of(layout),
                        FeatureRules.of(layout),
                        ViewRules.of(layout),
                        CodeRules.of(layout))
                .flatMap(List::stream)
                .forEach(rule -> rules.put(rule.name(), rule));
        return Collections.unmodifiableMap(rules);
    }
}
