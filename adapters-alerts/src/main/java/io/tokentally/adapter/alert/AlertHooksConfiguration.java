package io.tokentally.adapter.alert;

import io.tokentally.application.port.out.alert.AlertHooks;
import io.tokentally.application.port.out.alert.OperatorNotices;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts together what calls hooks, and keeps what operators are told. The application around supplies {@link AlertHookOptions} and {@link OperatorFile}. */
@Configuration(proxyBeanMethods = false)
public class AlertHooksConfiguration {

    /** Where it is kept what whoever runs the installation is to be told. */
    public record OperatorFile(Path path) {}

    @Bean
    AlertHooks alertHooks(AlertHookOptions options, Clock clock) {
        return new HttpAlertHooks(options, clock);
    }

    @Bean
    OperatorNotices operatorNotices(OperatorFile file) {
        return new FileOperatorNotices(file.path());
    }
}
