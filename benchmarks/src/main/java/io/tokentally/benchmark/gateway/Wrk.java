package io.tokentally.benchmark.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drives a route with as many calls as it takes.
 *
 * @see <a href="https://github.com/wg/wrk">wrk</a>
 */
final class Wrk {

    private static final Pattern RATE = Pattern.compile("Requests/sec:\\s*([0-9.]+)");
    private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in");
    private static final Pattern TROUBLE = Pattern.compile("(Non-2xx.*|Socket errors.*)");

    private Wrk() {}

    /**
     * What came of it.
     *
     * @param calls that were answered with success
     */
    record Result(double callsPerSecond, long calls) {}

    static Result run(Route route, Path folder, int connections, int seconds) throws IOException {
        Path script = folder.resolve("wrk-" + route.name() + ".lua");
        Files.writeString(script, script(route));
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "--timeout",
                        "10s",
                        "-s",
                        script.toString(),
                        route.address().toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher trouble = TROUBLE.matcher(output);
        if (trouble.find()) {
            throw new IOException(route.name() + ": " + trouble.group());
        }
        Matcher rate = RATE.matcher(output);
        Matcher total = TOTAL.matcher(output);
        if (!rate.find() || !total.find()) {
            throw new IOException("wrk said: " + output);
        }
        return new Result(Double.parseDouble(rate.group(1)), Long.parseLong(total.group(1)));
    }

    private static String script(Route route) {
        StringBuilder script = new StringBuilder("wrk.method = \"POST\"\nwrk.body = '")
                .append(Route.PLAIN)
                .append("'\n");
        route.allHeaders()
                .forEach((name, value) -> script.append("wrk.headers[\"")
                        .append(name)
                        .append("\"] = \"")
                        .append(value)
                        .append("\"\n"));
        return script.toString();
    }
}
