package io.tokentally.bootstrap.start;

import io.tokentally.bootstrap.demo.DemoInstaller;
import io.tokentally.bootstrap.demo.DemoMode;
import java.io.PrintStream;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Tells the person at the terminal where to go and how to sign in. It prints and does not log: a password must not end
 * up in a log.
 */
final class Announcement implements ApplicationListener<ApplicationReadyEvent> {

    private final PrintStream terminal;
    private final DemoMode demoMode;
    private final FirstStart firstStart;

    Announcement(PrintStream terminal, DemoMode demoMode, FirstStart firstStart) {
        this.terminal = terminal;
        this.demoMode = demoMode;
        this.firstStart = firstStart;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        StringBuilder text = new StringBuilder("\nTokentally is ready: ")
                .append(ApplicationAddress.of(environment, "server", "8080"))
                .append('\n');
        if (environment.containsProperty("local.gateway.port")) {
            text.append("Its gateway: ")
                    .append(ApplicationAddress.of(environment, "gateway", "8090"))
                    .append("/openai/v1\n");
        }
        if (demoMode.on()) {
            text.append("\nDemo mode. Sign in with the password '")
                    .append(DemoInstaller.PASSWORD)
                    .append("' as one of\n");
            DemoInstaller.signIns()
                    .forEach(signIn -> text.append("  %-26s %s%n".formatted(signIn.login(), signIn.description())));
        }
        firstStart
                .operatorsWayIn()
                .ifPresent(wayIn -> text.append(
                        """

                The operator of this installation, %s, chooses a password here, once and within a day:
                  %s
                ./tokentally operator prints another link.
                """.formatted(wayIn.login(), wayIn.link().under(ApplicationAddress.ofWeb(environment)))));
        if (firstStart.isWithoutOperator()) {
            text.append("\nNobody operates this installation yet. Run ./tokentally operator to do so.\n");
        }
        terminal.println(text);
    }
}
