package io.tokentally.packing;

import java.util.Arrays;
import java.util.List;

/** A platform that a jar is packed for: the machines that it runs on, and whose native libraries of SQLite it needs. */
enum Platform {
    LINUX_AMD64("linux-amd64", "linux-x86_64", "Linux/x86_64 Linux-Musl/x86_64"),
    LINUX_ARM64("linux-arm64v8", "linux-arm_64", "Linux/aarch64 Linux-Musl/aarch64"),
    MAC_AMD64("darwin-amd64", "darwin-x86_64", "Mac/x86_64"),
    MAC_ARM64("darwin-arm64v8", "darwin-arm_64", "Mac/aarch64"),
    WINDOWS("windows-amd64", "windows-x86_64 windows-arm_64", "Windows/x86_64 Windows/aarch64"),
    ALL("all", "", "");

    private static final String NATIVE = "org/sqlite/native/";

    private final String label;
    private final String machines;
    private final String libraries;

    /** Several with a space in between: a list would not be immutable for certain. */
    Platform(String label, String machines, String libraries) {
        this.label = label;
        this.machines = machines;
        this.libraries = libraries;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    static Platform named(String label) {
        return Arrays.stream(values())
                .filter(platform -> platform.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no platform '%s' to pack for, but %s"
                        .formatted(
                                label,
                                Arrays.stream(values())
                                        .map(platform -> platform.label)
                                        .toList())));
    }

    /** The machines that the jar runs on; empty for any. */
    List<String> machines() {
        return words(machines);
    }

    private static List<String> words(String several) {
        return several.isEmpty() ? List.of() : List.of(several.split(" "));
    }

    /** Whether a jar for this platform needs that entry of SQLite's jar. */
    boolean needs(String entry) {
        return !entry.startsWith(NATIVE)
                || libraries.isEmpty()
                || words(libraries).stream()
                        .anyMatch(library ->
                                entry.startsWith(NATIVE + library + "/") || (NATIVE + library + "/").startsWith(entry));
    }
}
