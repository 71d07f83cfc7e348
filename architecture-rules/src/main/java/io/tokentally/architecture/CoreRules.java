package io.tokentally.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the core must not touch. */
final class CoreRules {

    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private CoreRules() {}

    static List<Rule> of(Layout layout) {
        if (layout.core().isEmpty()) {
            return List.of();
        }
        return List.of(
                new Rule(
                        "coreAsksNoClock",
                        core(layout).should(neverCall("ask the machine for the time", CoreRules::asksForTheTime)),
                        "a test can choose a time that is handed in",
                        "take the time as an argument, or a Clock in the constructor"),
                new Rule(
                        "coreThrowsNoDice",
                        core(layout).should(neverCall("make randomness of its own", CoreRules::throwsDice)),
                        "a test can choose randomness that is handed in, and who wires decides how strong it is",
                        "take a RandomGenerator or a Supplier of ids in the constructor"),
                new Rule(
                        "coreDoesNoIo",
                        noClasses()
                                .that()
                                .resideInAnyPackage(layout.allIn(layout.core()))
                                .should()
                                .dependOnClassesThat()
                                .haveNameMatching(
                                        "java\\.net\\.http\\..*|java\\.nio\\.file\\..*|java\\.nio\\.channels\\..*"
                                                + "|java\\.io\\.(File|RandomAccessFile)\\w*"
                                                + "|java\\.net\\.(Server|Datagram)?Socket|java\\.net\\.(Http)?URLConnection"
                                                + "|java\\.lang\\.Process(Builder)?"),
                        "what the core decides must not hang on files and networks",
                        "put it behind an out-port"),
                new Rule(
                        "coreReadsNoEnvironment",
                        core(layout).should(neverCall("read the environment", CoreRules::readsTheEnvironment)),
                        "settings are typed, checked at the start and handed in",
                        "take the setting as an argument of the constructor"),
                new Rule(
                        "coreUsesNoFloatingPoint",
                        core(layout)
                                .and(AdapterRules.areNotExempt(layout, "coreUsesNoFloatingPoint"))
                                .should(useNoFloatingPoint()),
                        "a double cannot hold a cent: money and its quantities are BigDecimal and long",
                        "use BigDecimal, Money, Quantities or long"),
                new Rule(
                        "coreComputesNoFloatingPoint",
                        core(layout)
                                .and(AdapterRules.areNotExempt(layout, "coreComputesNoFloatingPoint"))
                                .should(computeNoFloatingPoint(layout)),
                        "a double cannot hold a cent, a local one no more than a field",
                        "compute with BigDecimal or long"),
                new Rule(
                        "coreUsesTimesThatNameTheirZone",
                        noClasses()
                                .that()
                                .resideInAnyPackage(layout.allIn(layout.core()))
                                .should()
                                .dependOnClassesThat()
                                .haveNameMatching(
                                        "java\\.time\\.LocalDateTime|java\\.util\\.(Date|Calendar|GregorianCalendar)|java\\.sql\\..*"),
                        "a time without a zone is another instant elsewhere",
                        "use Instant"));
    }

    private static GivenClassesConjunction core(Layout layout) {
        return classes().that().resideInAnyPackage(layout.allIn(layout.core()));
    }

    private static boolean asksForTheTime(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean clockHandedIn =
                target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
        return (owner.startsWith("java.time.") && name.equals("now") && !clockHandedIn)
                || (owner.equals("java.time.Clock")
                        && (name.startsWith("system") || (name.startsWith("tick") && !clockHandedIn)))
                || (owner.equals("java.time.InstantSource") && name.equals("system"))
                || (owner.equals("java.lang.System")
                        && Set.of("currentTimeMillis", "nanoTime").contains(name))
                || (owner.equals("java.util.Date")
                        && name.equals("<init>")
                        && target.getRawParameterTypes().isEmpty());
    }

    private static boolean throwsDice(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        return (owner.equals("java.util.UUID") && name.equals("randomUUID"))
                || (owner.equals("java.lang.Math") && name.equals("random"))
                || (owner.equals("java.util.concurrent.ThreadLocalRandom") && name.equals("current"))
                || (owner.equals("java.util.random.RandomGenerator")
                        && Set.of("getDefault", "of").contains(name))
                || (owner.equals("java.security.SecureRandom")
                        && Set.of("<init>", "getInstance", "getInstanceStrong").contains(name))
                || (Set.of("java.util.Random", "java.util.SplittableRandom").contains(owner)
                        && name.equals("<init>")
                        && target.getRawParameterTypes().isEmpty());
    }

    private static boolean readsTheEnvironment(CodeUnitAccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System")
                && Set.of("getenv", "getProperty", "getProperties").contains(target.getName());
    }

    private static ArchCondition<JavaClass> neverCall(String description, Predicate<CodeUnitAccessTarget> forbidden) {
        return new ArchCondition<>("never " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                accesses(type)
                        .filter(access -> forbidden.test((CodeUnitAccessTarget) access.getTarget()))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(type, access.getDescription())));
            }
        };
    }

    /** Calls of methods and constructors, and references to them. */
    private static Stream<JavaAccess<?>> accesses(JavaClass type) {
        return type.getAccessesFromSelf().stream().filter(access -> access.getTarget() instanceof CodeUnitAccessTarget);
    }

    private static ArchCondition<JavaClass> useNoFloatingPoint() {
        return new ArchCondition<>("use no floating point") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getFields().stream()
                        .filter(field -> isFloating(field.getRawType()))
                        .map(JavaField::getDescription)
                        .forEach(field -> events.add(violation(type, field + " is a floating-point number")));
                type.getCodeUnits().stream()
                        .filter(unit -> isFloating(unit.getRawReturnType(), unit.getRawParameterTypes().stream()))
                        .map(JavaCodeUnit::getDescription)
                        .forEach(unit ->
                                events.add(violation(type, unit + " takes or returns a floating-point number")));
                accesses(type)
                        .filter(access -> touchesFloating((CodeUnitAccessTarget) access.getTarget()))
                        .forEach(access -> events.add(violation(type, access.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> computeNoFloatingPoint(Layout layout) {
        return new ArchCondition<>("compute nothing with floating point") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                FloatingPointInstructions.in(type).stream()
                        .filter(place ->
                                !layout.isExempt("coreComputesNoFloatingPoint", type.getName() + "." + place.method()))
                        .forEach(place -> events.add(violation(
                                type,
                                "Method <%s.%s> computes with floating point in (%s:%d)"
                                        .formatted(
                                                type.getName(),
                                                place.method(),
                                                type.getSource()
                                                        .flatMap(source -> source.getFileName())
                                                        .orElse(type.getSimpleName()),
                                                place.line()))));
            }
        };
    }

    private static SimpleConditionEvent violation(JavaClass type, String message) {
        return (SimpleConditionEvent) SimpleConditionEvent.violated(type, message);
    }

    private static boolean touchesFloating(CodeUnitAccessTarget target) {
        return isFloating(target.getRawReturnType(), target.getRawParameterTypes().stream())
                || isFloating(target.getOwner());
    }

    private static boolean isFloating(JavaClass returned, Stream<JavaClass> parameters) {
        return isFloating(returned) || parameters.anyMatch(CoreRules::isFloating);
    }

    private static boolean isFloating(JavaClass type) {
        return FLOATING.contains(type.getBaseComponentType().getName());
    }
}
