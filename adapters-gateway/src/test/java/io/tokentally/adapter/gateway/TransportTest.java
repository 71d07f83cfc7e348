package io.tokentally.adapter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TransportTest {

    private static final int RESPONSE_BYTES = 256 << 10;

    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, transport.handlers());

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void readsAProvidersConnectionInTurns() throws Exception {
        try (ServerSocket provider = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TurnsTaken turns = new TurnsTaken();
            EventLoop loop = loops.next();
            Channel channel = transport
                    .toProviders(loop)
                    .option(ChannelOption.AUTO_READ, false)
                    .handler(turns)
                    .connect(provider.getLocalSocketAddress())
                    .sync()
                    .channel();
            try (Socket socket = provider.accept()) {
                socket.getOutputStream().write(new byte[RESPONSE_BYTES]);
                channel.config().setAutoRead(true);
                turns.all.get(30, TimeUnit.SECONDS);
            }
            assertThat(turns.largest).isPositive().isLessThanOrEqualTo(Transport.TURN_BYTES);
        }
    }

    /** Otherwise the system takes megabytes for each of many clients that take nothing, all of which has been searched before. */
    @Test
    void theSystemKeepsLittleForAClientThatTakesNothing() throws Exception {
        Assumptions.assumeTrue(Epoll.isAvailable(), "the system's own sockets are reached by epoll alone");
        CompletableFuture<Channel> accepted = new CompletableFuture<>();
        Channel listener = transport
                .fromClients(loops)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 10, 2 << 10))
                .childHandler(new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        accepted.complete(context.channel());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4 << 10);
            client.connect(listener.localAddress());
            Channel channel = accepted.get(30, TimeUnit.SECONDS);
            int taken = 0;
            while (channel.eventLoop()
                    .submit(() -> {
                        ByteBuf piece = channel.alloc().buffer().writeZero(8 << 10);
                        var unused = channel.writeAndFlush(piece);
                        return channel.isWritable();
                    })
                    .get(30, TimeUnit.SECONDS)) {
                taken += 8 << 10;
            }
            // What waits is released with it.
            channel.close().sync();
            assertThat(taken).isLessThan(512 << 10);
        }
    }

    /** How much came in the largest turn. */
    private static final class TurnsTaken extends ChannelInboundHandlerAdapter {

        private final CompletableFuture<Integer> all = new CompletableFuture<>();
        private int total;
        private int turn;
        private int largest;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof ByteBuf piece) {
                turn += piece.readableBytes();
                total += piece.readableBytes();
                piece.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            largest = Math.max(largest, turn);
            turn = 0;
            if (total == RESPONSE_BYTES) {
                all.complete(total);
            }
        }
    }
}
