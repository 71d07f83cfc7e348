package io.tokentally.bootstrap;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts Tokentally. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TokentallyApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(TokentallyApplication.class, arguments);
    }
}
