package io.tokentally.bootstrap.start;

import io.tokentally.bootstrap.TokentallyApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs commands each in a process of its own, as the script calls them. */
record CommandProcess(Path home) {

    /** How a command ended. */
    record Result(int exitCode, String output) {}

    Result run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    /** A command under way, with its errors in its output. */
    Process start(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // It runs for seconds: compiled quickly rather than well.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TokentallyApplication.class.getName()));
        line.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("TOKENTALLY_HOME", home.toString());
        return builder.start();
    }
}
