package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;

/** What every page has. */
final class ViewRules {

    private static final String ROUTE = "com.vaadin.flow.router.Route";
    private static final List<String> GUARDS = List.of(
            "jakarta.annotation.security.PermitAll",
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.DenyAll",
            "com.vaadin.flow.server.auth.AnonymousAllowed");

    private ViewRules() {}

    static ArchRule viewsAreNamedView(Layout layout) {
        return views(layout)
                .should()
                .haveSimpleNameEndingWith("View")
                .because("whoever looks for a page looks for a View");
    }

    static ArchRule viewsAreGuarded(Layout layout) {
        return views(layout)
                .should(haveExactlyOneGuard())
                .because("a page without a guard is closed by accident, and one with two guards open by accident");
    }

    static ArchRule viewsHaveATitle(Layout layout) {
        return views(layout)
                .should()
                .beAnnotatedWith("com.vaadin.flow.router.PageTitle")
                .orShould()
                .beAssignableTo("com.vaadin.flow.router.HasDynamicTitle")
                .because("a tab, a bookmark and a screen reader name the page by its title");
    }

    private static GivenClassesConjunction views(Layout layout) {
        return classes().that().resideInAPackage(layout.everything()).and().areAnnotatedWith(ROUTE);
    }

    private static ArchCondition<JavaClass> haveExactlyOneGuard() {
        return new ArchCondition<>("have exactly one of @PermitAll, @RolesAllowed, @DenyAll and @AnonymousAllowed") {
            @Override
            public void check(JavaClass view, ConditionEvents events) {
                List<String> guards = GUARDS.stream()
                        .filter(view::isAnnotatedWith)
                        .map(name -> "@" + name.substring(name.lastIndexOf('.') + 1))
                        .toList();
                events.add(new SimpleConditionEvent(
                        view, guards.size() == 1, view.getDescription() + " has the guards " + guards));
            }
        };
    }
}
