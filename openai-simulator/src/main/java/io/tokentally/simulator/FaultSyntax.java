package io.tokentally.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads {@link Fault#HEADER}. */
final class FaultSyntax {

    private static final Pattern SEPARATOR = Pattern.compile(";");
    private static final Pattern COMMA = Pattern.compile(",");

    private FaultSyntax() {}

    static List<Fault> parse(String header) {
        List<Fault> faults = new ArrayList<>();
        for (String part : SEPARATOR.split(header, -1)) {
            if (!part.isBlank()) {
                faults.add(parseOne(part.strip()));
            }
        }
        return List.copyOf(faults);
    }

    private static Fault parseOne(String text) {
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip().toLowerCase(Locale.ROOT);
        String value = equals < 0 ? "" : text.substring(equals + 1).strip();
        return switch (name) {
            case "status" -> status(value);
            case "slow" -> new Fault.Slow(Duration.ofMillis(number("slow", value)));
            case "broken-stream" -> new Fault.BrokenStream(value.isEmpty() ? 1 : number("broken-stream", value));
            case "missing-usage" -> Fault.Defect.MISSING_USAGE;
            case "malformed-json" -> Fault.Defect.MALFORMED_JSON;
            case "invalid-usage" -> invalidUsage(value);
            case "usage-with-choice" -> Fault.Defect.USAGE_WITH_LAST_CHOICE;
            case "reset" -> Fault.Defect.RESET;
            case "no-answer" -> Fault.Defect.NO_ANSWER;
            case "failed" -> Fault.Defect.FAILED;
            case "incomplete" -> Fault.Defect.INCOMPLETE;
            default -> throw new IllegalArgumentException("Unknown fault '" + name + "' in " + Fault.HEADER);
        };
    }

    private static Fault status(String value) {
        String[] parts = COMMA.split(value, -1);
        int status = number("status", parts[0].strip());
        if (parts.length == 1) {
            return new Fault.Status(status);
        }
        String code = parts[1].isBlank() ? null : parts[1].strip();
        Duration retryAfter = parts.length > 2
                ? Duration.ofMillis(number("status", parts[2].strip()))
                : new Fault.Status(status).retryAfter();
        return new Fault.Status(status, code, retryAfter);
    }

    private static Fault invalidUsage(String value) {
        return switch (value) {
            case "", "negative" -> Fault.Defect.NEGATIVE_USAGE;
            case "exceeding" -> Fault.Defect.CONTRADICTORY_USAGE;
            default ->
                throw new IllegalArgumentException("invalid-usage is negative or exceeding, but is '" + value + "'");
        };
    }

    private static int number(String name, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The fault " + name + " needs a number, but has '" + value + "'", e);
        }
    }
}
