package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the core must not touch. */
final class CoreRules {

    private static final Set<String> FLOATING = Set.of("double", "float", "java.lang.Double", "java.lang.Float");

    private CoreRules() {}

    static ArchRule coreAsksNoClock(Layout layout) {
        return classes()
                .that()
                .resideInAnyPackage(layout.core())
                .should(neverCall("ask the machine for the time", CoreRules::asksForTheTime))
                .because("the time is an argument, or comes from a Clock that is handed in: a test can then choose it");
    }

    static ArchRule coreUsesNoFloatingPoint(Layout layout) {
        return classes()
                .that()
                .resideInAnyPackage(layout.core())
                .should(useNoFloatingPoint())
                .because("a double cannot hold a cent: money and its quantities are BigDecimal and long");
    }

    static ArchRule coreUsesTimesThatNameTheirZone(Layout layout) {
        return noClasses()
                .that()
                .resideInAnyPackage(layout.core())
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "java\\.time\\.LocalDateTime|java\\.util\\.(Date|Calendar|GregorianCalendar)|java\\.sql\\..*")
                .because("a time without a zone is another instant elsewhere; an instant is an Instant");
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
