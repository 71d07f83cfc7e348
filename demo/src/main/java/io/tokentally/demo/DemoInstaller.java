package io.tokentally.demo;

import io.tokentally.application.port.in.alert.ManageAlertRulesUseCase;
import io.tokentally.application.port.in.budget.ManageBudgetsUseCase;
import io.tokentally.application.port.in.key.ManageKeysUseCase;
import io.tokentally.application.port.out.access.AccountRegistry;
import io.tokentally.application.port.out.access.Accounts.Account;
import io.tokentally.application.port.out.access.Passwords;
import io.tokentally.application.port.out.pricing.PriceBookSource;
import io.tokentally.application.port.out.usage.LedgerComparison;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.application.service.access.SignInService;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills in the demo's people and history: all of it on the first start, and the days since on later ones. */
public final class DemoInstaller {

    public static final String PASSWORD = DemoPeople.PASSWORD;

    private static final Logger LOG = LoggerFactory.getLogger(DemoInstaller.class);

    private final SignInService accounts;
    private final AccountRegistry registry;
    private final DemoCalls calls;
    private final Passwords passwords;
    private final DemoKeys keys;
    private final DemoLimits limits;

    public DemoInstaller(
            SignInService accounts,
            AccountRegistry registry,
            UsageLedger ledger,
            LedgerComparison comparison,
            PriceBookSource priceBookSource,
            Passwords passwords,
            ManageKeysUseCase keys,
            ManageBudgetsUseCase budgets,
            ManageAlertRulesUseCase rules,
            Clock clock) {
        this.accounts = accounts;
        this.registry = registry;
        this.calls = new DemoCalls(ledger, comparison, new PricedCalls(priceBookSource), clock);
        this.passwords = passwords;
        DemoViewers viewers = new DemoViewers(accounts);
        this.keys = new DemoKeys(keys, viewers, clock);
        this.limits = new DemoLimits(budgets, rules, viewers);
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
        boolean isFirst = !isInstalled();
        addPeople();
        keys.install();
        int looked = isFirst ? calls.postAll() : calls.postNew();
        LOG.info("Demo mode: the calls of {} days are in the ledger; this start looked at {}", DemoCalls.DAYS, looked);
        if (isFirst) {
            limits.install();
        }
    }

    private void addPeople() {
        String passwordHash = passwords.hash(DemoPeople.PASSWORD);
        registry.addOperator(DemoPeople.OPERATOR, passwordHash);
        DemoPeople.POPULATION.register(registry, passwordHash);
    }
}
