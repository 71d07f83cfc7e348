package io.tokentally.benchmark.webneighbours;

import java.net.URI;
import java.time.Duration;

/**
 * Measures what a signed-in person sees while somebody at another address opens the page thousands of times, and while they
 * hold thousands of idle connections: {@code WebNeighbours http://localhost:8080 [start-ups] [connections]}, against an
 * application in demo mode. The process needs as many open files as connections.
 */
public final class WebNeighbours {

    private static final Duration LOOK = Duration.ofSeconds(15);

    private WebNeighbours() {}

    public static void main(String[] arguments) throws Exception {
        URI address = URI.create(arguments[0]);
        int startUps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2_000;
        int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 9_000;
        Neighbour neighbour = new Neighbour(address);
        neighbour.signIn();
        neighbour.look(LOOK);
        System.out.println("alone                    " + neighbour.report() + ", heap " + neighbour.heap());
        try (Crowd crowd = new Crowd(address)) {
            int[] sessions = new int[1];
            Thread starting = Thread.ofPlatform().start(() -> {
                try {
                    sessions[0] = crowd.startAnonymously(startUps);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            while (starting.isAlive()) {
                neighbour.look(Duration.ofSeconds(1));
            }
            System.out.printf(
                    "%5d start-ups          %s, heap %s, %d sessions%n",
                    startUps, neighbour.report(), neighbour.heap(), sessions[0]);
        }
        try (Crowd crowd = new Crowd(address)) {
            int open = crowd.stayIdle(connections);
            neighbour.look(LOOK);
            System.out.printf("%5d idle connections   %s%n", open, neighbour.report());
        }
    }
}
