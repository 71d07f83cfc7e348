package io.tokentally.benchmark.gatewayneighbours;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Opens connections to the gateway and asks on them with one key.
 *
 * @param addresses that the connections come from in turn, in 127.0.x.0/24
 */
record GatewayClient(URI gateway, String key, String addresses, int numberOfAddresses) {

    private static final int STATUS_LINE = "HTTP/1.1 200".length();

    Socket connect(int number, int receiveBuffer, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.bind(new InetSocketAddress(addresses + (number % numberOfAddresses + 1), 0));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(
                    new InetSocketAddress(gateway.getHost(), gateway.getPort()), Math.toIntExact(patience.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The head of a call with a body of that length. */
    byte[] head(long length, boolean last) {
        return """
                POST /openai/v1/chat/completions HTTP/1.1\r
                Host: gateway\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                %sContent-Length: %d\r
                \r
                """.formatted(key, last ? "Connection: close\r\n" : "", length).getBytes(StandardCharsets.US_ASCII);
    }

    byte[] request(String body, boolean last) {
        byte[] head = head(body.length(), last);
        byte[] whole = new byte[head.length + body.length()];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body.getBytes(StandardCharsets.US_ASCII), 0, whole, head.length, body.length());
        return whole;
    }

    /** The status of the answer that comes next, or that none comes. */
    static String status(InputStream in) throws IOException {
        byte[] begin = in.readNBytes(STATUS_LINE);
        return begin.length < STATUS_LINE
                ? Outcomes.NO_ANSWER
                : new String(begin, STATUS_LINE - 3, 3, StandardCharsets.US_ASCII);
    }
}
