package io.tokentally.bootstrap.command;

import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.bootstrap.configuration.GenerateWiring;
import io.tokentally.bootstrap.security.PasswordEncoding;
import io.tokentally.database.CommandDatabase;
import io.tokentally.demo.Population;
import io.tokentally.demo.generate.GeneratedPeople;
import io.tokentally.demo.generate.UsageGenerator;
import io.tokentally.demo.generate.UsagePlan;
import io.tokentally.demo.generate.UsagePosting;
import io.tokentally.domain.access.NewPassword;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.pricing.Money;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@code generate}: posts believable usage to the ledger, the same each time that it is called alike. */
final class GenerateCommand implements Command {

    private static final int CALLS_PER_BATCH = 4_000;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public String description() {
        return "post believable usage to the ledger: --calls=N --days=N --organizations=N, or --organization=ID of one that"
                + " is there (docs/generate.md)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {GenerateWiring.class, PasswordEncoding.class};
    }

    @Override
    public void run(CommandRun run) {
        LocalDate today = LocalDate.ofInstant(run.bean(Clock.class).instant(), UsagePlan.ZONE);
        GenerateOptions options = GenerateOptions.of(run, today);
        register(run, options);
        post(run, options);
    }

    private static void register(CommandRun run, GenerateOptions options) {
        DataSource owner = run.bean(CommandDatabase.class).owner();
        OrganizationId existing = options.existing();
        if (existing != null) {
            new InstalledOrganizations(owner).require(existing, GenerateOptions.ORGANIZATION);
        }
        Population population = existing == null
                ? GeneratedPeople.withOrganizations(options.plan())
                : GeneratedPeople.members(options.plan());
        String passwordHash = passwordHash(run.bean(Passwords.class), options.password());
        AccountRegistry registry = run.bean(AccountRegistry.class);
        run.err()
                .println("Registering %,d people.".formatted(population.people().size()));
        // In one transaction, and so on one connection.
        new TransactionTemplate(new JdbcTransactionManager(run.context().getBean("ownerDataSource", DataSource.class)))
                .executeWithoutResult(status -> population.register(registry, passwordHash));
    }

    /** That of a password that nobody knows where none is given. */
    private static String passwordHash(Passwords passwords, @Nullable NewPassword password) {
        return passwords.hash(password == null ? passwords.random() : password.value());
    }

    private static void post(CommandRun run, GenerateOptions options) {
        UsagePlan plan = options.plan();
        UsageGenerator generator =
                new UsageGenerator(plan, run.bean(PriceBookSource.class), CALLS_PER_BATCH, options.skipped());
        GenerateProgress progress = new GenerateProgress(run.err(), plan.calls(), options.skipped(), System::nanoTime);
        try {
            new UsagePosting(run.bean(UsageLedger.class), PAUSE).post(generator, progress::add);
        } catch (UsagePosting.StoppedException e) {
            throw new CommandRefusedException(
                    String.valueOf(e.getMessage()),
                    "%d of %d calls are in the ledger. Give the same options and %s=%d to go on, and %s=%s on another day."
                            .formatted(
                                    progress.done(),
                                    plan.calls(),
                                    GenerateOptions.SKIP,
                                    progress.done(),
                                    GenerateOptions.UNTIL,
                                    plan.lastDay()));
        }
        run.out().println(summary(plan, progress));
    }

    private static String summary(UsagePlan plan, GenerateProgress progress) {
        return String.format(
                Locale.ROOT,
                """
                organizations  %d, with %d users each
                calls          %,d, at %,.0f calls/s
                days           %d, from %s until %s
                cost           %s
                The same command with %s=%s adds nothing more.""",
                plan.organizations().size(),
                plan.usersPerOrganization(),
                progress.posted(),
                progress.perSecond(),
                plan.days(),
                plan.firstDay(),
                plan.lastDay(),
                progress.costs().stream().map(GenerateCommand::text).collect(Collectors.joining(", ")),
                GenerateOptions.UNTIL,
                plan.lastDay());
    }

    private static String text(Money cost) {
        return String.format(
                Locale.ROOT, "%,.2f %s", cost.amount().setScale(2, RoundingMode.HALF_EVEN), cost.currency());
    }
}
