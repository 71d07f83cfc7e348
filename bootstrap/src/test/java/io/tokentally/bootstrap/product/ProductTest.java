package io.tokentally.bootstrap.product;

import io.tokentally.bootstrap.TokentallyApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test against the whole product as people start it: demo mode, the embedded database in a home folder of its own, the
 * simulator, a free port, and a server that takes its mail. All such tests share one start.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = TokentallyApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = ProductTest.FreshHome.class)
public @interface ProductTest {

    /** Gives the application a home folder of its own. */
    class FreshHome implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("tokentally.home=" + freshFolder(), "tokentally.gateway.port=0")
                    .applyTo(context);
            // A test may have its own, or none that answers.
            if (!context.getEnvironment().containsProperty("spring.mail.host")) {
                TestPropertyValues.of(
                                "spring.mail.host=127.0.0.1",
                                "spring.mail.port=" + Mailbox.port(),
                                "tokentally.mail.from=tokentally@acme.example")
                        .applyTo(context);
            }
        }

        private static Path freshFolder() {
            try {
                return DemoHome.in(
                        Files.createTempDirectory(Files.createDirectories(Path.of("target", "homes")), "home"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
