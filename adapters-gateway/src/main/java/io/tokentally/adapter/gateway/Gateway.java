package io.tokentally.adapter.gateway;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tokentally.adapter.gateway.call.EventLoopContext;
import io.tokentally.adapter.gateway.call.GatewayContext;
import io.tokentally.adapter.gateway.client.ClientConnection;
import io.tokentally.adapter.gateway.client.ClientConnections;
import io.tokentally.adapter.gateway.client.HeldConnection;
import io.tokentally.adapter.gateway.client.TlsFiles;
import io.tokentally.adapter.gateway.client.WriteStallDetector;
import io.tokentally.adapter.gateway.http.ResponseEncoder;
import io.tokentally.adapter.gateway.http.StrictRequestDecoder;
import io.tokentally.adapter.gateway.options.GatewayOptions.ServerTls;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The server that listens for calls. It starts when records can be kept, and stops before they no longer can. */
final class Gateway implements SmartLifecycle {

    /** After the first start and ahead of the web server; so stopped in between as well. */
    static final int PHASE = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int LOW_WATER = 32 << 10;
    private static final int HIGH_WATER = 128 << 10;
    private static final int BACKLOG = 1_024;
    private static final long POLL_MILLIS = 20;
    private static final long WORKERS_SECONDS = 5;
    private static final long TLS_LOOK_SECONDS = 2;
    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

    private final GatewayContext context;
    private final ClientConnections connections;
    private final ExecutorService workers;
    private final IntConsumer listensOn;
    private final Map<EventLoop, EventLoopContext> states = new HashMap<>();
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private @Nullable MultiThreadIoEventLoopGroup group;
    private @Nullable TlsFiles tls;
    private volatile @Nullable Channel listening;

    /**
     * @param workers the context's, which end with the gateway
     * @param listensOn is told the port
     */
    Gateway(GatewayContext context, ClientConnections connections, ExecutorService workers, IntConsumer listensOn) {
        this.context = context;
        this.connections = connections;
        this.workers = workers;
        this.listensOn = listensOn;
    }

    /** Forgotten buffers are looked for where somebody asks for it, as the tests do: it takes a twentieth of a call's time. */
    private static void spareLeakDetection() {
        if (System.getProperty(LEAK_DETECTION) == null) {
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
    }

    @Override
    public void start() {
        spareLeakDetection();
        ServerTls files = context.options().tls();
        TlsFiles opened = files == null ? null : TlsFiles.open(files);
        tls = opened;
        Transport transport = Transport.best();
        MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                Runtime.getRuntime().availableProcessors(), new DefaultThreadFactory("gateway"), transport.handlers());
        group = loops;
        for (EventExecutor executor : loops) {
            if (executor instanceof EventLoop loop) {
                EventLoopContext state = new EventLoopContext(loop, transport.toProviders(loop), context);
                states.put(loop, state);
                state.start();
            }
        }
        if (opened != null) {
            var unused = loops.next()
                    .scheduleAtFixedRate(
                            () -> context.workers().execute(opened::look),
                            TLS_LOOK_SECONDS,
                            TLS_LOOK_SECONDS,
                            TimeUnit.SECONDS);
        }
        String address = context.options().address();
        ChannelFuture bound = transport
                .fromClients(loops)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(LOW_WATER, HIGH_WATER))
                .childHandler(new Pipeline())
                .bind(new InetSocketAddress(address, context.options().port()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            end();
            throw new GatewayStartException(address, context.options().port(), bound.cause());
        }
        listening = bound.channel();
        listensOn.accept(port());
        LOG.info("The gateway listens on {}", bound.channel().localAddress());
    }

    /** The port that it listens on. */
    int port() {
        Channel channel = listening;
        if (channel == null || !(channel.localAddress() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("The gateway does not listen");
        }
        return address.getPort();
    }

    @Override
    public void stop() {
        Channel channel = listening;
        listening = null;
        context.stopping().set(true);
        if (channel != null) {
            channel.close().awaitUninterruptibly();
            stopIdleClients();
            if (!awaitCalls(context.options().timeouts().drain().toNanos())) {
                LOG.warn(
                        "The gateway stops with {} calls under way",
                        context.metrics().activeCalls());
                states.values().forEach(EventLoopContext::stopCalls);
                awaitCalls(TimeUnit.SECONDS.toNanos(WORKERS_SECONDS));
            }
            clients.close().awaitUninterruptibly();
        }
        end();
    }

    private void stopIdleClients() {
        for (Channel client : clients) {
            client.eventLoop().execute(() -> {
                ClientConnection connection = client.pipeline().get(ClientConnection.class);
                if (connection != null) {
                    connection.stop();
                }
            });
        }
    }

    private boolean awaitCalls(long nanos) {
        long deadline = System.nanoTime() + nanos;
        try {
            while (context.metrics().activeCalls().get() > 0) {
                if (System.nanoTime() - deadline > 0) {
                    return false;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return true;
    }

    private void end() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(WORKERS_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("Answers are still being counted as the gateway stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (group != null) {
            var unused = group.shutdownGracefully(0, WORKERS_SECONDS, TimeUnit.SECONDS)
                    .awaitUninterruptibly();
        }
    }

    /** The connections of clients that are open. */
    ChannelGroup clients() {
        return clients;
    }

    /** Whether it listens, and none of its threads hangs. */
    boolean isUp() {
        long now = context.now();
        return listening != null
                && !context.stopping().get()
                && states.values().stream().allMatch(state -> state.isAlive(now));
    }

    @Override
    public boolean isRunning() {
        return listening != null;
    }

    /** Its threads end with it. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private final class Pipeline extends ChannelInitializer<Channel> {

        @Override
        protected void initChannel(Channel channel) {
            EventLoopContext state = states.get(channel.eventLoop());
            HeldConnection held = state != null && channel.remoteAddress() instanceof InetSocketAddress remote
                    ? connections.admit(remote.getAddress())
                    : null;
            if (state == null || held == null) {
                var unused = channel.close();
                return;
            }
            context.metrics().clients().incrementAndGet();
            var unused = channel.closeFuture().addListener(closed -> connections.left(held));
            clients.add(channel);
            ResponseEncoder encoder = new ResponseEncoder();
            WriteStallDetector untaken =
                    new WriteStallDetector(channel, context.options().shares(), context.now());
            channel.pipeline().addLast(untaken);
            TlsFiles shown = tls;
            if (shown != null) {
                SslHandler handler = shown.context().newHandler(channel.alloc());
                handler.setHandshakeTimeoutMillis(
                        context.options().timeouts().clientHeader().toMillis());
                channel.pipeline().addLast(handler);
            }
            channel.pipeline()
                    .addLast(
                            new StrictRequestDecoder(context.options().limits()),
                            encoder,
                            new ClientConnection(context, state, connections, channel, encoder, held, untaken));
        }
    }
}
