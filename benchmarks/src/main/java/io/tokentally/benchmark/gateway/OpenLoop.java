package io.tokentally.benchmark.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Calls at a steady rate, whether or not earlier calls have been answered, and counts each call's time from when it was
 * due: who is late in sending does not look fast.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, and the call counts as failed
final class OpenLoop implements AutoCloseable {

    private static final AttributeKey<Call> CALL = AttributeKey.valueOf("call");

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Route route;
    private final byte[] request;
    private final Deque<Channel> idle = new ArrayDeque<>();
    private final Histogram untilTheFirst = new Histogram(3);
    private final Histogram untilTheLast = new Histogram(3);
    private long frames;
    private long failed;
    private final Map<String, Integer> failures = new TreeMap<>();
    private CountDownLatch open = new CountDownLatch(0);

    /** A call under way. */
    private static final class Call {
        private final long due;
        private boolean sawContent;
        private int status;
        private String rest = "";

        private Call(long due) {
            this.due = due;
        }
    }

    /**
     * What came of it.
     *
     * @param untilTheFirst nanoseconds until the first content
     * @param untilTheLast nanoseconds until the end of the answer
     * @param frames events with data that came, of all calls
     * @param failures how many calls failed, by how
     */
    record Result(
            Histogram untilTheFirst, Histogram untilTheLast, long frames, long failed, Map<String, Integer> failures) {}

    OpenLoop(Route route, String body) {
        this.route = route;
        this.request = route.request(body);
    }

    /** @param gapNanos between one call and the next; none if all begin at once */
    Result call(int calls, long gapNanos) throws InterruptedException {
        open = new CountDownLatch(calls);
        long begun = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(50);
        for (int i = 0; i < calls; i++) {
            long due = begun + i * gapNanos;
            loop.schedule(() -> begin(new Call(due)), due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        if (!open.await(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException(open.getCount() + " calls have not been answered");
        }
        return new Result(untilTheFirst.copy(), untilTheLast.copy(), frames, failed, Map.copyOf(failures));
    }

    /** Forgets what was counted, and keeps the connections. */
    void warm() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        loop.execute(() -> {
            untilTheFirst.reset();
            untilTheLast.reset();
            frames = 0;
            failed = 0;
            failures.clear();
            done.countDown();
        });
        done.await();
    }

    private void begin(Call call) {
        Channel channel = idle.poll();
        while (channel != null && !channel.isActive()) {
            channel = idle.poll();
        }
        if (channel == null) {
            connect(call);
        } else {
            send(channel, call);
        }
    }

    private void connect(Call call) {
        new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpResponseDecoder(), new Answers());
                    }
                })
                .connect(route.address().getHost(), route.address().getPort())
                .addListener((ChannelFuture connected) -> {
                    if (connected.isSuccess()) {
                        send(connected.channel(), call);
                    } else {
                        failed("not connected");
                        open.countDown();
                    }
                });
    }

    private void send(Channel channel, Call call) {
        channel.attr(CALL).set(call);
        channel.writeAndFlush(Unpooled.wrappedBuffer(request));
    }

    private void ended(Channel channel, Call call, boolean well) {
        channel.attr(CALL).set(null);
        if (well) {
            untilTheLast.recordValue(System.nanoTime() - call.due);
            idle.push(channel);
        } else {
            failed(call.status == 200 ? "broken off" : call.status == 0 ? "no answer" : "status " + call.status);
        }
        open.countDown();
    }

    private void failed(String how) {
        failed++;
        failures.merge(how, 1, Integer::sum);
    }

    private final class Answers extends SimpleChannelInboundHandler<HttpObject> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
            Call call = context.channel().attr(CALL).get();
            if (call == null) {
                context.close();
                return;
            }
            if (part instanceof HttpResponse head) {
                call.status = head.status().code();
            }
            if (part instanceof HttpContent content) {
                count(content.content(), call);
            }
            if (part instanceof LastHttpContent) {
                ended(context.channel(), call, call.status == 200);
            }
        }

        private void count(ByteBuf content, Call call) {
            if (!content.isReadable()) {
                return;
            }
            if (!call.sawContent) {
                call.sawContent = true;
                untilTheFirst.recordValue(System.nanoTime() - call.due);
            }
            String text = call.rest + content.toString(StandardCharsets.UTF_8);
            int at = text.indexOf("\n\n");
            int from = 0;
            while (at >= 0) {
                frames++;
                from = at + 2;
                at = text.indexOf("\n\n", from);
            }
            call.rest = text.substring(from);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            Call call = context.channel().attr(CALL).get();
            if (call != null) {
                ended(context.channel(), call, false);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
