package io.tokentally.adapter.rest;

import io.tokentally.domain.metering.Tags;
import io.tokentally.domain.pricing.Cost;
import io.tokentally.domain.pricing.CostStatus;
import io.tokentally.domain.pricing.Money;
import io.tokentally.domain.usage.UsageRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes calls as CSV, each as it comes, the header ahead of the first.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CallsCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "Date",
                    "User ID",
                    "Endpoint",
                    "Model",
                    "Input Tokens",
                    "Output Tokens",
                    "Total Tokens",
                    "Total Cost (USD)",
                    "Success",
                    "Response Time (ms)",
                    "Cost Status",
                    "Region",
                    "Tags",
                    "Virtual Key ID",
                    "Operation")
            .get();

    private final CSVPrinter printer;
    private final DateTimeFormatter dates;

    /** @param zone in which dates are written, with their offset */
    CallsCsv(OutputStream out, ZoneId zone) throws IOException {
        printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
        dates = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
    }

    /** @throws ClientDisconnectedException if nobody takes the bytes any more */
    void write(UsageRecord call) {
        try {
            printer.printRecord(
                    dates.format(call.createdAt()),
                    CsvText.harmless(call.attribution().userId().value()),
                    CsvText.harmless(call.attribution().endpoint().value()),
                    CsvText.harmless(call.model().value()),
                    call.quantities().inputTokens(),
                    call.quantities().outputTokens(),
                    call.quantities().totalTokens(),
                    costOf(call.cost()),
                    call.outcome().isSuccess(),
                    call.timing().responseTime().toMillis(),
                    ApiEnumNames.word(call.cost().status()),
                    call.region() == null ? "" : CsvText.harmless(call.region().value()),
                    CsvText.harmless(text(call.attribution().tags())),
                    call.attribution().keyId() == null
                            ? ""
                            : call.attribution().keyId().toString(),
                    call.operation() == null
                            ? ""
                            : CsvText.harmless(call.operation().value()));
        } catch (IOException e) {
            throw new ClientDisconnectedException(e);
        }
    }

    /** @throws ClientDisconnectedException if nobody takes the bytes any more */
    void finish() {
        try {
            printer.flush();
        } catch (IOException e) {
            throw new ClientDisconnectedException(e);
        }
    }

    /** Empty where the cost is not known: a zero would be taken for one. */
    private static String costOf(Cost cost) {
        if (!cost.currency().equals(Money.USD)) {
            throw new IllegalArgumentException("The column holds costs in USD, not in " + cost.currency());
        }
        return cost.status() == CostStatus.UNPRICED ? "" : cost.total().amount().toPlainString();
    }

    /** As in {@code team=search;stage=test}; a semicolon, an equals sign or a backslash within follows a backslash. */
    private static String text(Tags tags) {
        return tags.values().entrySet().stream()
                .map(tag -> escaped(tag.getKey()) + "=" + escaped(tag.getValue()))
                .collect(Collectors.joining(";"));
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\\\;=]", "\\\\$0");
    }
}
