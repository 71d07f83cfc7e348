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

    Announcement(PrintStream terminal, DemoMode demoMode) {
        this.terminal = terminal;
        this.demoMode = demoMode;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        StringBuilder text = new StringBuilder("\nTokentally is ready: ")
                .append(address(environment, "server", "8080"))
                .append('\n');
        if (environment.containsProperty("local.gateway.port")) {
            text.append("Its gateway: ")
                    .append(address(environment, "gateway", "8090"))
                    .append("/openai/v1\n");
        }
        if (demoMode.on()) {
            text.append("\nDemo mode. Sign in with the password '")
                    .append(DemoInstaller.PASSWORD)
                    .append("' as one of\n");
            DemoInstaller.signIns()
                    .forEach(signIn -> text.append("  %-26s %s%n".formatted(signIn.login(), signIn.description())));
        }
        terminal.println(text);
    }

    private static String address(Environment environment, String listener, String usualPort) {
        String setting = listener.equals("gateway") ? "tokentally.gateway.address" : "server.address";
        String host = environment.getProperty(setting, "127.0.0.1");
        String shown = host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host;
        String port = environment.getProperty("local." + listener + ".port", usualPort);
        boolean tls = environment.getProperty("%s.ssl.bundle".formatted(listener)) != null
                || environment.getProperty("%s.ssl.certificate".formatted(listener)) != null
                || environment.getProperty("%s.ssl.key-store".formatted(listener)) != null;
        return "%s://%s:%s".formatted(tls ? "https" : "http", shown.contains(":") ? "[" + shown + "]" : shown, port);
    }
}
