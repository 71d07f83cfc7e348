package io.tokentally.bootstrap.metering;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the monitor. */
@Configuration(proxyBeanMethods = false)
class MeteringConfiguration {

    @Bean
    MeteringMonitor meteringMonitor(MeterRegistry registry) {
        return new MicrometerMeteringMonitor(registry);
    }
}
