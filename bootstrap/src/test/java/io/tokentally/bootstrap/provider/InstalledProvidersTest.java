package io.tokentally.bootstrap.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.adapter.pricefile.PriceFiles;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.start.StartRefusedException;
import io.tokentally.provider.ProviderProtocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class InstalledProvidersTest {

    private static final String[] BUILT_IN = {"openai", "anthropic"};

    @TempDir
    Path home;

    private Path folder;

    @BeforeEach
    void makeFolder() throws IOException {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel(InstalledProviders.class.getName(), LogLevel.INFO);
        folder = Files.createDirectory(home.resolve("plugins"));
        permit(folder, "rwx------");
    }

    private static void permit(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private List<String> found() {
        try (InstalledProviders providers = InstalledProviders.load(folder)) {
            return providers.protocols().stream()
                    .map(protocol -> protocol.provider().value())
                    .toList();
        }
    }

    @Test
    void whatComesAlongIsFoundWithoutAFolder() throws IOException {
        Files.delete(folder);

        assertThat(found()).containsExactlyInAnyOrder(BUILT_IN);
    }

    @Test
    void aJarIsFoundAndNamedWithWhatItIs(CapturedOutput log) throws Exception {
        Path jar = ProviderJarFixture.of("acme").withPrices("{}").in(folder, "acme.jar");
        Files.writeString(folder.resolve("README.txt"), "no jar");

        try (InstalledProviders providers = InstalledProviders.load(folder)) {
            assertThat(providers.protocols()).hasSize(BUILT_IN.length + 1);
            assertThat(providers.addedPrices())
                    .singleElement()
                    .satisfies(added -> assertThat(added.providers()).isEqualTo(Set.of(new Provider("acme"))))
                    .extracting(PriceFiles.Added::content)
                    .isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
            ProviderProtocol acme = providers.protocols().getLast();
            assertThat(acme.getClass().getClassLoader()).isNotEqualTo(getClass().getClassLoader());
        }
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        assertThat(log).contains("The plug-in " + jar + " (SHA-256 " + sha256 + ") brings [acme]");
    }

    @Test
    void aJarThatIsNoneIsLeftOutAndTheOthersWork(CapturedOutput log) throws IOException {
        Files.writeString(folder.resolve("a.jar"), "no jar at all");
        ProviderJarFixture.of("acme").in(folder, "b.jar");

        assertThat(found()).hasSize(BUILT_IN.length + 1).contains("acme");
        assertThat(log).contains("a.jar is left out: it cannot be read as a jar");
    }

    @ParameterizedTest
    @CsvSource({"2, 2", ", unknown"})
    void aJarOfAnotherVersionIsLeftOutBeforeItsCodeRuns(String version, String named, CapturedOutput log)
            throws IOException {
        ProviderJarFixture.of("other")
                .forVersion(version)
                .replacing("public Protocol() {}", "public Protocol() { throw new IllegalStateException(\"ran\"); }")
                .in(folder, "a.jar");
        ProviderJarFixture.of("acme").in(folder, "b.jar");

        assertThat(found()).contains("acme").doesNotContain("other");
        assertThat(log)
                .contains("a.jar is left out: it was made for version " + named
                        + " of the provider SPI, and this is version 1.")
                .doesNotContain("ran");
    }

    @Test
    void aProviderThatIsThereIsNotReplaced(CapturedOutput log) throws IOException {
        ProviderJarFixture.of("openai").in(folder, "a.jar");
        ProviderJarFixture.of("acme").in(folder, "b.jar");
        ProviderJarFixture.of("acme").in(folder, "c.jar");

        assertThat(found()).containsExactlyInAnyOrder("openai", "anthropic", "acme");
        assertThat(log)
                .contains("a.jar is left out: it brings the provider 'openai', which is there already.")
                .contains("c.jar is left out: it brings the provider 'acme', which is there already.");
    }

    @Test
    void aJarThatNamesNoProviderIsLeftOut(CapturedOutput log) throws IOException {
        ProviderJarFixture.of("acme").withoutServiceFile().in(folder, "a.jar");

        assertThat(found()).containsExactlyInAnyOrder(BUILT_IN);
        assertThat(log).contains("a.jar is left out: it names no provider.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "ac-me", "a b"})
    void aNameThatNoUpstreamCanHaveIsLeftOut(String name, CapturedOutput log) throws IOException {
        ProviderJarFixture.of("PLACE")
                .replacing("new Provider(\"PLACE\")", "new Provider(\"" + name + "\")")
                .in(folder, "a.jar");

        assertThat(found()).containsExactlyInAnyOrder(BUILT_IN);
        assertThat(log).contains("a.jar is left out: it calls its provider '" + name + "'");
    }

    @Test
    void aVersionThatIsNoWordIsLeftOut(CapturedOutput log) throws IOException {
        ProviderJarFixture.of("acme")
                .replacing("public Protocol() {}", "public List<String> versions() { return List.of(\"v1\"); }")
                .in(folder, "a.jar");

        assertThat(found()).containsExactlyInAnyOrder(BUILT_IN);
        assertThat(log).contains("a.jar is left out: the versions of 'acme' are [v1]");
    }

    @Test
    void aJarThatFailsIsLeftOut(CapturedOutput log) throws IOException {
        ProviderJarFixture.of("acme")
                .replacing("return new Provider(\"acme\");", "throw new IllegalStateException(\"no licence\");")
                .in(folder, "a.jar");

        assertThat(found()).containsExactlyInAnyOrder(BUILT_IN);
        assertThat(log).contains("a.jar is left out: it fails: java.lang.IllegalStateException: no licence.");
    }

    @Test
    void nothingOfSpringOrTheApplicationIsVisible(CapturedOutput log) throws IOException {
        ProviderJarFixture.of("acme")
                .replacing(
                        "return new Provider(\"acme\");",
                        "return new Provider(org.springframework.util.StringUtils.trimAllWhitespace(\"acme\"));")
                .in(folder, "a.jar");

        assertThat(found()).containsExactlyInAnyOrder(BUILT_IN);
        assertThat(log)
                .contains("a.jar is left out: its classes cannot be loaded")
                .contains("StringUtils");
    }

    @Test
    void classesAndResourcesOfTheApplicationStayHidden() {
        SharedClasses shared = new SharedClasses(getClass().getClassLoader());

        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> shared.loadClass(InstalledProviders.class.getName()));
        assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> shared.loadClass(PriceFiles.class.getName()));
        assertThat(shared.getResource("application.yaml")).isNull();
        assertThat(shared.getResource("META-INF/services/" + ProviderProtocol.class.getName()))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxrwx---", "rwx---rwx"})
    void aFolderThatOthersCanWriteRefusesTheStart(String permissions) throws IOException {
        ProviderJarFixture.of("acme").in(folder, "a.jar");
        permit(folder, permissions);

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> InstalledProviders.load(folder))
                .withMessage(folder + " can be written by others, who could run code in Tokentally with it.")
                .satisfies(refused -> assertThat(refused.remedy()).contains("chmod go-w " + folder));
    }

    @Test
    void soDoesAJarThatOthersCanWrite() throws IOException {
        Path jar = ProviderJarFixture.of("acme").in(folder, "a.jar");
        permit(jar, "rw-rw-r--");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> InstalledProviders.load(folder))
                .withMessage(jar + " can be written by others, who could run code in Tokentally with it.");
    }

    @Test
    void aFolderOfSomebodyElseRefusesTheStart() throws IOException {
        UserPrincipal other =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> PluginFolder.jars(folder, () -> other))
                .withMessage("%s belongs to %s, who could run code in Tokentally with it."
                        .formatted(folder, Files.getOwner(folder).getName()))
                .satisfies(refused -> assertThat(refused.remedy()).contains("Make it nobody's"));
    }
}
