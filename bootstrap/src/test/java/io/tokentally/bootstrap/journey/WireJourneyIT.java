package io.tokentally.bootstrap.journey;

import static io.tokentally.domain.usage.UsageRecordFixtures.aUsageRecord;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.tokentally.application.port.out.usage.UsageLedger;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.access.UserId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How many bytes the overview takes over the wire, headers included: for whoever has never been here, and from then on. */
class WireJourneyIT extends Journey {

    private static final int MAX_COLD = 600_000;
    private static final int MAX_WARM = 60_000;
    private static final double AFTER_THE_PICTURE_MS = 1_500;
    private static final Path REPORT = Path.of("target", "wire.txt");

    /** What names and figures of the same number of rows may differ by. */
    private static final int MAX_GROWTH = 4_000;

    private static final int CALLS = 1_000;
    private static final OrganizationId GLOBEX = new OrganizationId("globex");

    @Autowired
    private UsageLedger ledger;

    @Test
    void theOverviewIsLightAtFirstAndLighterFromThenOn() throws IOException {
        String signedIn = signIn(page(), "owner@acme.example").context().storageState();
        Page page =
                page(new Browser.NewContextOptions().setViewportSize(1440, 900).setStorageState(signedIn));
        Wire wire = new Wire(page);

        int cold = wire.bytesOf(() -> open(page, "/api-usage"));
        String coldest = wire.heaviest();
        int warm = wire.bytesOf(() -> open(page, "/api-usage"));

        Files.writeString(
                REPORT,
                "overview, cold: %,d bytes%noverview, warm: %,d bytes%n%nheaviest, cold%n%s%nheaviest, warm%n%s"
                        .formatted(cold, warm, coldest, wire.heaviest()));
        assertThat(cold).as("cold, see " + REPORT).isBetween(1, MAX_COLD);
        assertThat(warm).as("warm, see " + REPORT).isBetween(1, MAX_WARM);
    }

    /** In months that no other test looks at. */
    @Test
    void theOverviewDoesNotGrowWithPeopleAndEndpoints() {
        post(Instant.parse("2025-01-10T10:00:00Z"), 50);
        post(Instant.parse("2025-02-10T10:00:00Z"), CALLS);
        Page page = signIn(page(), "owner@globex.example");
        String january = "/api-usage?scope=organization&from=2025-01-01&to=2025-01-31";
        String february = "/api-usage?scope=organization&from=2025-02-01&to=2025-02-28";
        open(page, january);
        Wire wire = new Wire(page);

        int ofFifty = wire.bytesOf(() -> open(page, january));
        int ofThousand = wire.bytesOf(() -> open(page, february));

        assertThat(page.locator(".tt-matching").innerText()).startsWith("1,000 calls");
        assertThat(ofThousand).as("of 1,000, and of 50 it is %d", ofFifty).isBetween(1, ofFifty + MAX_GROWTH);
    }

    /** A thousand calls that so many people made by as many endpoints. */
    private void post(Instant from, int different) {
        ledger.post(IntStream.range(0, CALLS)
                .mapToObj(call -> aUsageRecord()
                        .at(from.plusSeconds(call))
                        .of(GLOBEX, new UserId("person-%04d@globex.example".formatted(call % different)))
                        .withEndpoint("feature-%04d".formatted(call % different))
                        .withSeed(call)
                        .build())
                .toList());
    }

    private static void open(Page page, String path) {
        page.navigate(path);
        page.locator("tokentally-chart canvas").first().waitFor();
        // What is asked for after the first picture, as icons are, counts as well.
        page.waitForTimeout(AFTER_THE_PICTURE_MS);
        page.waitForLoadState(LoadState.NETWORKIDLE);
    }

    /** Hears of each answer from the browser itself. */
    private static final class Wire {

        private record Answer(String address, int bytes) {}

        private final CDPSession browser;
        private final List<Answer> answers = new CopyOnWriteArrayList<>();
        private final Map<String, String> addresses = new ConcurrentHashMap<>();

        Wire(Page page) {
            browser = page.context().newCDPSession(page);
            browser.on(
                    "Network.requestWillBeSent",
                    event -> addresses.put(text(event, "requestId"), text(event.getAsJsonObject("request"), "url")));
            browser.on(
                    "Network.loadingFinished",
                    event -> answers.add(new Answer(
                            addresses.getOrDefault(text(event, "requestId"), ""),
                            event.get("encodedDataLength").getAsInt())));
            browser.send("Network.enable");
        }

        int bytesOf(Runnable visit) {
            answers.clear();
            visit.run();
            return answers.stream().mapToInt(Answer::bytes).sum();
        }

        String heaviest() {
            return answers.stream()
                    .sorted(Comparator.comparingInt(Answer::bytes).reversed())
                    .map(answer -> "%,10d  %s%n"
                            .formatted(answer.bytes(), answer.address().replaceFirst("^http://[^/]*", "")))
                    .collect(Collectors.joining());
        }

        private static String text(JsonObject event, String name) {
            return event.get(name).getAsString();
        }
    }
}
