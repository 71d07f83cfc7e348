package io.tokentally.bootstrap.start;

import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * The machines that a jar was packed for, as the build wrote them into it. On another one it would lack the native
 * libraries of the journal, and PostgreSQL.
 */
public record PackedFor(List<String> machines) {

    private static final String RESOURCE = "/META-INF/tokentally/machines";

    /** @param machines empty if it runs on any */
    public PackedFor {
        machines = List.copyOf(machines);
    }

    /** Those of this jar; any, where the classes are in no jar. */
    public static PackedFor thisJar() {
        try (InputStream content = PackedFor.class.getResourceAsStream(RESOURCE)) {
            return new PackedFor(
                    content == null
                            ? List.of()
                            : new String(content.readAllBytes(), StandardCharsets.UTF_8)
                                    .lines()
                                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("What the jar was packed for cannot be read", e);
        }
    }

    /** @throws StartRefusedException if it is for other machines than this one, named as Java names it */
    public void requireThisMachine(String system, String architecture) {
        String machine = machine(system, architecture);
        if (!machines.isEmpty() && !machines.contains(machine)) {
            throw new StartRefusedException(
                    "This jar of Tokentally was built for %s, and this machine is %s."
                            .formatted(String.join(" and ", machines), machine),
                    "Build it here with ./tokentally build, or anywhere for every platform with ./tokentally build --all-platforms.");
        }
    }

    private static String machine(String system, String architecture) {
        String name = system.toLowerCase(Locale.ROOT);
        String platform = name.startsWith("windows") ? "windows" : name.startsWith("mac") ? "darwin" : name;
        String processor = switch (architecture) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> architecture;
        };
        return platform + "-" + processor;
    }
}
