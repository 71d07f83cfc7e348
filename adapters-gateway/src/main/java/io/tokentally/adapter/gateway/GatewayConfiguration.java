package io.tokentally.adapter.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.out.provider.ProviderProtocol;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the gateway. It needs {@link GatewayOptions}. */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {

    private static final int FEWEST_WORKERS = 2;

    @Bean
    Gateway gateway(
            GatewayOptions options,
            List<ProviderProtocol> protocols,
            AuthenticateKeyUseCase keys,
            RecordUsageUseCase usage,
            MeteringMonitor monitor,
            MeterRegistry registry,
            Clock clock) {
        Routes routes = Routes.of(options, protocols);
        AtomicInteger drains = new AtomicInteger();
        List<String> providers = routes.upstreams().stream()
                .map(upstream -> upstream.provider().value())
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(
                Math.max(FEWEST_WORKERS, Runtime.getRuntime().availableProcessors()),
                Thread.ofPlatform().name("gateway-worker-", 0).daemon().factory());
        GatewayContext context = new GatewayContext(
                options,
                routes,
                new Admission(keys),
                new KeyLimiter(options.limits(), System::nanoTime),
                new BufferBudget(options.limits().bufferedBytes()),
                new CallRecorder(usage, monitor),
                new GatewayMetrics(registry, providers, drains),
                workers,
                drains,
                new AtomicBoolean(),
                clock,
                System::nanoTime);
        return new Gateway(context, workers);
    }
}
