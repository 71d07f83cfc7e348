package io.tokentally.benchmark.gatewayneighbours;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Bodies of which the half comes at once and the rest almost never. A body takes the next power of two of memory: large ones
 * are sent until one is refused, then ever smaller ones, so that whatever may be had is held.
 */
final class SlowUploads implements Misbehaviour {

    private static final int LARGEST = 64 << 20;
    private static final int SMALLEST = 128;
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final long BETWEEN_MILLIS = 500;
    private static final byte[] BLANKS = " ".repeat(64 << 10).getBytes(StandardCharsets.US_ASCII);

    private final GatewayClient client;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private final Thread pressing = Thread.ofPlatform().unstarted(this::press);
    private volatile boolean goesOn = true;

    SlowUploads(GatewayClient client) {
        this.client = client;
    }

    @Override
    public void begin() {
        fill();
        pressing.start();
    }

    private void press() {
        while (goesOn) {
            open.forEach(this::trickle);
            fill();
            try {
                Thread.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void trickle(Socket socket) {
        try {
            socket.getOutputStream().write(' ');
        } catch (IOException e) {
            open.remove(socket);
        }
    }

    private void fill() {
        for (int size = LARGEST; size >= SMALLEST && goesOn; size /= 2) {
            while (goesOn && isTaken(size)) {
                // The next of the same size.
            }
        }
    }

    private boolean isTaken(int size) {
        Socket socket;
        try {
            socket = client.connect(open.size(), 0, PATIENCE);
        } catch (IOException e) {
            outcomes.count(Outcomes.NO_CONNECTION);
            return false;
        }
        try {
            socket.getOutputStream().write(client.head(size, false));
            for (int left = size / 2 + 1; left > 0; left -= BLANKS.length) {
                socket.getOutputStream().write(BLANKS, 0, Math.min(left, BLANKS.length));
            }
            outcomes.count(GatewayClient.status(socket.getInputStream()));
        } catch (SocketTimeoutException e) {
            open.add(socket);
            if (!goesOn) {
                close(socket);
            }
            return true;
        } catch (IOException e) {
            outcomes.count(Outcomes.NO_ANSWER);
        }
        close(socket);
        return false;
    }

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        goesOn = false;
        pressing.interrupt();
        open.forEach(SlowUploads::close);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
