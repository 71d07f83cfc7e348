package io.tokentally.benchmark.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/** One caller on one connection, who waits for each answer before asking again. */
final class OneByOne implements AutoCloseable {

    private static final String CONTENT_LENGTH = "content-length:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] request;

    OneByOne(Route route) throws IOException {
        socket = new Socket(route.address().getHost(), route.address().getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        out = socket.getOutputStream();
        request = route.request(Route.PLAIN);
    }

    /** Nanoseconds from the first byte that goes to the last one that comes. */
    Histogram call(int times) throws IOException {
        Histogram nanoseconds = new Histogram(3);
        for (int i = 0; i < times; i++) {
            long begun = System.nanoTime();
            out.write(request);
            readAnswer();
            nanoseconds.recordValue(System.nanoTime() - begun);
        }
        return nanoseconds;
    }

    private void readAnswer() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("Answered " + status);
        }
        long length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith(CONTENT_LENGTH)) {
                length = Long.parseLong(lower.substring(CONTENT_LENGTH.length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (chunked) {
            skipChunks();
        } else {
            in.skipNBytes(length);
        }
    }

    private void skipChunks() throws IOException {
        long size;
        do {
            size = Long.parseLong(line().strip(), 16);
            in.skipNBytes(size + 2);
        } while (size > 0);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("The answer broke off after: " + line);
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
