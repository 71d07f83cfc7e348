package io.tokentally.benchmark.product;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers chat completions as OpenAI does, as fast or as slowly and as well or as badly as it is told. It remembers which
 * calls reached it: those whose body names them, {@code "metadata": {"call": "42"}}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, of which the channel tells
public final class MockProvider implements AutoCloseable {

    private static final Pattern CALL = Pattern.compile("\"call\"\\s*:\\s*\"([^\"]+)\"");
    private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*true");
    /** A completion as OpenAI answers it, on one line. */
    public static final String COMPLETION = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-4.1-nano-2025-04-14",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"Yes."},"finish_reason":"stop"}],\
            "usage":{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150,"prompt_tokens_details":\
            {"cached_tokens":0,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":0,"audio_tokens":0,\
            "accepted_prediction_tokens":0,"rejected_prediction_tokens":0}},"service_tier":"default"}""";

    private static final byte[] COMPLETION_BYTES = COMPLETION.getBytes(StandardCharsets.UTF_8);
    private static final String DELTA = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,\
            "model":"gpt-4.1-nano-2025-04-14","choices":[{"index":0,"delta":{"content":"word %d "},\
            "finish_reason":null}],"usage":null}

            """;
    private static final String USAGE = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,\
            "model":"gpt-4.1-nano-2025-04-14","choices":[],"usage":{"prompt_tokens":120,"completion_tokens":64,\
            "total_tokens":184}}

            data: [DONE]

            """;

    /** How it fails. */
    public enum Trouble {
        NONE,
        /** Answers with status 500. */
        ERROR,
        /** Closes the connection without an answer. */
        NO_ANSWER,
        /** Closes the connection in the middle of the answer. */
        HALF_AN_ANSWER,
        /** Answers with what is not HTTP. */
        GARBAGE
    }

    /**
     * How it answers.
     *
     * @param delay before an answer begins
     * @param deltas how many a stream has
     * @param gap between them
     */
    public record Manner(Duration delay, int deltas, Duration gap, Trouble trouble) {

        public static final Manner PROMPT = new Manner(Duration.ZERO, 8, Duration.ZERO, Trouble.NONE);

        public Manner with(Trouble otherTrouble) {
            return new Manner(delay, deltas, gap, otherTrouble);
        }
    }

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final Channel listener;
    private volatile Manner manner;

    private MockProvider(int port, Manner manner) {
        this.manner = manner;
        this.listener = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 20), new Answers());
                    }
                })
                .bind("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    /** @param port 0 takes a free one */
    public static MockProvider start(int port, Manner manner) {
        return new MockProvider(port, manner);
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(((InetSocketAddress) listener.localAddress()).getPort()));
    }

    public void behave(Manner other) {
        manner = other;
    }

    public boolean hasReceived(String call) {
        return received.contains(call);
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String body = request.content().toString(StandardCharsets.UTF_8);
            Matcher call = CALL.matcher(body);
            if (call.find()) {
                received.add(call.group(1));
            }
            boolean streamed = STREAM.matcher(body).find();
            Manner now = manner;
            if (now.delay().isZero()) {
                answer(context, streamed, now);
            } else {
                context.executor()
                        .schedule(
                                () -> answer(context, streamed, now),
                                now.delay().toNanos(),
                                TimeUnit.NANOSECONDS);
            }
        }

        private void answer(ChannelHandlerContext context, boolean streamed, Manner now) {
            switch (now.trouble()) {
                case NO_ANSWER -> context.close();
                case GARBAGE ->
                    context.channel()
                            .writeAndFlush(text("\u0001\u0002 nonsense\r\n\r\n"))
                            .addListener(ChannelFutureListener.CLOSE);
                case ERROR -> whole(context, HttpResponseStatus.INTERNAL_SERVER_ERROR, text("""
                        {"error": {"message": "It broke", "type": "server_error", "param": null, "code": null}}"""));
                case NONE, HALF_AN_ANSWER -> {
                    if (streamed) {
                        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                        head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
                        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, "chunked");
                        context.write(head);
                        delta(context, 0, now);
                    } else if (now.trouble() == Trouble.NONE) {
                        whole(context, HttpResponseStatus.OK, Unpooled.wrappedBuffer(COMPLETION_BYTES));
                    } else {
                        half(context);
                    }
                }
            }
        }

        private void delta(ChannelHandlerContext context, int number, Manner now) {
            boolean breaks = now.trouble() == Trouble.HALF_AN_ANSWER && number == now.deltas() / 2;
            if (breaks) {
                context.flush();
                context.close();
            } else if (number == now.deltas()) {
                context.write(new DefaultHttpContent(text(USAGE)));
                context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
            } else if (now.gap().isZero()) {
                context.write(new DefaultHttpContent(text(DELTA.formatted(number))));
                delta(context, number + 1, now);
            } else {
                context.writeAndFlush(new DefaultHttpContent(text(DELTA.formatted(number))));
                context.executor()
                        .schedule(
                                () -> delta(context, number + 1, now), now.gap().toNanos(), TimeUnit.NANOSECONDS);
            }
        }

        private static void whole(ChannelHandlerContext context, HttpResponseStatus status, ByteBuf body) {
            DefaultFullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
            answer.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            answer.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            context.writeAndFlush(answer);
        }

        private static void half(ChannelHandlerContext context) {
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            head.headers().set(HttpHeaderNames.CONTENT_LENGTH, COMPLETION_BYTES.length);
            context.write(head);
            context.writeAndFlush(new DefaultHttpContent(
                            Unpooled.wrappedBuffer(COMPLETION_BYTES, 0, COMPLETION_BYTES.length / 2)))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        private static ByteBuf text(String text) {
            return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
