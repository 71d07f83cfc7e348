package io.tokentally.adapter.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/** Netty's transport, by which sockets are waited for and read: natively on Linux, by the JDK elsewhere. */
record Transport(
        IoHandlerFactory handlers,
        Class<? extends ServerSocketChannel> serverChannel,
        Class<? extends SocketChannel> channel) {

    /** The most that is read of one provider's connection before the others of its event loop have their turn. */
    static final int TURN_BYTES = 16 << 10;

    private static final int LEAST_BYTES = 64;
    private static final int FIRST_BYTES = 2 << 10;
    private static final long UNSENT_BYTES = 128 << 10;

    static Transport best() {
        return Epoll.isAvailable()
                ? new Transport(EpollIoHandler.newFactory(), EpollServerSocketChannel.class, EpollSocketChannel.class)
                : new Transport(NioIoHandler.newFactory(), NioServerSocketChannel.class, NioSocketChannel.class);
    }

    /** Connections to providers, whose responses are searched as they are read, so that each reads in turns. */
    Bootstrap toProviders(EventLoop loop) {
        return new Bootstrap()
                .group(loop)
                .channel(channel)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(LEAST_BYTES, FIRST_BYTES, TURN_BYTES).maxMessagesPerRead(1));
    }

    /** Connections of clients: where the system can, it keeps little for a client that does not take it. */
    ServerBootstrap fromClients(EventLoopGroup loops) {
        ServerBootstrap bootstrap =
                new ServerBootstrap().group(loops).channel(serverChannel).childOption(ChannelOption.TCP_NODELAY, true);
        return serverChannel == EpollServerSocketChannel.class
                ? bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, UNSENT_BYTES)
                : bootstrap;
    }
}
