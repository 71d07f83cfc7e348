package io.tokentally.bootstrap;

import io.tokentally.bootstrap.command.CommandLine;
import io.tokentally.bootstrap.start.LearningRun;
import io.tokentally.bootstrap.start.PackedFor;
import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Tokentally, or does what a command calls for. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TokentallyApplication {

    public static void main(String[] arguments) throws IOException {
        requireThisMachine();
        if (arguments.length == 1 && arguments[0].equals(LearningRun.ARGUMENT)) {
            LearningRun.run(settings -> SpringApplication.run(TokentallyApplication.class, settings));
            return;
        }
        if (CommandLine.calls(arguments)) {
            System.exit(CommandLine.ofProcess().run(arguments));
        }
        SpringApplication.run(TokentallyApplication.class, arguments);
    }

    // Before Spring starts, and before anything is written.
    private static void requireThisMachine() {
        try {
            PackedFor.thisJar()
                    .requireThisMachine(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        } catch (StartRefusedException e) {
            System.err.println(e.getMessage() + "\n" + e.remedy());
            System.exit(1);
        }
    }
}
