package io.tokentally.bootstrap.start;

import io.tokentally.bootstrap.StartRefused;
import io.tokentally.bootstrap.demo.DemoInstaller;
import io.tokentally.bootstrap.demo.DemoMode;
import java.io.PrintStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that somebody can sign in: the people of the demo, or a first owner. It is done before the web server
 * listens, so that whoever reaches the application finds it ready.
 */
final class FirstStart implements SmartLifecycle {

    private final PrintStream terminal;
    private final DemoMode demoMode;
    private final DemoInstaller demo;
    private final FirstOwner firstOwner;
    private volatile boolean running;
    private volatile @Nullable String oneTimePassword;

    FirstStart(PrintStream terminal, DemoMode demoMode, DemoInstaller demo, FirstOwner firstOwner) {
        this.terminal = terminal;
        this.demoMode = demoMode;
        this.demo = demo;
        this.firstOwner = firstOwner;
    }

    @Override
    public void start() {
        if (demoMode.on()) {
            demo.install();
        } else if (demo.isInstalled()) {
            throw new StartRefused(
                    "This database was filled by demo mode: it holds accounts with a published password.",
                    "Set TOKENTALLY_HOME to another folder to start afresh, or TOKENTALLY_DEMO=true to go on in demo mode.");
        } else {
            firstOwner.createIfNobody().ifPresent(this::announce);
        }
        running = true;
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
