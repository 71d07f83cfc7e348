package io.tokentally.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.benchmark.fault.FaultRun;
import io.tokentally.benchmark.fault.FaultRun.Options;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of fault once, on the packed application. */
@Tag("long")
class FaultRunIT {

    private static final Path JAR = Path.of("target/tokentally.jar");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nothingIsLostNothingIsDoubled() throws Exception {
        Options options = Options.eachFaultOnce(JAR, folder);

        assertThat(new FaultRun(options, System.out).run()).isTrue();
    }
}
