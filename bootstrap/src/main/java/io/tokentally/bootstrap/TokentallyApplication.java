package io.tokentally.bootstrap;

import io.tokentally.bootstrap.command.CommandLine;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Tokentally, or does what a command calls for. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TokentallyApplication {

    public static void main(String[] arguments) {
        if (CommandLine.calls(arguments)) {
            System.exit(CommandLine.ofProcess().run(arguments));
        }
        SpringApplication.run(TokentallyApplication.class, arguments);
    }
}
