package io.tokentally.bootstrap.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the audit log.
 *
 * @param output where each entry goes as a line of JSON: {@code none}, {@code stdout} or the path of a file
 * @param signEvery how often the heads of chains that have grown are signed and logged
 */
@ConfigurationProperties("tokentally.audit")
record AuditProperties(
        @DefaultValue("none") String output,
        @DefaultValue("1h") Duration signEvery) {

    AuditProperties {
        output = output.isBlank() ? "none" : output.strip();
        if (signEvery.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("tokentally.audit.sign-every must be 1s or more, not " + signEvery);
        }
    }
}
