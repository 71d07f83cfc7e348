package io.tokentally.bootstrap.configuration;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/configuration.md} has a row for each setting that the code reads, with the default that it has in the code.
 * With {@code -Dconfiguration.write} the test brings names and defaults of the page up to date; what each means is written
 * there by hand.
 */
class ConfigurationPageTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `([A-Z_]+(?:<NAME>[A-Z_]+)?)` \\| (.*?) ?\\| (.*?) ?\\|$", Pattern.MULTILINE);
    private static final Pattern OURS = Pattern.compile("(TOKENTALLY|OPENAI)_.*");
    /** Of the script, not of the application; and one that is read by the upstream's name. */
    private static final Set<String> ELSEWHERE =
            Set.of("TOKENTALLY_JAVA_OPTS", "TOKENTALLY_FASTSTART", "TOKENTALLY_GATEWAY_OPENAI_BASEURL");
    /** Spring takes both spellings; people are told this one everywhere. */
    private static final Map<String, String> SPELLED =
            Map.of("TOKENTALLY_ALERTS_OWN_NETWORK", "TOKENTALLY_ALERTS_OWNNETWORK");

    private record Row(String standard, String meaning) {}

    @Test
    void everySettingHasARowWithItsDefaultAndWhatItMeans() throws IOException {
        Map<String, String> settings = TypedSettings.all();
        if (System.getProperty("configuration.write") != null) {
            write(settings);
        }
        Map<String, Row> page = rows(Files.readString(PAGE));

        assertThat(page.keySet()).as("settings on the page").containsAll(settings.keySet());
        settings.forEach((name, standard) -> {
            Row row = requireNonNull(page.get(name));
            assertThat(row.meaning()).as("what %s means", name).isNotBlank();
            if (!standard.isEmpty()) {
                assertThat(row.standard()).as("default of %s", name).isEqualTo("`" + standard + "`");
            }
        });
    }

    @Test
    void nothingIsOnThePageThatTheCodeDoesNotRead() throws IOException {
        Set<String> named = new TreeSet<>(rows(Files.readString(PAGE)).keySet());
        named.removeIf(name -> !OURS.matcher(name).matches());
        named.removeAll(ELSEWHERE);

        assertThat(TypedSettings.all().keySet()).containsAll(named);
    }

    /** What the README and the other pages tell to set can be set. */
    @Test
    void theSettingsThatTheReadmeNamesAreOnThePage() throws IOException {
        Set<String> known = rows(Files.readString(PAGE)).keySet();
        Matcher matcher =
                Pattern.compile("\\bTOKENTALLY_[A-Z_]+[A-Z]\\b").matcher(Files.readString(Path.of("../README.md")));
        Set<String> named = new TreeSet<>();
        while (matcher.find()) {
            named.add(matcher.group());
        }

        named.removeIf(name -> known.stream().anyMatch(row -> name.matches(row.replace("<NAME>", "[A-Z0-9]+"))));
        assertThat(named).isEmpty();
    }

    private static Map<String, Row> rows(String page) {
        Map<String, Row> rows = new LinkedHashMap<>();
        Matcher matcher = ROW.matcher(page);
        while (matcher.find()) {
            String name = SPELLED.getOrDefault(matcher.group(1), matcher.group(1));
            Row before = rows.put(name, new Row(matcher.group(2), matcher.group(3)));
            assertThat(before).as("an earlier row of %s", matcher.group(1)).isNull();
        }
        return rows;
    }

    private static void write(Map<String, String> settings) throws IOException {
        String page = Files.readString(PAGE);
        Map<String, Row> rows = rows(page);
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            String name = setting.getKey();
            Row row = rows.get(name);
            String standard =
                    setting.getValue().isEmpty() ? row == null ? "" : row.standard() : "`" + setting.getValue() + "`";
            String line = "| `%s` | %s | %s |".formatted(name, standard, row == null ? "" : row.meaning());
            page = row == null
                    ? page + line + "\n"
                    : page.replaceFirst(
                            "(?m)^\\| `" + Pattern.quote(name) + "` \\|.*$", Matcher.quoteReplacement(line));
        }
        Files.writeString(PAGE, page);
    }
}
