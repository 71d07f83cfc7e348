package io.tokentally.adapter.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One end of a connection, to send and receive on, byte by byte. */
public final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    public Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** @param from of the loopback addresses, for instance {@code 127.0.0.2} */
    static Wire to(int port, String from) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0));
    }

    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    public void sendEvent(String data) throws IOException {
        String event = "data: " + data + "\n\n";
        send("%x\r\n%s\r\n".formatted(event.length(), event));
    }

    /** Reads a message; nothing if the connection ends ahead of it. */
    @Nullable
    public HttpText receive() throws IOException {
        return receive(false);
    }

    /** @param headOnly whether nothing but the head is to come, whatever it says */
    @Nullable
    public HttpText receive(boolean headOnly) throws IOException {
        String start = line();
        if (start == null) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        for (String header = line(); header != null && !header.isEmpty(); header = line()) {
            headers.add(header);
        }
        HttpText head = new HttpText(start, headers, "", true);
        if (headOnly) {
            return head;
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean whole = readBody(head, body);
        return new HttpText(start, headers, body.toString(StandardCharsets.ISO_8859_1), whole);
    }

    private boolean readBody(HttpText head, ByteArrayOutputStream body) throws IOException {
        String length = head.header("content-length");
        if (length != null) {
            return read(Integer.parseInt(length), body);
        }
        if (head.has("transfer-encoding")) {
            return readChunks(body);
        }
        boolean endsWithConnection = head.startLine().startsWith("HTTP/")
                && head.status() != 204
                && head.status() != 304
                && head.status() >= 200;
        if (endsWithConnection) {
            read(Integer.MAX_VALUE, body);
        }
        return true;
    }

    private boolean readChunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            String size = line();
            if (size == null) {
                return false;
            }
            int bytes = Integer.parseInt(size, 16);
            boolean whole = read(bytes, body) && line() != null;
            if (!whole || bytes == 0) {
                return whole;
            }
        }
    }

    private boolean read(int bytes, ByteArrayOutputStream body) throws IOException {
        for (int i = 0; i < bytes; i++) {
            int octet = octet();
            if (octet < 0) {
                return false;
            }
            body.write(octet);
        }
        return true;
    }

    /** A byte; negative at the end, or where the connection was reset. */
    public int octet() throws IOException {
        try {
            return in.read();
        } catch (SocketException e) {
            return -1;
        }
    }

    private @Nullable String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int octet = octet();
        if (octet < 0) {
            return null;
        }
        while (octet >= 0 && octet != '\n') {
            line.write(octet);
            octet = octet();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Whether the other end has closed it, and nothing more is to be read. */
    public boolean isAtEnd() throws IOException {
        return octet() < 0;
    }

    /** Whether nothing comes for so long. */
    public boolean isSilentFor(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            in.mark(1);
            int octet = in.read();
            if (octet >= 0) {
                in.reset();
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** Ends it with a reset. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
