package io.tokentally.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import io.tokentally.architecture.Layout.Layer;
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

    static List<Rule> of(Layout layout) {
        if (layout.packageOf(Layer.UI).isEmpty()) {
            return List.of();
        }
        return List.of(
                new Rule(
                        "viewsAreNamedView",
                        views(layout).should().haveSimpleNameEndingWith("View"),
                        "whoever looks for a page looks for a View",
                        "let the name end in View"),
                new Rule(
                        "viewsAreGuarded",
                        views(layout).should(haveExactlyOneGuard()),
                        "a page without a guard is closed by accident, and one with two guards open by accident",
                        "annotate it with one of @PermitAll, @RolesAllowed, @DenyAll and @AnonymousAllowed"),
                new Rule(
                        "viewsHaveATitle",
                        views(layout)
                                .should()
                                .beAnnotatedWith("com.vaadin.flow.router.PageTitle")
                                .orShould()
                                .beAssignableTo("com.vaadin.flow.router.HasDynamicTitle"),
                        "a tab, a bookmark and a screen reader name the page by its title",
                        "annotate it with @PageTitle, or implement HasDynamicTitle"),
                new Rule(
                        "pollIntervalsHaveOneOwner",
                        noClasses()
                                .that()
                                .resideInAPackage(layout.everything())
                                .and()
                                .doNotHaveSimpleName("Polling")
                                .should()
                                .callMethodWhere(target(name("setPollInterval"))),
                        "whoever sets the interval of a page switches off what another component waits for",
                        "tell Polling how often the page is to ask"));
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
