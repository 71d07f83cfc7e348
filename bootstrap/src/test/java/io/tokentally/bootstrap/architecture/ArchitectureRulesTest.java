package io.tokentally.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each rule bites. The fixture of a rule is the package of its name in lower case, laid out as the product is, and holds
 * classes that break the rule beside others that keep it; the file of its name lists exactly what the rule says.
 */
class ArchitectureRulesTest {

    private static final String FIXTURES = "io.tokentally.architecture.fixture";
    private static final JavaClasses ALL_FIXTURES = new ClassFileImporter().importPackages(FIXTURES);
    private static final JavaClasses NOTHING = new ClassFileImporter().importPaths(List.of());

    @TestFactory
    Stream<DynamicTest> itsFixtureBreaksTheRuleExactlyAsExpected() {
        return ruleNames()
                .map(name ->
                        dynamicTest(name, () -> assertThat(violations(name)).isEqualTo(expected(name))));
    }

    @TestFactory
    Stream<DynamicTest> theRuleFailsWhereItFindsNothingToCheck() {
        return ArchitectureRules.of(Layout.PRODUCT).entrySet().stream()
                .map(rule -> dynamicTest(
                        rule.getKey(),
                        () -> assertThatThrownBy(() -> rule.getValue().check(NOTHING))
                                .isInstanceOf(AssertionError.class)
                                .hasMessageContaining("failed to check any")));
    }

    @TestFactory
    Stream<DynamicTest> theRuleGivesItsReason() {
        return ArchitectureRules.of(Layout.PRODUCT).entrySet().stream()
                .map(rule -> dynamicTest(
                        rule.getKey(),
                        () -> assertThat(rule.getValue().getDescription()).contains(", because ")));
    }

    @Test
    void everyFixtureBelongsToARule() {
        List<String> fixtures = ALL_FIXTURES.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(FIXTURES.length() + 1).replaceFirst("\\..*", ""))
                .distinct()
                .toList();

        assertThat(fixtures)
                .containsExactlyInAnyOrderElementsOf(
                        ruleNames().map(name -> name.toLowerCase(Locale.ROOT)).toList());
    }

    @Test
    void aPackageWithoutASentenceIsFound(@TempDir Path sources) throws IOException {
        write(sources.resolve("good/package-info.java"), "/** Says what it is for. */\n@NullMarked\npackage good;\n");
        write(sources.resolve("silent/Silent.java"), "package silent;\n");
        write(sources.resolve("wordless/package-info.java"), "/** */\n@NullMarked\npackage wordless;\n");
        write(sources.resolve("unmarked/package-info.java"), "/** Says what it is for. */\npackage unmarked;\n");

        assertThat(PackageDocumentation.undocumented(sources))
                .containsExactly(sources.resolve("silent"), sources.resolve("unmarked"), sources.resolve("wordless"));
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    private static Stream<String> ruleNames() {
        return ArchitectureRules.of(Layout.PRODUCT).keySet().stream();
    }

    /** Each violation, in order, with names shortened by the fixture's root. */
    private static String violations(String name) {
        Layout layout = new Layout(FIXTURES + "." + name.toLowerCase(Locale.ROOT));
        ArchRule rule = Objects.requireNonNull(ArchitectureRules.of(layout).get(name));
        JavaClasses fixture = ALL_FIXTURES.that(JavaClass.Predicates.resideInAPackage(layout.everything()));
        return rule.evaluate(fixture).getFailureReport().getDetails().stream()
                .map(violation -> violation.replace(layout.root() + ".", ""))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String expected(String name) throws IOException {
        String file = "/" + FIXTURES.replace('.', '/') + "/" + name + ".txt";
        try (InputStream text = ArchitectureRulesTest.class.getResourceAsStream(file)) {
            assertThat(text).as(file).isNotNull();
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
