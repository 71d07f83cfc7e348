package io.tokentally.bootstrap.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SecureNioChannel;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's HTTP connector with a share of its connections for each client, and sockets that tell how much of a body came. Tomcat makes
 * it by its name.
 */
public final class SharedHttp11NioProtocol extends Http11NioProtocol {

    private final SharedEndpoint endpoint;

    public SharedHttp11NioProtocol() {
        this(new SharedEndpoint());
    }

    private SharedHttp11NioProtocol(SharedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    void share(ConnectionShares shares) {
        endpoint.shares = shares;
    }

    private static final class SharedEndpoint extends NioEndpoint {

        private volatile @Nullable ConnectionShares shares;

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            ConnectionShares known = shares;
            if (known != null && !known.admit(peer(socket), socket)) {
                // The acceptor closes only what has been registered.
                destroySocket(socket);
                return false;
            }
            return super.setSocketOptions(socket);
        }

        @Override
        protected NioChannel createChannel(SocketBufferHandler buffers) {
            return isSSLEnabled() ? new MeteredTlsChannel(buffers, this) : new MeteredChannel(buffers);
        }

        private static @Nullable InetAddress peer(SocketChannel socket) {
            try {
                return socket.getRemoteAddress() instanceof InetSocketAddress address ? address.getAddress() : null;
            } catch (IOException e) {
                // Gone already; nothing will be read from it.
                return null;
            }
        }
    }

    private static final class MeteredChannel extends NioChannel {

        MeteredChannel(SocketBufferHandler buffers) {
            super(buffers);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int bytes = super.read(into);
            BodyMeter.moved(bytes);
            return bytes;
        }
    }

    private static final class MeteredTlsChannel extends SecureNioChannel {

        MeteredTlsChannel(SocketBufferHandler buffers, NioEndpoint endpoint) {
            super(buffers, endpoint);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int bytes = super.read(into);
            BodyMeter.moved(bytes);
            return bytes;
        }
    }
}
