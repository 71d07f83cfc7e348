package io.tokentally.bootstrap.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How features lie beside each other. */
final class FeatureRules {

    private FeatureRules() {}

    static ArchRule featuresFormNoCycles(Layout layout) {
        return slices().assignedFrom(new FeatureOnItsFloor(layout))
                .namingSlices("$2 in $1")
                .should()
                .beFreeOfCycles()
                .because("features that need each other are one feature, or have a third one hidden between them");
    }

    static ArchRule gatewayIsWiredFromAbove(Layout layout) {
        return noClasses()
                .that()
                .resideInAPackage(layout.root() + ".adapter.gateway.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(layout.root() + ".adapter.gateway")
                .because("what listens and wires stands above what it is made of, and no circle runs through it");
    }

    /** Assigns a class to its layer and its feature; what lies above the features, as configurations do, to none. */
    private static final class FeatureOnItsFloor implements SliceAssignment {

        private final Pattern place;

        FeatureOnItsFloor(Layout layout) {
            place = Pattern.compile(Pattern.quote(layout.root())
                    + "\\.(domain|application\\.port\\.in|application\\.port\\.out|application\\.service|adapter\\.\\w+|ui|simulator|bootstrap)"
                    + "\\.(\\w+)(\\..*)?");
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            Matcher matcher = place.matcher(type.getPackageName());
            return matcher.matches()
                    ? SliceIdentifier.of(matcher.group(1), matcher.group(2))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "the features of each layer";
        }
    }
}
