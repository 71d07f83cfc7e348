package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;

/** Whose libraries stay in whose module. */
final class VendorRules {

    private VendorRules() {}

    static ArchRule openAiStaysInItsAdapter(Layout layout) {
        return only(layout, "adapter.openai", "com.openai..")
                .because("a second provider must not meet the first one's types");
    }

    static ArchRule persistenceLibrariesStayInTheirAdapter(Layout layout) {
        return only(
                        layout,
                        "adapter.persistence",
                        "jakarta.persistence..",
                        "org.hibernate..",
                        "org.springframework.data..",
                        "liquibase..",
                        "org.mapstruct..")
                .because("how the ledger is kept is known in one place, where it can be changed");
    }

    static ArchRule documentLibrariesStayInTheirAdapter(Layout layout) {
        return only(layout, "adapter.documents", "org.apache.pdfbox..", "org.apache.poi..")
                .because("parsers of foreign files are fenced in behind one port, with its limits");
    }

    static ArchRule sqliteStaysInTheJournal(Layout layout) {
        return only(layout, "adapter.journal", "org.sqlite..")
                .because("the ledger is PostgreSQL's; what a process keeps for itself is nobody else's to read");
    }

    static ArchRule nettyStaysInTheGateway(Layout layout) {
        return only(layout, "adapter.gateway", "io.netty..")
                .because("who counts references and must not block an event loop is known in one place");
    }

    static ArchRule vaadinStaysInTheUi(Layout layout) {
        return noClasses()
                .that(resideInAPackage(layout.everything())
                        .and(resideOutsideOfPackage(layout.in("ui")))
                        .and(describe("are not exempt", type -> !isExempt(layout, type))))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.vaadin..")
                .because("nobody but the views needs to know what they are drawn with");
    }

    private static boolean isExempt(Layout layout, JavaClass type) {
        String outermost = type.getName().replaceFirst("\\$.*", "");
        return Exemptions.VAADIN_OUTSIDE_UI.containsKey(layout.relative(outermost));
    }

    private static ClassesShouldConjunction only(Layout layout, String home, String... vendors) {
        return noClasses()
                .that()
                .resideInAPackage(layout.everything())
                .and()
                .resideOutsideOfPackage(layout.in(home))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(vendors);
    }
}
