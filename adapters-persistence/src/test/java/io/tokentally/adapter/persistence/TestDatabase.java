package io.tokentally.adapter.persistence;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tokentally.adapter.persistence.replica.ReplicaLag;
import io.tokentally.adapter.persistence.replica.ReplicatedDataSource;
import io.tokentally.adapter.persistence.setup.DatabaseSetup;
import io.tokentally.adapter.persistence.setup.RoleLogin;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceFixtures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A fresh, prepared database per test class, empty at the start of each test, with all adapters on it. */
public final class TestDatabase implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    /** The list price of {@code gpt-4.1-nano}, and no other. */
    public static final PriceBook LIST = new PriceBook(Money.USD, List.of(PriceFixtures.nanoPrice()));

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int MOST_ATTEMPTS = 5;

    private final String name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
    private final @Nullable Duration mostLag;
    private final boolean emptied;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private @Nullable DataSource owner;
    private @Nullable DataSource application;
    private @Nullable DataSource metering;
    private @Nullable DataSource authentication;
    private @Nullable Standby standby;
    private @Nullable AnnotationConfigApplicationContext context;

    public TestDatabase() {
        this(null, true);
    }

    private TestDatabase(@Nullable Duration mostLag, boolean emptied) {
        this.mostLag = mostLag;
        this.emptied = emptied;
    }

    /** With a replica that streams from it, and is asked until it is so far behind. */
    public static TestDatabase withReplica(Duration mostLag) {
        return new TestDatabase(mostLag, true);
    }

    /** For tests that only read what takes long to write: what one finds, the next finds, too. */
    public static TestDatabase filledOnce() {
        return new TestDatabase(null, false);
    }

    /** JPA as Spring Boot sets it up in the application. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({HibernateJpaAutoConfiguration.class, TransactionAutoConfiguration.class})
    static class Jpa {}

    @Override
    public void beforeAll(ExtensionContext extensionContext) {
        PostgresServer.createDatabase(name);
        owner = pool(PostgresServer.OWNER, 3);
        prepare();
        // One connection only, so that each test also gets the one that somebody else used before.
        application = pool(PostgresServer.APPLICATION_LOGIN, 1);
        metering = pool(PostgresServer.METERING_LOGIN, 4);
        authentication = pool(PostgresServer.AUTHENTICATION_LOGIN, 2);
        context = new AnnotationConfigApplicationContext();
        context.registerBean("dataSource", DataSource.class, this::primary, bean -> bean.setPrimary(true));
        context.registerBean("ownerDataSource", DataSource.class, this::owner);
        context.registerBean("meteringDataSource", DataSource.class, this::metering);
        context.registerBean("authenticationDataSource", DataSource.class, this::authentication);
        context.registerBean(ListPrices.class, () -> () -> LIST);
        context.registerBean(UsedBundles.class, UsedBundles::new);
        context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "as in application.yaml",
                        Map.of(
                                "spring.jpa.hibernate.ddl-auto", "none",
                                "spring.jpa.properties.hibernate.jdbc.time_zone", "UTC")));
        context.register(PersistenceConfiguration.class, Jpa.class);
        context.refresh();
    }

    private DataSource primary() {
        if (mostLag == null) {
            return application();
        }
        // The measuring of lag takes a connection beside those of questions.
        HikariDataSource database = pool(PostgresServer.APPLICATION_LOGIN, 2);
        HikariDataSource replica = replicaPool();
        return new ReplicatedDataSource(
                database, replica, new ReplicaLag(database, replica, mostLag, Clock.systemUTC()));
    }

    private HikariDataSource replicaPool() {
        standby = Standby.start();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(standby.url(name));
        config.setUsername(PostgresServer.APPLICATION_LOGIN.name());
        config.setPassword(PostgresServer.APPLICATION_LOGIN.password());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(1_000);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    public Standby standby() {
        return requireNonNull(standby);
    }

    /** Brings it up to date, as a start does. */
    public void prepare() {
        DatabaseSetup.prepare(
                owner(),
                PostgresServer.APPLICATION_LOGIN,
                PostgresServer.METERING_LOGIN,
                PostgresServer.AUTHENTICATION_LOGIN);
        letEveryAccountBeSignedIn();
    }

    @Override
    public void beforeEach(ExtensionContext extensionContext) {
        if (!emptied) {
            return;
        }
        empty();
        emptyAuditLog();
        // What a start sees to; no virtual key is made without one.
        asOwner()
                .sql(
                        "INSERT INTO hashing_keys (number, sealed, state, created_at) VALUES (1, 'c2VhbGVk', 'CURRENT', now())")
                .update();
    }

    /** What works in the background may read some of them in another order at that moment, and is then let go first. */
    private void empty() {
        for (int attempt = 1; ; attempt++) {
            try {
                truncate();
                return;
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void truncate() {
        asOwner().sql("""
                        TRUNCATE usage_calls, usage_callers, usage_series, usage_rates, usage_unit_rates, days_without_quantities, usage_names, tag_dimensions, usage_quarter_hours, usage_days,
                            usage_series_quarter_hours, usage_series_days, usage_caller_days, sealed_usage, sealed_months, billed_jobs, price_versions, price_discounts,
                            price_withdrawals, repricings, repriced_calls, virtual_keys, virtual_key_uses, provider_keys,
                            master_keys, hashing_keys, key_policies, provider_resources, price_bundles, candidates, sessions,
                            invitations, password_resets, address_confirmations, former_members, refused_calls, refused_call_samples, refused_call_writers,
                            erased_people, budgets, budget_versions, budget_sums, budget_leases, budget_holds, batch_files, usage_views, usage_view_choices, usage_mail_choices, usage_mails, alert_events, alert_channels, alert_deliveries, alert_mutes,
                            alert_reads, alert_rules, alert_rule_clocks, alert_late_times, sign_in_attempts, known_devices, second_factors, recovery_codes, last_sign_ins, memberships, accounts, organizations""").update();
    }

    /** Which takes more than a statement: the log is there to stay. */
    private void emptyAuditLog() {
        asOwner().sql("""
                        DO $$
                        DECLARE
                            audited text;
                        BEGIN
                            FOREACH audited IN ARRAY ARRAY['audit_entries', 'audit_personal', 'audit_heads'] LOOP
                                EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', audited);
                                EXECUTE format('TRUNCATE %I', audited);
                                EXECUTE format('ALTER TABLE %I ENABLE TRIGGER USER', audited);
                            END LOOP;
                            TRUNCATE audit_failures, audit_outputs;
                        END
                        $$""").update();
    }

    @Override
    public void afterAll(ExtensionContext extensionContext) {
        if (context != null) {
            context.close();
        }
        pools.forEach(HikariDataSource::close);
        if (standby != null) {
            standby.stop();
        }
        PostgresServer.dropDatabase(name);
    }

    /** A pool of connections to this database. */
    public HikariDataSource pool(RoleLogin login, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(PostgresServer.url(name));
        config.setUsername(login.name());
        config.setPassword(login.password());
        config.setMaximumPoolSize(size);
        HikariDataSource pool = new HikariDataSource(config);
        pools.add(pool);
        return pool;
    }

    /** A pool of connections as the owner. */
    public HikariDataSource ownerPool(int size) {
        return pool(PostgresServer.OWNER, size);
    }

    /** A single connection to this database. */
    public Connection connect(RoleLogin login) throws SQLException {
        return DriverManager.getConnection(PostgresServer.url(name), login.name(), login.password());
    }

    /** A connection as the application's role, beside the one of the pool. */
    public Connection connectAsApplication() throws SQLException {
        return connect(PostgresServer.APPLICATION_LOGIN);
    }

    public JdbcClient asSuperuser() {
        return PostgresServer.superuser();
    }

    /** Of connections as the metering role, one that gives up fast. */
    public HikariDataSource impatientMeteringPool() {
        HikariDataSource pool = pool(PostgresServer.METERING_LOGIN, 1);
        pool.getHikariConfigMXBean().setConnectionTimeout(250);
        return pool;
    }

    /** Breaks all connections to this database, and lets nobody in. */
    public void goAway() {
        PostgresServer.superuser()
                .sql("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(name))
                .update();
        PostgresServer.superuser()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")
                .param(name)
                .query()
                .listOfRows();
    }

    public void comeBack() {
        PostgresServer.superuser()
                .sql("ALTER DATABASE %s ALLOW_CONNECTIONS true".formatted(name))
                .update();
        // What is left of the broken ones would be found out by whoever comes next.
        pools.stream()
                .filter(pool -> !pool.isClosed())
                .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    public <T> T bean(Class<T> type) {
        return requireNonNull(context).getBean(type);
    }

    public String name() {
        return name;
    }

    public DataSource owner() {
        return requireNonNull(owner);
    }

    public DataSource application() {
        return requireNonNull(application);
    }

    public DataSource metering() {
        return requireNonNull(metering);
    }

    public DataSource authentication() {
        return requireNonNull(authentication);
    }

    public JdbcClient asOwner() {
        return JdbcClient.create(owner());
    }

    public JdbcClient asApplication() {
        return JdbcClient.create(application());
    }

    public JdbcClient asMetering() {
        return JdbcClient.create(metering());
    }

    public JdbcClient asAuthentication() {
        return JdbcClient.create(authentication());
    }

    /**
     * Whoever has an account has a session too, by the token of {@link io.tokentally.domain.access.ViewerFixtures}; operators
     * need no second factor for it.
     */
    private void letEveryAccountBeSignedIn() {
        asOwner().sql("""
                        CREATE FUNCTION public.sign_in_for_tests() RETURNS trigger
                            LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
                        AS $$
                        BEGIN
                            INSERT INTO public.sessions (token_hash, kind, user_id, expires_at, factor_waived)
                            VALUES (sha256(convert_to('token of ' || left(NEW.user_id, 50), 'UTF8')), 'BROWSER', NEW.user_id,
                                now() + interval '1 day', true);
                            RETURN NULL;
                        END
                        $$""").update();
        asOwner()
                .sql("REVOKE ALL ON FUNCTION public.sign_in_for_tests() FROM PUBLIC")
                .update();
        asOwner().sql("""
                        CREATE TRIGGER sign_in_for_tests AFTER INSERT ON public.accounts
                        FOR EACH ROW EXECUTE FUNCTION public.sign_in_for_tests()""").update();
    }

    /** In a transaction, as a service would. */
    public <T> T inTransaction(Supplier<T> work) {
        TransactionTemplate template = new TransactionTemplate(bean(PlatformTransactionManager.class));
        return requireNonNull(template.execute(status -> work.get()));
    }

    /** Makes the viewer who they say they are. */
    public void addMember(Viewer viewer) {
        String user = viewer.userId().value();
        String organization = viewer.organizationId().value();
        JdbcClient owner = asOwner();
        owner.sql("INSERT INTO organizations VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(organization, organization)
                .update();
        owner.sql(
                        "INSERT INTO accounts VALUES (?, ?, ?, '{bcrypt}$2a$10$' || repeat('h', 53), false, ?) ON CONFLICT DO NOTHING")
                .params(user, user, user, organization)
                .update();
        owner.sql("INSERT INTO memberships VALUES (?, ?, ?)")
                .params(user, organization, viewer.role().name())
                .update();
        // Whoever was put out before and is back has signed in again.
        owner.sql(
                        "UPDATE sessions SET ended_at = NULL WHERE token_hash = sha256(convert_to('token of ' || left(?, 50), 'UTF8'))")
                .param(user)
                .update();
    }
}
