package io.tokentally.tck.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.tck.outside.OutsideBuild.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who builds outside this reactor runs the contracts and the rules, and they go red there for what is broken. */
class OutsideBuildTest {

    private static final Path EXAMPLE =
            Path.of("../provider-spi/src/test/java/io/tokentally/provider/wire/example/GeminiProtocol.java");
    private static final Path EXAMPLE_TEST = Path.of("src/test/java/io/tokentally/tck/example/GeminiProtocolTest.java");

    private static final String NULL_MARKED = """
        /** What the shop sells. */
        @org.jspecify.annotations.NullMarked
        package outside.shop.domain.order;
        """;
    private static final String ORDER = """
        package outside.shop.domain.order;

        /** An order. */
        public record Order(String what) {
            // HERE
        }
        """;
    private static final String RULES = """
        package outside;

        import io.tokentally.architecture.ArchitectureSuite;
        import io.tokentally.architecture.Layout;
        import java.nio.file.Path;

        public class ShopArchitectureTest extends ArchitectureSuite {
            public ShopArchitectureTest() {
                super(Layout.below("outside.shop").layer(Layout.Layer.DOMAIN, "domain").build(), Path.of("REACTOR"));
            }
        }
        """;

    @TempDir
    private Path folder;

    private OutsideBuild build;

    @BeforeEach
    void begin() throws IOException {
        build = new OutsideBuild(folder);
    }

    @Test
    void aProviderThatKeepsTheContractIsGreen() throws IOException {
        writeProvider(Files.readString(EXAMPLE));

        Result result = build.run("outside.GeminiProtocolTest");

        assertThat(result.red()).as(result.output()).isZero();
        assertThat(result.green()).isGreaterThan(50);
    }

    @Test
    void aProviderThatMisreadsItsUsageIsRed() throws IOException {
        String example = Files.readString(EXAMPLE);
        String broken = example.replace("\"thoughtsTokenCount\"", "\"thoughts\"");
        assertThat(broken).isNotEqualTo(example);
        writeProvider(broken);

        Result result = build.run("outside.GeminiProtocolTest");

        assertThat(result.red()).isPositive();
        assertThat(result.output()).contains("FAILED generated at once");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ",
        "'double price() { return Math.sqrt(2); }', coreUsesNoFloatingPoint",
        "'long now() { return System.currentTimeMillis(); }', coreAsksNoClock",
        "'Object codec() { return new com.fasterxml.jackson.databind.ObjectMapper(); }', domainUsesOnlyTheJdk",
    })
    void theRulesAreKeptOrBroken(String planted, String rule) throws IOException {
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        build.write("outside.shop.domain.order.package-info", NULL_MARKED);
        build.write("outside.shop.domain.order.Order", ORDER.replace("// HERE", planted));
        build.writeTest("outside.ShopArchitectureTest", RULES.replace("REACTOR", folder.toString()));
        build.compile();

        Result result = build.run("outside.ShopArchitectureTest");

        if (rule == null) {
            assertThat(result.red()).as(result.output()).isZero();
            assertThat(result.green()).isGreaterThan(10);
        } else {
            assertThat(result.output()).contains("FAILED " + rule + "(): ");
        }
    }

    /** At test scope they would not come along, and the tests of others would not run. */
    @ParameterizedTest
    @CsvSource({
        "../tck/pom.xml, junit-jupiter",
        "../tck/pom.xml, assertj-core",
        "../architecture-rules/pom.xml, junit-jupiter"
    })
    void whatTheTestsNeedComesWithTheArtifact(Path pom, String artifact) throws IOException {
        assertThat(Files.readString(pom))
                .containsPattern("<artifactId>" + Pattern.quote(artifact) + "</artifactId>\\s*<scope>compile</scope>");
    }

    /** Jazzer asks for version 1 of the platform, with which no test of version 6 is found. */
    @ParameterizedTest
    @ValueSource(strings = {"junit-platform-launcher", "junit-platform-commons"})
    void thePlatformOfJUnitIsNearerThanJazzers(String artifact) throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .containsPattern("<artifactId>" + artifact + "</artifactId>\\s*</dependency>");
    }

    private void writeProvider(String source) throws IOException {
        build.write(
                "outside.GeminiProtocol",
                source.replace("package io.tokentally.provider.wire.example;", "package outside;"));
        build.writeTest(
                "outside.GeminiProtocolTest",
                Files.readString(EXAMPLE_TEST)
                        .replace("package io.tokentally.tck.example;", "package outside;")
                        .replace("import io.tokentally.provider.wire.example.GeminiProtocol;\n", ""));
        build.compile();
    }
}
