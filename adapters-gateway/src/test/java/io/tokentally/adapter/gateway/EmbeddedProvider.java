package io.tokentally.adapter.gateway;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A provider without a network: a test connects, sends and hangs up in its name, on the one thread that there is. */
public final class EmbeddedProvider {

    private final List<Connection> connections = new ArrayList<>();

    public Bootstrap bootstrap(EventLoop loop) {
        return new Bootstrap().disableResolver().group(loop).channelFactory(() -> {
            Connection made = new Connection();
            connections.add(made);
            return made;
        });
    }

    public int connections() {
        return connections.size();
    }

    /** The connection that was asked for last. */
    public Connection last() {
        return connections.getLast();
    }

    /** Whether anything was sent. */
    public boolean wasReached() {
        return connections.stream().anyMatch(connection -> connection.accepted);
    }

    public void release() {
        connections.forEach(Connection::heard);
    }

    /** One connection. It is made when the test says so. */
    public static final class Connection extends EmbeddedChannel {

        private @Nullable ChannelPromise connecting;
        private boolean accepted;

        Connection() {
            super(DefaultChannelId.newInstance(), false, true);
        }

        @Override
        public ChannelFuture connect(SocketAddress remote, ChannelPromise promise) {
            connecting = promise;
            return promise;
        }

        public boolean isConnecting() {
            return connecting != null;
        }

        public void accept() {
            accepted = true;
            outcome().setSuccess();
            runPendingTasks();
        }

        public void refuse() {
            outcome().setFailure(new ConnectException("planted"));
            runPendingTasks();
        }

        private ChannelPromise outcome() {
            ChannelPromise promise = Objects.requireNonNull(connecting);
            connecting = null;
            return promise;
        }

        /** Sends bytes, as far as they are listened to. @return them, to see that they are released */
        public ByteBuf say(String text) {
            ByteBuf bytes = Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
            if (isOpen()) {
                writeInbound(bytes);
            } else {
                bytes.release();
            }
            runPendingTasks();
            return bytes;
        }

        public void hangUp() {
            var unused = close();
            runPendingTasks();
        }

        /** What has been sent to it. */
        public String heard() {
            StringBuilder heard = new StringBuilder();
            for (ByteBuf piece = readOutbound(); piece != null; piece = readOutbound()) {
                heard.append(piece.toString(StandardCharsets.ISO_8859_1));
                piece.release();
            }
            return heard.toString();
        }
    }
}
