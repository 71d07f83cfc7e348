package io.tokentally.benchmark.gatewayneighbours;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
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
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.tokentally.benchmark.product.MockProvider;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Answers chat completions at once, after a second, or with a long stream as fast as it is taken, as the body of a call asks. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes its connection, of which the channel tells
final class WordyProvider implements AutoCloseable {

    static final String PROMPT_CALL = call("\"user\":\"prompt\"");
    static final String SLOW_CALL = call("\"user\":\"slow\"");
    static final String WORDY_CALL = call("\"user\":\"wordy\",\"stream\":true");

    private static final int LARGEST_REQUEST = 128 << 20;
    private static final int WORDS = 6 << 6;
    private static final long SLOW_MILLIS = 1_000;
    private static final byte[] WORD = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1790000000,\
            "model":"gpt-4.1-nano-2025-04-14","choices":[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]}

            """.formatted("word ".repeat(3_200)).getBytes(StandardCharsets.US_ASCII);

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listener = new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new ChannelInitializer<>() {
                @Override
                protected void initChannel(Channel channel) {
                    channel.pipeline()
                            .addLast(new HttpServerCodec(), new HttpObjectAggregator(LARGEST_REQUEST), new Answers());
                }
            })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();

    private static String call(String manner) {
        return """
                {"model":"gpt-4.1-nano",%s,"messages":[{"role":"user","content":"Is the sky blue?"}]}""".formatted(manner);
    }

    /** With the version. */
    URI baseUrl() {
        return URI.create("http://127.0.0.1:%d/v1".formatted(((InetSocketAddress) listener.localAddress()).getPort()));
    }

    private static final class Answers extends SimpleChannelInboundHandler<FullHttpRequest> {

        private int wordsLeft;

        @Override
        protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
            String body = request.content().toString(StandardCharsets.US_ASCII);
            if (body.contains("\"wordy\"")) {
                HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
                head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
                HttpUtil.setTransferEncodingChunked(head, true);
                context.write(head);
                wordsLeft = WORDS;
                talk(context);
            } else if (body.contains("\"slow\"")) {
                context.executor().schedule(() -> answer(context), SLOW_MILLIS, TimeUnit.MILLISECONDS);
            } else {
                answer(context);
            }
        }

        private static void answer(ChannelHandlerContext context) {
            ByteBuf body = Unpooled.copiedBuffer(MockProvider.COMPLETION, StandardCharsets.UTF_8);
            DefaultFullHttpResponse answer =
                    new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, body);
            answer.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
            context.writeAndFlush(answer);
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            talk(context);
        }

        private void talk(ChannelHandlerContext context) {
            while (wordsLeft > 0 && context.channel().isWritable()) {
                wordsLeft--;
                context.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(WORD)));
                if (wordsLeft == 0) {
                    context.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
                }
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
