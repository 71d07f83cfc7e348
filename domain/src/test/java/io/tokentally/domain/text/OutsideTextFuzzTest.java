package io.tokentally.domain.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.EmailAddress;
import io.tokentally.domain.access.LinkSecret;
import io.tokentally.domain.access.RecoveryCode;
import io.tokentally.domain.audit.SignedHead;
import io.tokentally.domain.budget.BudgetThreshold;
import io.tokentally.domain.key.KeyRefusedException;
import io.tokentally.domain.key.PathRule;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.net.ClientAddress;
import io.tokentally.domain.net.IpRange;
import io.tokentally.domain.pricing.InputBand;
import io.tokentally.domain.pricing.ModelPattern;
import io.tokentally.domain.shortlist.ResumeText;
import io.tokentally.domain.shortlist.UnreadableResumeException;
import io.tokentally.domain.view.UsageViewState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever text comes from outside, it is taken for what it says or refused as declared, and what was taken is taken again as it is
 * written. With {@code JAZZER_FUZZ=1} the fuzzer looks for texts of which that is not so, from those under {@code
 * OutsideTextFuzzTestInputs} on; otherwise it tries these.
 */
class OutsideTextFuzzTest {

    private static final int LONGEST_NAME = 200;
    private static final Pattern KEY = Pattern.compile("tt_[A-Za-z0-9]{40}");
    private static final Pattern CELL_ENDS = Pattern.compile("[,;|\\t\\r\\n]");
    private static final Pattern RUN =
            Pattern.compile("[\\s\\p{Z}\\p{C}\"'“”„‘’«»]*[=+\\-@＝＋－＠﹦﹢﹣﹫−].*", Pattern.DOTALL);

    @FuzzTest(maxDuration = "2m")
    void anyTextIsTakenAsItIsWrittenOrRefused(byte[] bytes) {
        String text = text(bytes);

        takenAgain(text, EmailAddress::new, EmailAddress::value);
        takenAgain(text, ApiTokenSecret::new, ApiTokenSecret::value);
        takenAgain(text, LinkSecret::new, LinkSecret::value);
        takenAgain(text, BudgetThreshold::of, BudgetThreshold::toString);
        takenAgain(text, InputBand::of, InputBand::toString);
        takenAgain(text, IpRange::parse, IpRange::toString);
        takenAgain(text, PathRule::new, PathRule::text);
        takenAgain(text, ModelPattern::new, ModelPattern::text);
        takenAgain(text, address -> new UsageViewState(address, false), UsageViewState::address);
        takenAgain(text, name -> PlainText.require("name", name, LONGEST_NAME), name -> name);
        takenAgain(text, name -> ChosenName.require("name", name, LONGEST_NAME), name -> name);
        ClientAddress.parse(text)
                .ifPresent(address ->
                        assertThat(ClientAddress.parse(address.toString())).contains(address));
        RecoveryCode.typed(text)
                .ifPresent(code -> assertThat(RecoveryCode.typed(code.text())).contains(code));
        SignedHead.in(text)
                .ifPresent(head -> assertThat(SignedHead.in(head.line())).contains(head));
    }

    @FuzzTest(maxDuration = "2m")
    void anyTextIsKeptHarmless(byte[] bytes) {
        String text = text(bytes);

        assertThat(VirtualKeySecret.isWithin(text)).isEqualTo(KEY.matcher(text).find());
        assertThat(VirtualKeySecret.isOne(text)).isEqualTo(KEY.matcher(text).matches());
        assertThat(PlainText.storable(text))
                .doesNotContain("\0")
                .isEqualTo(PlainText.storable(PlainText.storable(text)));
        assertThat(VisibleText.of(VisibleText.of(text))).isEqualTo(VisibleText.of(text));
        for (String cell : CELL_ENDS.split(CsvText.harmless(text), -1)) {
            assertThat(cell.startsWith("'") || !RUN.matcher(cell).matches())
                    .as("a spreadsheet would run %s", cell)
                    .isTrue();
        }
        resume(text).ifPresent(resume -> {
            assertThat(resume.passages().stream()
                            .mapToInt(passage -> passage.text().length())
                            .sum())
                    .isBetween(1, ResumeText.MAX_LENGTH);
            assertThat(Pattern.compile("(?i)<\\s*hidden")
                            .matcher(resume.value())
                            .results()
                            .count())
                    .as("marks that the document brought along")
                    .isEqualTo(resume.passages().stream()
                            .filter(ResumeText.Passage::hidden)
                            .count());
        });
    }

    /** The first line is a pattern, the second another, the others are names. */
    @FuzzTest(maxDuration = "2m")
    void patternsMatchWhatTheyMatchByTheBook(byte[] bytes) {
        String[] lines = text(bytes).split("\n", 8);
        List<ModelPattern> patterns = new ArrayList<>();
        for (int i = 0; i < Math.min(2, lines.length); i++) {
            read(lines[i], ModelPattern::new).ifPresent(patterns::add);
        }
        for (int i = 2; i < lines.length; i++) {
            String name = lines[i];
            patterns.forEach(pattern -> assertThat(pattern.matches(name))
                    .as("%s matches %s", pattern, name)
                    .isEqualTo(matches(
                            pattern.text(), 0, name, 0, new int[pattern.text().length() + 1][name.length() + 1])));
            if (patterns.size() == 2 && patterns.stream().allMatch(pattern -> pattern.matches(name))) {
                assertThat(patterns.getFirst().intersects(patterns.getLast())).isTrue();
                assertThat(patterns.getLast().intersects(patterns.getFirst())).isTrue();
            }
            requireRuleMatches(lines[0], name);
        }
    }

    private static void requireRuleMatches(String line, String path) {
        read("* /v1/" + line, PathRule::new).ifPresent(rule -> {
            boolean plain = path.indexOf('%') < 0 && path.indexOf(';') < 0;
            String regex = Pattern.quote(rule.text().substring(2)).replace("*", "\\E.*\\Q");
            boolean matches =
                    Pattern.compile(regex, Pattern.DOTALL).matcher(path).matches();
            assertThat(rule.matches("GET", path)).isEqualTo(plain && matches);
        });
    }

    @Test
    void aLongTextTakesNoStack() {
        String segments = "api-usage" + "/a".repeat(UsageViewState.MAX_LENGTH / 2 - 10);

        assertThat(new UsageViewState(segments, false).address()).isEqualTo(segments);
    }

    /** By trying each way, where 1 stands for yes and 2 for no. */
    private static boolean matches(String pattern, int at, String name, int from, int[][] known) {
        if (known[at][from] == 0) {
            boolean matches;
            if (at == pattern.length()) {
                matches = from == name.length();
            } else if (pattern.charAt(at) == '*') {
                matches = matches(pattern, at + 1, name, from, known)
                        || (from < name.length() && matches(pattern, at, name, from + 1, known));
            } else {
                matches = from < name.length()
                        && (pattern.charAt(at) == name.charAt(from)
                                || (pattern.charAt(at) == '#' && "0123456789".indexOf(name.charAt(from)) >= 0))
                        && matches(pattern, at + 1, name, from + 1, known);
            }
            known[at][from] = matches ? 1 : 2;
        }
        return known[at][from] == 1;
    }

    private static Optional<ResumeText> resume(String text) {
        List<ResumeText.Passage> passages = new ArrayList<>();
        String[] pieces = text.split("\f", -1);
        for (int i = 0; i < pieces.length; i++) {
            passages.add(new ResumeText.Passage(pieces[i], i % 2 == 1));
        }
        try {
            return Optional.of(new ResumeText(passages));
        } catch (UnreadableResumeException e) {
            return Optional.empty();
        }
    }

    private static <T> void takenAgain(String text, Function<String, T> reading, Function<T, String> writing) {
        read(text, reading)
                .ifPresent(
                        read -> assertThat(reading.apply(writing.apply(read))).isEqualTo(read));
    }

    private static <T> Optional<T> read(String text, Function<String, T> reading) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException | KeyRefusedException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
            assertThat(isWhole(text) && !isWhole(String.valueOf(refused.getMessage())))
                    .as("half a character in: %s", refused.getMessage())
                    .isFalse();
            return Optional.empty();
        }
    }

    /** UTF-8; behind a zero UTF-16, which can hold half a pair. */
    private static String text(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != 0) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        StringBuilder units = new StringBuilder();
        for (int at = 1; at + 1 < bytes.length; at += 2) {
            units.append((char) ((bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF)));
        }
        return units.toString();
    }

    private static boolean isWhole(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
