package io.tokentally.bootstrap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the way that docs/prices.md tells publishers. */
class PricesCommandTest {

    private static final String PRICES = """
            {"currency": "USD", "author": "Publisher", "provider": "acme", "source": "https://x.example",
             "models": [{"model": "one", "prices": [{"from": "2026-12-01", "tiers": {
               "standard": {"input": "1", "output": "3"}}}]}]}""";

    @TempDir
    private Path home;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aKeyIsMadeAndABundleSignedWithIt() throws IOException {
        assertThat(run("prices", "key", "--out=" + home.resolve("prices.key"))).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("prices.key"))))
                .isEqualTo("rw-------");
        String told = out.toString(StandardCharsets.UTF_8);
        Matcher trusted = Pattern.compile("(?m)^MCowBQYDK2Vw[A-Za-z0-9+/=]+$").matcher(told);
        assertThat(trusted.find()).describedAs(told).isTrue();
        assertThat(told).doesNotContain("PRIVATE");

        assertThat(bundle("prices.key", trusted.group(), "12")).isZero();

        assertThat(home.resolve("prices.zip")).isNotEmptyFile();
        assertThat(run("prices", "key", "--out=" + home.resolve("prices.key"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("There is a file")
                .contains("already");
    }

    @Test
    void whatIsMissingOrWrongIsNamedAndNothingIsWritten() throws IOException {
        Files.writeString(home.resolve("no.key"), "no key");

        assertThat(run("prices")).isEqualTo(1);
        assertThat(run("prices", "bundle", "--out=" + home.resolve("prices.zip")))
                .isEqualTo(1);
        assertThat(bundle("no.key", "MCow", "12")).isEqualTo(1);
        assertThat(bundle("no.key", "MCow", "0")).isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("There are 'key', 'bundle' and 'check'.")
                .contains("--version is missing.")
                .contains("'MCow' is no public key of Ed25519")
                .contains("'0' is no version of a bundle.");
        assertThat(home.resolve("prices.zip")).doesNotExist();
    }

    private int bundle(String key, String trusted, String version) throws IOException {
        Path prices = Files.writeString(home.resolve("acme.json"), PRICES);
        return run(
                "prices",
                "bundle",
                "--version=" + version,
                "--date=2026-12-01",
                "--key=" + home.resolve(key),
                "--trusted-key=" + trusted,
                "--file=" + prices,
                "--out=" + home.resolve("prices.zip"));
    }

    private int run(String... arguments) {
        return new CommandLine(
                        List.of(new PricesCommand()),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments);
    }
}
