package io.tokentally.adapter.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.tokentally.adapter.gateway.admission.BufferBudget;
import io.tokentally.adapter.gateway.admission.FairBudget;
import io.tokentally.adapter.gateway.admission.KeyAuthentication;
import io.tokentally.adapter.gateway.admission.KeyLimiter;
import io.tokentally.adapter.gateway.call.GatewayContext;
import io.tokentally.adapter.gateway.client.ClientConnections;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.recording.CallRecorder;
import io.tokentally.adapter.gateway.recording.GatewayMetrics;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.AuthorizeCallUseCase;
import io.tokentally.application.port.in.refusal.CountRefusedCallUseCase;
import io.tokentally.application.port.in.usage.RecordUsageUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.provider.ProviderProtocol;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * The wiring of the gateway. It needs {@link GatewayOptions}. Once it listens, the environment's property
 * {@code local.gateway.port} says where.
 */
@Configuration(proxyBeanMethods = false)
public class GatewayConfiguration {

    private static final String LOCAL_PORT = "local.gateway.port";
    private static final int FEWEST_WORKERS = 2;

    @Bean
    Gateway gateway(
            GatewayOptions options,
            List<ProviderProtocol> protocols,
            AuthenticateKeyUseCase keys,
            AuthorizeCallUseCase authorization,
            AdmitSpendingUseCase spending,
            RecordUsageUseCase usage,
            ReportMeteringFailureUseCase failures,
            CountRefusedCallUseCase refusals,
            MeterRegistry registry,
            Clock clock,
            ConfigurableEnvironment environment) {
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
                new KeyAuthentication(keys),
                authorization,
                spending,
                new KeyLimiter(options.limits(), System::nanoTime),
                new BufferBudget(options.limits(), options.shares()),
                FairBudget.of(options.limits().drains(), options.shares()),
                new CallRecorder(usage, failures),
                refusals,
                new GatewayMetrics(registry, providers, drains),
                workers,
                drains,
                new AtomicBoolean(),
                clock,
                System::nanoTime);
        return new Gateway(
                context, new ClientConnections(options, System::nanoTime), workers, port -> tell(environment, port));
    }

    @Bean
    GatewayState gatewayState(Gateway gateway) {
        return gateway::isUp;
    }

    private static void tell(ConfigurableEnvironment environment, int port) {
        environment.getPropertySources().addFirst(new MapPropertySource("gateway", Map.of(LOCAL_PORT, port)));
    }
}
