package io.tokentally.bootstrap.security;

import io.tokentally.application.port.out.access.Sessions;
import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Forgets sessions that are of no use to anybody any more. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class SessionHousekeeping implements SchedulingConfigurer {

    private static final Duration EVERY = Duration.ofMinutes(10);

    private final Sessions sessions;

    SessionHousekeeping(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar registrar) {
        registrar.addFixedDelayTask(new FixedDelayTask(sessions::purge, EVERY, EVERY));
    }
}
