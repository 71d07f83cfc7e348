package io.tokentally.bootstrap.start;

import io.tokentally.bootstrap.start.FirstOperator.WayIn;
import io.tokentally.demo.DemoInstaller;
import io.tokentally.demo.DemoMode;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/**
 * Tells the person at the terminal where to go and how to sign in. It prints and does not log: a password must not end
 * up in a log.
 */
final class StartupBanner implements ApplicationListener<ApplicationReadyEvent> {

    private final PrintStream terminal;
    private final DemoMode demoMode;
    private final Supplier<Optional<WayIn>> operatorsWayIn;
    private final BooleanSupplier withoutOperator;

    /**
     * @param operatorsWayIn for the operator that this start has made
     * @param withoutOperator whether nobody can sign in to run the installation
     */
    StartupBanner(
            PrintStream terminal,
            DemoMode demoMode,
            Supplier<Optional<WayIn>> operatorsWayIn,
            BooleanSupplier withoutOperator) {
        this.terminal = terminal;
        this.demoMode = demoMode;
        this.operatorsWayIn = operatorsWayIn;
        this.withoutOperator = withoutOperator;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        StringBuilder text = new StringBuilder("\nTokentally is ready: ")
                .append(ApplicationAddress.WEB.in(environment))
                .append('\n');
        if (ApplicationAddress.GATEWAY.listensIn(environment)) {
            text.append("Its gateway: ")
                    .append(ApplicationAddress.GATEWAY.in(environment))
                    .append("/v1\n");
        }
        if (demoMode.on()) {
            text.append("\nDemo mode. Sign in with the password '")
                    .append(DemoInstaller.PASSWORD)
                    .append("' as one of\n");
            DemoInstaller.signIns()
                    .forEach(signIn -> text.append("  %-26s %s%n".formatted(signIn.login(), signIn.description())));
        }
        operatorsWayIn
                .get()
                .ifPresent(wayIn -> text.append(
                        """

                The operator of this installation, %s, chooses a password here, once and within a day:
                  %s
                ./tokentally operator prints another link.
                """.formatted(wayIn.login(), wayIn.link().under(ApplicationAddress.ofLinks(environment)))));
        if (withoutOperator.getAsBoolean()) {
            text.append("\nNobody operates this installation yet. Run ./tokentally operator to do so.\n");
        }
        terminal.println(text);
    }
}
