package io.tokentally.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.tokentally.architecture.Layout.Vendor;
import java.util.List;

/** Whose libraries stay in whose module. */
final class VendorRules {

    private static final String NAME = "vendorsStayInTheirAdapters";

    private VendorRules() {}

    static List<Rule> of(Layout layout) {
        if (layout.vendors().isEmpty()) {
            return List.of();
        }
        return List.of(new Rule(
                NAME,
                classes()
                        .that()
                        .resideInAPackage(layout.everything())
                        .and()
                        .resideOutsideOfPackages(layout.allIn(layout.programs()))
                        .and(AdapterRules.areNotExempt(layout, NAME))
                        .should(leaveVendorsAtHome(layout)),
                "a library that one place knows can be replaced there",
                "move the code to that package, or let it ask through a port"));
    }

    private static ArchCondition<JavaClass> leaveVendorsAtHome(Layout layout) {
        return new ArchCondition<>("leave libraries to those who may use them") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                layout.vendors().stream()
                        .filter(vendor ->
                                !(type.getPackageName() + ".").startsWith(layout.root() + "." + vendor.home() + "."))
                        .forEach(vendor -> report(type, vendor, events));
            }
        };
    }

    private static void report(JavaClass type, Vendor vendor, ConditionEvents events) {
        DescribedPredicate<JavaClass> library =
                JavaClass.Predicates.resideInAnyPackage(vendor.packages().toArray(String[]::new));
        type.getDirectDependenciesFromSelf().stream()
                .filter(use -> library.test(use.getTargetClass()))
                .forEach(use -> events.add(SimpleConditionEvent.violated(
                        type,
                        "%s stays in %s, since %s: %s"
                                .formatted(vendor.name(), vendor.home(), vendor.reason(), use.getDescription()))));
    }
}
