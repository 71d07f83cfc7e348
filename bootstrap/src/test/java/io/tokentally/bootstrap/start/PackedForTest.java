package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.start.StartRefusedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedForTest {

    @ParameterizedTest
    @CsvSource({
        "linux-x86_64, Linux, amd64",
        "linux-arm_64, Linux, aarch64",
        "darwin-x86_64, Mac OS X, x86_64",
        "darwin-arm_64, Mac OS X, aarch64",
        "windows-x86_64, Windows 11, amd64"
    })
    void aJarRunsOnTheMachineThatItWasBuiltFor(String machine, String system, String architecture) {
        assertThatCode(() -> new PackedFor(List.of(machine)).requireThisMachine(system, architecture))
                .doesNotThrowAnyException();
    }

    @Test
    void onAnotherItSaysInOneSentenceWhatItIsAndWhatToDo() {
        PackedFor jar = new PackedFor(List.of("linux-x86_64"));

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> jar.requireThisMachine("Mac OS X", "aarch64"))
                .withMessage("This jar of Tokentally was built for linux-x86_64, and this machine is darwin-arm_64.")
                .satisfies(refusal -> assertThat(refusal.remedy()).contains("./tokentally build", "--all-platforms"));
    }

    @Test
    void aJarForEveryPlatformRunsAnywhere() {
        assertThatCode(() -> new PackedFor(List.of()).requireThisMachine("FreeBSD", "amd64"))
                .doesNotThrowAnyException();
    }
}
