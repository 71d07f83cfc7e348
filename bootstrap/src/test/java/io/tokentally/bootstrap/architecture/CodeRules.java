package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How code is written, in every module. */
final class CodeRules {

    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";
    private static final String CONFIGURATION = "org.springframework.context.annotation.Configuration";
    private static final List<String> EMPTY_NAMES = List.of("Impl", "Manager", "Helper", "Util", "Utils", "Dto", "DTO");
    private static final List<String> INJECTION = List.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.inject.Inject",
            "jakarta.annotation.Resource");

    private CodeRules() {}

    static ArchRule packagesAreNullMarked(Layout layout) {
        return all(packages(layout))
                .should(beNullMarked())
                .because(
                        "a package-info says in one sentence what a package is for, and that nothing in it is null unsaid");
    }

    static ArchRule adapterClassesAreHidden(Layout layout) {
        return classes()
                .that()
                .resideInAPackage(layout.in("adapter"))
                .and(describe("are no configuration", type -> !outermost(type).isAnnotatedWith(CONFIGURATION)))
                .and(describe(
                        "are not exempt", type -> !isExempt(layout, outermost(type), Exemptions.PUBLIC_IN_ADAPTERS)))
                .should(stayWithinTheirAdapter(layout))
                .because("an adapter is reached through its ports; its configuration is the only door");
    }

    static ArchRule namesSayWhatAClassDoes(Layout layout) {
        return classes()
                .that()
                .resideInAPackage(layout.everything())
                .and(describe("are no mapper that MapStruct wrote", type -> !isGeneratedMapper(type)))
                .should(haveATellingName())
                .because("Impl, Manager, Helper, Util and Dto tell nothing: name what the class does");
    }

    static ArchRule nothingIsInjectedIntoFields(Layout layout) {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAPackage(layout.everything())
                .should(notBeInjected())
                .because("a constructor shows what a class needs, and lets its fields be final");
    }

    static ArchRule nothingPrintsToStandardStreams(Layout layout) {
        return noClasses()
                .that()
                .resideInAPackage(layout.everything())
                .and(describe("are not exempt", type -> !isExempt(layout, type, Exemptions.STANDARD_STREAMS)))
                .should(ACCESS_STANDARD_STREAMS)
                .because("what is printed past the log cannot be filtered, and may hold what a log must not");
    }

    static ArchRule logsGoThroughSlf4j(Layout layout) {
        return noClasses()
                .that()
                .resideInAPackage(layout.everything())
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("one log, one configuration");
    }

    private static boolean isExempt(Layout layout, JavaClass type, Map<String, String> exemptions) {
        return exemptions.containsKey(layout.relative(type.getName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(CodeRules::outermost).orElse(type);
    }

    /** Java hides a class from other packages or from none: of what an adapter's own packages share, the uses are looked at. */
    private static ArchCondition<JavaClass> stayWithinTheirAdapter(Layout layout) {
        Pattern adapters = Pattern.compile(Pattern.quote(layout.root()) + "\\.adapter\\.\\w+");
        return new ArchCondition<>("be hidden, or lie in an inner package and be used only within their adapter") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Matcher adapter = adapters.matcher(type.getPackageName());
                if (!adapter.lookingAt()) {
                    return;
                }
                boolean opensRoot = adapter.group().equals(type.getPackageName())
                        && type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC);
                events.add(new SimpleConditionEvent(
                        type, !opensRoot, type.getDescription() + " is public in the root package of its adapter"));
                type.getDirectDependenciesToSelf().stream()
                        .filter(use -> !(use.getOriginClass().getPackageName() + ".").startsWith(adapter.group() + "."))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
            }
        };
    }

    private static boolean isGeneratedMapper(JavaClass type) {
        return type.getSimpleName().endsWith("Impl")
                && Stream.concat(type.getAllRawInterfaces().stream(), type.getAllRawSuperclasses().stream())
                        .anyMatch(parent -> parent.isAnnotatedWith("org.mapstruct.Mapper"));
    }

    private static ClassesTransformer<JavaPackage> packages(Layout layout) {
        return new AbstractClassesTransformer<>("packages") {
            @Override
            public Iterable<JavaPackage> doTransform(JavaClasses types) {
                return types.stream()
                        .map(JavaClass::getPackage)
                        .filter(place -> (place.getName() + ".").startsWith(layout.root() + "."))
                        .collect(Collectors.toCollection(
                                () -> new TreeSet<>(Comparator.comparing(JavaPackage::getName))));
            }
        };
    }

    private static ArchCondition<JavaPackage> beNullMarked() {
        return new ArchCondition<>("have a package-info with @NullMarked") {
            @Override
            public void check(JavaPackage place, ConditionEvents events) {
                boolean marked = place.isAnnotatedWith(NULL_MARKED);
                events.add(new SimpleConditionEvent(
                        place, marked, "Package " + place.getName() + " has no package-info with @NullMarked"));
            }
        };
    }

    private static ArchCondition<JavaClass> haveATellingName() {
        return new ArchCondition<>("have a name that says what they do") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                EMPTY_NAMES.stream()
                        .filter(ending -> type.getSimpleName().endsWith(ending))
                        .forEach(ending -> events.add(
                                SimpleConditionEvent.violated(type, type.getDescription() + " ends in " + ending)));
            }
        };
    }

    private static ArchCondition<JavaField> notBeInjected() {
        return new ArchCondition<>("not be injected") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                Set<String> found = INJECTION.stream()
                        .filter(field::isAnnotatedWith)
                        .map(name -> "@" + name.substring(name.lastIndexOf('.') + 1))
                        .collect(Collectors.toCollection(TreeSet::new));
                events.add(new SimpleConditionEvent(
                        field, found.isEmpty(), field.getDescription() + " is injected by " + found));
            }
        };
    }
}
