package io.tokentally.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import org.springframework.mock.env.MockEnvironment;

class PortInUseAnalyzerTest {

    /** Spring Boot has an analyzer of its own for it, which does not know our settings: ours is asked first. */
    @Test
    void aPortInUseIsNamedWithItsSetting() {
        FailureAnalysis first = SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
                                .and(Environment.class, new MockEnvironment()),
                        FailureHandler.logging(org.apache.commons.logging.LogFactory.getLog(getClass())))
                .stream()
                .map(analyzer -> analyzer.analyze(new PortInUseException(8080)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();

        assertThat(first.getDescription()).contains("8080");
        assertThat(first.getAction()).contains("SERVER_PORT");
    }
}
