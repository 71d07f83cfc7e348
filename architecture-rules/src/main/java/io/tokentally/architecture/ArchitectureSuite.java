package io.tokentally.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every rule as a test of its own name. A build extends it in a module that has all others on its class path, and hands in its
 * layout; a rule of a layer that the layout does not name is reported as skipped.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ArchitectureSuite {

    private final Layout layout;
    private final Reactor reactor;
    private final Map<String, Rule> rules;
    private final JavaClasses classes;

    /**
     * @param layout which layer lives in which package
     * @param root the folder of the root {@code pom.xml}, whose modules must all be checked
     */
    protected ArchitectureSuite(Layout layout, Path root) {
        this(
                layout,
                root,
                new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .withImportOption(location -> !location.contains("-tests.jar"))
                        .importPackages(layout.root()));
    }

    /** @param classes what is checked, instead of what the class path has below the layout's root */
    protected ArchitectureSuite(Layout layout, Path root, JavaClasses classes) {
        this.layout = layout;
        this.classes = classes;
        reactor = new Reactor(root);
        rules = ArchitectureRules.of(layout);
    }

    /** What ships, of all modules on the class path, without any test. */
    protected final JavaClasses classes() {
        return classes;
    }

    @Test
    void domainUsesOnlyTheJdk() {
        keeps("domainUsesOnlyTheJdk");
    }

    @Test
    void applicationUsesOnlyTheDomain() {
        keeps("applicationUsesOnlyTheDomain");
    }

    @Test
    void inPortsKnowOnlyTheDomain() {
        keeps("inPortsKnowOnlyTheDomain");
    }

    @Test
    void outPortsKnowOnlyTheDomain() {
        keeps("outPortsKnowOnlyTheDomain");
    }

    @Test
    void adaptersKnowOnlyTheCore() {
        keeps("adaptersKnowOnlyTheCore");
    }

    @Test
    void adaptersStayApart() {
        keeps("adaptersStayApart");
    }

    @Test
    void providerSpiKnowsOnlyTheDomain() {
        keeps("providerSpiKnowsOnlyTheDomain");
    }

    @Test
    void codecKnowsOnlyTheDomain() {
        keeps("codecKnowsOnlyTheDomain");
    }

    @Test
    void bootstrapNamesNoProvider() {
        keeps("bootstrapNamesNoProvider");
    }

    @Test
    void coreKnowsNoProvider() {
        keeps("coreKnowsNoProvider");
    }

    @Test
    void wireIsForProvidersOnly() {
        keeps("wireIsForProvidersOnly");
    }

    @Test
    void uiKnowsOnlyUseCases() {
        keeps("uiKnowsOnlyUseCases");
    }

    @Test
    void strangersKnowNothingOfOurs() {
        keeps("strangersKnowNothingOfOurs");
    }

    @Test
    void drivingAdaptersUseNoOutPort() {
        keeps("drivingAdaptersUseNoOutPort");
    }

    @Test
    void drivingAdaptersAskNoDatabase() {
        keeps("drivingAdaptersAskNoDatabase");
    }

    @Test
    void drivenAdaptersCallNoUseCase() {
        keeps("drivenAdaptersCallNoUseCase");
    }

    @Test
    void adapterClassesAreHidden() {
        keeps("adapterClassesAreHidden");
    }

    @Test
    void vendorsStayInTheirAdapters() {
        keeps("vendorsStayInTheirAdapters");
    }

    @Test
    void coreAsksNoClock() {
        keeps("coreAsksNoClock");
    }

    @Test
    void coreThrowsNoDice() {
        keeps("coreThrowsNoDice");
    }

    @Test
    void coreDoesNoIo() {
        keeps("coreDoesNoIo");
    }

    @Test
    void coreReadsNoEnvironment() {
        keeps("coreReadsNoEnvironment");
    }

    @Test
    void coreUsesNoFloatingPoint() {
        keeps("coreUsesNoFloatingPoint");
    }

    @Test
    void coreComputesNoFloatingPoint() {
        keeps("coreComputesNoFloatingPoint");
    }

    @Test
    void coreUsesTimesThatNameTheirZone() {
        keeps("coreUsesTimesThatNameTheirZone");
    }

    @Test
    void portsSayWhoseDataTheyAre() {
        keeps("portsSayWhoseDataTheyAre");
    }

    @Test
    void organizationPortsTakeAViewerFirst() {
        keeps("organizationPortsTakeAViewerFirst");
    }

    @Test
    void personalPortsTakeAProofFirst() {
        keeps("personalPortsTakeAProofFirst");
    }

    @Test
    void systemPortsHandOutNoOrganizationData() {
        keeps("systemPortsHandOutNoOrganizationData");
    }

    @Test
    void transactionsBeginInServices() {
        keeps("transactionsBeginInServices");
    }

    @Test
    void featuresFormNoCycles() {
        keeps("featuresFormNoCycles");
    }

    @Test
    void modulesHaveFeatures() {
        keeps("modulesHaveFeatures");
    }

    @Test
    void innerPackagesDoNotUseTheirRoot() {
        keeps("innerPackagesDoNotUseTheirRoot");
    }

    @Test
    void viewsAreNamedView() {
        keeps("viewsAreNamedView");
    }

    @Test
    void viewsAreGuarded() {
        keeps("viewsAreGuarded");
    }

    @Test
    void viewsHaveATitle() {
        keeps("viewsHaveATitle");
    }

    @Test
    void pollIntervalsHaveOneOwner() {
        keeps("pollIntervalsHaveOneOwner");
    }

    @Test
    void packagesAreNullMarked() {
        keeps("packagesAreNullMarked");
    }

    @Test
    void namesSayWhatAClassDoes() {
        keeps("namesSayWhatAClassDoes");
    }

    @Test
    void nothingIsInjectedIntoFields() {
        keeps("nothingIsInjectedIntoFields");
    }

    @Test
    void nothingPrintsToStandardStreams() {
        keeps("nothingPrintsToStandardStreams");
    }

    @Test
    void logsGoThroughSlf4j() {
        keeps("logsGoThroughSlf4j");
    }
    /** A module that no test has on its class path keeps every rule, whatever is in it. */
    @Test
    void everyModuleIsOnTheClassPath() {
        Set<String> known = classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
        List<String> places = new ArrayList<>();
        reactor.sourceFolders().forEach((module, sources) -> {
            List<String> missing = Reactor.types(sources).stream()
                    .filter(type -> !known.contains(type))
                    .toList();
            if (!missing.isEmpty()) {
                places.add("module %s: %d classes are on nobody's class path here, %s the first"
                        .formatted(module, missing.size(), missing.getFirst()));
            }
        });
        failIfAny(
                "everyModuleIsOnTheClassPath",
                places,
                "a module that no rule sees keeps them all",
                "make it a test-scoped dependency of the module that runs the rules");
    }

    @Test
    void everyPackageBelongsToAModuleOfTheLayout() {
        Map<String, List<String>> homeless = classes.stream()
                .filter(type ->
                        FeatureRules.moduleOf(layout, type.getPackageName()).isEmpty())
                .filter(type -> !isAboveModules(type))
                .collect(Collectors.groupingBy(
                        JavaClass::getPackageName,
                        TreeMap::new,
                        Collectors.mapping(JavaClass::getSimpleName, Collectors.toList())));
        failIfAny(
                "everyPackageBelongsToAModuleOfTheLayout",
                homeless.entrySet().stream()
                        .map(place -> "package %s: %d classes, %s among them"
                                .formatted(
                                        place.getKey(),
                                        place.getValue().size(),
                                        place.getValue().getFirst()))
                        .toList(),
                "no rule applies to what lies outside the layout",
                "name the package in the layout, or move the classes to a package that it names");
    }

    @Test
    void everyModuleOfTheLayoutHasClasses() {
        Set<String> found = classes.stream()
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .flatMap(type -> FeatureRules.moduleOf(layout, type.getPackageName()).stream())
                .collect(Collectors.toSet());
        failIfAny(
                "everyModuleOfTheLayoutHasClasses",
                layout.modules().stream()
                        .filter(module -> !found.contains(module))
                        .map(module -> "no class in " + layout.root() + "." + module)
                        .toList(),
                "a rule about a package that holds nothing is always kept",
                "correct the layout, or put the module on the class path");
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        List<String> places = new ArrayList<>();
        reactor.sourceFolders()
                .values()
                .forEach(sources ->
                        PackageDocumentation.undocumented(sources).forEach(folder -> places.add(folder.toString())));
        failIfAny(
                "everyPackageSaysWhatItIsFor",
                places,
                "a reader learns from the package-info what a package is for",
                "begin its package-info.java with a sentence in Javadoc, above @NullMarked");
    }

    /** What is exempt would break the rule. */
    @Test
    void everyExemptionIsNeeded() {
        List<String> places = new ArrayList<>();
        layout.exemptions()
                .forEach((rule, exempt) -> exempt.keySet().stream()
                        .filter(what -> !breaks(rule, what))
                        .forEach(what -> places.add("%s is exempt from %s".formatted(what, rule))));
        failIfAny(
                "everyExemptionIsNeeded",
                places,
                "an exemption that nothing needs lets the next fault pass",
                "take it out of the layout");
    }

    /** Whether the class, or the class of the method, breaks the rule once it is not exempt. */
    private boolean breaks(String name, String exempt) {
        Rule rule = ArchitectureRules.of(layout.without(name, exempt)).get(name);
        String fullName = layout.root() + "." + exempt;
        JavaClasses concerned = classes.that(DescribedPredicate.describe(
                "are " + exempt,
                type -> (fullName + ".").startsWith(type.getName().replaceFirst("\\$.*", "") + ".")));
        return rule != null
                && rule.check().allowEmptyShould(true).evaluate(concerned).hasViolation();
    }

    private boolean isAboveModules(JavaClass type) {
        return type.getSimpleName().equals("package-info")
                && layout.modules().stream()
                        .anyMatch(module -> (layout.root() + "." + module).startsWith(type.getPackageName() + "."));
    }

    private void keeps(String name) {
        Rule rule = rules.get(name);
        Assumptions.assumeTrue(rule != null, () -> "The layout has nothing that %s speaks of.".formatted(name));
        BrokenRule.message(rule, classes).ifPresent(message -> {
            throw new RuleBrokenError(message);
        });
    }

    private static void failIfAny(String name, List<String> places, String reason, String remedy) {
        if (!places.isEmpty()) {
            throw new RuleBrokenError(
                    BrokenRule.message(name, places.stream().sorted().toList(), reason, remedy));
        }
    }

    /** Its stack trace would say nothing that its message does not. */
    private static final class RuleBrokenError extends AssertionError {

        private static final long serialVersionUID = 1L;

        RuleBrokenError(String message) {
            super(message);
            StackTraceElement[] trace = getStackTrace();
            setStackTrace(new StackTraceElement[] {trace[Math.min(1, trace.length - 1)]});
        }
    }
}
