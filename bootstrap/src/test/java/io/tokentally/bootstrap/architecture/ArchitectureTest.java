package io.tokentally.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The product keeps the rules of its architecture: see {@code docs/architecture.md}. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = ProductClasses.all();

    @TestFactory
    Stream<DynamicTest> theProductKeepsTheRule() {
        return ArchitectureRules.of(Layout.PRODUCT).entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(PRODUCT)));
    }

    @TestFactory
    Stream<DynamicTest> theModuleHasClassesToCheck() {
        return Layout.PRODUCT.modules().stream()
                .map(module -> dynamicTest(
                        module,
                        () -> assertThat(PRODUCT)
                                .as("classes of %s on the class path of this test", module)
                                .anyMatch(type -> (type.getPackageName() + ".").startsWith(module + ".")
                                        && !type.getSimpleName().equals("package-info"))));
    }

    @Test
    void noClassLivesOutsideTheModules() {
        assertThat(PRODUCT)
                .extracting(JavaClass::getPackageName)
                .allSatisfy(name -> assertThat(Layout.PRODUCT.modules())
                        .as("modules around %s", name)
                        .anyMatch(module -> module.startsWith(name + ".") || (name + ".").startsWith(module + ".")));
    }

    @Test
    void noTestIsTakenForTheProduct() {
        assertThat(PRODUCT.contain(ArchitectureTest.class)).isFalse();
        assertThat(PRODUCT).extracting(JavaClass::getName).noneMatch(name -> name.endsWith("Fixtures"));
    }

    @TestFactory
    Stream<DynamicTest> theModuleSaysWhatItsPackagesAreFor() {
        List<Path> folders = PackageDocumentation.sourceFolders(Path.of(".."));
        assertThat(folders).hasSizeGreaterThanOrEqualTo(9);
        return folders.stream()
                .map(folder -> dynamicTest(
                        folder.toString(),
                        () -> assertThat(PackageDocumentation.undocumented(folder))
                                .isEmpty()));
    }

    @Test
    void everyExemptionIsStillNeeded() {
        Set<String> classes = PRODUCT.stream()
                .map(type -> Layout.PRODUCT.relative(type.getName()))
                .collect(Collectors.toSet());
        Set<String> methods = PRODUCT.stream()
                .flatMap(type -> type.getMethods().stream())
                .map(ArchitectureTest::relativeName)
                .collect(Collectors.toSet());

        assertThat(methods).containsAll(Exemptions.READING_WITHOUT_VIEWER.keySet());
        assertThat(classes)
                .containsAll(Exemptions.PUBLIC_IN_ADAPTERS.keySet())
                .containsAll(Exemptions.VAADIN_OUTSIDE_UI.keySet())
                .containsAll(Exemptions.STANDARD_STREAMS.keySet());
    }

    private static String relativeName(JavaMethod method) {
        return Layout.PRODUCT.relative(method.getOwner().getName()) + "." + method.getName();
    }
}
