package io.tokentally.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tokentally.architecture.Layout.Layer;
import io.tokentally.architecture.Layout.PortKinds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What ports and services promise. */
final class PortRules {

    private static final List<String> TRANSACTIONAL =
            List.of("org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional");

    private PortRules() {}

    static List<Rule> of(Layout layout) {
        List<Rule> rules = new ArrayList<>();
        layout.portKinds().ifPresent(kinds -> {
            rules.add(portsSayWhoseDataTheyAre(layout, kinds));
            rules.add(organizationPortsTakeAViewerFirst(layout, kinds));
            rules.add(personalPortsTakeAProofFirst(layout, kinds));
            rules.add(systemPortsHandOutNoOrganizationData(layout, kinds));
        });
        layout.packageOf(Layer.SERVICES)
                .ifPresent(services -> rules.add(transactionsBeginInServices(layout, services)));
        return rules;
    }

    private static Rule portsSayWhoseDataTheyAre(Layout layout, PortKinds kinds) {
        return new Rule(
                "portsSayWhoseDataTheyAre",
                classes()
                        .that(describe("are ports", type -> isPort(layout, type)))
                        .should(beOfOneKind(kinds)),
                "a port that no rule knows may hand out anything to anybody",
                "annotate it with @%s, @%s or @%s"
                        .formatted(simple(kinds.organization()), simple(kinds.personal()), simple(kinds.system())));
    }

    private static Rule organizationPortsTakeAViewerFirst(Layout layout, PortKinds kinds) {
        String name = "organizationPortsTakeAViewerFirst";
        return new Rule(
                name,
                methods()
                        .that(areOfKind(layout, kinds, kinds.organization(), name))
                        .should(takeFirst(kinds.viewers())),
                "there must be no way to an organization's data without saying who looks",
                "let the method take a Viewer first, and look up what that viewer may");
    }

    private static Rule personalPortsTakeAProofFirst(Layout layout, PortKinds kinds) {
        String name = "personalPortsTakeAProofFirst";
        return new Rule(
                name,
                methods().that(areOfKind(layout, kinds, kinds.personal(), name)).should(takeFirst(kinds.proofs())),
                "what is a person's own is for who proves to be that person",
                "let the method take the session, its token or the secret of a link first");
    }

    private static Rule systemPortsHandOutNoOrganizationData(Layout layout, PortKinds kinds) {
        String name = "systemPortsHandOutNoOrganizationData";
        return new Rule(
                name,
                methods().that(areOfKind(layout, kinds, kinds.system(), name)).should(handOutNone(kinds.data())),
                "nobody looks through a port of the system's own, so what it hands out is checked by nobody",
                "annotate the port @%s and take a Viewer first".formatted(simple(kinds.organization())));
    }

    private static Rule transactionsBeginInServices(Layout layout, String services) {
        return new Rule(
                "transactionsBeginInServices",
                classes()
                        .that()
                        .resideInAPackage(layout.everything())
                        .and()
                        .resideOutsideOfPackage(layout.in(services))
                        .should(beWithoutTransactions()),
                "a transaction per adapter method turns find-find-save into three",
                "put @Transactional on the service that calls it");
    }

    /** Interfaces with something to implement: results beside a port that are told apart by type are none. */
    private static boolean isPort(Layout layout, JavaClass type) {
        return type.isInterface()
                && !type.isAnnotation()
                && type.isTopLevelClass()
                && layout.packagesOf(Layer.IN_PORTS, Layer.OUT_PORTS).stream()
                        .anyMatch(place -> (type.getPackageName() + ".").startsWith(layout.root() + "." + place + "."))
                && type.getMethods().stream()
                        .anyMatch(method -> method.getModifiers().contains(JavaModifier.ABSTRACT));
    }

    private static DescribedPredicate<JavaMethod> areOfKind(Layout layout, PortKinds kinds, String kind, String rule) {
        return describe(
                "are of @" + simple(kind),
                method -> isPort(layout, method.getOwner())
                        && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && kindOf(kinds, method).filter(kind::equals).isPresent()
                        && !layout.isExempt(rule, method.getOwner().getName() + "." + method.getName()));
    }

    /** That of the method, or else that of its port. */
    private static Optional<String> kindOf(PortKinds kinds, JavaMethod method) {
        return Stream.concat(kindsOf(kinds, method).stream(), kindsOf(kinds, method.getOwner()).stream())
                .findFirst();
    }

    private static List<String> kindsOf(PortKinds kinds, CanBeAnnotated place) {
        return Stream.of(kinds.organization(), kinds.personal(), kinds.system())
                .filter(place::isAnnotatedWith)
                .toList();
    }

    private static ArchCondition<JavaClass> beOfOneKind(PortKinds kinds) {
        return new ArchCondition<>("be of exactly one kind") {
            @Override
            public void check(JavaClass port, ConditionEvents events) {
                List<String> found = kindsOf(kinds, port).stream()
                        .map(PortRules::simple)
                        .map(kind -> "@" + kind)
                        .toList();
                events.add(new SimpleConditionEvent(
                        port, found.size() == 1, port.getDescription() + " is of the kinds " + found));
                port.getMethods().stream()
                        .filter(method -> kindsOf(kinds, method).size() > 1)
                        .forEach(method -> events.add(SimpleConditionEvent.violated(
                                port, method.getDescription() + " is of more than one kind")));
            }
        };
    }

    private static ArchCondition<JavaMethod> takeFirst(List<String> types) {
        String names = types.stream()
                .map(PortRules::simple)
                .reduce((one, two) -> one + " or " + two)
                .orElse("");
        return new ArchCondition<>("take a " + names + " first") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean satisfied = method.getRawParameterTypes().stream()
                        .findFirst()
                        .filter(type -> types.contains(type.getName()))
                        .isPresent();
                events.add(new SimpleConditionEvent(
                        method,
                        satisfied,
                        "%s takes no %s as its first parameter".formatted(method.getDescription(), names)));
            }
        };
    }

    private static ArchCondition<JavaMethod> handOutNone(List<String> data) {
        return new ArchCondition<>("hand out no organization's data") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                Stream<JavaType> callbacks = method.getParameters().stream()
                        .filter(parameter -> isCallback(parameter.getRawType()))
                        .map(JavaParameter::getType);
                Stream.concat(Stream.of(method.getReturnType()), callbacks)
                        .flatMap(type -> type.getAllInvolvedRawTypes().stream())
                        .map(JavaClass::getBaseComponentType)
                        .map(JavaClass::getName)
                        .distinct()
                        .filter(data::contains)
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, "%s hands out %s".formatted(method.getDescription(), simple(type)))));
            }
        };
    }

    private static boolean isCallback(JavaClass type) {
        return type.getName().startsWith("java.util.function.") || type.isAnnotatedWith(FunctionalInterface.class);
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

    private static String simple(String fullName) {
        return fullName.substring(Math.max(fullName.lastIndexOf('.'), fullName.lastIndexOf('$')) + 1);
    }
}
