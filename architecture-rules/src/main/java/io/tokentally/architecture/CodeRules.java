package io.tokentally.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ClassesTransformer;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How code is written, in every module. */
final class CodeRules {

    private static final String NULL_MARKED = "org.jspecify.annotations.NullMarked";
    private static final List<String> EMPTY_NAMES = List.of("Impl", "Manager", "Helper", "Util", "Utils", "Dto", "DTO");
    private static final List<String> INJECTION = List.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "org.springframework.beans.factory.annotation.Value",
            "jakarta.inject.Inject",
            "jakarta.annotation.Resource");

    private static final String WRITTEN_BY_JMH = "jmh_generated";

    private CodeRules() {}

    static List<Rule> of(Layout layout) {
        String streams = "nothingPrintsToStandardStreams";
        return List.of(
                new Rule(
                        "packagesAreNullMarked",
                        all(packages(layout)).should(beNullMarked()),
                        "a package-info says in one sentence what a package is for, and that nothing in it is null"
                                + " unsaid",
                        "add a package-info.java with a sentence and @NullMarked"),
                new Rule(
                        "namesSayWhatAClassDoes",
                        everywhere(layout)
                                .and(describe("are no mapper that MapStruct wrote", type -> !isGeneratedMapper(type)))
                                .should(haveATellingName()),
                        "Impl, Manager, Helper, Util and Dto tell nothing",
                        "name the class for what it does"),
                new Rule(
                        "nothingIsInjectedIntoFields",
                        fields().that()
                                .areDeclaredInClassesThat()
                                .resideInAPackage(layout.everything())
                                .should(notBeInjected()),
                        "a constructor shows what a class needs, and lets its fields be final",
                        "take it in the constructor"),
                new Rule(
                        streams,
                        noClasses()
                                .that()
                                .resideInAPackage(layout.everything())
                                .and()
                                .resideOutsideOfPackages(layout.allIn(layout.programs()))
                                .and(AdapterRules.areNotExempt(layout, streams))
                                .should(ACCESS_STANDARD_STREAMS),
                        "what is printed past the log cannot be filtered, and may hold what a log must not",
                        "log it"),
                new Rule(
                        "logsGoThroughSlf4j",
                        noClasses()
                                .that()
                                .resideInAPackage(layout.everything())
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage("java.util.logging.."),
                        "one log, one configuration",
                        "use org.slf4j.Logger"));
    }

    private static GivenClassesConjunction everywhere(Layout layout) {
        return classes().that().resideInAPackage(layout.everything());
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
                        .filter(place -> !place.getRelativeName().equals(WRITTEN_BY_JMH))
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
