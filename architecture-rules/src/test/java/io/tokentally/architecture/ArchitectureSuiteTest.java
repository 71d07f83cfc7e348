package io.tokentally.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tokentally.architecture.Layout.Layer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps rules from being kept by nothing: modules, packages and exemptions that nobody looks at. */
class ArchitectureSuiteTest {

    private static final String ROOT = "io.tokentally.architecture.fixture.viewsareguarded";

    @TempDir
    private Path reactor;

    @BeforeEach
    void makeTwoModules() throws IOException {
        write("pom.xml", "<project><modules><module>views</module><module>docs</module></modules></project>");
        write("docs/readme.txt", "A module without sources.");
        write("views/src/main/java/" + ROOT.replace('.', '/') + "/ui/usage/GuardedView.java", "");
    }

    @Test
    void modulesThatAreOnTheClassPathAreFine() {
        assertThatCode(suite(Layout.below(ROOT).layer(Layer.UI, "ui").build())::everyModuleIsOnTheClassPath)
                .doesNotThrowAnyException();
    }

    @Test
    void aModuleOnNobodysClassPathIsNamed() throws IOException {
        write("pom.xml", "<project><modules><module>views</module><module>benchmarks</module></modules></project>");
        write("benchmarks/src/main/java/com/example/benchmark/Load.java", "");
        write("benchmarks/src/main/java/com/example/benchmark/package-info.java", "");

        assertThatThrownBy(suite(Layout.below(ROOT).build())::everyModuleIsOnTheClassPath)
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                    everyModuleIsOnTheClassPath is broken, in 1 place:
                      - module benchmarks: 1 classes are on nobody's class path here, com.example.benchmark.Load the first
                      why: a module that no rule sees keeps them all
                      what to do: make it a test-scoped dependency of the module that runs the rules\
                    """);
    }

    @Test
    void aPackageOutsideTheLayoutIsNamedOnce() {
        assertThatThrownBy(
                        suite(Layout.below(ROOT).layer(Layer.DOMAIN, "domain").build())
                                ::everyPackageBelongsToAModuleOfTheLayout)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(
                        "everyPackageBelongsToAModuleOfTheLayout is broken, in 1 place:%n  - package %s.ui.usage: 3 classes, "
                                .formatted(ROOT));
    }

    @Test
    void aModuleOfTheLayoutWithoutClassesIsNamed() {
        assertThatThrownBy(suite(Layout.below(ROOT)
                        .layer(Layer.UI, "ui")
                        .adapter("adapter.rest")
                        .build())::everyModuleOfTheLayoutHasClasses)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("in 1 place:%n  - no class in %s.adapter.rest%n".formatted(ROOT));
    }

    @Test
    void aPackageWithoutASentenceIsNamed() throws IOException {
        write(
                "views/src/main/java/good/package-info.java",
                "/** Says what it is for. */\n@NullMarked\npackage good;\n");
        write("views/src/main/java/licensed/package-info.java", """
                /*
                 * Copyright somebody.
                 */
                // Written by hand.
                /** Says what it is for. */
                @org.jspecify.annotations.NullMarked
                @Generated("by nobody")
                package licensed;
                """);
        write("views/src/main/java/silent/Silent.java", "package silent;\n");
        write("views/src/main/java/wordless/package-info.java", "/** */\n@NullMarked\npackage wordless;\n");
        write("views/src/main/java/unmarked/package-info.java", "/** Says what it is for. */\npackage unmarked;\n");
        write(
                "views/src/main/java/unsaid/package-info.java",
                "/* Says what it is for. */\n@NullMarked\npackage unsaid;\n");

        assertThat(PackageDocumentation.undocumented(reactor.resolve("views/src/main/java")))
                .extracting(folder -> folder.getFileName().toString())
                .containsExactly("usage", "silent", "unmarked", "unsaid", "wordless");
        assertThatThrownBy(suite(Layout.below(ROOT).build())::everyPackageSaysWhatItIsFor)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("everyPackageSaysWhatItIsFor is broken, in 5 places:");
    }

    @Test
    void anExemptionThatNothingNeedsIsNamed() {
        Layout.Builder layout = Layout.below("io.tokentally.architecture.fixture.nothingprintstostandardstreams")
                .drivingAdapter("adapter.rest")
                .exempt("nothingPrintsToStandardStreams", "adapter.rest.Printing", "prints");
        assertThatCode(suite(layout.build())::everyExemptionIsNeeded).doesNotThrowAnyException();

        layout.exempt("nothingPrintsToStandardStreams", "adapter.rest.Gone", "is gone")
                .exempt("noSuchRule", "adapter.rest.Printing", "of a rule that there is not");
        assertThatThrownBy(suite(layout.build())::everyExemptionIsNeeded)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("""
                    everyExemptionIsNeeded is broken, in 2 places:
                      - adapter.rest.Gone is exempt from nothingPrintsToStandardStreams
                      - adapter.rest.Printing is exempt from noSuchRule
                    """);
    }

    private ArchitectureSuite suite(Layout layout) {
        return new ArchitectureSuite(layout, reactor, new ClassFileImporter().importPackages(layout.root())) {};
    }

    private void write(String file, String text) throws IOException {
        Path path = reactor.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, text);
    }
}
