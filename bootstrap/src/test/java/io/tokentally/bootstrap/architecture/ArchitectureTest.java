package io.tokentally.bootstrap.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import io.tokentally.architecture.ArchitectureSuite;
import io.tokentally.architecture.TokentallyLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The product keeps the rules of its architecture: see {@code docs/architecture.md}. */
class ArchitectureTest extends ArchitectureSuite {

    ArchitectureTest() {
        super(Exemptions.from(TokentallyLayout.below("io.tokentally")).build(), Path.of(".."));
    }

    @Test
    void noTestIsTakenForTheProduct() {
        assertThat(classes().contain(ArchitectureTest.class)).isFalse();
        assertThat(classes()).extracting(JavaClass::getName).noneMatch(name -> name.endsWith("Fixtures"));
    }
}
