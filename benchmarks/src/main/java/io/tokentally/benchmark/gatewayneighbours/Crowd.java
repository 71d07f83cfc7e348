package io.tokentally.benchmark.gatewayneighbours;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Many callers with one key, from several addresses, each of whom does the same again and again. */
final class Crowd implements Misbehaviour {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int SMALL_BUFFER = 4 << 10;
    private static final int PIECE = 100;
    private static final long PIECE_MILLIS = 500;
    private static final long SETTLING_MILLIS = 1_500;

    /** What each of them does. */
    enum Manner {
        IDLE(1_200, 2_000),
        HALF_A_REQUEST(1_200, 2_000),
        SLOW_READER(400, 2_000),
        FLOOD(400, 100);

        private final int callers;

        /** How long each of them waits, refused or cut off or served, before the next connection. */
        private final long pauseMillis;

        Manner(int callers, long pauseMillis) {
            this.callers = callers;
            this.pauseMillis = pauseMillis;
        }
    }

    private final GatewayClient client;
    private final Manner manner;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<Thread> callers = new ArrayList<>();
    private final Outcomes outcomes = new Outcomes();
    private volatile boolean goesOn = true;

    Crowd(GatewayClient client, Manner manner) {
        this.client = client;
        this.manner = manner;
    }

    @Override
    public void begin() throws InterruptedException {
        for (int number = 0; number < manner.callers; number++) {
            int caller = number;
            callers.add(Thread.ofVirtual().start(() -> callAgainAndAgain(caller)));
            Thread.sleep(1);
        }
        Thread.sleep(SETTLING_MILLIS);
    }

    private void callAgainAndAgain(int number) {
        try {
            while (goesOn) {
                connectAndCall(number);
                Thread.sleep(manner.pauseMillis);
            }
        } catch (InterruptedException e) {
            // The misbehaviour is over.
        }
    }

    private void connectAndCall(int number) throws InterruptedException {
        int buffer = manner == Manner.SLOW_READER ? SMALL_BUFFER : 0;
        try (Socket socket = client.connect(number, buffer, PATIENCE)) {
            open.add(socket);
            try {
                switch (manner) {
                    case IDLE -> callOnceAndStay(socket);
                    case HALF_A_REQUEST -> sendHalf(socket);
                    case SLOW_READER -> readSlowly(socket);
                    case FLOOD -> flood(socket);
                }
            } finally {
                open.remove(socket);
            }
        } catch (IOException e) {
            count(Outcomes.NO_ANSWER);
        }
    }

    private void callOnceAndStay(Socket socket) throws IOException {
        socket.getOutputStream().write(client.request(WordyProvider.PROMPT_CALL, false));
        InputStream in = socket.getInputStream();
        count(GatewayClient.status(in));
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void sendHalf(Socket socket) throws IOException {
        socket.getOutputStream().write(client.head(2L * PIECE, false));
        socket.getOutputStream().write(new byte[PIECE]);
        count(GatewayClient.status(socket.getInputStream()));
    }

    private void readSlowly(Socket socket) throws IOException, InterruptedException {
        socket.getOutputStream().write(client.request(WordyProvider.WORDY_CALL, true));
        InputStream in = socket.getInputStream();
        String status = GatewayClient.status(in);
        count(status);
        while (status.equals("200") && in.readNBytes(PIECE).length == PIECE) {
            Thread.sleep(PIECE_MILLIS);
        }
    }

    private void flood(Socket socket) throws IOException {
        socket.getOutputStream().write(client.request(WordyProvider.SLOW_CALL, true));
        InputStream in = socket.getInputStream();
        count(GatewayClient.status(in));
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void count(String outcome) {
        if (goesOn) {
            outcomes.count(outcome);
        }
    }

    @Override
    public Outcomes outcomes() {
        return outcomes;
    }

    @Override
    public void close() {
        goesOn = false;
        callers.forEach(Thread::interrupt);
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
