package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.bootstrap.start.CommandProcess.Result;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees at the terminal where a start is refused. */
@Tag("long")
@Timeout(300)
class RefusedStartIT {

    @Test
    void aFolderThatIsInUseIsNamedWithTheRemedyAndNothingElse(@TempDir Path home) throws Exception {
        try (FileChannel channel = FileChannel.open(
                        home.resolve("tokentally.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();

            Result refused = new CommandProcess(home).run("--server.port=0", "--tokentally.gateway.port=0");

            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("Tokentally is already running on the folder " + home, "set TOKENTALLY_HOME")
                    .doesNotContain("Exception", "Error creating bean");
        }
    }
}
