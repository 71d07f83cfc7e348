package io.tokentally.bootstrap.command;

import io.tokentally.adapter.pricefile.PriceBundleWriter;
import io.tokentally.adapter.pricefile.PriceBundleWriter.SigningKey;
import io.tokentally.application.port.out.pricing.ListPrices;
import io.tokentally.application.port.out.pricing.ServedModels;
import io.tokentally.bootstrap.configuration.PricesCheckWiring;
import io.tokentally.bootstrap.configuration.TokentallyProperties;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.pricing.BundleRelease;
import io.tokentally.domain.pricing.PriceRefusedException;
import io.tokentally.domain.pricing.ShutdownComparison;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code prices}: for whoever publishes prices, makes a key to sign price bundles with, and makes and signs bundles;
 * and compares the shutdowns that the price list knows with those that the provider tells.
 */
final class PricesCommand implements Command {

    private static final String KEY = "key";
    private static final String BUNDLE = "bundle";
    private static final String CHECK = "check";
    private static final String OUT = "--out";
    private static final String KEY_FILE = "--key";
    private static final String TRUSTED = "--trusted-key";
    private static final String VERSION = "--version";
    private static final String DATE = "--date";
    private static final String FILE = "--file";

    @Override
    public String name() {
        return "prices";
    }

    @Override
    public String description() {
        return "key --out=FILE: make a key to sign price bundles with; bundle --version=N …: make a bundle; check: compare the ends of models with the provider (docs/prices.md)";
    }

    @Override
    public Class<?>[] wiring() {
        return new Class<?>[] {PricesCheckWiring.class};
    }

    @Override
    public void run(CommandRun run) {
        String word = run.arguments().isEmpty() ? "" : run.arguments().getFirst();
        switch (word) {
            case KEY -> makeKey(run.after(KEY));
            case BUNDLE -> makeBundle(run.after(BUNDLE));
            case CHECK -> check(run.after(CHECK));
            default ->
                throw new CommandRefusedException(
                        "It is not said what to do.", "There are '%s', '%s' and '%s'.".formatted(KEY, BUNDLE, CHECK));
        }
    }

    private static void makeKey(CommandRun run) {
        run.requireOnly(OUT);
        Path file = Path.of(required(run, OUT, "prices.key"));
        SigningKey key = PriceBundleWriter.newKey();
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, key.secret());
        } catch (FileAlreadyExistsException e) {
            throw new CommandRefusedException(
                    "There is a file %s already.".formatted(file),
                    "Give another; a key that is in use is worth keeping.");
        } catch (IOException | UnsupportedOperationException e) {
            throw new CommandRefusedException("%s cannot be written: %s".formatted(file, e), "Give another file.");
        }
        run.out().println("""
                The private key is in %s. Keep it where nobody else reads it.
                Who is to take your bundles sets TOKENTALLY_PRICES_TRUSTEDKEYS to the public key:
                %s
                Its SHA-256, by which pages name it, is %s.""".formatted(file, key.trusted(), key.fingerprint()));
    }

    private static void makeBundle(CommandRun run) {
        run.requireOnly(OUT, KEY_FILE, TRUSTED, VERSION, DATE, FILE);
        Path out = Path.of(required(run, OUT, "prices.zip"));
        try {
            byte[] bundle = PriceBundleWriter.write(
                    new BundleRelease(version(run), date(run)),
                    Files.readString(Path.of(required(run, KEY_FILE, "prices.key"))),
                    required(run, TRUSTED, "MCow…"),
                    files(run.options(FILE)));
            Files.write(out, bundle, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            run.out().println("%s is a bundle of %d bytes.".formatted(out, bundle.length));
        } catch (IOException e) {
            throw new CommandRefusedException("A file cannot be read or written: %s".formatted(e), "Look at its name.");
        } catch (IllegalArgumentException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()), "Nothing was written.");
        }
    }

    private static void check(CommandRun run) {
        run.requireOnly();
        String key = run.bean(TokentallyProperties.class).openai().apiKey();
        if (key == null) {
            throw new CommandRefusedException(
                    "OpenAI tells its models to nobody who shows no key.", "Set OPENAI_API_KEY to one.");
        }
        run.bean(Runnable.class).run();
        ServedModels servedModels = run.bean(ServedModels.class);
        ShutdownComparison comparison;
        try {
            comparison = ShutdownComparison.of(
                    servedModels.upstream(),
                    servedModels.list(new ProviderSecret(key)),
                    run.bean(ListPrices.class).priceBook());
        } catch (PriceRefusedException | KeyRefusedException e) {
            throw new CommandRefusedException(String.valueOf(e.getMessage()), "Nothing was compared.");
        }
        tell(comparison, run);
    }

    private static void tell(ShutdownComparison comparison, CommandRun run) {
        if (!comparison.told()) {
            run.out()
                    .println("%s lists %d models and tells of no day on which one ends: there is nothing to compare."
                            .formatted(comparison.provider(), comparison.models()));
            return;
        }
        if (comparison.differences().isEmpty()) {
            run.out()
                    .println("%s lists %d models, and the price list says the same of all of them."
                            .formatted(comparison.provider(), comparison.models()));
            return;
        }
        for (ShutdownComparison.Difference difference : comparison.differences()) {
            run.out()
                    .println("%s: %s by the price list, %s by %s"
                            .formatted(
                                    difference.model(),
                                    day(difference.listed()),
                                    day(difference.told()),
                                    comparison.provider()));
        }
        throw new CommandRefusedException(
                "The price list and %s differ in %d of %d models."
                        .formatted(
                                comparison.provider(), comparison.differences().size(), comparison.models()),
                "Apply a later price bundle or price file, or take a later release.");
    }

    private static String day(@Nullable LocalDate day) {
        return day == null ? "no end" : "ends on " + day;
    }

    private static Map<String, byte[]> files(List<String> names) throws IOException {
        if (names.isEmpty()) {
            throw new CommandRefusedException(
                    "No price file is given.", "Give each, as in %s=openai.json.".formatted(FILE));
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (String name : names) {
            Path file = Path.of(name);
            if (files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file)) != null) {
                throw new CommandRefusedException(
                        "Two price files are named %s.".formatted(file.getFileName()), "Give one another name.");
            }
        }
        return files;
    }

    private static int version(CommandRun run) {
        String text = required(run, VERSION, "12");
        if (!text.matches("[1-9]\\d{0,8}")) {
            throw new CommandRefusedException(
                    "'%s' is no version of a bundle.".formatted(text), "Give one more than the last time.");
        }
        return Integer.parseInt(text);
    }

    private static LocalDate date(CommandRun run) {
        String text = required(run, DATE, "2026-12-01");
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new CommandRefusedException("'%s' is no day.".formatted(text), "Give one as 2026-12-01.");
        }
    }

    private static String required(CommandRun run, String option, String example) {
        return run.option(option)
                .orElseThrow(() -> new CommandRefusedException(
                        "%s is missing.".formatted(option), "Give it, as in %s=%s.".formatted(option, example)));
    }
}
