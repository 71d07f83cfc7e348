package io.tokentally.adapter.gateway.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tokentally.provider.Refusal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The gateway's meters. All meters are made beforehand, so that counting looks nothing up by name. */
public final class GatewayMetrics {

    static final String PREFIX = "tokentally.gateway.";
    private static final int CLASSES = 6;

    private final AtomicInteger activeCalls;
    private final AtomicInteger clients;
    private final AtomicInteger upstreams;
    private final Map<String, Counter[]> responses = new HashMap<>();
    private final Map<Refusal, Counter> refusals = new EnumMap<>(Refusal.class);
    private final InappropriateEvents inappropriateEvents;
    private final Timer added;

    public GatewayMetrics(MeterRegistry registry, List<String> providers, AtomicInteger drains) {
        this.activeCalls = gauge(registry, "calls.active", new AtomicInteger());
        this.clients = gauge(registry, "connections.client", new AtomicInteger());
        this.upstreams = gauge(registry, "connections.upstream", new AtomicInteger());
        gauge(registry, "drains.active", drains);
        for (String provider : providers) {
            Counter[] byClass = new Counter[CLASSES];
            for (int i = 1; i < CLASSES; i++) {
                byClass[i] = registry.counter(PREFIX + "answers", "provider", provider, "status", i + "xx");
            }
            responses.put(provider, byClass);
        }
        for (Refusal refusal : Refusal.values()) {
            refusals.put(refusal, registry.counter(PREFIX + "refusals", "reason", refusal.name()));
        }
        this.inappropriateEvents = new InappropriateEvents(registry);
        this.added = Timer.builder(PREFIX + "added")
                .description("From a provider's last byte to the caller's, with the record in between")
                .serviceLevelObjectives(
                        Duration.ofNanos(100_000), Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(50))
                .register(registry);
    }

    private static AtomicInteger gauge(MeterRegistry registry, String name, AtomicInteger number) {
        Gauge.builder(PREFIX + name, number, AtomicInteger::get)
                .strongReference(true)
                .register(registry);
        return number;
    }

    public AtomicInteger activeCalls() {
        return activeCalls;
    }

    public AtomicInteger clients() {
        return clients;
    }

    public AtomicInteger upstreams() {
        return upstreams;
    }

    public void answered(String provider, int status) {
        Counter[] byClass = responses.get(provider);
        int index = status / 100;
        if (byClass != null && index >= 1 && index < CLASSES) {
            byClass[index].increment();
        }
    }

    public void refused(Refusal refusal) {
        Counter counter = refusals.get(refusal);
        if (counter != null) {
            counter.increment();
        }
    }

    public InappropriateEvents inappropriateEvents() {
        return inappropriateEvents;
    }

    public void added(long nanos) {
        added.record(nanos, TimeUnit.NANOSECONDS);
    }
}
