package io.tokentally.bootstrap.start;

import io.tokentally.bootstrap.start.FirstOperator.WayIn;
import io.tokentally.demo.DemoInstaller;
import io.tokentally.demo.DemoMode;
import io.tokentally.domain.start.StartRefusedException;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that somebody can sign in: the people of the demo, or a first owner and an operator. It is done before the web server
 * listens, so that whoever reaches the application finds it ready.
 */
final class StartupInitializer implements SmartLifecycle {

    private final PrintStream terminal;
    private final DemoMode demoMode;
    private final DemoInstaller demo;
    private final FirstOwner firstOwner;
    private final FirstOperator firstOperator;
    private volatile boolean running;
    private volatile @Nullable String oneTimePassword;
    private volatile @Nullable WayIn operatorsWayIn;
    private volatile boolean withoutOperator;

    StartupInitializer(
            PrintStream terminal,
            DemoMode demoMode,
            DemoInstaller demo,
            FirstOwner firstOwner,
            FirstOperator firstOperator) {
        this.terminal = terminal;
        this.demoMode = demoMode;
        this.demo = demo;
        this.firstOwner = firstOwner;
        this.firstOperator = firstOperator;
    }

    @Override
    public void start() {
        if (demoMode.on()) {
            demo.install();
        } else if (demo.isInstalled()) {
            throw new StartRefusedException(
                    "This database was filled by demo mode: it holds accounts with a published password.",
                    "Set TOKENTALLY_HOME to another folder to start afresh, or TOKENTALLY_DEMO=true to go on in demo mode.");
        } else {
            firstOwner.createIfNobody().ifPresent(this::firstTime);
            withoutOperator = firstOperator.isMissing();
        }
        running = true;
    }

    private void firstTime(String password) {
        announce(password);
        operatorsWayIn = firstOperator.wayIn(firstOperator.usualLogin(), false);
    }

    // At once: should the start fail further on, the account is there all the same, and its password must be known.
    private void announce(String password) {
        oneTimePassword = password;
        terminal.println("""

                The first owner signs in as %s with the one-time password %s
                It is shown this once. Choose a password of your own after signing in.
                """.formatted(FirstOwner.LOGIN, password));
    }

    /** The password of the owner that this start has made, if it has made one. */
    Optional<String> oneTimePassword() {
        return Optional.ofNullable(oneTimePassword);
    }

    /** The operator's way in, if this start has made one. */
    Optional<WayIn> operatorsWayIn() {
        return Optional.ofNullable(operatorsWayIn);
    }

    /** Whether nobody can sign in to run the installation, as after an upgrade from a version without operators. */
    boolean isWithoutOperator() {
        return withoutOperator;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Ahead of the web server, which starts late. */
    @Override
    public int getPhase() {
        return 0;
    }
}
