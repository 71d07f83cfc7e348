package io.tokentally.ui.fake;

import io.tokentally.application.port.in.pricing.BrowsePricesUseCase;
import io.tokentally.application.port.in.pricing.ImportPricesUseCase;
import io.tokentally.application.port.in.pricing.ManagePricesUseCase;
import io.tokentally.domain.access.OwnerAction;
import io.tokentally.domain.access.Viewer;
import io.tokentally.domain.metering.ModelName;
import io.tokentally.domain.metering.Provider;
import io.tokentally.domain.metering.Quantities;
import io.tokentally.domain.metering.Region;
import io.tokentally.domain.metering.ServiceTier;
import io.tokentally.domain.metering.UsageReading;
import io.tokentally.domain.metering.UsageUnit;
import io.tokentally.domain.pricing.Discount;
import io.tokentally.domain.pricing.ImportReview;
import io.tokentally.domain.pricing.LongInputBilling;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.pricing.ModelPrice;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.pricing.OrganizationPricing;
import io.tokentally.domain.pricing.Percentage;
import io.tokentally.domain.pricing.PriceBook;
import io.tokentally.domain.pricing.PriceMap;
import io.tokentally.domain.pricing.PriceQuery;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.PriceTerms;
import io.tokentally.domain.pricing.Provenance;
import io.tokentally.domain.pricing.Provenance.Origin;
import io.tokentally.domain.pricing.Rate;
import io.tokentally.domain.pricing.TieredRate;
import io.tokentally.domain.pricing.UnpricedModel;
import io.tokentally.domain.pricing.Validity;
import io.tokentally.domain.pricing.Withdrawal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A short price list, priced by the core's own book, and what owners enter besides it. */
public final class FakePrices implements BrowsePricesUseCase, ManagePricesUseCase, ImportPricesUseCase {

    public static final ModelName NANO = new ModelName("gpt-4.1-nano");
    public static final ModelName LUNA = new ModelName("gpt-5.6-luna");
    public static final ModelName WAITING = new ModelName("o5-preview");

    private static final Instant LAUNCH = Instant.parse("2025-04-14T00:00:00Z");
    private static final Instant CUT = Instant.parse("2026-07-30T00:00:00Z");
    private static final long MILLION = 1_000_000;

    private static final List<ModelPrice> LIST = List.of(
            listPrice(NANO, ServiceTier.STANDARD, LAUNCH, null, perMillion("0.10", "0.025", "0.40")),
            listPrice(NANO, ServiceTier.BATCH, LAUNCH, null, perMillion("0.05", "0.0125", "0.20")),
            listPrice(NANO, ServiceTier.PRIORITY, LAUNCH, null, perMillion("0.20", "0.05", "0.80")),
            listPrice(
                    LUNA,
                    ServiceTier.STANDARD,
                    Instant.parse("2026-03-05T00:00:00Z"),
                    CUT,
                    tiered("2.50", "5.00", "15", "22.50")),
            listPrice(LUNA, ServiceTier.STANDARD, CUT, null, tiered("1.25", "2.50", "10", "15")),
            listPrice(new ModelName("gpt-4.1"), ServiceTier.STANDARD, LAUNCH, null, perMillion("2.00", "0.50", "8.00")),
            listPrice(
                    new ModelName("whisper-1"),
                    ServiceTier.STANDARD,
                    LAUNCH,
                    null,
                    List.of(TieredRate.flat(new Rate(UsageUnit.AUDIO_SECONDS, Money.usd("0.006"), 60)))),
            listPrice(
                    Provider.ANTHROPIC,
                    new ModelName("claude-sonnet-4-5"),
                    ServiceTier.STANDARD,
                    LAUNCH,
                    null,
                    List.of(
                            flat(UsageUnit.INPUT_TOKENS, "3"),
                            flat(UsageUnit.CACHED_INPUT_TOKENS, "0.30"),
                            flat(UsageUnit.CACHE_WRITE_TOKENS, "3.75"),
                            flat(UsageUnit.CACHE_WRITE_1H_TOKENS, "6"),
                            flat(UsageUnit.OUTPUT_TOKENS, "15"),
                            TieredRate.flat(new Rate(UsageUnit.WEB_SEARCHES, Money.usd("10"), 1_000)))));

    private final Clock clock;
    private final List<ModelPrice> prices = new ArrayList<>();
    private final List<Discount> discounts = new ArrayList<>();
    private final Map<String, Withdrawal> withdrawals = new HashMap<>();
    private final List<UnpricedModel> unpriced = new ArrayList<>();
    private @Nullable RuntimeException failure;

    public FakePrices(Clock clock) {
        this.clock = clock;
        reset();
    }

    public void reset() {
        prices.clear();
        discounts.clear();
        withdrawals.clear();
        unpriced.clear();
        failure = null;
        unpriced.add(new UnpricedModel(
                Provider.OPENAI,
                WAITING,
                ServiceTier.STANDARD,
                Set.of(UsageUnit.INPUT_TOKENS, UsageUnit.OUTPUT_TOKENS),
                1_204,
                3_812_004,
                clock.instant().minus(Duration.ofDays(12)),
                clock.instant().minus(Duration.ofMinutes(3))));
    }

    /** Fails from now on; null mends it. */
    public void failWith(@Nullable RuntimeException exception) {
        failure = exception;
    }

    /** A lower price of one model, and a discount on all of a provider's. */
    public void addOwnPrices(Viewer owner) {
        setOwnPrice(
                owner,
                terms(
                        Provider.OPENAI,
                        NANO,
                        ServiceTier.STANDARD,
                        Validity.since(CUT),
                        perMillion("0.08", "0.02", "0.36")),
                "Frame contract",
                "Contract 7");
        grantDiscount(
                owner,
                new NewDiscount(
                        Provider.ANTHROPIC,
                        null,
                        null,
                        Percentage.of("15"),
                        Validity.since(CUT),
                        "Volume",
                        "https://www.anthropic.com/pricing"));
    }

    @Override
    public List<PricedModel> models(Payer payer) {
        return models(payer, clock.instant());
    }

    @Override
    public List<PricedModel> models(Payer payer, Instant at) {
        throwIfBroken();
        List<PricedModel> models = new ArrayList<>();
        all().map(price -> Map.entry(price.provider(), price.model()))
                .distinct()
                .forEach(entry -> model(entry.getKey(), entry.getValue(), at).ifPresent(models::add));
        models.sort(Comparator.comparing((PricedModel model) -> model.provider().value())
                .thenComparing(model -> model.model().value()));
        return models;
    }

    private Optional<PricedModel> model(Provider provider, ModelName name, Instant at) {
        List<ModelPrice> current = new ArrayList<>();
        List<ModelPrice> replaced = new ArrayList<>();
        for (ServiceTier tier : List.of(ServiceTier.STANDARD, ServiceTier.BATCH, ServiceTier.PRIORITY)) {
            PriceQuery query = new PriceQuery(provider, name, tier, null, at);
            book().find(query).ifPresent(price -> {
                current.add(price);
                if (price.provenance().origin() == Origin.OWN) {
                    book().findListPrice(query).ifPresent(replaced::add);
                }
            });
        }
        PriceQuery standard = new PriceQuery(provider, name, ServiceTier.STANDARD, null, at);
        List<Discount> granted = book().discountsOn(standard);
        return current.isEmpty()
                ? Optional.empty()
                : Optional.of(new PricedModel(provider, name, current, replaced, granted));
    }

    @Override
    public PriceHistory history(Payer payer, Provider provider, ModelName model) {
        throwIfBroken();
        return new PriceHistory(
                all().filter(price -> price.provider().equals(provider)
                                && price.model().equals(model))
                        .sorted(Comparator.comparing(
                                        (ModelPrice price) -> price.validity().from())
                                .reversed())
                        .toList(),
                Map.copyOf(withdrawals));
    }

    @Override
    public Optional<ModelPrice> version(Payer payer, String version) {
        return all().filter(price -> price.version().equals(version)).findFirst();
    }

    @Override
    public Estimate estimate(Payer payer, PriceQuery query, Quantities quantities) {
        throwIfBroken();
        UsageReading reading = new UsageReading.Reported(quantities);
        return new Estimate(
                book().find(query).orElse(null), book().costOf(query, reading), list().costOf(query, reading));
    }

    @Override
    public OrganizationPricing pricing(Viewer viewer) {
        begin(viewer);
        return organizationPricing();
    }

    @Override
    public ModelPrice setOwnPrice(Viewer viewer, PriceTerms terms, String reason, String source) {
        begin(viewer);
        ModelPrice price =
                new ModelPrice("own-" + (prices.size() + 1), terms, entered(Origin.OWN, viewer, reason, source));
        prices.add(price);
        unpriced.removeIf(model -> terms.matches().stream()
                .anyMatch(pattern -> pattern.matches(model.model().value())));
        return price;
    }

    @Override
    public Discount grantDiscount(Viewer viewer, NewDiscount granted) {
        begin(viewer);
        Discount discount = new Discount(
                "discount-" + (discounts.size() + 1),
                granted.provider(),
                granted.model(),
                granted.unit(),
                granted.percentage(),
                granted.validity(),
                entered(Origin.OWN, viewer, granted.reason(), granted.source()));
        if (discounts.stream().anyMatch(other -> !withdrawals.containsKey(other.id()) && other.contradicts(discount))) {
            throw new PriceRefusedException(
                    "There is a discount on the same things at the same time. Take it back first.");
        }
        discounts.add(discount);
        return discount;
    }

    @Override
    public void withdraw(Viewer viewer, String versionOrDiscount, String reason) {
        begin(viewer);
        withdrawals.put(versionOrDiscount, new Withdrawal(viewer.userId().value(), reason, clock.instant()));
    }

    @Override
    public List<UnpricedModel> unpriced(Viewer viewer) {
        begin(viewer);
        return List.copyOf(unpriced);
    }

    /** Whatever the file says, the map offers one changed, one equal and one new price. */
    @Override
    public Preview preview(Viewer viewer, PriceMapFile file) {
        begin(viewer);
        try (InputStream content = file.content()) {
            if (content.readAllBytes().length == 0) {
                throw new PriceRefusedException("%s is empty. Choose a price map.".formatted(file.name()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Validity validity = Validity.since(file.validFrom());
        PriceMap map = map(
                file.name(),
                List.of(
                        terms(
                                Provider.OPENAI,
                                NANO,
                                ServiceTier.STANDARD,
                                validity,
                                perMillion("0.10", "0.025", "0.40")),
                        terms(Provider.OPENAI, LUNA, ServiceTier.STANDARD, validity, tiered("1", "2", "8", "12")),
                        terms(
                                Provider.GOOGLE,
                                new ModelName("gemini-3-flash"),
                                ServiceTier.STANDARD,
                                validity,
                                perMillion("0.30", "0.03", "2.50"))),
                List.of(new PriceMap.Remark(
                        new PriceMap.Place(Provider.OPENAI, "openai/gpt-image-1", 7),
                        "the field input_cost_per_pixel is not known")));
        return new Preview(map, book());
    }

    @Override
    public int apply(Viewer viewer, PriceMap map, Set<Provider> providers, String reason) {
        begin(viewer);
        int before = prices.size();
        Provenance provenance = entered(Origin.IMPORTED, viewer, reason, map.source());
        ImportReview.of(book(), map.of(providers))
                .entered()
                .forEach(terms -> prices.add(new ModelPrice("imported-" + (prices.size() + 1), terms, provenance)));
        return prices.size() - before;
    }

    @Override
    public int takeBack(Viewer viewer, Instant importedAt, String reason) {
        begin(viewer);
        int before = withdrawals.size();
        prices.stream()
                .filter(price -> price.provenance().recordedAt().equals(importedAt))
                .forEach(price -> withdraw(viewer, price.version(), reason));
        return withdrawals.size() - before;
    }

    /** Enters prices of as many models as if a map had held them. */
    public void addImported(Viewer owner, int models) {
        Validity validity = Validity.since(CUT);
        List<PriceTerms> terms = new ArrayList<>();
        for (int i = 1; i <= models; i++) {
            terms.add(terms(
                    Provider.GOOGLE,
                    new ModelName("model-%04d".formatted(i)),
                    ServiceTier.STANDARD,
                    validity,
                    perMillion("1", "0.1", "4")));
        }
        apply(
                owner,
                map("https://github.com/BerriAI/litellm (map.json)", terms, List.of()),
                Set.of(),
                "Monthly update");
    }

    private static PriceMap map(String source, List<PriceTerms> terms, List<PriceMap.Remark> remarks) {
        return new PriceMap(
                source,
                terms.stream()
                        .map(each -> new PriceMap.Offer(
                                new PriceMap.Place(each.provider(), each.model().value(), 1), each))
                        .toList(),
                remarks);
    }

    private Provenance entered(Origin origin, Viewer viewer, String reason, String source) {
        return new Provenance(origin, viewer.userId().value(), reason, source, clock.instant());
    }

    private void begin(Viewer viewer) {
        viewer.requireOwner(OwnerAction.SET_PRICES);
        throwIfBroken();
    }

    private void throwIfBroken() {
        if (failure != null) {
            throw failure;
        }
    }

    private OrganizationPricing organizationPricing() {
        return new OrganizationPricing(prices, discounts, withdrawals);
    }

    private PriceBook book() {
        return organizationPricing().over(list());
    }

    private static PriceBook list() {
        return new PriceBook(Money.USD, LIST);
    }

    private Stream<ModelPrice> all() {
        return Stream.concat(prices.stream(), LIST.stream());
    }

    private static ModelPrice listPrice(
            ModelName model, ServiceTier tier, Instant from, @Nullable Instant until, List<TieredRate> rates) {
        return listPrice(Provider.OPENAI, model, tier, from, until, rates);
    }

    private static ModelPrice listPrice(
            Provider provider,
            ModelName model,
            ServiceTier tier,
            Instant from,
            @Nullable Instant until,
            List<TieredRate> rates) {
        return new ModelPrice(
                "%s/%s/%s since %s"
                        .formatted(provider, model, tier, from.toString().substring(0, 10)),
                terms(provider, model, tier, new Validity(from, until), rates),
                new Provenance(
                        Origin.BUILT_IN,
                        "Tokentally",
                        "List price",
                        provider.equals(Provider.OPENAI)
                                ? "https://openai.com/api/pricing/"
                                : "https://www.anthropic.com/pricing",
                        LAUNCH));
    }

    private static PriceTerms terms(
            Provider provider, ModelName model, ServiceTier tier, Validity validity, List<TieredRate> rates) {
        return new PriceTerms(
                provider,
                model,
                ModelPattern.nameAndSnapshots(model),
                tier,
                validity,
                rates,
                LongInputBilling.WHOLE_REQUEST,
                model.equals(LUNA) ? Map.of(new Region("eu"), Percentage.of("10")) : Map.of(),
                model.equals(LUNA) ? 922_000L : null);
    }

    private static List<TieredRate> perMillion(String input, String cached, String output) {
        return List.of(
                flat(UsageUnit.INPUT_TOKENS, input),
                flat(UsageUnit.CACHED_INPUT_TOKENS, cached),
                flat(UsageUnit.OUTPUT_TOKENS, output));
    }

    private static List<TieredRate> tiered(String input, String longInput, String output, String longOutput) {
        return List.of(
                tiered(UsageUnit.INPUT_TOKENS, input, longInput), tiered(UsageUnit.OUTPUT_TOKENS, output, longOutput));
    }

    private static TieredRate tiered(UsageUnit unit, String base, String above) {
        return new TieredRate(rate(unit, base), List.of(new TieredRate.Tier(272_000, rate(unit, above))));
    }

    private static TieredRate flat(UsageUnit unit, String usd) {
        return TieredRate.flat(rate(unit, usd));
    }

    private static Rate rate(UsageUnit unit, String usd) {
        return new Rate(unit, Money.usd(usd), MILLION);
    }
}
