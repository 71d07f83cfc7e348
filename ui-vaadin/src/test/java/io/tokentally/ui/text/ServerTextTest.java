package io.tokentally.ui.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tokentally.domain.access.ApiTokenRefusedException;
import io.tokentally.domain.access.MembershipRefusedException;
import io.tokentally.domain.alert.AlertRefusal;
import io.tokentally.domain.budget.BudgetChangeRefusal;
import io.tokentally.domain.key.KeyLimits;
import io.tokentally.domain.key.KeyRefusal;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.pricing.PriceRefusal;
import io.tokentally.domain.report.Tag;
import io.tokentally.domain.report.UndeclaredTagException;
import io.tokentally.domain.repricing.Repricing;
import io.tokentally.domain.repricing.RepricingRefusal;
import io.tokentally.domain.text.ChosenName;
import io.tokentally.domain.usage.TooManyReadingsException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.i18n.LocaleContextHolder;

class ServerTextTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
    private static final List<String> SPEAKING = List.of(
            "domain",
            "application",
            "adapters-documents",
            "adapters-openai",
            "adapters-persistence",
            "adapters-pricefiles",
            "adapters-session",
            "bootstrap");
    private static final SpokenTexts SPOKEN =
            SpokenTexts.of(SPEAKING.stream().map(ROOT::resolve).toList());
    private static final AuditNames AUDIT = AuditNames.in(ROOT);
    private static final Pattern PLACE = Pattern.compile("%(?:(\\d+)\\$)?([,\\d]*[a-zA-Z])");

    @BeforeEach
    void readGerman() {
        LocaleContextHolder.setLocale(Locale.GERMANY);
    }

    @AfterEach
    void readNothing() {
        LocaleContextHolder.resetLocaleContext();
    }

    static Stream<Locale> languages() {
        return BundleTranslations.locales().stream().filter(language -> !language.equals(BundleTranslations.DEFAULT));
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachLanguageHasWhatIsSaidAndNothingElse(Locale language) {
        SentenceCatalog catalog = ServerText.catalog(language);

        assertThat(catalog.entries("").keySet()).containsExactlyInAnyOrderElementsOf(SPOKEN.sentences());
        assertThat(catalog.entries(SentenceCatalog.WORDS).keySet()).containsExactlyInAnyOrderElementsOf(words());
        assertThat(catalog.entries("action").keySet()).containsExactlyInAnyOrderElementsOf(AUDIT.actions());
        assertThat(catalog.entries("field").keySet()).containsExactlyInAnyOrderElementsOf(AUDIT.fields());
        assertThat(catalog.entries("kind").keySet()).containsExactlyInAnyOrderElementsOf(AUDIT.kinds());
    }

    private static Set<String> words() {
        Set<String> words = new TreeSet<>(SPOKEN.words());
        Stream.of(Repricing.State.values())
                .map(state -> state.name().toLowerCase(Locale.ROOT))
                .forEach(words::add);
        return words;
    }

    @Test
    void theSourcesAreReallyRead() {
        assertThat(SPOKEN.sentences())
                .contains(
                        "There is no such token. Load the list again.",
                        "%s must lie between 1 and %d, not %d.",
                        "Only owners set prices. Ask an owner.",
                        "%s must not be blank",
                        "The file is empty. Choose a résumé as PDF, DOCX or plain text.",
                        "You are not signed in. Sign in first.",
                        "OpenAI has no model %s for this key; check the model that is configured.",
                        "A discount must be more than 0 and at most 100 percent, not %s")
                .hasSizeGreaterThan(180);
        assertThat(SPOKEN.words())
                .contains(
                        "exports",
                        "you may have at once",
                        "key name",
                        "No tag is declared. Leave it out",
                        "it is empty");
        assertThat(AUDIT.actions())
                .contains(
                        "price.added", "sign_in.failed", "session.signed_out", "usage.imported", "master_key.rotated");
        assertThat(AUDIT.fields()).contains("role", "valid_from", "months", "filtered", "resealed", "minute");
        assertThat(AUDIT.kinds()).contains("key", "account", "report", "job");
    }

    /** Commands alone show those two, and the erasure's remedies are commands. */
    @Test
    void noRefusalIsLeftOut() {
        assertThat(SPOKEN.unreadRefusals()).containsExactly("ErasureRefusedException", "StartRefusedException");
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachTranslationHasTheSamePlaces(Locale language) {
        Stream.of("", SentenceCatalog.WORDS)
                .flatMap(context -> ServerText.catalog(language).entries(context).entrySet().stream())
                .forEach(entry -> assertThat(places(entry.getValue(), places(entry.getKey(), List.of())))
                        .as(entry.getValue())
                        .isEqualTo(places(entry.getKey(), List.of())));
    }

    /** In the order of the parts; a place for words is one for any text. */
    private static List<String> places(String text, List<String> original) {
        List<MatchResult> found = PLACE.matcher(text).results().toList();
        String[] kinds = new String[found.size()];
        for (int place = 0; place < found.size(); place++) {
            String number = found.get(place).group(1);
            int part = number == null ? place : Integer.parseInt(number) - 1;
            String kind = found.get(place).group(2);
            kinds[part] = kind.equals("w") && part < original.size() ? original.get(part) : kind;
        }
        return List.of(kinds);
    }

    /** Whatever is said comes out translated, with what stood in its places. */
    @ParameterizedTest
    @MethodSource("languages")
    void eachSentenceIsRecognised(Locale language) {
        SentenceCatalog catalog = ServerText.catalog(language);
        catalog.entries("").forEach((english, translation) -> {
            String said = filled(english);
            String expected = filled(
                    translation,
                    PLACE.matcher(english)
                            .results()
                            .map(place -> place.group(2))
                            .toList());
            assertThat(catalog.sentence(said)).as(english).isEqualTo(expected);
        });
    }

    private static String filled(String english) {
        return filled(
                english,
                PLACE.matcher(english).results().map(place -> place.group(2)).toList());
    }

    private static String filled(String text, List<String> kinds) {
        int[] next = {0};
        return PLACE.matcher(text).replaceAll(place -> {
            int part = place.group(1) == null ? next[0]++ : Integer.parseInt(place.group(1)) - 1;
            return switch (kinds.get(part)) {
                case "s" -> "<" + part + ">";
                case "c" -> "+";
                default -> Integer.toString(1200 + part);
            };
        });
    }

    @ParameterizedTest
    @EnumSource(MembershipRefusedException.Reason.class)
    void eachReasonIsTold(MembershipRefusedException.Reason reason) {
        assertTold(new MembershipRefusedException(reason));
    }

    @ParameterizedTest
    @EnumSource(ApiTokenRefusedException.Reason.class)
    void eachReasonIsTold(ApiTokenRefusedException.Reason reason) {
        assertTold(new ApiTokenRefusedException(reason, "20"));
    }

    @ParameterizedTest
    @EnumSource(KeyRefusal.class)
    void eachReasonIsTold(KeyRefusal reason) {
        assertTold(reason.about("openai"));
    }

    @ParameterizedTest
    @EnumSource(AlertRefusal.class)
    void eachReasonIsTold(AlertRefusal reason) {
        assertTold(reason.about("On call"));
    }

    @ParameterizedTest
    @EnumSource(BudgetChangeRefusal.class)
    void eachReasonIsTold(BudgetChangeRefusal reason) {
        assertTold(reason.about("All of it"));
    }

    @ParameterizedTest
    @EnumSource(PriceRefusal.class)
    void eachReasonIsTold(PriceRefusal reason) {
        assertTold(reason.about("gpt-5@2026"));
    }

    @ParameterizedTest
    @EnumSource(RepricingRefusal.class)
    void eachReasonIsTold(RepricingRefusal reason) {
        assertTold(reason.about("undone"));
    }

    private static void assertTold(RuntimeException refusal) {
        assertThat(ServerText.of(refusal)).isNotBlank().isNotEqualTo(refusal.getMessage());
    }

    @Test
    void sentencesWithinSentencesAreTranslatedToo() {
        assertThat(told(() -> ChosenName.require("The name", "a\u200Bb", 50)))
                .isEqualTo("Der Name darf das unsichtbare Zeichen U+200B nicht enthalten; es ist das 2. Zeichen");
        assertThat(
                        ServerText.of(
                                "The service must not contain the invisible character U+200B, which is its character 2. Choose another."))
                .isEqualTo(
                        "Der Dienst darf das unsichtbare Zeichen U+200B nicht enthalten; es ist das 2. Zeichen. Wählen Sie etwas anderes.");
        assertThat(told(() -> new KeyLimits(0, null)))
                .startsWith("Die Zahl der Anfragen pro Minute muss zwischen 1 und ")
                .endsWith(", nicht bei 0.");
        assertThat(ServerText.of(new TooManyReadingsException(
                        "exports", TooManyReadingsException.Share.PERSON, Duration.ofSeconds(30))))
                .isEqualTo(
                        "Mehr Exporte gehen gerade nicht: So viele laufen schon, wie Sie zugleich haben dürfen. Versuchen Sie es in 30 Sekunden noch einmal.");
        assertThat(ServerText.of(
                        new UndeclaredTagException(new Tag("team"), List.of(new Tag("name"), new Tag("cost center")))))
                .isEqualTo(
                        "Nach dem Tag „team“ wird die Nutzung nicht aufgeteilt. Festgelegt sind: name, cost center. Fragen Sie nach einem davon, oder bitten Sie einen Inhaber, es festzulegen.");
        assertThat(ServerText.of(RepricingRefusal.REPRICING_IN_OTHER_STATE.about("undone")))
                .startsWith("Das geht nicht mit einer Neubewertung, die rückgängig gemacht ist.");
        assertThat(ServerText.of("The price file a.json cannot be used: line 7: it is empty"))
                .isEqualTo("Die Preisdatei a.json ist nicht zu gebrauchen: Zeile 7: Sie ist leer");
        assertThat(ServerText.of("The price file a.json cannot be used: line 7: 'x' is odd"))
                .isEqualTo("Die Preisdatei a.json ist nicht zu gebrauchen: Zeile 7: 'x' is odd");
    }

    private static String told(ThrowableAssert.ThrowingCallable refused) {
        return ServerText.of(org.assertj.core.api.Assertions.catchThrowable(refused));
    }

    @Test
    void whatPeopleTypedIsCarriedOverAsItIs() {
        List.of(
                        "name",
                        "exports",
                        "$1 \\Q%s%d{0}[a-z]*",
                        "There is no such account.",
                        "There is no import of x. Load the list again.",
                        "x was taken back before",
                        " already, and it never changes",
                        "",
                        "Ω\u202E😀\n\n",
                        "x".repeat(10_000))
                .forEach(typed -> {
                    assertThat(ServerText.of(KeyRefusal.SERVICE_NAMED_AS_MEMBER.about(typed)))
                            .isEqualTo(
                                    "Ein Mitglied der Organisation heißt %s. Wählen Sie einen anderen Namen für den Dienst.",
                                    typed);
                    assertThat(ServerText.of(PriceRefusal.PRICE_NAME_TAKEN.about(typed)))
                            .isEqualTo(
                                    "Einen Preis oder Rabatt %s gibt es schon, und er ändert sich nie. Geben Sie ihn unter einem anderen Namen ein.",
                                    typed);
                    assertThat(ServerText.of(
                                    "%s is no method and path. Write them like GET /v1/fine_tuning/* with * for any characters."
                                            .formatted(typed)))
                            .startsWith(typed + " ist keine Methode");
                });
    }

    @Test
    void whatCouldBeReadInTwoWaysStaysAsItIs() {
        String twice = "Prices a and b and c are valid at the same time for gpt-*";

        assertThat(ServerText.of(twice)).isEqualTo(twice);
        assertThat(ServerText.of("Prices a and b are valid at the same time for gpt-*"))
                .isEqualTo("Die Preise a und b gelten zur selben Zeit für gpt-*");
    }

    @Test
    void aNumberIsNoText() {
        assertThat(ServerText.of("The new password needs many characters or more."))
                .isEqualTo("The new password needs many characters or more.");
        assertThat(ServerText.of(
                        "What is shown takes at most 2.000 characters to say, not 2,345: take off some of the filters"))
                .contains("2.000", "2,345")
                .startsWith("Was gezeigt wird");
    }

    @Test
    void ofSentencesThatOverlapTheOneThatSaysMoreIsTold() {
        assertThat(
                        ServerText.of(
                                "The price bundle is 3 of 2026-01-02, and so of an earlier day than 2 of 2026-01-03, which was applied already. Offer a later one."))
                .contains("so von einem früheren Tag als 2 of 2026-01-03,");
        assertThat(ServerText.of("The price bundle 3 of 2026-01-02, and 4 of 2026-01-03 is odd"))
                .startsWith("The price bundle");
    }

    @Test
    void longTextsAreReadAtOnce() {
        String text = "Prices " + "a and ".repeat(100_000) + "b are valid at the same time for x";
        String nested = "x" + ". Choose another.".repeat(10_000);

        assertThat(Duration.ofNanos(nanos(() -> ServerText.of(text)))).isLessThan(Duration.ofSeconds(2));
        assertThat(Duration.ofNanos(nanos(() -> ServerText.of(nested)))).isLessThan(Duration.ofSeconds(2));
        assertThat(ServerText.of(text)).isEqualTo(text);
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    @Test
    void englishReadersAndUnknownSentencesGetWhatIsSaid() {
        assertThat(ServerText.of("The disk is on fire.")).isEqualTo("The disk is on fire.");
        assertThat(ServerText.term(ServerText.Term.ACTION, "disk.burnt")).isEmpty();

        LocaleContextHolder.setLocale(Locale.US);
        assertThat(ServerText.of(new KeyRefusedException("The password is wrong.")))
                .isEqualTo("The password is wrong.");
        assertThat(ServerText.term(ServerText.Term.ACTION, "price.added")).isEmpty();
    }

    @Test
    void namesOfTheAuditLogAreTranslated() {
        assertThat(ServerText.term(ServerText.Term.ACTION, "member.role_changed"))
                .hasValue("Mitglied: Rolle geändert");
        assertThat(ServerText.term(ServerText.Term.FIELD, "valid_from")).hasValue("Gültig ab");
        assertThat(ServerText.term(ServerText.Term.KIND, "price")).hasValue("Preis");
    }

    /** A message that a page shows goes through here. */
    @Test
    void noPageShowsAMessageUntranslated() throws IOException {
        Set<String> known = Set.of("KeyPolicyFields.java", "ServerText.java", "ViewsDialog.java");
        try (Stream<Path> files = Files.walk(ROOT.resolve("ui-vaadin/src/main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> text(file).contains("getMessage()"))
                            .map(file -> file.getFileName().toString())
                            .collect(Collectors.toSet()))
                    .isEqualTo(known);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPoFileIsReadWithContextsContinuedLinesAndEscapes() throws IOException {
        Map<String, Map<String, String>> texts = PoFile.read(new StringReader("""
                # A remark
                msgid ""
                msgstr "Language: de\\n"

                msgid "Say \\"%s\\"."
                msgstr ""
                "Sagen Sie "
                "„%s“."

                msgctxt "field"
                msgid "name"
                msgstr "Name"
                """));

        assertThat(texts)
                .isEqualTo(Map.of("", Map.of("Say \"%s\".", "Sagen Sie „%s“."), "field", Map.of("name", "Name")));
    }

    @Test
    void whatIsTranslatedTwiceIsRefused() {
        String entry = "msgid \"a\"\nmsgstr \"b\"\n\n";

        assertThatIllegalStateException()
                .isThrownBy(() -> PoFile.read(new StringReader(entry + entry)))
                .withMessageContaining("Translated twice");
        assertThatIllegalStateException().isThrownBy(() -> PoFile.read(new StringReader("nonsense")));
        assertThatIllegalStateException().isThrownBy(() -> PoFile.read(new StringReader("msgid nonsense")));
    }

    @Test
    void aPartMayStandElsewhereInAnotherLanguage() {
        SentenceTemplate template = new SentenceTemplate("%s of %s", "%2$s: %1$s");

        assertThat(template.parts("a of b").map(parts -> template.translate(parts, Function.<String>identity()::apply)))
                .hasValue("b: a");
    }
}
