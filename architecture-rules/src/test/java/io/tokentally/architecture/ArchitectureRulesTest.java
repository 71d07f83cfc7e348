package io.tokentally.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
        return ArchitectureRules.of(layout(FIXTURES)).values().stream()
                .map(rule -> dynamicTest(
                        rule.name(),
                        () -> assertThat(BrokenRule.message(rule, NOTHING))
                                .hasValueSatisfying(
                                        message -> assertThat(message).contains("found nothing to check"))));
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

    @TestFactory
    Stream<DynamicTest> theSuiteHasATestOfTheRulesNameThatTellsIt(@TempDir Path reactor) {
        return ruleNames()
                .map(name -> dynamicTest(
                        name,
                        () -> assertThatThrownBy(() -> ArchitectureSuite.class
                                        .getDeclaredMethod(name)
                                        .invoke(suite(name, reactor)))
                                .cause()
                                .isInstanceOf(AssertionError.class)
                                .hasMessageStartingWith(name + " is broken, in ")
                                .message()
                                .satisfies(message -> assertThat(message.lines())
                                        .hasSizeLessThanOrEqualTo(BrokenRule.MAX_LINES + 4))));
    }

    private static ArchitectureSuite suite(String rule, Path reactor) {
        Layout layout = layout(FIXTURES + "." + rule.toLowerCase(Locale.ROOT));
        JavaClasses fixture = ALL_FIXTURES.that(JavaClass.Predicates.resideInAPackage(layout.everything()));
        return new ArchitectureSuite(layout, reactor, fixture) {};
    }

    private static Stream<String> ruleNames() {
        return ArchitectureRules.of(layout(FIXTURES)).keySet().stream();
    }

    /** As the product is laid out, with one thing exempt from each rule that knows exemptions. */
    private static Layout layout(String root) {
        return TokentallyLayout.below(root)
                .exempt("adapterClassesAreHidden", "adapter.openai.usage.MeteredOpenAi", "for hosts")
                .exempt("bootstrapNamesNoProvider", "bootstrap.configuration.OpenAiWiring", "wires the analyst")
                .exempt("vendorsStayInTheirAdapters", "bootstrap.security.SecurityConfiguration", "guards views")
                .exempt(
                        "organizationPortsTakeAViewerFirst",
                        "application.port.out.access.Accounts.findByLogin",
                        "signs in")
                .build();
    }

    /** Each violation, in order, with names shortened by the fixture's root. */
    private static String violations(String name) {
        Layout layout = layout(FIXTURES + "." + name.toLowerCase(Locale.ROOT));
        Rule rule = Objects.requireNonNull(ArchitectureRules.of(layout).get(name));
        JavaClasses fixture = ALL_FIXTURES.that(JavaClass.Predicates.resideInAPackage(layout.everything()));
        return BrokenRule.violations(rule, fixture).stream()
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
