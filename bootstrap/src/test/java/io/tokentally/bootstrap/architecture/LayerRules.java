package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.util.Arrays;
import java.util.Set;

/** Who may use whom. */
final class LayerRules {

    private static final String JDK = "java..";
    private static final String JSPECIFY = "org.jspecify.annotations..";
    private static final Set<String> TRANSACTIONAL = Set.of(
            "org.springframework.transaction.annotation.Transactional",
            "org.springframework.transaction.annotation.Isolation",
            "org.springframework.transaction.annotation.Propagation");

    private LayerRules() {}

    static ArchRule domainUsesOnlyTheJdk(Layout layout) {
        return classes()
                .that()
                .resideInAPackage(layout.in("domain"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(layout.in("domain"), JDK, JSPECIFY))
                .because("what usage and money mean must outlive every framework");
    }

    static ArchRule applicationUsesOnlyTheDomain(Layout layout) {
        return classes()
                .that()
                .resideInAPackage(layout.in("application"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                                layout.in("application"), layout.in("domain"), JDK, JSPECIFY)
                        .or(describe("@Transactional and its enums", type -> TRANSACTIONAL.contains(type.getName()))))
                .because(
                        "use cases are plain classes; of Spring they know the transaction's annotation and nothing else");
    }

    static ArchRule inPortsKnowOnlyTheDomain(Layout layout) {
        return usesOfOurs(layout, "application.port.in", "application.port.in", "domain")
                .because("a port says what is wanted, and leaves open who does it and with what");
    }

    static ArchRule outPortsKnowOnlyTheDomain(Layout layout) {
        return usesOfOurs(layout, "application.port.out", "application.port.out", "domain")
                .because("what the core needs of the world does not hang on who asks the core");
    }

    static ArchRule adaptersKnowOnlyTheCore(Layout layout) {
        return usesOfOurs(layout, "adapter", "adapter", "provider", "codec", "application.port", "domain")
                .because(
                        "an adapter plugs into ports: it knows neither the services behind them nor the UI nor bootstrap");
    }

    static ArchRule providerSpiKnowsOnlyTheDomain(Layout layout) {
        return usesOfOurs(layout, "provider", "provider", "domain")
                .because(
                        "a provider is a plug: what it is written against must not favour one of them, nor ask for the core");
    }

    static ArchRule codecKnowsOnlyTheDomain(Layout layout) {
        return usesOfOurs(layout, "codec", "codec", "domain")
                .because("a record is written the same way whoever keeps it");
    }

    static ArchRule wireIsForProvidersOnly(Layout layout) {
        return noClasses()
                .that()
                .resideInAPackage(layout.everything())
                .and()
                .resideOutsideOfPackages(
                        layout.in("provider.wire"), layout.in("adapter.openai"), layout.in("adapter.anthropic"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(layout.in("provider.wire"))
                .because("who forwards calls knows protocols by their port, and no wire");
    }

    static ArchRule coreKnowsNoProvider(Layout layout) {
        return noClasses()
                .that()
                .resideInAnyPackage(layout.core())
                .should()
                .dependOnClassesThat()
                .resideInAPackage(layout.in("provider"))
                .because("what is metered is the same whichever protocol told it");
    }

    static ArchRule adaptersStayApart(Layout layout) {
        return slices().matching(layout.root() + ".adapter.(*)..")
                .namingSlices("adapter $1")
                .should()
                .notDependOnEachOther()
                .because("an adapter must be replaceable without touching another");
    }

    static ArchRule uiKnowsOnlyUseCases(Layout layout) {
        return usesOfOurs(layout, "ui", "ui", "application.port.in", "domain")
                .because("views ask use cases, so that no view gets round what a service checks");
    }

    static ArchRule simulatorKnowsNothingOfOurs(Layout layout) {
        return usesOfOurs(layout, "simulator", "simulator")
                .because("it stands in for OpenAI: what it shared with us could not prove us wrong");
    }

    private static ClassesShouldConjunction usesOfOurs(Layout layout, String from, String... allowed) {
        String[] packages = Arrays.stream(allowed).map(layout::in).toArray(String[]::new);
        DescribedPredicate<JavaClass> permitted = resideOutsideOfPackage(layout.everything())
                .or(resideInAnyPackage(packages))
                .as("reside, if they are ours, in %s", Arrays.toString(packages));
        return classes().that().resideInAPackage(layout.in(from)).should().onlyDependOnClassesThat(permitted);
    }
}
