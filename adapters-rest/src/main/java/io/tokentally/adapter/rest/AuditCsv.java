package io.tokentally.adapter.rest;

import io.tokentally.domain.audit.AuditEntry;
import io.tokentally.domain.audit.AuditText;
import io.tokentally.domain.text.CsvText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes audit entries as CSV, each as it comes, the header ahead of the first. */
final class AuditCsv {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "Number",
                    "At",
                    "Action",
                    "Actor",
                    "Subject Kind",
                    "Subject",
                    "Address",
                    "Before",
                    "After",
                    "Entry ID",
                    "Hash")
            .get();

    private final CSVPrinter printer;

    AuditCsv(OutputStream out) throws IOException {
        printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), FORMAT);
    }

    /** @throws ClientDisconnectedException if nobody takes the bytes any more */
    void write(AuditEntry entry) {
        try {
            printer.printRecord(
                    entry.number(),
                    entry.at(),
                    entry.action(),
                    harmless(entry.actor()),
                    entry.subjectKind() == null ? "" : CsvText.harmless(entry.subjectKind()),
                    harmless(entry.subject()),
                    harmless(entry.address()),
                    fields(entry.before()),
                    fields(entry.after()),
                    entry.id(),
                    entry.hash());
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

    private static String harmless(@Nullable AuditText text) {
        String value = AuditResponse.text(text);
        return value == null ? "" : CsvText.harmless(value);
    }

    /** As in {@code limit: 5; role: ADMIN}. */
    private static String fields(Map<String, AuditText> fields) {
        return CsvText.harmless(fields.entrySet().stream()
                .map(field -> field.getKey() + ": " + AuditResponse.text(field.getValue()))
                .collect(Collectors.joining("; ")));
    }
}
