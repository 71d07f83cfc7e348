package io.tokentally.bootstrap.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase.IssuedKey;
import io.tokentally.application.port.in.key.ManageKeysUseCase.NewKey;
import io.tokentally.application.port.in.key.ManageProviderKeysUseCase;
import io.tokentally.bootstrap.TokentallyApplication;
import io.tokentally.bootstrap.start.CommandProcess.Result;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.start.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Master and hashing key are replaced by commands, in processes of their own, while the application runs or is stopped. */
@Tag("long")
@Timeout(600)
class KeyRotationIT {

    private static final OrganizationId DEFAULT = new OrganizationId("default");
    private static final ProviderSecret FIRST_SECRET = new ProviderSecret("sk-proj-never-to-be-seen-4711");
    private static final ProviderSecret SECOND_SECRET = new ProviderSecret("sk-proj-never-to-be-seen-4712");

    @TempDir
    private Path home;

    @Test
    void bothKeysAreReplacedWhileEverybodyGoesOn() throws Exception {
        String secret;
        try (ConfigurableApplicationContext application = start()) {
            IssuedKey issued = issue(application, "laptop");
            secret = issued.secret().value();
            application
                    .getBean(ManageProviderKeysUseCase.class)
                    .store(SignedInOwner.signIn(application), Provider.OPENAI, FIRST_SECRET);
        }
        Files.move(home.resolve("master.key"), home.resolve("master.key.previous"));

        try (ConfigurableApplicationContext application = start()) {
            assertOpen(application, secret, FIRST_SECRET);
            application
                    .getBean(ManageProviderKeysUseCase.class)
                    .store(SignedInOwner.signIn(application), Provider.ANTHROPIC, SECOND_SECRET);

            Result rotated = command("rotate-master");
            assertThat(rotated.output())
                    .contains("2 secrets were encrypted under the current master key; 0 are left.")
                    .contains("The previous master key is needed no more")
                    .doesNotContain("never-to-be-seen");
            assertThat(rotated.exitCode()).isZero();

            await(() -> application
                    .getBean(AuthenticateKeyUseCase.class)
                    .providerSecret(DEFAULT, Provider.OPENAI)
                    .isPresent());
            assertOpen(application, secret, FIRST_SECRET);
            rotateHashingKey(application, secret);
        }
        Files.delete(home.resolve("master.key.previous"));

        Result again = command("rotate-master");
        assertThat(again.output()).contains("0 secrets were encrypted under the current master key; 0 are left.");
        try (ConfigurableApplicationContext application = start()) {
            assertOpen(application, secret, FIRST_SECRET);
            assertThat(application.getBean(AuthenticateKeyUseCase.class).providerSecret(DEFAULT, Provider.ANTHROPIC))
                    .contains(SECOND_SECRET);
            assertThat(owner(application)
                            .sql(
                                    "SELECT action FROM audit_entries WHERE chain = '' AND action LIKE '%_key.%' ORDER BY number")
                            .query(String.class)
                            .list())
                    .containsExactly(
                            "master_key.changed", "master_key.rotated", "hashing_key.rotated", "master_key.rotated");
        }
    }

    private void rotateHashingKey(ConfigurableApplicationContext application, String secret) throws Exception {
        AuthenticateKeyUseCase authenticate = application.getBean(AuthenticateKeyUseCase.class);
        ManageKeysUseCase keys = application.getBean(ManageKeysUseCase.class);
        Viewer owner = SignedInOwner.signIn(application);
        String unused = issue(application, "in a drawer").secret().value();

        Result rotated = command("rotate-hashing-key", "--days=7");
        assertThat(rotated.output()).contains("under secret 2 from now on. 2 are still known by the old one");
        assertThat(keys.oldHashes(owner)).hasSize(2);

        await(() -> {
            assertThat(authenticate.check(secret)).isInstanceOf(KeyCheck.Accepted.class);
            return keys.oldHashes(owner).size() == 1;
        });
        assertThat(command("rotate-hashing-key").output())
                .contains("The rotation before is still under way: 1 keys have not been used since");

        owner(application)
                .sql("UPDATE hashing_keys SET valid_until = now() - interval '1 second' WHERE state = 'OLD'")
                .update();
        await(() -> authenticate.check(unused) instanceof KeyCheck.Refused refused
                && refused.reason() == KeyCheck.Reason.NOT_RENEWED);
        assertThat(authenticate.check(secret)).isInstanceOf(KeyCheck.Accepted.class);
        assertThat(authenticate.check(issue(application, "new").secret().value()))
                .isInstanceOf(KeyCheck.Accepted.class);
    }

    @Test
    void whoeverDropsThePreviousMasterKeyTooEarlyIsRefusedByName() throws Exception {
        try (ConfigurableApplicationContext application = start()) {
            issue(application, "laptop");
            application
                    .getBean(ManageProviderKeysUseCase.class)
                    .store(SignedInOwner.signIn(application), Provider.OPENAI, FIRST_SECRET);
        }
        Files.move(home.resolve("master.key"), home.resolve("master.key.previous"));
        Result tooEarly = command("rotate-master");
        assertThat(tooEarly.exitCode()).isEqualTo(1);
        assertThat(tooEarly.output()).contains("There is no master key");
        start().close();
        Files.move(home.resolve("master.key.previous"), home.resolve("aside"));

        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> start().close())
                .havingRootCause()
                .isInstanceOf(StartRefusedException.class)
                .withMessageContaining("Under it are still sealed: hashing-key × 1, provider-key × 1.");
        Result left = command("rotate-master");
        assertThat(left.exitCode()).isEqualTo(1);
        assertThat(left.output()).contains("Neither master key decrypts these: ", "provider-key of default, openai");

        Files.move(home.resolve("aside"), home.resolve("master.key.previous"));
        assertThat(command("rotate-master").exitCode()).isZero();
        Files.delete(home.resolve("master.key.previous"));
        start().close();
    }

    /** The process is held where it would seal its third secret, and ended there as a machine that goes down ends it. */
    @Test
    void aRotationThatIsKilledHalfWayLosesNothingAndGoesOnWhereItWas() throws Exception {
        String secret;
        try (ConfigurableApplicationContext application = start()) {
            secret = issue(application, "laptop").secret().value();
            ManageProviderKeysUseCase providerKeys = application.getBean(ManageProviderKeysUseCase.class);
            providerKeys.store(SignedInOwner.signIn(application), Provider.OPENAI, FIRST_SECRET);
            providerKeys.store(SignedInOwner.signIn(application), Provider.ANTHROPIC, SECOND_SECRET);
        }
        Files.move(home.resolve("master.key"), home.resolve("master.key.previous"));
        try (ConfigurableApplicationContext application = start()) {
            killRotationAtTheHashingKey(application);

            assertOpen(application, secret, FIRST_SECRET);
            assertOpenAnthropic(application);
        }
        Files.move(home.resolve("master.key.previous"), home.resolve("aside"));
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> start().close())
                .havingRootCause()
                .isInstanceOf(StartRefusedException.class)
                .withMessageContaining("Under it are still sealed: hashing-key × 1.");
        Files.move(home.resolve("aside"), home.resolve("master.key.previous"));

        Result resumed = command("rotate-master");
        assertThat(resumed.output())
                .contains("1 secrets were encrypted under the current master key; 0 are left.")
                .contains("The previous master key is needed no more");
        Files.delete(home.resolve("master.key.previous"));
        try (ConfigurableApplicationContext application = start()) {
            assertOpen(application, secret, FIRST_SECRET);
            assertOpenAnthropic(application);
        }
    }

    /** The two providers' keys come first, and the hashing key is locked by somebody else. */
    private void killRotationAtTheHashingKey(ConfigurableApplicationContext application) throws Exception {
        JdbcClient owner = owner(application);
        try (Connection lock =
                        application.getBean("ownerDataSource", DataSource.class).getConnection();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("SELECT FROM hashing_keys FOR UPDATE");
            Process rotation = new CommandProcess(home).start("rotate-master");
            await(() -> waitingForLocks(owner) > 0 || !rotation.isAlive());
            assertThat(rotation.isAlive()).isTrue();
            rotation.destroyForcibly().waitFor();
            // With the process went its connection; the database would notice only at its next word to it.
            owner.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    .query()
                    .listOfRows();
            await(() -> waitingForLocks(owner) == 0);
            lock.rollback();
        }
    }

    private static long waitingForLocks(JdbcClient owner) {
        return owner.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .query(Long.class)
                .single();
    }

    private static void assertOpenAnthropic(ConfigurableApplicationContext application) {
        assertThat(application.getBean(AuthenticateKeyUseCase.class).providerSecret(DEFAULT, Provider.ANTHROPIC))
                .contains(SECOND_SECRET);
    }

    private static void assertOpen(
            ConfigurableApplicationContext application, String key, ProviderSecret providerSecret) {
        AuthenticateKeyUseCase authenticate = application.getBean(AuthenticateKeyUseCase.class);
        assertThat(authenticate.check(key)).isInstanceOf(KeyCheck.Accepted.class);
        assertThat(authenticate.providerSecret(DEFAULT, Provider.OPENAI)).contains(providerSecret);
    }

    private static IssuedKey issue(ConfigurableApplicationContext application, String name) {
        return application
                .getBean(ManageKeysUseCase.class)
                .issue(SignedInOwner.signIn(application), new NewKey(name, null, KeyLimits.OF_THE_INSTALLATION));
    }

    private static JdbcClient owner(ConfigurableApplicationContext application) {
        return JdbcClient.create(application.getBean("ownerDataSource", DataSource.class));
    }

    private ConfigurableApplicationContext start() {
        return SpringApplication.run(
                TokentallyApplication.class,
                "--server.port=0",
                "--tokentally.home=" + home,
                "--tokentally.demo=false",
                "--tokentally.gateway.port=0");
    }

    private Result command(String... words) throws IOException, InterruptedException {
        return new CommandProcess(home).run(words);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(100);
        }
    }
}
