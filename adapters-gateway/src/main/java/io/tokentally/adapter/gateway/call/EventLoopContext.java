package io.tokentally.adapter.gateway.call;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.tokentally.adapter.gateway.admission.CallShares;
import io.tokentally.adapter.gateway.admission.FairBudget;
import io.tokentally.adapter.gateway.http.StrictRequestDecoder;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.adapter.gateway.upstream.UpstreamPool;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The pools, calls and scratch memory of one event loop, touched by its thread only. */
public final class EventLoopContext {

    static final int SCRATCH_BYTES = StrictRequestDecoder.MAX_PIECE_BYTES;

    private static final long TICK_MILLIS = 100;
    private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final EventLoop loop;
    private final GatewayContext gateway;
    private final Map<Upstream, UpstreamPool> pools = new HashMap<>();
    private final Set<TimeoutListener> watched = new HashSet<>();
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final FairBudget calls;
    private volatile long tickedAt;
    private long callsBegun;

    /** @param toProviders makes connections to providers on that loop */
    public EventLoopContext(EventLoop loop, Bootstrap toProviders, GatewayContext gateway) {
        this.loop = loop;
        this.gateway = gateway;
        this.tickedAt = gateway.now();
        this.calls = CallShares.of(gateway.options());
        Bootstrap bootstrap = toProviders.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                gateway.options().timeouts().connect().toMillis());
        for (Upstream upstream : gateway.routes().upstreams()) {
            pools.put(
                    upstream,
                    new UpstreamPool(
                            upstream,
                            loop,
                            bootstrap,
                            gateway.options(),
                            gateway.metrics().upstreams(),
                            gateway.ticker()));
        }
    }

    public void start() {
        var unused = loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = gateway.now();
        tickedAt = now;
        for (TimeoutListener one : watched.toArray(TimeoutListener[]::new)) {
            try {
                one.tick(now);
            } catch (RuntimeException | Error e) {
                // The others must be looked after all the same; and what throws, were it only for want of memory, is
                // run no more.
                gateway.recorder().failed(e);
            }
        }
        pools.values().forEach(pool -> pool.tick(now));
    }

    public void watch(TimeoutListener one) {
        watched.add(one);
    }

    public void forget(TimeoutListener one) {
        watched.remove(one);
    }

    /** Ends the calls that have not ended by themselves, whether or not somebody still waits for them. */
    public void stopCalls() {
        loop.execute(() -> {
            for (TimeoutListener one : watched.toArray(TimeoutListener[]::new)) {
                if (one instanceof Call call) {
                    call.stop();
                }
            }
        });
    }

    /** Whether it has looked after its calls of late, as it does several times a second. */
    public boolean isAlive(long now) {
        return now - tickedAt < HANGING_NANOS;
    }

    /** The number of a call that begins, among all of this loop. */
    long nextCall() {
        return ++callsBegun;
    }

    /** The calls under way here. */
    public FairBudget calls() {
        return calls;
    }

    public EventLoop loop() {
        return loop;
    }

    UpstreamPool pool(Upstream upstream) {
        UpstreamPool pool = pools.get(upstream);
        if (pool == null) {
            throw new IllegalArgumentException("No such upstream: " + upstream.provider());
        }
        return pool;
    }

    ByteBuf buffer() {
        return ByteBufAllocator.DEFAULT.buffer();
    }

    /** Room for {@link #SCRATCH_BYTES} bytes, to be left before anything else of this loop may need it. */
    byte[] scratch() {
        return scratch;
    }
}
