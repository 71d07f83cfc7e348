package io.tokentally.simulator;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;

/**
 * How a simulator runs.
 *
 * @param address where it listens
 * @param port the TCP port; 0 takes any free one
 * @param latency the wait before every answer
 * @param tokenDelay the wait before every piece of text in a stream
 * @param maxBodyBytes the largest request body in bytes; a larger one is refused with 413
 * @param clock tells the time for {@code created} stamps and for jobs that last until now
 */
public record SimulatorOptions(
        InetAddress address, int port, Duration latency, Duration tokenDelay, int maxBodyBytes, Clock clock) {

    private static final int DEFAULT_MAX_BODY_BYTES = 32 * 1024 * 1024;

    public SimulatorOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be from 0 to 65535, but is " + port);
        }
        if (latency.isNegative()) {
            throw new IllegalArgumentException("latency must not be negative, but is " + latency);
        }
        if (tokenDelay.isNegative()) {
            throw new IllegalArgumentException("tokenDelay must not be negative, but is " + tokenDelay);
        }
        if (maxBodyBytes < 1) {
            throw new IllegalArgumentException("maxBodyBytes must be positive, but is " + maxBodyBytes);
        }
    }

    /** Any free port on the loopback address, no delays, bodies up to 32 MiB, the system's clock. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                InetAddress.getLoopbackAddress(),
                0,
                Duration.ZERO,
                Duration.ZERO,
                DEFAULT_MAX_BODY_BYTES,
                Clock.systemUTC());
    }

    public SimulatorOptions withAddress(InetAddress newAddress) {
        return new SimulatorOptions(newAddress, port, latency, tokenDelay, maxBodyBytes, clock);
    }

    public SimulatorOptions withPort(int newPort) {
        return new SimulatorOptions(address, newPort, latency, tokenDelay, maxBodyBytes, clock);
    }

    public SimulatorOptions withLatency(Duration newLatency) {
        return new SimulatorOptions(address, port, newLatency, tokenDelay, maxBodyBytes, clock);
    }

    public SimulatorOptions withTokenDelay(Duration newTokenDelay) {
        return new SimulatorOptions(address, port, latency, newTokenDelay, maxBodyBytes, clock);
    }

    public SimulatorOptions withMaxBodyBytes(int newMaxBodyBytes) {
        return new SimulatorOptions(address, port, latency, tokenDelay, newMaxBodyBytes, clock);
    }

    public SimulatorOptions withClock(Clock newClock) {
        return new SimulatorOptions(address, port, latency, tokenDelay, maxBodyBytes, newClock);
    }
}
