package io.tokentally.adapter.alert;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to the outside alone. What is looked at is the very address that is connected to: whoever answers another one to
 * each question for a name gains nothing by it.
 */
final class GuardedSockets extends SocketFactory {

    /** It is an address of one's own network. */
    static final class AddressNotAllowedException extends IOException {

        private static final long serialVersionUID = 1L;

        AddressNotAllowedException() {
            super("An address of one's own network is not called");
        }
    }

    private static final class GuardedSocket extends Socket {

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (!(endpoint instanceof InetSocketAddress internet)
                    || internet.isUnresolved()
                    || !OutsideAddresses.contain(internet.getAddress())) {
                throw new AddressNotAllowedException();
            }
            super.connect(endpoint, timeout);
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }
    }

    @Override
    public Socket createSocket() {
        return new GuardedSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw connectedAtOnce();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        throw connectedAtOnce();
    }

    private static IOException connectedAtOnce() {
        return new IOException("Sockets are connected after they were made");
    }
}
