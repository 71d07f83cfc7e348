package io.tokentally.demo;

import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.usage.UsageRecord;
import io.tokentally.domain.usage.UsageRecordId;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in the demo's people and history: all of it on the first start, and the days since on later ones. */
public final class DemoInstaller {

    public static final String PASSWORD = DemoPeople.PASSWORD;

    private static final Logger LOG = LoggerFactory.getLogger(DemoInstaller.class);
    private static final int DAYS = 90;

    private final SignInService accounts;
    private final AccountRegistry registry;
    private final UsageLedger ledger;
    private final PricedCalls prices;
    private final Passwords passwords;
    private final DemoKeys keys;
    private final Clock clock;

    public DemoInstaller(
            SignInService accounts,
            AccountRegistry registry,
            UsageLedger ledger,
            PriceBookSource priceBookSource,
            Passwords passwords,
            ManageKeysUseCase keys,
            Clock clock) {
        this.accounts = accounts;
        this.registry = registry;
        this.ledger = ledger;
        this.prices = new PricedCalls(priceBookSource);
        this.passwords = passwords;
        this.keys = new DemoKeys(keys, accounts, clock);
        this.clock = clock;
    }

    /** Somebody to sign in as. */
    public record SignIn(String login, String description) {}

    /** The people of the demo and what each of them may see. */
    public static List<SignIn> signIns() {
        return Stream.concat(
                        DemoPeople.POPULATION.people().stream()
                                .map(person -> new SignIn(person.person().login(), DemoPeople.description(person))),
                        Stream.of(new SignIn(DemoPeople.OPERATOR.login(), "Operator of the installation")))
                .toList();
    }

    /** Whether the people of the demo are in this database. */
    public boolean isInstalled() {
        return DemoPeople.POPULATION.people().stream()
                .anyMatch(person -> accounts.findAccount(person.person().login())
                        .filter(this::hasPublishedPassword)
                        .isPresent());
    }

    private boolean hasPublishedPassword(Account account) {
        return passwords.matches(PASSWORD, account.passwordHash());
    }

    public void install() {
        addPeople();
        keys.install();
        addHistory();
    }

    private void addPeople() {
        String passwordHash = passwords.hash(DemoPeople.PASSWORD);
        registry.addOperator(DemoPeople.OPERATOR, passwordHash);
        DemoPeople.POPULATION.register(registry, passwordHash);
    }

    private void addHistory() {
        Instant now = clock.instant();
        DemoHistory history = new DemoHistory();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        int calls = 0;
        for (LocalDate day = today.minusDays(DAYS); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            Random random = new Random(day.toEpochDay());
            List<UsageRecord> usageRecords = history.callsOn(day, now).stream()
                    .map(call -> prices.record(UsageRecordId.at(call.startedAt(), random), call))
                    .toList();
            ledger.post(usageRecords);
            calls += usageRecords.size();
        }
        LOG.info("Demo mode: {} calls of {} days are in the ledger", calls, DAYS);
    }
}
