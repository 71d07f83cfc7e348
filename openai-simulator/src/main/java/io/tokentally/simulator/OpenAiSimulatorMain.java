package io.tokentally.simulator;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Runs the simulator alone. Options come as arguments ({@code --port=8089 --address=127.0.0.1 --latency-ms=0
 * --token-delay-ms=0}) or as variables of the environment ({@code SIMULATOR_PORT}, {@code SIMULATOR_ADDRESS},
 * {@code SIMULATOR_LATENCY_MS}, {@code SIMULATOR_TOKEN_DELAY_MS}); arguments win.
 */
public final class OpenAiSimulatorMain {

    private static final int DEFAULT_PORT = 8089;
    private static final Set<String> NAMES = Set.of("port", "address", "latency-ms", "token-delay-ms");

    private OpenAiSimulatorMain() {}

    public static void main(String[] args) {
        // The process ends with a signal: there is no other moment to close it.
        @SuppressWarnings("resource")
        OpenAiSimulator simulator = OpenAiSimulator.start(options(args, System.getenv()));
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-shutdown"));
        // The one line for people and scripts: where to point a client.
        System.out.println("OpenAI simulator: " + simulator.baseUrl());
    }

    static SimulatorOptions options(String[] args, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        for (String name : NAMES) {
            String variable = "SIMULATOR_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
            String value = environment.get(variable);
            if (value != null) {
                values.put(name, value);
            }
        }
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (!arg.startsWith("--") || equals < 0 || !NAMES.contains(arg.substring(2, equals))) {
                throw new IllegalArgumentException(
                        "Unknown argument '" + arg + "': use --name=value with one of " + NAMES);
            }
            values.put(arg.substring(2, equals), arg.substring(equals + 1));
        }
        return SimulatorOptions.defaults()
                .withAddress(address(values.getOrDefault("address", "127.0.0.1")))
                .withPort(number(values, "port", DEFAULT_PORT))
                .withLatency(Duration.ofMillis(number(values, "latency-ms", 0)))
                .withTokenDelay(Duration.ofMillis(number(values, "token-delay-ms", 0)));
    }

    private static InetAddress address(String value) {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("address is no host: '" + value + "'", e);
        }
    }

    private static int number(Map<String, String> values, String name, int whenAbsent) {
        String value = values.get(name);
        if (value == null) {
            return whenAbsent;
        }
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, but is '" + value + "'", e);
        }
    }
}
