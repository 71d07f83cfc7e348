package io.tokentally.bootstrap.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How many bytes the overview takes over the wire, headers included: for whoever has never been here, and from then on. */
class WireJourneyIT extends Journey {

    /** Of which Vaadin's own files and Aura's font are 480,000. */
    private static final int MAX_COLD = 660_000;

    private static final int MAX_WARM = 60_000;
    private static final double AFTER_THE_PICTURE_MS = 1_500;
    private static final Path REPORT = Path.of("target", "wire.txt");

    @Test
    void theOverviewIsLightAtFirstAndLighterFromThenOn() throws IOException {
        String signedIn = signIn(page(), "owner@acme.example").context().storageState();
        Page page =
                page(new Browser.NewContextOptions().setViewportSize(1440, 900).setStorageState(signedIn));
        Wire wire = new Wire(page);

        int cold = wire.bytesOf(() -> open(page));
        String coldest = wire.heaviest();
        int warm = wire.bytesOf(() -> open(page));

        Files.writeString(
                REPORT,
                "overview, cold: %,d bytes%noverview, warm: %,d bytes%n%nheaviest, cold%n%s%nheaviest, warm%n%s"
                        .formatted(cold, warm, coldest, wire.heaviest()));
        assertThat(cold).as("cold, see " + REPORT).isBetween(1, MAX_COLD);
        assertThat(warm).as("warm, see " + REPORT).isBetween(1, MAX_WARM);
    }

    private static void open(Page page) {
        page.navigate("/api-usage");
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
