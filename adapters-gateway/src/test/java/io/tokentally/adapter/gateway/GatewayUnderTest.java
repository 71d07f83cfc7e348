package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.options.GatewayShares;
import io.tokentally.application.port.in.budget.AdmitSpendingUseCase;
import io.tokentally.application.port.out.usage.MeteringMonitor;
import io.tokentally.application.service.key.AuthorizeCallService;
import io.tokentally.application.service.usage.ReportMeteringFailureService;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import io.tokentally.provider.wire.example.GeminiProtocol;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.StandardEnvironment;

/** A gateway with the providers' own protocols, and keys and a journal that the test holds in hand. */
public final class GatewayUnderTest implements AutoCloseable {

    /** Whoever comes may have everything, as slowly as they like. */
    static final GatewayShares NO_SHARES = new GatewayShares(100, 100, 100, 0, Duration.ofSeconds(1));

    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    public static final List<ProviderProtocol> PROTOCOLS = protocols();

    private final KnownKeys keys = new KnownKeys();
    private final LaidDownPolicies policies = new LaidDownPolicies();
    private final RememberedResources resources;
    private final ScriptedBudgets budgets = new ScriptedBudgets();
    private final KeptRecords records = new KeptRecords();
    private final List<RefusedCall> refused = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final Gateway gateway;

    private GatewayUnderTest(GatewayOptions options) {
        this(options, Clock.fixed(NOW, ZoneOffset.UTC), ignored -> {});
    }

    private GatewayUnderTest(GatewayOptions options, Clock clock, Consumer<Throwable> monitor) {
        this(options, clock, monitor, new RememberedResources());
    }

    private GatewayUnderTest(
            GatewayOptions options, Clock clock, Consumer<Throwable> monitor, RememberedResources resources) {
        this(options, clock, monitor, resources, null);
    }

    /** @param held budgets that calls are held to; absent for those that the test scripts */
    private GatewayUnderTest(
            GatewayOptions options,
            Clock clock,
            Consumer<Throwable> monitor,
            RememberedResources resources,
            @Nullable AdmitSpendingUseCase held) {
        this.resources = resources;
        gateway = new GatewayConfiguration()
                .gateway(
                        options,
                        PROTOCOLS,
                        keys,
                        new AuthorizeCallService(policies, resources, resources.later()),
                        held == null ? budgets : held,
                        records,
                        new ReportMeteringFailureService(new Failures(failures, monitor)),
                        refused::add,
                        meters,
                        clock,
                        new StandardEnvironment());
        gateway.start();
    }

    public static GatewayUnderTest start(GatewayOptions options) {
        return new GatewayUnderTest(options);
    }

    /** @param clock tells the time of day */
    public static GatewayUnderTest before(ScriptedUpstream upstream, Clock clock) {
        return new GatewayUnderTest(
                options(upstream.baseUrl(), Limits.DEFAULT, Timeouts.DEFAULT), clock, ignored -> {});
    }

    /** @param monitor is told of each failure, and may fail as well */
    public static GatewayUnderTest before(ScriptedUpstream upstream, Consumer<Throwable> monitor) {
        return new GatewayUnderTest(
                options(upstream.baseUrl(), Limits.DEFAULT, Timeouts.DEFAULT),
                Clock.fixed(NOW, ZoneOffset.UTC),
                monitor);
    }

    public static GatewayUnderTest before(ScriptedUpstream upstream) {
        return before(upstream, Limits.DEFAULT, Timeouts.DEFAULT);
    }

    /** @param budgets that calls are held to */
    static GatewayUnderTest before(ScriptedUpstream upstream, AdmitSpendingUseCase budgets) {
        return new GatewayUnderTest(
                options(upstream.baseUrl(), Limits.DEFAULT, Timeouts.DEFAULT),
                Clock.fixed(NOW, ZoneOffset.UTC),
                ignored -> {},
                new RememberedResources(),
                budgets);
    }

    public static GatewayUnderTest before(ScriptedUpstream upstream, Limits limits) {
        return before(upstream, limits, Timeouts.DEFAULT);
    }

    public static GatewayUnderTest before(ScriptedUpstream upstream, Limits limits, Timeouts timeouts) {
        return before(upstream.baseUrl(), limits, timeouts);
    }

    public static GatewayUnderTest before(URI baseUrl, Limits limits, Timeouts timeouts) {
        return new GatewayUnderTest(options(baseUrl, limits, timeouts));
    }

    public static GatewayUnderTest before(ScriptedUpstream upstream, Limits limits, GatewayShares shares) {
        return new GatewayUnderTest(
                options(upstream.baseUrl(), limits, Timeouts.DEFAULT).withShares(shares));
    }

    /** The usual limits, but for these. */
    public static Limits limits(int connections, int upstreamConnections, int perMinute) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                connections,
                upstreamConnections,
                usual.initialLineBytes(),
                usual.headerBytes(),
                usual.meteredBodyBytes(),
                usual.bufferedBytes(),
                usual.otherBodyBytes(),
                usual.concurrentCalls(),
                perMinute,
                usual.drains(),
                usual.drainBytes());
    }

    public static GatewayOptions options(URI baseUrl, Limits limits, Timeouts timeouts) {
        return new GatewayOptions(
                "127.0.0.1",
                0,
                Provider.OPENAI,
                List.of(
                        new GatewayOptions.Upstream(Provider.OPENAI, baseUrl),
                        new GatewayOptions.Upstream(Provider.ANTHROPIC, baseUrl),
                        new GatewayOptions.Upstream(Provider.GOOGLE, baseUrl)),
                limits,
                timeouts);
    }

    /** Time-outs that a test can wait for, each of which may be given. */
    public static Timeouts hasty(Duration firstByte, Duration idle, Duration clientIdle, Duration drain) {
        Timeouts usual = Timeouts.DEFAULT;
        return new Timeouts(
                Duration.ofSeconds(1),
                firstByte,
                idle,
                usual.total(),
                Duration.ofMillis(400),
                clientIdle,
                Duration.ofMillis(800),
                usual.upstreamKeepAlive(),
                drain);
    }

    private static List<ProviderProtocol> protocols() {
        return Stream.concat(
                        ServiceLoader.load(ProviderProtocol.class).stream().map(ServiceLoader.Provider::get),
                        Stream.of(new GeminiProtocol()))
                .toList();
    }

    public Wire connect() throws IOException {
        return Wire.to(gateway.port());
    }

    KnownKeys keys() {
        return keys;
    }

    LaidDownPolicies policies() {
        return policies;
    }

    RememberedResources resources() {
        return resources;
    }

    public ScriptedBudgets budgets() {
        return budgets;
    }

    public KeptRecords records() {
        return records;
    }

    /** The calls that were counted as refused. */
    List<RefusedCall> refused() {
        return refused;
    }

    public SimpleMeterRegistry meters() {
        return meters;
    }

    public List<Throwable> failures() {
        return failures;
    }

    public int port() {
        return gateway.port();
    }

    public double gauge(String name) {
        return meters.get("tokentally.gateway." + name).gauge().value();
    }

    /** Waits until that many are counted. */
    public void awaitGauge(String name, double number) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (gauge(name) != number) {
            assertThat(System.nanoTime()).as(name).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    /** How many answers of that kind that provider has given. */
    public double answers(Provider provider, String status) {
        return meters.get("tokentally.gateway.answers")
                .tag("provider", provider.value())
                .tag("status", status)
                .counter()
                .count();
    }

    /** Waits until somebody has been refused for that reason. */
    void awaitRefusal(Refusal refusal) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (refusals(refusal) == 0) {
            assertThat(System.nanoTime()).as(refusal.name()).isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    public double refusals(Refusal refusal) {
        return meters.get("tokentally.gateway.refusals")
                .tag("reason", refusal.name())
                .counter()
                .count();
    }

    /** The next buffer of each connection that is open is not to be had. */
    void exhaustMemory() {
        gateway.clients().forEach(client -> client.config().setAllocator(new Exhausted()));
    }

    private static final class Exhausted extends AbstractByteBufAllocator {

        private final AtomicBoolean refused = new AtomicBoolean();

        Exhausted() {
            super(true);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return Unpooled.buffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            if (refused.compareAndSet(false, true)) {
                throw new OutOfMemoryError("planted");
            }
            return Unpooled.directBuffer(initialCapacity, maxCapacity);
        }
    }

    void stop() {
        gateway.stop();
    }

    @Override
    public void close() {
        if (gateway.isRunning()) {
            gateway.stop();
        }
    }

    private record Failures(List<Throwable> causes, Consumer<Throwable> further) implements MeteringMonitor {

        @Override
        public void recorded(UsageRecord usageRecord) {}

        @Override
        public void posted(int usageRecords) {}

        @Override
        public void postingDelayed(int usageRecords, Throwable cause) {}

        @Override
        public void recordingFailed(Throwable cause) {
            causes.add(cause);
            further.accept(cause);
        }

        @Override
        public void lost(int usageRecords, String reason) {}
    }
}
