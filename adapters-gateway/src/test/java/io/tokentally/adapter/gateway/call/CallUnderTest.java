package io.tokentally.adapter.gateway.call;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.tokentally.adapter.gateway.EmbeddedProvider;
import io.tokentally.adapter.gateway.GatewayUnderTest;
import io.tokentally.adapter.gateway.KeptRecords;
import io.tokentally.adapter.gateway.KnownKeys;
import io.tokentally.adapter.gateway.ScriptedBudgets;
import io.tokentally.adapter.gateway.admission.BufferBudget;
import io.tokentally.adapter.gateway.admission.CallShares;
import io.tokentally.adapter.gateway.admission.FairBudget;
import io.tokentally.adapter.gateway.admission.KeyAuthentication;
import io.tokentally.adapter.gateway.admission.KeyLimiter;
import io.tokentally.adapter.gateway.admission.KeyLimiter.KeyUse;
import io.tokentally.adapter.gateway.http.RequestTarget;
import io.tokentally.adapter.gateway.options.GatewayOptions;
import io.tokentally.adapter.gateway.options.GatewayOptions.Limits;
import io.tokentally.adapter.gateway.options.GatewayOptions.Timeouts;
import io.tokentally.adapter.gateway.recording.CallRecorder;
import io.tokentally.adapter.gateway.recording.GatewayMetrics;
import io.tokentally.adapter.gateway.recording.RequestedCall;
import io.tokentally.adapter.gateway.upstream.Routes;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.application.port.in.key.AuthorizeCallUseCase;
import io.tokentally.application.port.in.usage.ReportMeteringFailureUseCase;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.KeyVerdict;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.refusal.RefusedCall;
import io.tokentally.provider.ProviderProtocol;
import io.tokentally.provider.Refusal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One call between a client and a provider that the test plays itself, on one thread and with a clock that the test sets. */
public final class CallUnderTest implements AutoCloseable {

    /** The bytes of a request that streams through. */
    static final int MAX_UPLOAD = 100_000;

    /** The bytes of a response that is heard out. */
    static final int MAX_DRAIN = 20_000;

    static final String KEPT_FILE =
            "{\"model\":\"gpt-4.1-nano\",\"stream\":true,\"file_id\":\"file-abcdefgh12345678\"}";

    private final AtomicLong now = new AtomicLong(1);
    private final EmbeddedChannel thread = new EmbeddedChannel();
    private final ArrayDeque<Runnable> work = new ArrayDeque<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Throwable> failures = new ArrayList<>();
    private final KeptRecords records = new KeptRecords();
    private final List<RefusedCall> refused = new ArrayList<>();
    private final Keys keys = new Keys();
    private final ScriptedBudgets budgets = new ScriptedBudgets();
    private final EmbeddedProvider provider = new EmbeddedProvider();
    private final RecordingClient client = new RecordingClient();
    private final List<ByteBuf> sent = new ArrayList<>();
    private final GatewayContext gateway;
    private final EventLoopContext loop;
    private @Nullable Call call;

    private CallUnderTest(Limits limits, List<ProviderProtocol> protocols) {
        GatewayOptions options =
                GatewayUnderTest.options(URI.create("http://127.0.0.1:9/v1"), limits, Timeouts.DEFAULT);
        AtomicInteger drains = new AtomicInteger();
        gateway = new GatewayContext(
                options,
                Routes.of(options, protocols),
                new KeyAuthentication(new KnownKeys()),
                keys,
                budgets,
                new KeyLimiter(options.limits(), now::get),
                new BufferBudget(options.limits(), options.shares()),
                FairBudget.of(options.limits().drains(), options.shares()),
                new CallRecorder(records, new Failures(failures)),
                refused::add,
                new GatewayMetrics(meters, List.of("openai", "anthropic"), drains),
                work::add,
                drains,
                new AtomicBoolean(),
                Clock.fixed(GatewayUnderTest.NOW, ZoneOffset.UTC),
                now::get);
        loop = new EventLoopContext(thread.eventLoop(), provider.bootstrap(thread.eventLoop()), gateway);
    }

    /** @param drains how many responses may be heard out whose callers are gone */
    public static CallUnderTest withDrains(int drains) {
        return new CallUnderTest(limits(drains), GatewayUnderTest.PROTOCOLS);
    }

    static CallUnderTest withProtocols(List<ProviderProtocol> protocols) {
        return new CallUnderTest(limits(1), protocols);
    }

    private static Limits limits(int drains) {
        Limits usual = Limits.DEFAULT;
        return new Limits(
                usual.connections(),
                usual.upstreamConnections(),
                usual.initialLineBytes(),
                usual.headerBytes(),
                usual.meteredBodyBytes(),
                usual.bufferedBytes(),
                MAX_UPLOAD,
                usual.concurrentCalls(),
                0,
                drains,
                MAX_DRAIN);
    }

    static HttpRequest chat(int length) {
        return request("/openai/v1/chat/completions", length);
    }

    /** A request that only looks, without a body. */
    static HttpRequest look() {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/openai/v1/models");
        request.headers().set("host", "gateway").set("authorization", "Bearer " + KnownKeys.USER_KEY);
        return request;
    }

    static HttpRequest request(String path, int length) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, path);
        request.headers()
                .set("host", "gateway")
                .set("authorization", "Bearer " + KnownKeys.USER_KEY)
                .set("content-type", "application/json")
                .set("content-length", length);
        return request;
    }

    /** The client sends the headers of a request. */
    void begin(HttpRequest request) {
        RequestTarget target = RequestTarget.of(request.uri());
        Routes.Route route = gateway.routes().find(target.path()).orElseThrow();
        AdmittedRequest admitted = AdmittedRequest.of(gateway, request, target, route, new RequestedCall());
        VirtualKey key = admitted.caller().key();
        KeyUse use = gateway.limiter().enter(key);
        CallShares.enter(loop.calls(), key, use);
        call = new Call(gateway, loop, client, admitted, use);
        call().begin();
        run();
    }

    Call call() {
        return Objects.requireNonNull(call);
    }

    CallState state() {
        return call().state();
    }

    public GatewayContext context() {
        return gateway;
    }

    public EventLoopContext loop() {
        return loop;
    }

    /** Somebody to call. */
    public static Upstream upstream() {
        return withDrains(0).gateway.routes().upstreams().getFirst();
    }

    RecordingClient client() {
        return client;
    }

    public EmbeddedProvider provider() {
        return provider;
    }

    public KeptRecords records() {
        return records;
    }

    public ScriptedBudgets budgets() {
        return budgets;
    }

    /** The calls that were counted as refused. */
    public List<RefusedCall> refused() {
        return refused;
    }

    public List<Throwable> failures() {
        return failures;
    }

    /** The client sends a piece of the body. */
    void body(String piece, boolean last) {
        ByteBuf bytes = Unpooled.copiedBuffer(piece, StandardCharsets.UTF_8);
        sent.add(bytes);
        call().body(last ? new DefaultLastHttpContent(bytes) : new DefaultHttpContent(bytes));
        run();
    }

    /** The client sends the body. */
    void body(String whole) {
        body(whole, true);
    }

    /** The provider sends bytes on the connection made last. */
    void say(String text) {
        sent.add(provider.last().say(text));
        run();
    }

    void sayEvent(String data) {
        String event = "data: " + data + "\n\n";
        say(Integer.toHexString(event.length()) + "\r\n" + event + "\r\n");
    }

    /** All that waits for the event loop happens. */
    public void run() {
        thread.runPendingTasks();
    }

    /** What was left to other threads happens. */
    public void work() {
        for (Runnable next = work.poll(); next != null; next = work.poll()) {
            next.run();
        }
        run();
    }

    boolean hasWork() {
        return !work.isEmpty();
    }

    /** Time goes by. */
    public void letPass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Time goes by, and the call is looked at. */
    void pass(Duration time) {
        letPass(time);
        call().tick(now.get());
        run();
    }

    void allow() {
        keys.verdict.complete(new KeyVerdict.Allowed());
        run();
    }

    /** From now on keys may do what the account says alone, which somebody has to be asked for. */
    void restrict() {
        keys.restricted = true;
    }

    void keep() {
        records.keep();
        run();
    }

    void lose() {
        records.lose();
        run();
    }

    /** Buffers that were sent and that nobody has released. */
    long unreleased() {
        return sent.stream().filter(bytes -> bytes.refCnt() > 0).count();
    }

    public double gauge(String name) {
        return meters.get("tokentally.gateway." + name).gauge().value();
    }

    /** How many requests were refused for that reason. */
    public double refusals(Refusal reason) {
        return meters.get("tokentally.gateway.refusals")
                .tag("reason", reason.name())
                .counter()
                .count();
    }

    public double inappropriateEvents() {
        return meters.get("tokentally.gateway.events.inappropriate").counter().count();
    }

    @Override
    public void close() {
        provider.release();
        var unused = thread.close();
    }

    private static final class Keys implements AuthorizeCallUseCase {

        private final CompletableFuture<KeyVerdict> verdict = new CompletableFuture<>();
        private boolean restricted;

        @Override
        public boolean isRestricted(VirtualKey key) {
            return restricted;
        }

        @Override
        public KeyVerdict judge(
                VirtualKey key, Provider provider, String method, String path, AccountOperation operation) {
            return new KeyVerdict.Allowed();
        }

        @Override
        public KeyVerdict judgeCall(VirtualKey key, Operation called) {
            return new KeyVerdict.Allowed();
        }

        @Override
        public KeyVerdict judgeAccountHeader(VirtualKey key) {
            return new KeyVerdict.Allowed();
        }

        @Override
        public KeyVerdict judgeBody(VirtualKey key, AccountOperation operation, NamedInBody body) {
            return new KeyVerdict.Allowed();
        }

        @Override
        public CompletableFuture<KeyVerdict> judgeResources(
                VirtualKey key, Provider provider, Set<String> ids, Set<String> within) {
            return verdict;
        }

        @Override
        public List<MadeResource> remember(
                VirtualKey key, Provider provider, AccountOperation answered, Collection<String> ids) {
            return List.of();
        }
    }

    private record Failures(List<Throwable> causes) implements ReportMeteringFailureUseCase {

        @Override
        public void recordingFailed(Throwable cause) {
            causes.add(cause);
        }

        @Override
        public void lost(int usageRecords, String reason) {}
    }
}
