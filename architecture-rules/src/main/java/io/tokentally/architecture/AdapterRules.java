package io.tokentally.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tokentally.architecture.Layout.Layer;
import java.util.ArrayList;
import java.util.List;

/** Which side of the core an adapter is on, and how it is reached. */
final class AdapterRules {

    private static final String CONFIGURATION = "org.springframework.context.annotation.Configuration";
    private static final String[] DATABASES = {
        "java.sql..", "javax.sql..", "jakarta.persistence..", "org.springframework.jdbc..", "org.springframework.data.."
    };

    private AdapterRules() {}

    static List<Rule> of(Layout layout) {
        List<Rule> rules = new ArrayList<>();
        if (!layout.driving().isEmpty() && !layout.packagesOf(Layer.OUT_PORTS).isEmpty()) {
            rules.add(drivingAdaptersUseNoOutPort(layout));
        }
        if (!layout.driving().isEmpty() || !layout.packagesOf(Layer.UI).isEmpty()) {
            rules.add(drivingAdaptersAskNoDatabase(layout));
        }
        if (!layout.driven().isEmpty() && !layout.packagesOf(Layer.IN_PORTS).isEmpty()) {
            rules.add(drivenAdaptersCallNoUseCase(layout));
        }
        if (!layout.adapters().isEmpty()) {
            rules.add(adapterClassesAreHidden(layout));
        }
        return rules;
    }

    private static Rule drivingAdaptersUseNoOutPort(Layout layout) {
        String name = "drivingAdaptersUseNoOutPort";
        return new Rule(
                name,
                noClasses()
                        .that()
                        .resideInAnyPackage(layout.allIn(layout.driving()))
                        .and(areNotExempt(layout, name))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(layout.allIn(layout.packagesOf(Layer.OUT_PORTS))),
                "who asks goes through a use case, which checks what they may: an out-port checks nothing",
                "call the use case that uses this port, or add one");
    }

    private static Rule drivingAdaptersAskNoDatabase(Layout layout) {
        List<String> from = new ArrayList<>(layout.driving());
        from.addAll(layout.packagesOf(Layer.UI));
        return new Rule(
                "drivingAdaptersAskNoDatabase",
                noClasses()
                        .that()
                        .resideInAnyPackage(layout.allIn(from))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(DATABASES),
                "SQL at the door gets round every check that a use case and a port make",
                "call a use case; the query belongs behind an out-port, in the adapter of the database");
    }

    private static Rule drivenAdaptersCallNoUseCase(Layout layout) {
        String name = "drivenAdaptersCallNoUseCase";
        return new Rule(
                name,
                noClasses()
                        .that()
                        .resideInAnyPackage(layout.allIn(layout.driven()))
                        .and(areNotExempt(layout, name))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(layout.allIn(layout.packagesOf(Layer.IN_PORTS))),
                "what the core calls does not call the core back: the arrows run one way",
                "hand the value in through the out-port's method");
    }

    private static Rule adapterClassesAreHidden(Layout layout) {
        String name = "adapterClassesAreHidden";
        return new Rule(
                name,
                classes()
                        .that()
                        .resideInAnyPackage(layout.allIn(layout.adapters()))
                        .and(describe(
                                "are no configuration", type -> !outermost(type).isAnnotatedWith(CONFIGURATION)))
                        .and(describe("plug into no SPI", type -> !isPlug(layout, type)))
                        .and(areNotExempt(layout, name))
                        .should(stayWithinTheirAdapter(layout)),
                "an adapter is reached through its ports; its configuration is the only door, but for what plugs into an"
                        + " SPI, which is found",
                "make the class package-private, or let its users ask a port");
    }

    /** Found by its name in a service file, which asks for a public class. */
    private static boolean isPlug(Layout layout, JavaClass type) {
        return layout.packagesOf(Layer.SPI).stream()
                .map(spi -> layout.root() + "." + spi)
                .anyMatch(spi -> type.getRawInterfaces().stream()
                        .anyMatch(plug -> plug.getPackageName().equals(spi)));
    }

    /** Java hides a class from other packages or from none: of what an adapter's own packages share, the uses are looked at. */
    private static ArchCondition<JavaClass> stayWithinTheirAdapter(Layout layout) {
        return new ArchCondition<>("be hidden, or lie in an inner package and be used only within their adapter") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                layout.adapters().stream()
                        .map(adapter -> layout.root() + "." + adapter)
                        .filter(adapter -> lies(type, adapter))
                        .forEach(adapter -> report(type, adapter, events));
            }

            private void report(JavaClass type, String adapter, ConditionEvents events) {
                boolean opensRoot = adapter.equals(type.getPackageName())
                        && type.isTopLevelClass()
                        && type.getModifiers().contains(JavaModifier.PUBLIC);
                events.add(new SimpleConditionEvent(
                        type, !opensRoot, type.getDescription() + " is public in the root package of its adapter"));
                type.getDirectDependenciesToSelf().stream()
                        .filter(use -> !lies(use.getOriginClass(), adapter))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(type, use.getDescription())));
            }
        };
    }

    private static boolean lies(JavaClass type, String place) {
        return (type.getPackageName() + ".").startsWith(place + ".");
    }

    static DescribedPredicate<JavaClass> areNotExempt(Layout layout, String rule) {
        return describe(
                "are not exempt", type -> !layout.isExempt(rule, outermost(type).getName()));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(AdapterRules::outermost).orElse(type);
    }
}
