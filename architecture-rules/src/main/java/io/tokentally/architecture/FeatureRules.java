package io.tokentally.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How features lie beside each other. */
final class FeatureRules {

    private FeatureRules() {}

    static List<Rule> of(Layout layout) {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule(
                "featuresFormNoCycles",
                slices().assignedFrom(new FeatureOnItsFloor(layout))
                        .namingSlices("$2 in $1")
                        .should()
                        .beFreeOfCycles(),
                "features that need each other are one feature, or have a third one hidden between them",
                "turn one arrow round, or move what both need to a package below them"));
        rules.add(new Rule(
                "modulesHaveFeatures",
                all(modules(layout)).should(haveFeatures(layout)),
                "a rule about features finds no cycle in a module that has none",
                "sort the classes into packages by feature, or name the module a single feature in the layout"));
        if (!layout.wiredFromAbove().isEmpty()) {
            rules.add(new Rule(
                    "innerPackagesDoNotUseTheirRoot",
                    classes()
                            .that()
                            .resideInAnyPackage(layout.wiredFromAbove().stream()
                                    .map(module -> layout.root() + "." + module + ".*..")
                                    .toArray(String[]::new))
                            .should(notUseTheirRoot(layout)),
                    "what wires a module stands above what it is made of, and no circle runs through it",
                    "hand the value in, or move it to the inner package that needs it"));
        }
        return rules;
    }

    private static ArchCondition<JavaClass> notUseTheirRoot(Layout layout) {
        return new ArchCondition<>("not use the root of their module") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(use -> layout.wiredFromAbove().stream()
                                .map(module -> layout.root() + "." + module)
                                .anyMatch(root ->
                                        use.getTargetClass().getPackageName().equals(root)
                                                && type.getPackageName().startsWith(root + ".")))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
            }
        };
    }

    /** A module of the layout with the packages that lie in it, in full. */
    private record Module(String name, Set<String> packages) {}

    private static AbstractClassesTransformer<Module> modules(Layout layout) {
        return new AbstractClassesTransformer<>("modules") {
            @Override
            public Iterable<Module> doTransform(JavaClasses types) {
                Map<String, Set<String>> packages = new TreeMap<>();
                types.stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .map(JavaClass::getPackageName)
                        .forEach(place -> moduleOf(layout, place)
                                .ifPresent(module -> packages.computeIfAbsent(module, any -> new TreeSet<>())
                                        .add(place)));
                return packages.entrySet().stream()
                        .map(module -> new Module(module.getKey(), module.getValue()))
                        .toList();
            }
        };
    }

    private static ArchCondition<Module> haveFeatures(Layout layout) {
        return new ArchCondition<>("have features") {
            @Override
            public void check(Module module, ConditionEvents events) {
                boolean flat = module.packages().equals(Set.of(layout.root() + "." + module.name()));
                boolean single = layout.singleFeatures().contains(module.name());
                if (flat && !single) {
                    events.add(SimpleConditionEvent.violated(
                            module, "Module " + module.name() + " is one package, and so has no features"));
                }
                if (!flat && single) {
                    events.add(SimpleConditionEvent.violated(
                            module,
                            "Module %s is named a single feature, and has the packages %s"
                                    .formatted(
                                            module.name(),
                                            module.packages().stream()
                                                    .map(layout::relative)
                                                    .toList())));
                }
            }
        };
    }

    /** The innermost module of the layout that the package lies in. */
    static Optional<String> moduleOf(Layout layout, String fullPackage) {
        return layout.modules().stream()
                .filter(module -> (fullPackage + ".").startsWith(layout.root() + "." + module + "."))
                .max(Comparator.comparingInt(String::length));
    }

    /** Assigns a class to its module and its feature; what lies above the features, as configurations do, to none. */
    private record FeatureOnItsFloor(Layout layout) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return moduleOf(layout, type.getPackageName())
                    .flatMap(module -> featureOf(module, type))
                    .orElseGet(SliceIdentifier::ignore);
        }

        private Optional<SliceIdentifier> featureOf(String module, JavaClass type) {
            String root = layout.root() + "." + module + ".";
            if (!type.getPackageName().startsWith(root)) {
                return Optional.empty();
            }
            String feature = type.getPackageName().substring(root.length()).replaceFirst("\\..*", "");
            return Optional.of(SliceIdentifier.of(module, feature));
        }

        @Override
        public String getDescription() {
            return "the features of each layer";
        }
    }
}
