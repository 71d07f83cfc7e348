package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What ports and services promise. */
final class PortRules {

    private static final List<String> TRANSACTIONAL =
            List.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");

    private PortRules() {}

    static ArchRule readingPortsTakeAViewerFirst(Layout layout) {
        return methods()
                .that(describe("read through a port", method -> readsThroughPort(layout, method)))
                .should(takeAViewerFirst(layout))
                .because("there must be no way to read usage without saying who looks");
    }

    static ArchRule transactionsBeginInServices(Layout layout) {
        return classes()
                .that()
                .resideInAPackage(layout.everything())
                .and()
                .resideOutsideOfPackage(layout.in("application.service"))
                .should(beWithoutTransactions())
                .because("a transaction per adapter method turns find-find-save into three");
    }

    private static boolean readsThroughPort(Layout layout, JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean port =
                owner.isInterface() && (owner.getPackageName() + ".").startsWith(layout.root() + ".application.port.");
        return port
                && !method.getModifiers().contains(JavaModifier.STATIC)
                && reads(method)
                && !isExempt(layout, method);
    }

    private static boolean reads(JavaMethod method) {
        return !method.getRawReturnType().isEquivalentTo(void.class)
                || method.getRawParameterTypes().stream().anyMatch(type -> type.isAssignableTo(Consumer.class));
    }

    private static boolean isExempt(Layout layout, JavaMember method) {
        String name = layout.relative(method.getOwner().getName()) + "." + method.getName();
        return Exemptions.READING_WITHOUT_VIEWER.containsKey(name);
    }

    private static ArchCondition<JavaMethod> takeAViewerFirst(Layout layout) {
        String viewer = layout.root() + ".domain.access.Viewer";
        return new ArchCondition<>("take a Viewer first") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean satisfied = method.getRawParameterTypes().stream()
                        .findFirst()
                        .filter(type -> type.getName().equals(viewer))
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        method, satisfied, method.getDescription() + " takes no Viewer as its first parameter"));
            }
        };
    }

    private static ArchCondition<JavaClass> beWithoutTransactions() {
        return new ArchCondition<>("be without @Transactional") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream.concat(Stream.of(type), type.getMethods().stream())
                        .filter(PortRules::isTransactional)
                        .forEach(place -> events.add(
                                SimpleConditionEvent.violated(type, descriptionOf(place) + " is @Transactional")));
            }
        };
    }

    private static boolean isTransactional(CanBeAnnotated place) {
        return TRANSACTIONAL.stream().anyMatch(name -> place.isAnnotatedWith(name) || place.isMetaAnnotatedWith(name));
    }

    private static String descriptionOf(Object place) {
        return ((HasName.AndFullName) place).getFullName();
    }
}
