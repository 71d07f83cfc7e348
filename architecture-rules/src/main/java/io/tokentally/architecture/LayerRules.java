package io.tokentally.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.tokentally.architecture.Layout.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

    static List<Rule> of(Layout layout) {
        List<Rule> rules = new ArrayList<>();
        layout.packageOf(Layer.DOMAIN).ifPresent(domain -> rules.add(domainUsesOnlyTheJdk(layout, domain)));
        layout.packageOf(Layer.APPLICATION).ifPresent(any -> rules.add(applicationUsesOnlyTheDomain(layout)));
        layout.packageOf(Layer.IN_PORTS)
                .ifPresent(in -> rules.add(new Rule(
                        "inPortsKnowOnlyTheDomain",
                        usesOfOurs(layout, List.of(in), portsMayUse(layout, in)),
                        "a port says what is wanted, and leaves open who does it and with what",
                        "say it in types of the domain, or of the port itself")));
        layout.packageOf(Layer.OUT_PORTS)
                .ifPresent(out -> rules.add(new Rule(
                        "outPortsKnowOnlyTheDomain",
                        usesOfOurs(layout, List.of(out), portsMayUse(layout, out)),
                        "what the core needs of the world does not hang on who asks the core",
                        "say it in types of the domain, or of the port itself")));
        if (!layout.adapters().isEmpty()) {
            rules.add(adaptersKnowOnlyTheCore(layout));
            rules.add(adaptersStayApart(layout));
        }
        layout.packageOf(Layer.SPI).ifPresent(spi -> rules.addAll(aroundTheSpi(layout, spi)));
        layout.packageOf(Layer.CODEC).ifPresent(codec -> rules.add(codecKnowsOnlyTheDomain(layout, codec)));
        layout.packageOf(Layer.WIRE).ifPresent(wire -> rules.add(wireIsForProvidersOnly(layout, wire)));
        if (!layout.wireReaders().isEmpty()) {
            layout.packageOf(Layer.WIRING).ifPresent(wiring -> rules.add(bootstrapNamesNoProvider(layout, wiring)));
        }
        layout.packageOf(Layer.UI).ifPresent(ui -> rules.add(uiKnowsOnlyUseCases(layout, ui)));
        if (!layout.strangers().isEmpty()) {
            rules.add(strangersKnowNothingOfOurs(layout));
        }
        return rules;
    }

    private static Rule domainUsesOnlyTheJdk(Layout layout, String domain) {
        return new Rule(
                "domainUsesOnlyTheJdk",
                classes()
                        .that()
                        .resideInAPackage(layout.in(domain))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(layout.in(domain), JDK, JSPECIFY)),
                "what usage and money mean must outlive every framework",
                "hand the value in, or move what needs the library to an adapter");
    }

    private static Rule applicationUsesOnlyTheDomain(Layout layout) {
        List<String> allowed = new ArrayList<>(List.of(layout.allIn(layout.core())));
        allowed.addAll(List.of(JDK, JSPECIFY));
        return new Rule(
                "applicationUsesOnlyTheDomain",
                classes()
                        .that()
                        .resideInAnyPackage(layout.allIn(layout.packagesOf(Layer.APPLICATION)))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(String[]::new))
                                .or(describe(
                                        "@Transactional and its enums",
                                        type -> TRANSACTIONAL.contains(type.getName())))),
                "use cases are plain classes; of Spring they know the transaction's annotation and nothing else",
                "put what the use case needs behind an out-port");
    }

    private static Rule adaptersKnowOnlyTheCore(Layout layout) {
        List<String> allowed = new ArrayList<>(layout.adapters());
        allowed.addAll(layout.packagesOf(Layer.SPI, Layer.CODEC, Layer.IN_PORTS, Layer.OUT_PORTS, Layer.DOMAIN));
        return new Rule(
                "adaptersKnowOnlyTheCore",
                usesOfOurs(layout, layout.adapters(), allowed),
                "an adapter plugs into ports: it knows neither the services behind them nor the UI nor the wiring",
                "use the port that the service implements");
    }

    private static Rule adaptersStayApart(Layout layout) {
        return new Rule(
                "adaptersStayApart",
                slices().assignedFrom(new AdapterOf(layout))
                        .namingSlices("$1")
                        .should()
                        .notDependOnEachOther(),
                "an adapter must be replaceable without touching another",
                "let them meet in a port, or move what both need to the domain");
    }

    private static List<Rule> aroundTheSpi(Layout layout, String spi) {
        List<String> allowed = new ArrayList<>(List.of(spi));
        allowed.addAll(layout.packagesOf(Layer.DOMAIN));
        return List.of(
                new Rule(
                        "providerSpiKnowsOnlyTheDomain",
                        usesOfOurs(layout, List.of(spi), allowed),
                        "a provider is a plug: what it is written against must not favour one of them, nor ask for the"
                                + " core",
                        "let each provider tell it through the SPI"),
                new Rule(
                        "coreKnowsNoProvider",
                        noClasses()
                                .that()
                                .resideInAnyPackage(layout.allIn(layout.core()))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(layout.in(spi)),
                        "what is metered is the same whichever protocol told it",
                        "say it in the domain's types, and let the adapter translate"));
    }

    private static Rule bootstrapNamesNoProvider(Layout layout, String wiring) {
        String name = "bootstrapNamesNoProvider";
        return new Rule(
                name,
                noClasses()
                        .that()
                        .resideInAPackage(layout.in(wiring))
                        .and(AdapterRules.areNotExempt(layout, name))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(layout.allIn(layout.wireReaders())),
                "a provider is a plug: it is found, and whoever adds one writes its name nowhere else",
                "ask for all providers, and choose by what they tell");
    }

    private static Rule codecKnowsOnlyTheDomain(Layout layout, String codec) {
        List<String> allowed = new ArrayList<>(List.of(codec));
        allowed.addAll(layout.packagesOf(Layer.DOMAIN));
        return new Rule(
                "codecKnowsOnlyTheDomain",
                usesOfOurs(layout, List.of(codec), allowed),
                "a record is written the same way whoever keeps it",
                "hand the value in as a type of the domain");
    }

    private static Rule wireIsForProvidersOnly(Layout layout, String wire) {
        List<String> readers = new ArrayList<>(layout.wireReaders());
        readers.add(wire);
        return new Rule(
                "wireIsForProvidersOnly",
                noClasses()
                        .that()
                        .resideInAPackage(layout.everything())
                        .and()
                        .resideOutsideOfPackages(layout.allIn(readers))
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(layout.in(wire)),
                "who forwards calls knows protocols by their port, and no wire",
                "ask the provider's protocol for it");
    }

    private static Rule uiKnowsOnlyUseCases(Layout layout, String ui) {
        List<String> allowed = new ArrayList<>(List.of(ui));
        allowed.addAll(layout.packagesOf(Layer.IN_PORTS, Layer.DOMAIN));
        return new Rule(
                "uiKnowsOnlyUseCases",
                usesOfOurs(layout, List.of(ui), allowed),
                "views ask use cases, so that no view gets round what a service checks",
                "ask a use case, or add one");
    }

    private static Rule strangersKnowNothingOfOurs(Layout layout) {
        return new Rule(
                "strangersKnowNothingOfOurs",
                usesOfOurs(layout, layout.strangers(), layout.strangers()),
                "it stands in for somebody else: what it shared with us could not prove us wrong",
                "write it anew there");
    }

    private static List<String> portsMayUse(Layout layout, String port) {
        List<String> allowed = new ArrayList<>(List.of(port));
        allowed.addAll(layout.packagesOf(Layer.DOMAIN));
        layout.portKinds()
                .map(kinds -> layout.relative(kinds.organization()))
                .map(name -> name.substring(0, Math.max(name.lastIndexOf('.'), 0)))
                .ifPresent(allowed::add);
        return allowed;
    }

    private static ArchRule usesOfOurs(Layout layout, Collection<String> from, Collection<String> allowed) {
        String[] packages = layout.allIn(allowed);
        DescribedPredicate<JavaClass> permitted = resideOutsideOfPackage(layout.everything())
                .or(resideInAnyPackage(packages))
                .as("reside, if they are ours, in %s", Arrays.toString(packages));
        return classes().that().resideInAnyPackage(layout.allIn(from)).should().onlyDependOnClassesThat(permitted);
    }

    /** Assigns a class to the adapter that it belongs to. */
    private record AdapterOf(Layout layout) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return layout.adapters().stream()
                    .filter(adapter -> (type.getPackageName() + ".").startsWith(layout.root() + "." + adapter + "."))
                    .findFirst()
                    .map(adapter -> SliceIdentifier.of(adapter))
                    .orElseGet(SliceIdentifier::ignore);
        }

        @Override
        public String getDescription() {
            return "the adapters";
        }
    }
}
