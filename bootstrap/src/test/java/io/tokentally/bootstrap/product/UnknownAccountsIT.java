package io.tokentally.bootstrap.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.tokentally.application.port.out.access.Accounts;
import io.tokentally.application.port.out.access.AuthenticationAudit;
import io.tokentally.application.port.out.access.Mail;
import io.tokentally.application.port.out.access.PasswordResets;
import io.tokentally.application.port.out.access.SignInAttempts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.TestPropertySource;

/**
 * Whether somebody has an account shows in no answer and in nothing that is done before it: the same is asked of the database, and one
 * password of the same strength is looked at, whoever the name is of. What is done tells it where a clock would only guess.
 */
@ProductTest
@TestPropertySource(
        properties = {
            "tokentally.demo=true",
            "tokentally.public-url=https://tokentally.example",
            "spring.mail.host=127.0.0.1",
            "spring.mail.port=1",
            "tokentally.mail.from=tokentally@acme.example"
        })
@Import(UnknownAccountsIT.Watching.class)
class UnknownAccountsIT {

    private static final String CLOSED = "closed@acme.example";
    private static final String UNUSABLE = "unusable@acme.example";
    private static final String ONE_TIME = "one-time@acme.example";
    private static final String MEMBER = "member@acme.example";

    /** What an account is left with whose password was kept in clear once. */
    private static final String NO_PASSWORD = "{bcrypt}$2a$10$" + ".".repeat(53);

    /** Names that somebody has or had, each of whom the password given is wrong for. */
    private static final List<String> TAKEN = List.of(MEMBER, CLOSED, UNUSABLE, ONE_TIME);

    private static final List<String> WORK = new CopyOnWriteArrayList<>();

    /** It is counted, looked at, and written down. */
    private static final List<String> ONE_PASSWORD = List.of(
            "Accounts.findByLogin",
            "SignInAttempts.begin",
            "Accounts.findByLogin",
            "matches {bcrypt}$2a$10$",
            "AuthenticationAudit.note SIGN_IN_FAILED");

    /** What is asked for in the background, after the answer. */
    private static final String MAIL_THREAD = "mail";

    /** What is another in each answer, whoever asks. */
    private static final Set<String> NEVER_THE_SAME = Set.of("date", "content-security-policy");

    @LocalServerPort
    private int port;

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    /** Writes down what is asked of whatever knows of accounts. */
    @TestConfiguration
    static class Watching {

        @Bean
        static BeanPostProcessor watched() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (bean instanceof PasswordEncoder passwords) {
                        return new WatchedPasswords(passwords);
                    }
                    for (Class<?> port : List.of(
                            Accounts.class,
                            SignInAttempts.class,
                            AuthenticationAudit.class,
                            PasswordResets.class,
                            Mail.class)) {
                        if (port.isInstance(bean)) {
                            return watched(port, bean);
                        }
                    }
                    return bean;
                }
            };
        }

        private static Object watched(Class<?> port, Object bean) {
            return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                if (port != Mail.class) {
                    done(port.getSimpleName() + "." + method.getName()
                            + (port == AuthenticationAudit.class ? " " + arguments[0] : ""));
                }
                try {
                    return method.invoke(bean, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
        }

        private static void done(String what) {
            if (!Thread.currentThread().getName().equals(MAIL_THREAD)) {
                WORK.add(what);
            }
        }
    }

    private record WatchedPasswords(PasswordEncoder passwords) implements PasswordEncoder {

        @Override
        public String encode(CharSequence password) {
            return passwords.encode(password);
        }

        @Override
        public boolean matches(CharSequence password, String encoded) {
            Watching.done("matches " + encoded.substring(0, "{bcrypt}$2a$10$".length()));
            return passwords.matches(password, encoded);
        }
    }

    /** Where a name and a password are taken. */
    enum Door {
        FORM((port, login) ->
                new Visitor(port).signIn(login, "not the password", "Origin", "http://localhost:" + port)),
        API((port, login) -> new Api(port).get(login, "not the password", "/api/v1/usage/summary")),
        DESCRIPTION((port, login) -> new Api(port).get(login, "not the password", "/v3/api-docs")),
        ACTUATOR((port, login) -> new Api(port).get(login, "not the password", "/actuator/prometheus")),
        HEALTH((port, login) -> new Api(port).get(login, "not the password", "/actuator/health")),
        FORGOTTEN((port, login) -> new Visitor(port).submit("/forgotten", "username", login));

        interface Knock {

            HttpResponse<String> at(int port, String login);
        }

        @SuppressWarnings("ImmutableEnumChecker") // Of lambdas that keep nothing.
        private final Knock knock;

        Door(Knock knock) {
            this.knock = knock;
        }

        boolean takesPasswords() {
            return this != FORGOTTEN;
        }
    }

    private record Outcome(int status, Map<String, List<String>> headers, String body, List<String> work) {}

    @BeforeEach
    void people() {
        JdbcClient owner = JdbcClient.create(ownerDataSource);
        owner.sql("DELETE FROM sign_in_attempts").update();
        for (String login : List.of(CLOSED, UNUSABLE, ONE_TIME)) {
            owner.sql("""
                            INSERT INTO accounts (user_id, login, display_name, password_hash, one_time_password)
                            SELECT ?, ?, 'Somebody', password_hash, false FROM accounts WHERE login = ?
                            ON CONFLICT DO NOTHING""").params(login, login, MEMBER).update();
        }
        owner.sql("UPDATE accounts SET closed_at = now() WHERE login = ?")
                .param(CLOSED)
                .update();
        owner.sql("UPDATE accounts SET password_hash = ? WHERE login = ?")
                .params(NO_PASSWORD, UNUSABLE)
                .update();
        owner.sql("UPDATE accounts SET one_time_password = true WHERE login = ?")
                .param(ONE_TIME)
                .update();
        owner.sql("UPDATE accounts SET address_proven_at = now() WHERE login = ?")
                .param(MEMBER)
                .update();
    }

    private Outcome knock(Door door, String login) {
        WORK.clear();
        HttpResponse<String> answer = door.knock.at(port, login);
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        NEVER_THE_SAME.forEach(headers::remove);
        // A page's scripts are let in by a number that is another in each answer.
        String body = answer.body().replaceAll("nonce=\"[^\"]*\"", "nonce");
        return new Outcome(answer.statusCode(), headers, body, List.copyOf(WORK));
    }

    /** Each time by a name that nobody has tried, so that none of them waits. */
    private static String unknown(Door door, String like) {
        return "nobody-%s-%s".formatted(door, like).toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void theSameIsDoneAndAnsweredWhetherSomebodyHasThatNameOrNot(Door door) {
        knock(door, unknown(door, "first"));
        for (String login : TAKEN) {
            Outcome taken = knock(door, login);
            Outcome madeUp = knock(door, unknown(door, login));

            assertThat(taken).as(login).isEqualTo(madeUp);
            assertThat(taken.work())
                    .as("what is done before the answer")
                    .isEqualTo(door.takesPasswords() ? ONE_PASSWORD : List.of());
        }
    }
}
