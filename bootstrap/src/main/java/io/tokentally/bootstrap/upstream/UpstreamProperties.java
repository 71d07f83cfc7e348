package io.tokentally.bootstrap.upstream;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of upstreams.
 *
 * @param upstreams by their names
 */
@ConfigurationProperties("tokentally")
record UpstreamProperties(@DefaultValue Map<String, Setting> upstreams) {

    /**
     * One upstream.
     *
     * @param baseUrl where it is; absent for where its protocol's provider is
     * @param protocol that it speaks; absent for the one of its name, or else {@code openai}
     * @param prefix what paths of its calls begin with; absent for its name
     * @param prices the provider whose list prices hold; absent for its own if it has a protocol's name, or else for none
     */
    record Setting(
            @Nullable String baseUrl,
            @Nullable String protocol,
            @Nullable String prefix,
            @Nullable String prices) {

        static final Setting EMPTY = new Setting(null, null, null, null);

        Setting {
            baseUrl = said(baseUrl);
            protocol = said(protocol);
            prefix = said(prefix);
            prices = said(prices);
        }

        private static @Nullable String said(@Nullable String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }
}
